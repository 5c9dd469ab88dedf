// pages.mjs BASE PICTURES - every kind of page there is, found by following links: the portal as anybody, the desk as its people.
//
// Of the portal: axe (WCAG 2.2 A, AA) on desktop and phone and in the mode for the elderly, nothing sticking out, one h1, nothing from outside, the
// same text without scripts, less than 150 KB without pictures, no dead link.  Of the desk: axe on desktop, nothing sticking out on a phone.
// Prints TAP.  Ends with 1 when the walk could not be made.
import { browserOpen, overflow, pageOpen, shot, signIn, unroll, violations } from '../e2e/browser.mjs';

const [base, pictures] = process.argv.slice(2);
const weightMost = 150 * 1024, ofOneShape = 2;
const people = ['li', 'sun', 'zhao', 'qian', 'feng', 'zhou', 'jian', 'jiao', 'audit', 'admin'];
let n = 0;

function check(good, sentence, detail = []) {
  n += 1;
  console.log(`${good ? 'ok' : 'not ok'} ${n} - ${sentence}${good ? '' : `\n${[detail].flat().map((d) => `# ${d}`).join('\n')}`}`);
}

// Pages made by one function have addresses of one shape: /decision/12 and /decision/40; lists of one agency differ by kind only.
const shape = (path) => path.replace(/\?.*/, '').split('/').map((s, i) => (i === 0 || i === 1 || (i === 2 && path.startsWith('/desk/')) ? s : '…')).join('/');
const nameOf = (path) => (path === '/' ? 'home' : path.slice(1).replace(/[^0-9a-z一-龥]+/gi, '-').slice(0, 80));

async function links(page) {
  const all = await page.$$eval('a[href]', (as) => as.map((a) => a.getAttribute('href')));
  return all.filter((h) => h.startsWith('/') && !h.startsWith('//')).map((h) => h.replace(/#.*/, ''));
}

async function faultsOf(page, withAxe = true) {
  await unroll(page);
  const found = withAxe ? await violations(page) : [], wide = await overflow(page), heads = await page.locator('h1').count();
  return [...found, ...(wide > 0 ? [`sticks out by ${wide} px`] : []), ...(heads === 1 ? [] : [`${heads} h1`]), ...page.errors.splice(0)];
}

const text = (page) => page.evaluate(() => (document.querySelector('main') ?? document.body).innerText.replace(/\s+/g, ''));

async function weigh(page, path) {
  let bytes = 0;
  const count = async (r) => { if (r.request().resourceType() !== 'image') bytes += (await r.body().catch(() => Buffer.alloc(0))).length; };
  const waiting = [];
  const on = (r) => waiting.push(count(r));
  page.on('response', on);
  const response = await page.goto(path, { waitUntil: 'load' });
  await Promise.all(waiting);
  page.off('response', on);
  return { bytes, status: response.status(), html: /^text\/html/.test(response.headers()['content-type'] ?? '') };
}

const browser = await browserOpen();
const wide = await pageOpen(browser, base), phone = await pageOpen(browser, base, 'phone'), elder = await pageOpen(browser, base, 'phone');
const bare = await (await browser.newContext({ baseURL: base, javaScriptEnabled: false })).newPage();
await elder.goto('/display?mode=elder&back=/');

// ---- the portal ----
const queue = ['/'], seen = new Set(queue), shapes = new Map();
let looked = 0;
const plain = new Set();        // what is no page: looked at for its status only
while (queue.length) {
  const path = queue.shift(), kind = shape(path);
  if (path.startsWith('/display') || path.startsWith('/desk') || path.startsWith('/login') || /^\/(api|feed|open\/|log\/|proof|sitemap|robots|openapi)/.test(path)) { plain.add(path); continue; }
  if ((shapes.get(kind) ?? 0) >= ofOneShape) { plain.add(path); continue; }
  shapes.set(kind, (shapes.get(kind) ?? 0) + 1);
  const first = shapes.get(kind) === 1;
  let got;
  try { got = await weigh(wide, path); } catch { plain.add(path); continue; }           // a file to save
  if (!got.html) { plain.add(path); continue; }
  looked += 1;
  check(got.status === 200, `${path} is there`, `status ${got.status}`);
  check(got.bytes < weightMost, `${path} weighs less than 150 KB without pictures`, `${got.bytes} bytes`);
  const next = await links(wide), said = await text(wide);
  const faults = await faultsOf(wide);
  check(!faults.length, `${path} keeps nobody out`, faults);
  await shot(wide, pictures, nameOf(path));
  await wide.setViewportSize({ width: 1440, height: 900 });
  if (first) {
    for (const [page, how] of [[phone, 'on a phone'], [elder, 'for the elderly']]) {
      await page.goto(path);
      const small = await faultsOf(page);
      check(!small.length, `${path} keeps nobody out ${how}`, small);
      if (page === phone) await shot(page, pictures, `${nameOf(path)}-phone`);
      await page.setViewportSize({ width: 390, height: 844 });
    }
    await bare.goto(path);
    const still = await bare.locator('main').innerText().catch(() => '');
    check(still.replace(/\s+/g, '').length >= said.length * 0.9, `${path} says the same without scripts`, `${still.length} of ${said.length} characters`);
  }
  for (const to of next) if (!seen.has(to)) { seen.add(to); queue.push(to); }
}
check(looked >= 20, 'the portal has been walked through', `${looked} pages`);
const dead = [];
for (const path of [...plain].filter((p) => !p.startsWith('/desk')).slice(0, 400)) {
  const r = await wide.request.get(base + path, { maxRedirects: 2 });
  if (r.status() >= 400 && r.status() !== 429) dead.push(`${r.status()} ${path}`);
}
check(!dead.length, `no link of the portal is dead (${plain.size} besides the pages)`, dead.slice(0, 20));

// ---- the desk ----
const done = new Set();
for (const who of people) {
  const desk = await pageOpen(browser, base), small = await pageOpen(browser, base, 'phone');
  await signIn(desk, who, 'mingjing-demo');
  await signIn(small, who, 'mingjing-demo');
  await desk.goto('/desk');
  const rows = ['/desk', ...await desk.$$eval('nav a[href^="/desk"]', (as) => as.map((a) => a.getAttribute('href')))];
  for (let i = 0; i < rows.length && i < 400; i += 1) {
    const path = rows[i];
    if (done.has(shape(path))) continue;
    done.add(shape(path));
    const r = await desk.goto(path);
    check(r.status() === 200, `${who} reads ${path}`, `status ${r.status()}`);
    for (const to of await desk.$$eval('main a[href^="/desk"]', (as) => as.map((a) => a.getAttribute('href').replace(/#.*/, '')))) {
      if (!done.has(shape(to)) && !/\/(file|download|papers|dossier|handbook)\b/.test(to)) rows.push(to);
    }
    const faults = await faultsOf(desk);
    check(!faults.length, `${path} keeps nobody out`, faults);
    await shot(desk, pictures, nameOf(path));
    await desk.setViewportSize({ width: 1440, height: 900 });
    await small.goto(path);
    const narrow = await faultsOf(small, false);
    check(!narrow.length, `${path} fits a phone`, narrow);
  }
  await desk.context().close();
  await small.context().close();
}

// ---- the work floor: pages that are nobody's row above, and the keys of the desk ----
for (const [who, paths] of [['admin', ['/desk/admin/parameters', '/desk/admin/dictionaries', '/desk/admin/jobs']], ['li', ['/desk/mine', '/desk/reminders', '/desk/cases']]]) {
  const desk = await pageOpen(browser, base), small = await pageOpen(browser, base, 'phone');
  await signIn(desk, who, 'mingjing-demo');
  await signIn(small, who, 'mingjing-demo');
  for (const path of paths) {
    await desk.goto(path);
    const faults = await faultsOf(desk);
    check(!faults.length, `${path} keeps nobody out, for ${who}`, faults);
    await shot(desk, pictures, nameOf(path));
    await desk.setViewportSize({ width: 1440, height: 900 });
    await small.goto(path);
    const narrow = await faultsOf(small, false);
    check(!narrow.length, `${path} fits a phone, for ${who}`, narrow);
  }
  if (who === 'li') {
    check(await desk.locator('nav.saved a.chip').count() >= 2, 'what was saved of the ledger stands above it');
    await desk.goto('/desk');
    await desk.keyboard.press('/');
    await desk.keyboard.type('装修');
    await desk.keyboard.press('Enter');
    await desk.waitForURL(/\/desk\/find/);
    check(/装修/.test(await text(desk)), '/ finds by what is typed');
    for (const [keys, to] of [['gt', '/desk/todo'], ['gm', '/desk/messages'], ['gc', '/desk/cases'], ['gf', '/desk/mine'], ['?', '/desk/help']]) {
      for (const key of keys) await desk.keyboard.press(key);
      await desk.waitForURL((u) => u.pathname === to);
      check(true, `the keys ${keys} lead to ${to}`);
    }
  }
  await desk.context().close();
  await small.context().close();
}
await browser.close();
