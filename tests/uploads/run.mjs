// run.mjs PROGRAM files|s3 COUNT: uploads into the site of $MINGJING_DB.  Both stores: cut connections, kill -9 in the middle of COUNT
// uploads.  Files: everything the protocol promises.  S3: the storage server goes away ($UPLOADS_S3_PAUSE, $UPLOADS_S3_RESUME: commands).
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, utimesSync } from 'node:fs';
import { ask, chance, check, counts, Proxy, send, Server, signIn, sm3, until, view } from './help.mjs';

const [program, store, count] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const random = chance(Number(process.env.MINGJING_UPLOADS_SEED ?? 1)), between = (a, b) => a + Math.floor(random() * (b - a + 1));
const server = new Server(program), proxy = new Proxy(server), kept = new Set();
const STREAM = { 'Content-Type': 'application/offset+octet-stream' };
let li;

const encoded = (o) => Object.entries(o).map(([k, v]) => `${k} ${Buffer.from(v).toString('base64')}`).join(',');
const made = async (headers, body = undefined) => ask(server.base, li, 'POST', '/api/uploads', headers, body);
const head = async (url, who = li) => ask(server.base, who, 'HEAD', url);
const patch = (url, offset, bytes, more = {}, who = li) => ask(server.base, who, 'PATCH', url, { ...STREAM, 'Upload-Offset': String(offset), ...more }, bytes);

// ---- both stores ----

async function cuts() {
  const files = Array.from({ length: 8 }, () => randomBytes(between(200000, 900000)));
  let n = 0;
  proxy.spent = 'cut';
  proxy.budget = () => { n += 1; return between(1, 400000); };
  const answers = await Promise.all(files.map((f, i) => send(proxy.base, li, f, `cut-${i}.mp4`)));
  proxy.budget = () => Infinity;
  files.forEach((f) => kept.add(sm3(f)));
  check(n > files.length && answers.every((a) => a.state === 'quarantine'), `${files.length} uploads over connections that were cut again and again (${n} pieces) come in whole`, JSON.stringify(answers));
}

// Every upload of a batch is stopped at a random byte of its own; then the server is killed and comes back.
async function kills() {
  const batch = 25, intakes = new Set(), states = new Set();
  let hit = 0;
  for (let from = 0; from < count; from += batch) {
    const files = Array.from({ length: Math.min(batch, count - from) }, () => randomBytes(between(1, 1 + between(0, 3) * 100000)));
    let asked = 0, over = 0;
    proxy.spent = 'hold';
    proxy.budget = () => { asked += 1; return asked > files.length ? Infinity : between(0, 400 + files[asked - 1].length); };
    const all = Promise.all(files.map((f, i) => send(proxy.base, li, f, `kill-${from + i}.mp4`).then((a) => { over += 1; return a; })));
    await until(() => asked >= files.length && proxy.held.size + over >= files.length - 3, 'a batch to be under way');
    hit += proxy.held.size;
    await server.kill();
    proxy.budget = () => Infinity;
    await server.start();
    for (const a of await all) { intakes.add(a.intake); states.add(a.state); }
    files.forEach((f) => kept.add(sm3(f)));
  }
  check(intakes.size === count && !states.has(undefined) && hit > count / 2, `${count} uploads with kill -9 at random bytes (${hit} of them in the middle) all come in, each under one number`, `${intakes.size} ${hit} ${[...states]}`);
}

// ---- the protocol, by hand and by the client ----

async function protocol() {
  const wang = await signIn(server.base, 'wang'), bytes = randomBytes(50000);
  let a = await made({ 'Upload-Length': '50000', 'Upload-Metadata': encoded({ filename: '../../etc/x.mp4', source: 'phone' }) });
  const url = a.head.get('location');
  check(a.status === 201 && /^\d+$/.test(a.head.get('upload-intake')), 'a creation is announced by an act and says its number', a.text);
  const [row] = (await view(server.base, li)).filter((r) => String(r.id) === a.head.get('upload-intake'));
  check(row?.file_name === 'x.mp4' && row.source === 'phone' && row.state === 'promised', 'a name loses its folders on the way', JSON.stringify(row));
  check((await patch(url, 10, bytes)).status === 409 && (await head(url)).head.get('upload-offset') === '0', 'a wrong offset is refused and changes nothing');
  check((await patch(url, 0, bytes, {}, wang)).status === 404 && (await head(url, wang)).status === 404, 'for somebody else the upload does not exist');
  a = await patch(url, 0, bytes.subarray(0, 20000), { 'Upload-Checksum': `sha256 ${Buffer.alloc(32).toString('base64')}` });
  check(a.status === 460 && (await head(url)).head.get('upload-offset') === '0', 'a piece whose checksum is wrong is answered with 460 and leaves nothing', a.text);
  check((await ask(server.base, li, 'DELETE', url)).status === 204 && (await head(url)).status === 404, 'an upload is terminated');
  const gone = (await view(server.base, li, '?state=discarded')).map((r) => r.id);
  check(gone.includes(row.id), 'and its promise is withdrawn', JSON.stringify(gone));
  a = await made({ 'Upload-Length': '100000000000', 'Upload-Metadata': encoded({ filename: 'x.mp4' }) });
  check(a.status === 413 && a.text.includes('93.1 GB'), '100 GB declared are refused with words', a.text);
  a = await ask(server.base, await signIn(server.base, 'admin'), 'POST', '/api/uploads', { 'Upload-Length': '5', 'Upload-Metadata': encoded({ filename: 'x.mp4' }) });
  check(a.status >= 401 && a.status <= 403, 'who may not take in recordings creates no upload', a.text);
}

async function cookies() {
  const form = await fetch(`${server.base}/login`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ login: 'li', password: 'mingjing-demo' }) });
  const Cookie = form.headers.get('set-cookie').split(';')[0], me = await (await fetch(`${server.base}/api/me`, { headers: { Cookie } })).json();
  let a = await ask(server.base, { Cookie }, 'POST', '/api/uploads', { 'Upload-Length': '5' });
  check(a.status === 403 && a.text.includes('FORM_TOKEN'), 'a cookie without the form token creates nothing', a.text);
  a = await ask(server.base, { Cookie, 'X-CSRF-Token': me.csrf }, 'POST', '/api/uploads', { 'Upload-Length': '5', 'Upload-Metadata': encoded({ filename: 'c.mp4' }) });
  check(a.status === 201, 'with it, an upload', a.text);
  await ask(server.base, { Cookie, 'X-CSRF-Token': me.csrf }, 'DELETE', a.head.get('location'));
}

async function digests() {
  const bytes = randomBytes(3000);
  let a = await made({ 'Upload-Length': '3000', 'Upload-Metadata': encoded({ filename: 'd.mp4', digest: sm3(Buffer.from('x')) }), ...STREAM }, bytes);
  check(a.status === 409 && a.text.includes('BLOB_OTHER'), 'what is not what was announced is not received', a.text);
  check((await head(a.head.get('location'))).status === 409, 'and looking again does not make it so');
  await ask(server.base, li, 'DELETE', a.head.get('location'));
  a = await made({ 'Upload-Length': '0', 'Upload-Metadata': encoded({ filename: 'empty.mp4' }) });
  check(a.status === 201 && a.head.get('upload-state') === 'quarantine', 'an empty file is set aside', a.text);
  kept.add(sm3(Buffer.alloc(0)));
  a = await made({ 'Upload-Defer-Length': '1', 'Upload-Metadata': encoded({ filename: 'later.mp4' }) });
  const url = a.head.get('location');
  check(a.status === 201 && !a.head.get('upload-intake'), 'nothing is announced while the size is not known');
  await patch(url, 0, bytes.subarray(0, 1000));
  a = await patch(url, 1000, bytes.subarray(1000), { 'Upload-Length': '3000' });
  check(a.status === 204 && a.head.get('upload-state') === 'quarantine' && (await head(url)).head.get('upload-intake') === a.head.get('upload-intake'), 'with its size it is, and comes in', a.text);
  kept.add(sm3(bytes));
}

async function parts() {
  const bytes = randomBytes(700001), a = await send(proxy.base, li, bytes, 'parts.mp4', { parallelUploads: 3 });
  kept.add(sm3(bytes));
  const open = (await view(server.base, li)).filter((r) => r.file_name === 'parts.mp4');
  check(a.state && open.length === 1 && open[0].size === bytes.length && open[0].digest === sm3(bytes), 'a file sent in three parts at once is one recording', JSON.stringify([a, open]));
  const one = (await made({ 'Upload-Length': '3', 'Upload-Concat': 'partial' })).head.get('location'), final = `final;${one}`;
  check((await made({ 'Upload-Concat': final })).status === 409, 'parts that are not whole are not joined');
  check((await ask(server.base, await signIn(server.base, 'wang'), 'POST', '/api/uploads', { 'Upload-Concat': final })).status === 404, 'nor those of somebody else');
}

// As if nobody had come back for eight days.
async function expiry() {
  const folder = `${process.env.MINGJING_DB.replace('sqlite:', '')}.blobs/tmp`, url = (await made({ 'Upload-Length': '9', 'Upload-Metadata': encoded({ filename: 'old.mp4' }) })).head.get('location');
  const id = url.split('/').pop(), then = Date.now() / 1000 - 8 * 86400;
  check(Date.parse((await head(url)).head.get('upload-expires')) > Date.now(), 'an upload says until when it is kept');
  for (const f of readdirSync(folder)) if (f.startsWith(id)) utimesSync(`${folder}/${f}`, then, then);
  check((await patch(url, 0, Buffer.from('123456789'))).status === 410, 'one that was left too long is gone');
  await server.kill('SIGTERM');
  await server.start();
  await until(() => !readdirSync(folder).some((f) => f.startsWith(id)), 'the old upload to be let go');
  check((await head(url)).status === 404, 'and the server lets go of it');
}

// ---- the storage server goes away ----

async function outage() {
  const files = Array.from({ length: 4 }, () => randomBytes(between(100000, 300000)));
  let missed = 0;
  execFileSync('sh', ['-c', process.env.UPLOADS_S3_PAUSE]);
  const all = Promise.all(files.map((f, i) => send(server.base, li, f, `outage-${i}.mp4`, { onShouldRetry: (e) => { missed += e.originalResponse?.getStatus() === 503; return true; } })));
  await until(() => missed > 0, 'an upload to meet the missing storage server', 60);
  execFileSync('sh', ['-c', process.env.UPLOADS_S3_RESUME]);
  const answers = await all;
  files.forEach((f) => kept.add(sm3(f)));
  check(answers.every((a) => a.state), 'uploads that could not be stored are when the storage server is back', JSON.stringify(answers));
}

await server.start();
await proxy.start();
try {
  li = await signIn(server.base, 'li');
  await cuts();
  await kills();
  if (store === 'files') {
    for (const part of [protocol, cookies, digests, parts, expiry]) await part();
  } else {
    await outage();
  }
  const open = (await view(server.base, li, '?state=promised')).filter((r) => r.file_name !== 'old.mp4');
  check(!open.length, 'no promise is left open', JSON.stringify(open));
  const came = new Set();
  for (let rows, before = ''; (rows = await view(server.base, li, `?state=quarantine&limit=100${before}`)).length; before = `&before=${rows.at(-1).id}`)
    rows.forEach((r) => came.add(r.digest));
  const missing = [...kept].filter((d) => !came.has(d));
  check(!missing.length && came.size >= count, `all ${kept.size} files that were sent lie there under their digests`, missing.join('\n'));
} catch (e) {
  check(false, 'the tests go through', e.stack);
}
proxy.stop();
await server.kill('SIGTERM');
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed ? 1 : 0);
