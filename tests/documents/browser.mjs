// browser.mjs BASE CASE FOLDER - papers in a real browser: looked at wide and on a phone, signed on the screen and by key, downloaded,
// printed together, previewed beside a form, checked on the portal.  Prints one line a check; ends with "N passed, N failed".
import { readFileSync, writeFileSync } from 'node:fs';
import { browserOpen, overflow, pageOpen, shot, signIn, unroll, violations } from '../e2e/browser.mjs';

const [base, id, folder] = process.argv.slice(2);
const password = 'mingjing-demo';
let passed = 0, failed = 0;

function check(sentence, good, said = '') {
  if (good) { passed++; console.log(`ok - ${sentence}`); } else { failed++; console.log(`not ok - ${sentence}\n#   ${said}`); }
}

const rows = async (page) => (await (await page.context().request.get(`/api/views/papers?case=${id}`)).json()).rows;
const url = (p, more = '') => `/desk/case/${id}/paper/${p.seq}/${p.id}${more}`;

async function looked(page, size, name, path) {
  await page.goto(path, { waitUntil: 'networkidle' });
  const bad = await violations(page);
  check(`${name} (${size}): nothing that axe calls serious`, !bad.length, bad.join('; '));
  check(`${name} (${size}): nothing sticks out`, await overflow(page) <= 0, `${await overflow(page)} px`);
  await unroll(page);
  await shot(page, folder, `paper-${name}-${size}`);
}

const browser = await browserOpen();
try {
  for (const size of ['wide', 'phone']) {
    const page = await pageOpen(browser, base, size);
    await signIn(page, 'li', password);
    const all = await rows(page), one = (name) => all.find((p) => p.id === name);
    await looked(page, size, 'list', `/desk/case/${id}?tab=papers`);
    await looked(page, size, 'decision', url(one('decision')));
    await looked(page, size, 'signing', '/desk/signing');
    const twice = all.filter((p) => p.id === 'inspection');
    await looked(page, size, 'compare', url(twice[0], `?with=${twice[1].seq}`));
    await looked(page, size, 'sign', url(one('defence'), '/sign'));
    await looked(page, size, 'make', `/desk/case/${id}/make`);
    await looked(page, size, 'form', `/desk/act/paper.make?subject=${id}&paper=seizure`);
    check(`no page complained (${size})`, !page.errors.length, page.errors.join('; '));
    await page.context().close();
  }

  const page = await pageOpen(browser, base);
  await signIn(page, 'li', password);
  const all = await rows(page), one = (name) => all.find((p) => p.id === name);

  // on the screen
  await page.goto(url(one('defence'), '/sign'), { waitUntil: 'networkidle' });
  await page.fill('#pad-name', '郑卫东');
  await page.locator('canvas.pad').scrollIntoViewIfNeeded();
  const box = await page.locator('canvas.pad').boundingBox();
  await page.mouse.move(box.x + 40, box.y + 60);
  await page.mouse.down();
  for (const [x, y] of [[80, 30], [120, 90], [60, 120], [160, 60], [220, 110]]) await page.mouse.move(box.x + x, box.y + y, { steps: 4 });
  await page.mouse.up();
  await Promise.all([page.waitForURL((u) => u.searchParams.has('done')), page.click('text=确认签名')]);
  check('the party signs with a pen on the screen', (await rows(page)).find((p) => p.id === 'defence').missing === '执法人员');
  await Promise.all([page.waitForURL((u) => u.pathname === url(one('defence')) && u.searchParams.has('done')), page.click('text=以本人证书签名')]);
  check('the officer signs with one press', (await page.textContent('main')).includes('有效'));

  // one stroke is a picture, none is refused in words
  await page.goto(url(one('inspection'), '/sign'), { waitUntil: 'networkidle' });
  await page.fill('#pad-name', '郑卫东');
  await page.click('text=确认签名');
  await page.waitForSelector('[role=alert]');
  check('an empty field is refused in words', (await page.textContent('[role=alert]')).includes('手写签名'));

  // where a field comes from
  await page.goto(url(one('decision')));
  await page.click('summary:has-text("这一栏从哪里来")');
  const origin = page.locator('table:has(caption:text("各栏的来源")) a').first();
  check('a field tells its act', /^\/desk\/journal\/\d+$/.test(await origin.getAttribute('href')));

  // files
  const request = page.context().request;
  const pdf = await request.get(`/desk/papers/${id}/${one('decision').seq}/decision/document.pdf`);
  check('the PDF is shown', pdf.headers()['content-type'] === 'application/pdf' && (await pdf.body()).subarray(0, 5).toString() === '%PDF-');
  const ofd = await request.get(`/desk/papers/${id}/${one('decision').seq}/decision/document.ofd`);
  check('the OFD is saved', ofd.headers()['content-disposition'].startsWith('attachment'));
  const both = await request.get(`/desk/papers/${id}?paper=${one('decision').seq}.decision&paper=${one('filing').seq}.filing`);
  check('two papers are printed as one', both.ok() && (await both.body()).length > (await pdf.body()).length);
  check('none chosen is refused', (await request.get(`/desk/papers/${id}`)).status() === 400);
  check('a page that is not there is 404', (await request.get(`/desk/papers/${id}/${one('decision').seq}/decision/99.png`)).status() === 404);
  check('a paper that is not there is 404', (await request.get(`/desk/papers/${id}/${one('decision').seq}/filing/document.pdf`)).status() === 404);

  // preview
  await page.goto(`/desk/act/paper.make?subject=${id}&paper=interview_notice`);
  await page.fill('input[name=person]', '乙某<b>');
  await page.click('text=预览文书');
  await page.waitForSelector('.preview .paper');
  check('what is typed stands in the preview, as text', (await page.textContent('.preview')).includes('乙某<b>'));
  check('and what is missing is said', (await page.textContent('.preview')).includes('日期'));
  await page.fill('input[name=day]', '2025-02-10');
  await page.fill('input[name=hour]', '上午九时');
  await page.fill('input[name=place]', '本局询问室');
  await page.waitForFunction(() => document.querySelector('.preview').textContent.includes('2025年2月10日'));
  await Promise.all([page.waitForURL((u) => u.searchParams.has('done')), page.click('.form-foot button.primary')]);
  const made = (await rows(page)).find((p) => p.id === 'interview_notice');
  check('the paper is made and has its number', /〔2025〕1号$/.test(made?.number ?? ''), made?.number);

  // sealed, brought to the portal, changed
  await page.goto(url(made));
  await Promise.all([page.waitForURL((u) => u.searchParams.has('done')), page.click('text=加盖机关印章')]);
  const sealed = await (await request.get(`/desk/papers/${id}/${made.seq}/interview_notice/signed.pdf`)).body();
  const file = `${folder}/sealed.pdf`, changed = `${folder}/changed.pdf`;
  writeFileSync(file, sealed);
  const bytes = readFileSync(file);
  bytes[4000] ^= 1;
  writeFileSync(changed, bytes);
  const anyone = await pageOpen(browser, base, 'phone');
  for (const [path, words] of [[file, '这是本机关存证日志中的原件'], [changed, '日志中没有这份文件']]) {
    await anyone.goto('/verify');
    await anyone.setInputFiles('#verify-file', path);
    await Promise.all([anyone.waitForURL('**/verify/file'), anyone.click('form[action="/verify/file"] button')]);
    check(`the portal says: ${words}`, (await anyone.textContent('main')).includes(words));
  }
  await anyone.goto(`/verify/paper/${id}-${made.seq}-interview_notice`);
  check('the code on the page leads to what the log has', (await anyone.textContent('main')).includes('加盖印章'));
  await anyone.goto(`/verify/paper/${id}-${made.seq}-filing`);
  check('and says so when it has nothing', (await anyone.textContent('main')).includes('没有登记'));
  check('a code that is none is 404', (await anyone.goto('/verify/paper/nonsense')).status() === 404);
  const bad = await violations(anyone);
  check('the verdict on a phone: nothing that axe calls serious', !bad.length, bad.join('; '));

  // not for everybody
  const stranger = await anyone.context().request.get(`/desk/papers/${id}/${one('decision').seq}/decision/document.pdf`, { maxRedirects: 0 });
  check('the public gets no paper', stranger.status() === 303 && stranger.headers().location.startsWith('/login'));
  const other = await pageOpen(browser, base);
  await signIn(other, 'ma', password);
  check('an officer of another unit gets no paper', (await other.context().request.get(`/desk/papers/${id}/${one('decision').seq}/decision/document.pdf`)).status() === 403);
  check('nor its page', (await other.goto(url(one('decision')))).status() === 403);
  await other.goto('/desk');
  const csrf = await other.getAttribute('input[name=_csrf]', 'value');
  const peek = await other.context().request.post('/desk/preview/paper.make', { headers: { 'X-Fragment': '1' },
    form: { _csrf: csrf, _subject: id, paper: 'interview_notice', person: '甲某', day: '2025-02-10', hour: '上午', place: '本局' } });
  check('nor a preview that tells of the case', !(await peek.text()).includes('示例建筑'), await peek.text());
  const forged = await other.context().request.post('/desk/preview/paper.make', { form: { _csrf: 'x', _subject: id, paper: 'interview_notice' } });
  check('a preview wants the form of this site', forged.status() === 403);

  // anybody may bring anything
  const brought = [];
  const ofdFile = await (await request.get(`/desk/papers/${id}/${made.seq}/interview_notice/signed.ofd`)).body();
  for (let i = 0; i < 24; i++) {
    const b = Buffer.from(i % 2 ? ofdFile : sealed);
    if (i % 3 === 0) b[(i * 7919) % b.length] ^= 0x55;
    const piece = i % 3 === 1 ? b.subarray(0, (b.length * (i + 1)) / 25) : i % 3 === 2 ? Buffer.concat([b, b.subarray(0, i * 50)]) : b;
    const r = await anyone.context().request.post('/verify/file', { multipart: { file: { name: 'x', mimeType: 'application/pdf', buffer: piece } } });
    if (r.status() !== 200 || (i && i !== 1 && (await r.text()).includes('这是本机关存证日志中的原件'))) brought.push(`${i}: ${r.status()}`);
  }
  check('whatever is brought is judged, and nothing changed passes for the original', !brought.length, brought.join(' '));
  check('what is too large is refused', (await anyone.context().request.post('/verify/file', { multipart: { file: { name: 'x', mimeType: 'application/pdf', buffer: Buffer.alloc(5 << 20) } } })).status() === 413);
  check('no page complained', !page.errors.length && !anyone.errors.length, [...page.errors, ...anyone.errors].join('; '));
} catch (e) {
  check(`the walk went to its end: ${e.message.split('\n')[0]}`, false, e.stack);
} finally {
  await browser.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
