// provider.mjs PORT REDIRECT - an OpenID Connect provider on the loopback, with the pages that oidc-provider brings for development: whoever types
// a name is that person.  Prints "ready" when it listens; ends with its input.
import Provider from 'oidc-provider';

const [port, redirect] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: 'mingjing', client_secret: 'a-secret-for-tests', redirect_uris: [redirect], grant_types: ['authorization_code'], response_types: ['code'] }],
  pkce: { required: () => true },
  findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  cookies: { keys: ['only-for-tests'] },
});
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
process.stdin.on('end', () => process.exit(0));
process.stdin.resume();
