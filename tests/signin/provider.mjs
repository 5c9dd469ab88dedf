// provider.mjs REDIRECT PORT CERTIFICATE KEY [PORT CERTIFICATE KEY]... - an OpenID Connect provider on the loopback under TLS, with the pages that
// oidc-provider brings for development: whoever types a name is that person.  The first port is the issuer's.  Prints "ready" when it listens; ends
// with its input.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import Provider from 'oidc-provider';

const [redirect, ...doors] = process.argv.slice(2);
const provider = new Provider(`https://127.0.0.1:${doors[0]}`, {
  clients: [{ client_id: 'mingjing', client_secret: 'a-secret-for-tests', redirect_uris: [redirect], grant_types: ['authorization_code'], response_types: ['code'] }],
  pkce: { required: () => true },
  findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  cookies: { keys: ['only-for-tests'] },
});
const listening = [];
for (let i = 0; i < doors.length; i += 3) {
  const server = createServer({ cert: readFileSync(doors[i + 1]), key: readFileSync(doors[i + 2]) }, provider.callback());
  listening.push(new Promise((done) => server.listen(Number(doors[i]), '127.0.0.1', done)));
}
await Promise.all(listening);
console.log('ready');
process.stdin.on('end', () => process.exit(0));
process.stdin.resume();
