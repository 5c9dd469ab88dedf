// browser.mjs - opens OFD packages in ofd.js, a reader that others wrote, in a real browser: page count, size, text and where it stands, and
// whether the browser takes the embedded fonts.  Never fetches anything: the reader is injected, the packages are handed over as bytes.
//
//   node browser.mjs READER.js SHOTS FOLDER UNPACKED NAME…   FOLDER has NAME.ofd, UNPACKED/NAME its parts; pictures of every page go to SHOTS.
// Ends with "N passed, N failed".
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browserOpen } from '../e2e/browser.mjs';

const [reader, shots, folder, unpacked, ...names] = process.argv.slice(2);
const ours = join(dirname(fileURLToPath(import.meta.url)), 'reader.py');
const python = (...words) => execFileSync('python3', [ours, ...words], { encoding: 'utf8', maxBuffer: 64e6 });
const near = 0.5;                                                       // points
let passed = 0, failed = 0;

function check(sentence, wrong) {
  if (!wrong) { passed++; console.log(`ok - ${sentence}`); return; }
  failed++;
  console.log(`not ok - ${sentence}`);
  console.log(`#   ${String(wrong).slice(0, 400)}`);
}

// In the page: what the reader makes of the package.  Its scale is asked for afterwards: pixels a millimetre.
async function open(bytes) {
  const file = Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)).buffer;
  const parsed = await new Promise((success, fail) => { globalThis.ofd.parseOfdDocument({ ofd: file, success, fail }); });
  const found = parsed[0], pages = globalThis.ofd.renderOfd(1000, found), scale = globalThis.ofd.getPageScale();
  document.body.replaceChildren(...pages);
  return pages.map((page) => ({
    width: parseFloat(page.style.width) / scale, height: parseFloat(page.style.height) / scale,
    texts: [...page.querySelectorAll('svg')].filter((s) => s.querySelector('text'))
      .sort((a, b) => Number(a.style.zIndex) - Number(b.style.zIndex))
      .flatMap((s) => [...s.querySelectorAll('text')].map((t) => {
        const m = t.transform.baseVal.consolidate()?.matrix ?? { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 }, x = Number(t.getAttribute('x')), y = Number(t.getAttribute('y'));
        return [t.textContent, (parseFloat(s.style.left) + m.a * x + m.c * y + m.e) / scale, (parseFloat(s.style.top) + m.b * x + m.d * y + m.f) / scale];
      })),
    paths: page.querySelectorAll('path').length, images: page.querySelectorAll('image').length,
  }));
}

// In the page: the browser checks a font as strictly as one from the network, and refuses what is not whole.
async function fonts(list) {
  const wrong = [];
  for (const [name, bytes] of list) {
    const face = new FontFace(`ofd ${name}`, Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)).buffer);
    try { await face.load(); } catch (e) { wrong.push(`${name}: ${e.message}`); }
  }
  return wrong.join('; ');
}

// ofd.js goes by units of UTF-16 and draws the halves of a rare character at one place; ours are put back together here.
function whole(texts) {
  const out = [];
  for (const t of texts) {
    const last = out.at(-1);
    if (last && last[0].length === 1 && last[0] >= '\ud800' && last[0] < '\udc00') last[0] += t[0];
    else out.push([...t]);
  }
  return out.filter((t) => t[0].trim());
}

function differ(theirs, places) {
  for (const [n, page] of places.entries()) {
    const mine = page.filter((p) => p[0].trim()), other = whole(theirs[n].texts);
    if (mine.map((p) => p[0]).join('') !== other.map((p) => p[0]).join('')) return `page ${n + 1}: ${other.map((p) => p[0]).join('')}`;
    for (const [i, [text, x, y]] of mine.entries()) {
      const off = Math.max(Math.abs(x - other[i][1] * 72 / 25.4), Math.abs(y - other[i][2] * 72 / 25.4));
      if (off > near) return `page ${n + 1}: ${text} is off by ${off.toFixed(2)} pt`;
    }
  }
  return '';
}

mkdirSync(shots, { recursive: true });
const browser = await browserOpen();
for (const name of names) {
  const path = join(folder, `${name}.ofd`), places = JSON.parse(python('places', path));
  const page = await browser.newPage({ viewport: { width: 1020, height: 1450 }, offline: true });
  await page.setContent('<!doctype html><meta charset="utf-8"><body></body>');
  await page.addScriptTag({ content: readFileSync(reader, 'utf8') });
  const seen = await page.evaluate(open, readFileSync(path).toString('base64'));
  check(`${name}: opens with ${places.length} pages of A4`, seen.length !== places.length || seen.some((p) => Math.abs(p.width - 210) > 0.1 || Math.abs(p.height - 297) > 0.1)
    ? JSON.stringify(seen.map((p) => [p.width, p.height])) : '');
  check(`${name}: shows every character within half a point of its place`, differ(seen, places));
  const res = join(unpacked, name, 'Doc_0', 'Res'), list = readdirSync(res).filter((n) => n.startsWith('font_')).map((n) => [n, readFileSync(join(res, n)).toString('base64')]);
  check(`${name}: the browser accepts its ${list.length} embedded fonts`, await page.evaluate(fonts, list));
  const sheets = await page.$$('body > div');
  for (const [n, sheet] of sheets.entries()) await sheet.screenshot({ path: join(shots, `${name}-${n + 1}.png`) });
  await page.close();
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
