// help.mjs - what the tests of uploads share: TAP lines, a server that can be killed and comes back on the same port, a proxy that cuts
// or holds connections at a chosen byte, people signed in, uploads by the real tus-js-client.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import http from 'node:http';
import net from 'node:net';
import { DefaultHttpStack, Upload } from 'tus-js-client';

export const counts = { passed: 0, failed: 0 };
export function check(good, sentence, detail = '') {
  if (good) counts.passed += 1; else counts.failed += 1;
  console.log(`${good ? 'ok' : 'not ok'} - ${sentence}${good ? '' : `\n# ${String(detail).split('\n').join('\n# ')}`}`);
  return good;
}

// The same numbers for the same seed.
export function chance(seed) {
  let s = seed >>> 0;
  return () => { s = (Math.imul(s, 1664525) + 1013904223) >>> 0; return s / 2 ** 32; };
}

export const sm3 = (bytes) => `sm3:${createHash('sm3').update(bytes).digest('hex')}`;

export async function until(right, what, seconds = 30) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await new Promise((d) => { setTimeout(d, 10); }))
    if (await right()) return true;
  throw new Error(`waited ${seconds} s for: ${what}`);
}

// ---- the server ----

export class Server {
  constructor(program, options = []) { Object.assign(this, { program, options, port: 0 }); }

  async start() {
    this.child = spawn(this.program, ['serve', '--listen', `127.0.0.1:${this.port}`, ...this.options], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.ended = new Promise((done) => { this.child.once('exit', done); });
    this.port = await new Promise((ready, no) => {
      let said = '';
      this.child.stdout.on('data', (d) => { said += d; const m = /端口 (\d+)/.exec(said); if (m) ready(Number(m[1])); });
      this.child.once('exit', (code) => no(new Error(`the server ended with ${code}`)));
    });
    this.base = `http://127.0.0.1:${this.port}`;
  }

  async kill(signal = 'SIGKILL') {
    this.child.kill(signal);
    await this.ended;
  }
}

// ---- a proxy: of a PATCH only as many bytes pass as budget() says; then its connection is cut, or held ----

export class Proxy {
  constructor(server) {
    this.server = server;
    this.budget = () => Infinity;
    this.spent = 'cut';
    this.held = new Set();
    this.open = new Set();
    this.down = false;                  // as if the cable were out
    this.listener = net.createServer((a) => this.take(a));
  }

  start() { return new Promise((done) => { this.listener.listen(0, '127.0.0.1', () => { this.base = `http://127.0.0.1:${this.listener.address().port}`; done(); }); }); }
  stop() { this.listener.close(); }

  cable(down) {
    this.down = down;
    if (down) for (const s of this.open) s.destroy();
  }

  take(a) {
    if (this.down) { a.destroy(); return; }
    this.open.add(a);
    const b = net.connect(this.server.port, '127.0.0.1');
    let left = null;
    const end = () => { a.destroy(); b.destroy(); this.held.delete(a); this.open.delete(a); };
    for (const s of [a, b]) { s.on('error', end); s.on('close', end); }
    b.pipe(a);
    a.on('data', (bytes) => {
      if (left === null) left = bytes.toString('latin1', 0, 6) === 'PATCH ' ? this.budget() : Infinity;
      if (bytes.length <= left) {
        left -= bytes.length;
        if (!b.write(bytes)) { a.pause(); b.once('drain', () => a.resume()); }
        return;
      }
      b.write(bytes.subarray(0, left), () => { if (this.spent === 'cut') end(); });
      left = 0;
      if (this.spent === 'hold') { a.pause(); this.held.add(a); }
    });
  }
}

// ---- people ----

export async function signIn(base, login) {
  const r = await fetch(`${base}/api/login`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ login, password: 'mingjing-demo' }) });
  return { Authorization: `Bearer ${(await r.json()).token}` };
}

// One request of tus by hand.
export async function ask(base, who, method, path, headers = {}, body = undefined) {
  const r = await fetch(new URL(path, base), { method, headers: { 'Tus-Resumable': '1.0.0', ...who, ...headers }, body });
  return { status: r.status, head: r.headers, text: await r.text() };
}

export const view = async (base, who, query = '') => (await (await fetch(`${base}/api/views/inbox${query}`, { headers: who })).json()).rows ?? [];

// ---- the real client ----

const fresh = new DefaultHttpStack({ agent: new http.Agent({ keepAlive: false, maxSockets: 500 }) });   // a connection for each request

export function send(base, who, bytes, name, options = {}) {
  let upload;
  const answer = {};
  const over = new Promise((done, no) => {
    upload = new Upload(bytes, {
      endpoint: `${base}/api/uploads`, httpStack: fresh, headers: who, retryDelays: Array(200).fill(100), chunkSize: Infinity,
      metadata: { filename: name, digest: sm3(bytes) }, storeFingerprintForResuming: false,
      onAfterResponse: (req, res) => { answer.intake = res.getHeader('upload-intake') ?? answer.intake; answer.state = res.getHeader('upload-state') ?? answer.state; },
      onShouldRetry: () => true, onError: no, onSuccess: () => done({ ...answer, url: upload.url }), ...options,
    });
  });
  upload.start();
  return over;
}
