// screens.mjs BASE FOLDER - photographs the demo site for the README: pages wide, and some on a phone.  Which case is shown is asked of the
// site itself (views), so that no number is written here.  Called by screens.sh.
import { createRequire } from 'node:module';
const { chromium } = createRequire(new URL('../tests/e2e/', import.meta.url))('playwright-core');

const [base, folder] = process.argv.slice(2);
const password = 'mingjing-demo';
const sizes = { wide: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

async function token(login) {
  const r = await fetch(`${base}/api/login`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ login, password }) });
  return (await r.json()).token;
}

async function rows(name, query = '', bearer = '') {
  const r = await fetch(`${base}/api/views/${name}?${query}`, { headers: bearer ? { Authorization: `Bearer ${bearer}` } : {} });
  if (!r.ok) throw new Error(`${name}: ${r.status} ${await r.text()}`);
  return (await r.json()).rows;
}

// A case whose decision is locked, and the page says by which article: best one that waits for its review.
async function lockedCase(bearer) {
  let other;
  const found = [...await rows('cases', 'stage=noticed', bearer), ...await rows('cases', 'stage=reviewing', bearer)];
  for (const c of found) {
    const decide = (await rows('next', `case=${c.id}`, bearer)).find((n) => n.verb === 'case.decide' && !n.may);
    if (decide?.code === 'REVIEW_MISSING') return c.id;
    other ??= decide && c.id;
  }
  if (!other) throw new Error('no case with a locked decision: take another day or seed in screens.sh');
  return other;
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

async function shoot(size, login, shots) {
  const context = await browser.newContext({ baseURL: base, viewport: sizes[size], locale: 'zh-CN', timezoneId: 'Asia/Shanghai', deviceScaleFactor: size === 'phone' ? 2 : 1 });
  const page = await context.newPage();
  if (login) {
    await page.goto('/login');
    await page.fill('input[name=login]', login);
    await page.fill('input[name=password]', password);
    await Promise.all([page.waitForURL((u) => !u.pathname.startsWith('/login')), page.click('form[action="/login"] button[type=submit]')]);
  }
  for (const [name, path, text] of shots) {
    const answer = await page.goto(path);
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`);
    if (text) await page.getByText(text).first().evaluate((e) => window.scrollTo(0, e.getBoundingClientRect().top + window.scrollY - 90));
    await page.screenshot({ path: `${folder}/${name}.png` });
    console.log(`${folder}/${name}.png  ${path}`);
  }
  await context.close();
}

try {
  const zhao = await token('zhao');
  const published = (await rows('publications')).find((p) => p.state === 'shown' && p.fine >= 10000000);
  const locked = await lockedCase(zhao);

  await shoot('wide', null, [['portal', '/'], ['decision', `/decision/${published.id}`], ['verify', '/verify']]);
  await shoot('wide', 'zhao', [['desk', '/desk'], ['case', `/desk/case/${locked}`], ['act', `/desk/act/case.decide?subject=${locked}`]]);
  const watched = (await rows('cases', 'stage=decided', zhao)).concat(await rows('cases', 'stage=served', zhao))[0];
  const film = (await rows('recordings', `case=${watched.id}`, zhao)).find((r) => r.kind === 'video');
  await fetch(`${base}/api/acts/recording.open`, { method: 'POST', headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${zhao}` },
    body: JSON.stringify({ recording: String(film.id), mode: 'view', purpose: 'supervision' }) }).then(async (r) => { if (!r.ok) throw new Error(await r.text()); });
  await shoot('wide', 'li', [['inbox', '/desk/inbox']]);
  await shoot('wide', 'zhao', [['recordings', `/desk/case/${watched.id}?tab=recordings`, '本案音像要求'], ['player', `/desk/recording/${film.id}`]]);
  await shoot('phone', null, [['phone-portal', '/'], ['phone-decision', `/decision/${published.id}`]]);
} finally {
  await browser.close();
}
