// package.mjs FOLDER WORK: opens a dossier package from disk in Chromium with the network off.  As made it is good; then it is spoilt in every
// way we know, and each must be found and named.
import { createRequire } from 'node:module';
import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { chromium } = createRequire(new URL('../e2e/package.json', import.meta.url))('playwright-core');
const [, , folder, work] = process.argv;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'] });

async function look(path) {
  const context = await browser.newContext({ offline: true }), page = await context.newPage(), asked = [];
  page.on('request', (r) => { if (!r.url().startsWith('file:') && !r.url().startsWith('blob:')) asked.push(r.url()); });
  await page.goto(`file://${path}/核验.html`);
  const seen = { record: await page.evaluate(() => document.body.dataset.record ?? 'none') };
  if (await page.locator('#folder').count()) {
    await page.setInputFiles('#folder', path);
    await page.waitForFunction(() => document.body.dataset.files);
    seen.files = await page.evaluate(() => document.body.dataset.files);
  }
  seen.text = await page.innerText('main');
  seen.asked = asked;
  await context.close();
  return seen;
}

const say = (good, what, seen) => console.log(good ? `ok - ${what}` : `not ok - ${what}\n# ${JSON.stringify(seen).slice(0, 600)}`);
const spoilt = join(work, 'spoilt');
async function spoil(what, how, holds) {
  rmSync(spoilt, { recursive: true, force: true });
  cpSync(folder, spoilt, { recursive: true });
  how(spoilt);
  const seen = await look(spoilt);
  say(holds(seen), what, seen);
}
const data = (path, change) => {
  const file = join(path, '清单.js'), head = 'window.MINGJING_DOSSIER = ', text = readFileSync(file, 'utf8');
  const value = JSON.parse(text.slice(head.length).replace(/;\n$/, ''));
  change(value);
  writeFileSync(file, `${head}${JSON.stringify(value)};\n`);
};
const papers = JSON.parse(readFileSync(join(folder, '清单.json'), 'utf8')).files.filter((f) => f.kind === 'paper').map((f) => f.path);
const bad = (word) => (seen) => seen.record === 'bad' && seen.text.includes(word);

const clean = await look(folder);
say(clean.record === 'good' && clean.files === 'good', 'the package as made is good', clean);
say(clean.asked.length === 0, 'nothing is asked from the network', clean.asked);
await spoil('a swapped page is found and named', (p) => cpSync(join(p, papers[0]), join(p, papers[1])), (s) => s.files === 'bad' && s.text.includes('被替换或者改动过'));
await spoil('one changed byte is found', (p) => { const f = join(p, '正卷.pdf'), b = readFileSync(f); b[b.length >> 1] ^= 1; writeFileSync(f, b); }, (s) => s.files === 'bad');
await spoil('a missing file is found', (p) => rmSync(join(p, papers[2])), (s) => s.files === 'bad' && s.text.includes('缺少'));
await spoil('a file too many is found', (p) => writeFileSync(join(p, '文书', '补充.pdf'), 'x'), (s) => s.files === 'bad' && s.text.includes('清单里没有这个文件'));
await spoil('a renamed file is found', (p) => renameSync(join(p, papers[0]), join(p, `${papers[0]}.bak`)), (s) => s.files === 'bad');
await spoil('a manifest fitted to a swapped page is found', (p) => data(p, (d) => { d.manifest = d.manifest.replace(/sm3:[0-9a-f]{64}/, `sm3:${'0'.repeat(64)}`); }), bad('清单被改动过'));
await spoil('an act left out is found', (p) => data(p, (d) => d.acts.splice(3, 1)), bad('动作缺少、多出或者顺序不对'));
await spoil('acts in another order are found', (p) => data(p, (d) => d.acts.reverse()), bad('动作缺少、多出或者顺序不对'));
await spoil('a changed value is found', (p) => data(p, (d) => { d.acts[5].disclosed[0].value += '1'; }), bad('与承诺不符'));
await spoil('a changed act is found', (p) => data(p, (d) => { d.acts[2].act = d.acts[2].act.replace(/at 20\d\d/, 'at 2020'); }), bad('路径不通向检查点的根'));
await spoil('another binding put in its place is found', (p) => data(p, (d) => { d.seal = d.acts[0]; }), bad('这不是制卷动作的证明'));
await spoil('a forged head is found', (p) => data(p, (d) => { for (const b of [d.seal, ...d.acts]) b.checkpoint = b.checkpoint.replace(/\nat 20\d\d/, '\nat 2020'); }), bad('签名不成立'));
await spoil('keys of another log are found', (p) => data(p, (d) => { d.vkeys = d.vkeys.map((k) => k.replace(/^[^+]+/, 'example.cn/other')); }), bad('公钥编号与密钥不符'));
await spoil('no data at all is said', (p) => rmSync(join(p, '清单.js')), (s) => s.text.includes('没有找到'));
await browser.close();
