// browser.mjs - a real browser for the walks: Debian's Chromium, two sizes of window, axe on every page, screenshots on request.
// Never fetches anything from outside the site under test.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const sizes = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

export async function browserOpen() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
}

export async function pageOpen(browser, base, size = 'wide') {
  const context = await browser.newContext({ baseURL: base, viewport: sizes[size], locale: 'zh-CN', timezoneId: 'Asia/Shanghai',
    hasTouch: size === 'phone', bypassCSP: true });        // axe is injected as a script of ours; the site itself allows none
  const page = await context.newPage();
  page.errors = [];
  page.on('pageerror', (e) => page.errors.push(`script: ${e.message}`));
  page.setDefaultTimeout(15000);
  // a page that is not there or refuses answers with 4xx, and Chromium says so on the console: that is no fault
  page.on('console', (m) => m.type() === 'error' && !/the server responded with a status of 4\d\d/.test(m.text()) && page.errors.push(`console: ${m.text()}`));
  page.on('request', (r) => !r.url().startsWith(base) && !r.url().startsWith('data:') && page.errors.push(`outside: ${r.url()}`));
  return page;
}

// The whole page in one window: what sticks to the window's edge then covers nothing.
export async function unroll(page) {
  const { width } = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, 600) });
}

// Serious and critical violations of WCAG 2.2 A and AA, one line each.
export async function violations(page) {
  await page.addScriptTag({ content: axe });
  const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
  return found.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')}`);
}

// Does anything stick out to the right of the window?
export async function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

export async function shot(page, folder, name) {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

export async function signIn(page, login, password) {
  await page.goto('/login');
  await page.fill('input[name=login]', login);
  await page.fill('input[name=password]', password);
  await Promise.all([page.waitForURL((u) => !u.pathname.startsWith('/login')), page.click('form[action="/login"] button[type=submit]')]);
}
