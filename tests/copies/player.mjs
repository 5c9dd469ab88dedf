// player.mjs BASE-URL RECORDING SMALL [PICTURES]: the player and the drawing of covered regions in a real browser, as people use them.
// RECORDING: 24 s at 25 frames a second, taken at 08:10:00, with a mark "出示证件" at 0:05.  SMALL: another video.  PICTURES: a folder for screenshots.
// Prints "ok - …" and "not ok - …".
import { chromium } from '../e2e/node_modules/playwright-core/index.mjs';

const [base, recording, small, pictures] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required'] });
const check = (sentence, good, said) => console.log(`${good ? 'ok' : 'not ok'} - ${sentence}${good || said === undefined ? '' : `\n#   ${JSON.stringify(said)}`}`);
const wrong = [];

async function person(login, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'zh-CN', ...options });
  const page = await context.newPage();
  page.on('pageerror', (e) => wrong.push(e.message));
  page.on('console', (m) => { if (m.type() === 'error') wrong.push(m.text()); });
  await page.goto(`${base}/login`);
  await page.fill('input[name=login]', login);
  await page.fill('input[name=password]', 'mingjing-demo');
  await Promise.all([page.waitForURL(/\/desk/), page.click('main button[type=submit]')]);
  return page;
}

async function open(page, id) {
  await page.goto(`${base}/desk/recording/${id}`);
  if (await page.locator('[data-player]').count()) return;
  await page.selectOption('select[name=purpose]', { index: 1 });
  await page.fill('textarea[name=words]', '核对现场情况');
  await Promise.all([page.waitForURL(/recording\//), page.click('main form button[type=submit]')]);
}

const shot = async (page, name) => { if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true }); };
const text = (page, selector) => page.textContent(selector);
const now = (page) => page.evaluate(() => document.querySelector('video').currentTime);
const settled = (page) => page.waitForFunction(() => { const v = document.querySelector('video'); return v.readyState >= 2 && !v.seeking; });
const key = async (page, k) => { await page.keyboard.press(k); await settled(page); };

const page = await person('li');
await open(page, recording);
await settled(page);
check('the script puts its own controls in the place of the browser\'s', await page.evaluate(() => !document.querySelector('video').controls && !document.querySelector('[data-bar]').hidden));
check('the waveform, the mark and the watermark are drawn', (await page.locator('.track .wave').count()) === 1 && (await page.locator('.track .here').count()) === 1 && (await page.locator('.watermark text').count()) > 3);

await page.click('.marks a[data-at="5000"]');
await settled(page);
check('a mark leads to its moment', Math.abs((await now(page)) - 5) < 0.02, await now(page));
check('the time of day stands beside the position', (await text(page, '[data-real]')) === '08:10:05', await text(page, '[data-real]'));
const before = await now(page);
for (let i = 0; i < 5; i++) await key(page, '.');
check('five frames on are a fifth of a second', Math.abs((await now(page)) - before - 0.2) < 0.041, (await now(page)) - before);
const there = await now(page);
for (let i = 0; i < 5; i++) await key(page, ',');
check('and five back are where it was', Math.abs((await now(page)) - there + 0.2) < 0.001, (await now(page)) - there);
await key(page, 'ArrowRight');
check('the arrow goes five seconds on', Math.abs((await now(page)) - there + 0.2 - 5) < 0.05, await now(page));
await page.selectOption('[data-speed]', '4');
check('speed can be four times', await page.evaluate(() => document.querySelector('video').playbackRate === 4));
await page.locator('[data-seek]').blur();
await page.evaluate(() => document.activeElement.blur());
await page.keyboard.press('0');
check('and once again by a key', await page.evaluate(() => document.querySelector('video').playbackRate === 1));
await page.keyboard.press('k');
await page.waitForFunction((t) => document.querySelector('video').currentTime > t + 0.4, await now(page));
await page.keyboard.press('k');
check('it plays and pauses', await page.evaluate(() => document.querySelector('video').paused));
await page.locator('[data-seek]').evaluate((s) => { s.value = 12000; s.dispatchEvent(new Event('input', { bubbles: true })); });
await settled(page);
check('the slider leads to its moment and says it', Math.abs((await now(page)) - 12) < 0.02 && (await page.getAttribute('[data-seek]', 'aria-valuetext')) === '0:12，08:10:12');
await page.keyboard.press('i');
await page.locator('[data-seek]').evaluate((s) => { s.value = 15000; s.dispatchEvent(new Event('input', { bubbles: true })); });
await settled(page);
await page.keyboard.press('o');
await page.keyboard.press('?');
check('the keys are explained', await page.isVisible('[data-keys]'));
await shot(page, 'player');
await page.keyboard.press('Escape');
await page.keyboard.press('f');
await page.waitForFunction(() => document.fullscreenElement);
check('in full screen the watermark stays over the picture', await page.evaluate(() => document.fullscreenElement.contains(document.querySelector('.watermark')) && document.querySelector('.watermark').getBoundingClientRect().width > 600));
await page.keyboard.press('f');
await page.waitForFunction(() => !document.fullscreenElement);
await Promise.all([page.waitForURL(/recording\.copy/), page.click('[data-go=clip]')]);
check('a clip\'s form knows start and end', (await page.inputValue('input[name=from]')) === '0:12' && (await page.inputValue('input[name=until]')) === '0:15', page.url());
await open(page, recording);
await settled(page);
await page.click('.marks a[data-at="5000"]');
await settled(page);
await Promise.all([page.waitForURL(/recording\.mark/), page.click('.marks a[data-go=mark]')]);
check('a mark\'s form knows the moment', (await page.inputValue('input[name=at]')) === '0:05', await page.inputValue('input[name=at]'));
await page.fill('input[name=label]', '第二个标记');
await Promise.all([page.waitForURL(/done=/), page.click('main form button[type=submit]')]);
check('and it is there', (await page.locator('.marks a', { hasText: '第二个标记' }).count()) === 1);

await open(page, small);
await page.goto(`${base}/desk/recording/${small}/blur`);
await settled(page);
const over = await page.locator('[data-over]').boundingBox(), picture = await page.locator('video').boundingBox();
check('what is drawn lies exactly over the picture', ['x', 'y', 'width', 'height'].every((k) => Math.abs(over[k] - picture[k]) < 1.5), [over, picture]);
await page.mouse.move(over.x + over.width * 0.2, over.y + over.height * 0.2);
await page.mouse.down();
await page.mouse.move(over.x + over.width * 0.5, over.y + over.height * 0.6, { steps: 4 });
await page.mouse.up();
const line = await page.inputValue('textarea[name=regions]');
const box = (/^0-(\d+):(\d+),(\d+),(\d+),(\d+)$/.exec(line) || []).slice(1).map(Number);
check('a rectangle drawn is a line in the form', box.length === 5 && [2000, 2000, 3000, 4000].every((v, i) => Math.abs(box[i + 1] - v) < 60), line);
await page.locator('[data-editor] [data-seek]').evaluate((s) => { s.value = 4000; s.dispatchEvent(new Event('input', { bubbles: true })); });
await settled(page);
await page.click('[data-regions] button:has-text("到此刻止")');
check('it can end at the moment that is looked at', /^0-40\d\d:/.test(await page.inputValue('textarea[name=regions]')), await page.inputValue('textarea[name=regions]'));
await shot(page, 'blur');
await page.check('input[name=mute]');
await Promise.all([page.waitForURL(/done=/, { timeout: 120000 }), page.click('main form button[type=submit]')]);
check('and the covered copy is made', (await page.locator('.card', { hasText: '遮盖副本' }).count()) > 0);
await shot(page, 'copies');
check('nothing went wrong in the browser', wrong.length === 0, wrong);

const plain = await person('li', { javaScriptEnabled: false });
await plain.goto(`${base}/desk/recording/${recording}?at=5000`);
check('without a script there are the browser\'s controls, the moment asked for, marks as links', (await plain.locator('video[controls]').count()) === 1 &&
  (await plain.getAttribute('video', 'src')).endsWith('#t=5.000') && (await plain.getAttribute('.marks a', 'href')) === '?at=5000#player');
const phone = await person('li', { viewport: { width: 390, height: 844 }, hasTouch: true });
await open(phone, recording);
await settled(phone);
check('on a telephone nothing is wider than the screen', await phone.evaluate(() => document.documentElement.scrollWidth <= 390), await phone.evaluate(() => document.documentElement.scrollWidth));
await shot(phone, 'player-phone');
await browser.close();
