// phone.mjs BASE PATH…: what a throttled phone sees of public pages: "PATH first-contentful-paint-in-ms kilobytes-without-images", one a line.
// Chromium's own throttling: 150 ms for a round trip, 1.6 Mbit/s down, 750 kbit/s up, a quarter of the processor; each page with an empty cache.
import { createRequire } from 'node:module';
const { chromium } = createRequire(new URL('../tests/e2e/package.json', import.meta.url))('playwright-core');

const [base, ...paths] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

async function look(path) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, isMobile: true, hasTouch: true });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  let bytes = 0;
  const images = new Set();
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 7.5e5 / 8 });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  cdp.on('Network.responseReceived', (e) => { if (e.type === 'Image') images.add(e.requestId); });
  cdp.on('Network.loadingFinished', (e) => { if (!images.has(e.requestId)) bytes += e.encodedDataLength; });
  await page.goto(base + path, { waitUntil: 'networkidle' });
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1);
  await context.close();
  return { paint, bytes };
}

for (const path of paths) {
  const seen = [];
  for (let i = 0; i < 3; i++) seen.push(await look(path));
  seen.sort((a, b) => a.paint - b.paint);
  console.log(`${path} ${Math.round(seen[1].paint)} ${(seen[1].bytes / 1024).toFixed(1)}`);
}
await browser.close();
