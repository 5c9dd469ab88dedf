// browser.mjs PROGRAM: the page 上传音像资料 in Chromium, under the site's own content security policy: its digest is announced, its network is
// cut in the middle and comes back, a reload remembers what was not finished, a server killed meanwhile loses nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, counts, Proxy, Server, until } from './help.mjs';

const { chromium } = createRequire(new URL('../e2e/package.json', import.meta.url))('playwright-core');
const server = new Server(process.argv[2]), proxy = new Proxy(server), MB = 1024 * 1024;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

const folder = mkdtempSync(join(tmpdir(), 'mingjing-page.'));
function file(name, size) {
  const buffer = Buffer.alloc(size);
  for (let i = 0; i < size; i += 4093) buffer[i] = i % 251;
  writeFileSync(join(folder, name), buffer);
  return join(folder, name);
}

const row = (page, name) => page.locator('li.up', { hasText: name });
const state = (page, name) => row(page, name).getAttribute('data-state');
const percent = async (page, name) => Number(await row(page, name).locator('[role=progressbar]').getAttribute('aria-valuenow'));

// Bytes a second; -1: as fast as it goes.
async function slow(page, speed) {
  page.cdp ??= await page.context().newCDPSession(page);
  await page.cdp.send('Network.enable');
  await page.cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: speed });
}

await server.start();
await proxy.start();
try {
  const page = await (await browser.newContext({ baseURL: proxy.base, locale: 'zh-CN' })).newPage(), announced = [], offsets = [], wrong = [];
  page.setDefaultTimeout(20000);
  page.on('pageerror', (e) => wrong.push(e.message));
  page.on('console', (m) => /Content Security Policy/.test(m.text()) && wrong.push(m.text()));
  page.on('request', (r) => {
    if (r.method() === 'POST' && r.url().endsWith('/api/uploads')) announced.push(r.headers()['upload-metadata'] ?? '');
    if (r.method() === 'PATCH') offsets.push(Number(r.headers()['upload-offset']));
  });
  await page.goto('/login?next=/desk/upload');
  await page.fill('input[name=login]', 'li');
  await page.fill('input[name=password]', 'mingjing-demo');
  await Promise.all([page.waitForURL('**/desk/upload'), page.click('form[action="/login"] button[type=submit]')]);

  await slow(page, 4 * MB);
  await page.setInputFiles('input[multiple]', file('断网.mp4', 12 * MB));
  await until(async () => (await state(page, '断网')) === 'sending' && (await percent(page, '断网')) >= 20, 'a fifth of the file');
  proxy.cable(true);
  await until(async () => /网络中断/.test(await row(page, '断网').textContent()), 'the page to notice');
  check(true, 'a cut network is said at once');
  proxy.cable(false);
  await slow(page, -1);
  await until(async () => (await state(page, '断网')) === 'done', 'the rest');
  check(offsets.some((n) => n > 0), 'and the upload goes on where it was', offsets);
  check(announced.length === 1 && /digest /.test(announced[0]), 'the digest was announced before', announced);
  check(/隔离/.test(await row(page, '断网').textContent()) && /^\/desk\/intake\/\d+$/.test(await row(page, '断网').locator('a').getAttribute('href')), 'the page shows what became of it and where');

  await slow(page, 4 * MB);
  const second = file('重开.mp4', 12 * MB);
  await page.setInputFiles('input[multiple]', second);
  await until(async () => (await state(page, '重开')) === 'sending' && (await percent(page, '重开')) >= 20, 'a fifth of the second file');
  await page.reload();
  check((await state(page, '重开')) === 'known', 'after a reload the page remembers what was not finished');
  const before = announced.length;
  offsets.length = 0;
  await slow(page, 4 * MB);
  await page.setInputFiles('input[multiple]', second);
  await until(async () => (await state(page, '重开')) === 'sending' && offsets.length > 0, 'it to go on');
  await server.kill();
  await server.start();
  await slow(page, -1);
  await until(async () => (await state(page, '重开')) === 'done', 'it to come in');
  check(announced.length === before && offsets[0] > 0, 'chosen again it goes on, through a server that was killed', `${announced.length} ${offsets}`);
  check(!wrong.length, 'the page breaks neither its script nor the policy', wrong.join('\n'));
} catch (e) {
  check(false, 'the walk goes through', e.stack);
}
await browser.close();
proxy.stop();
rmSync(folder, { recursive: true });
await server.kill('SIGTERM');
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed ? 1 : 0);
