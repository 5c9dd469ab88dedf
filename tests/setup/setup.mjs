// setup.mjs BASE CODE SHOTS - the first hour of an office by hand in a browser: the administrator, the pack, names, people from a workbook, the
// other two administrators, passwords, and the first case on file.  Prints TAP.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { browserOpen, pageOpen, overflow, shot, signIn, unroll, violations } from '../e2e/browser.mjs';

const [base, code, shots] = process.argv.slice(2), password = 'fictional-Pass-2026', work = process.env.SETUP_WORK;
let n = 0, failed = 0;
function check(good, sentence, detail = '') {
  n += 1;
  if (!good) failed += 1;
  console.log(`${good ? 'ok' : 'not ok'} ${n} - ${sentence}${good ? '' : `\n# ${String(detail).slice(0, 1500).split('\n').join('\n# ')}`}`);
}
const main = (page) => page.locator('main').innerText();

async function look(page, name) {
  const size = page.viewportSize();
  await unroll(page);
  const faults = [...await violations(page), ...(await overflow(page) > 0 ? ['sticks out'] : []), ...page.errors.splice(0)];
  check(!faults.length, `${name} keeps nobody out`, faults.join('\n'));
  await shot(page, shots, name);
  await page.setViewportSize(size);
}

async function put(page, name, value) {
  const field = page.locator(`main [name="${name}"]`);
  const kind = await field.first().evaluate((e) => (e.tagName === 'SELECT' ? 'select' : e.type || e.tagName.toLowerCase()));
  if (kind === 'select') await field.selectOption(value);
  else if (kind === 'file') await field.setInputFiles(value);
  else if (kind === 'radio' || (kind === 'checkbox' && value !== true)) for (const v of [value].flat()) await page.locator(`main [name="${name}"][value="${v}"]`).check();
  else if (kind === 'checkbox') await field.first().check();
  else await field.fill([value].flat().join(','));
}

// A form of the desk: filled in, sent, and back at the list of steps.
async function act(page, path, values) {
  await page.goto(path);
  for (const [name, value] of Object.entries(values)) await put(page, name, value);
  await page.locator('main form button[type=submit].primary, main form button[type=submit].danger').first().click();
  await page.waitForURL((u) => u.searchParams.has('done') || u.pathname === path.split('?')[0]).catch(() => {});
  await page.waitForLoadState('load');
  const done = new URL(page.url()).searchParams.get('done');
  check(done, `${path.split('?')[0]} is done`, await main(page));
  return Number(done);
}

// The sum that keeps programs away is done by the page's script, or by hand where it has not finished.
async function begin(page, typed) {
  await page.goto('/setup');
  for (const [name, value] of Object.entries({ code: typed, name: '管示例', password })) await put(page, name, value);
  await page.waitForFunction(() => document.querySelector('[name=_work]').value !== '');
  await page.click('form[action="/setup"] button[type=submit]');
  await page.waitForLoadState('load');
}

const browser = await browserOpen();
const page = await pageOpen(browser, base);
await page.goto('/setup');
await look(page, 'setup-begin');
await begin(page, 'not-the-code');
check((await main(page)).includes('开通码不对'), 'another code opens nothing', await main(page));
check((await page.inputValue('[name=name]')) === '管示例', 'what was typed is still there');
await begin(page, code);
check((await main(page)).includes('系统管理员已经设置'), 'the code that was printed lets the administrator be made', await main(page));
const again = await page.request.get('/setup');
check(again.url().includes('/login'), 'then a stranger is told to sign in', again.url());
const api = await page.request.post('/api/acts/setup.begin', { data: { code, name: '别人', password }, failOnStatusCode: false });
check(api.status() >= 400, 'and the code is worth nothing any more', api.status());

await signIn(page, 'admin', password);
await page.goto('/setup');
await look(page, 'setup-steps');
await act(page, '/desk/act/setup.pack?pack=daying&back=/setup', {});
check((await main(page)).includes('大英县综合行政执法局策略包'), 'the pack is the one that was chosen', await main(page));
await act(page, '/desk/act/agency.rename?code=bureau&back=/setup', { name: '示例县综合行政执法局', short_name: '示例执法局' });
// The server's clock stands where it was set: what the job does is done later, and what follows later still.
const clock = (p, at) => p.setExtraHTTPHeaders({ 'X-Mingjing-Now': `2026-11-20 ${at}` });
for (const [what, file, at, then] of [['users', 'people', '10:00', '10:10'], ['certificates', 'certificates', '10:20', '10:30']]) {
  await act(page, `/desk/act/sheet.import?what=${what}&back=/setup`, { file: `${work}/${file}.xlsx`, mode: 'all' });
  spawnSync(process.env.SETUP_PROGRAM, ['job', 'run', 'intake', '--db', process.env.SETUP_DB, '--now', `2026-11-20T${at}`, '--blobs', `${work}/blobs`]);
  await clock(page, then);
}
await act(page, '/desk/act/user.add?roles=auditor&back=/setup', { login: 'shenji', name: '审示例', agency: 'bureau', password });
await act(page, '/desk/act/user.add?roles=security&back=/setup', { login: 'anquan', name: '安示例', agency: 'bureau', password });
await page.goto('/desk/people');
check((await main(page)).includes('53'), 'fifty people came from the workbook', await main(page));
await look(page, 'setup-people');
await page.goto('/setup');
check((await main(page)).includes('可以开始办案'), 'nothing is missing any more', await main(page));
await look(page, 'setup-done');
await page.goto('/desk/organisation');
await look(page, 'setup-organisation');

// Keys: what can be downloaded has the digest that is shown; a copy beside the data is none; then the step and the checks say so.
await page.goto('/setup');
const file = await (await page.request.get('/verify/mingjing.vkey')).body();
check((await main(page)).includes(`sm3:${createHash('sm3').update(file).digest('hex')}`), 'the downloaded public keys have the digest that the page shows', await main(page));
check((await main(page)).includes('权限 0600'), 'the page says who may read the secret keys', await main(page));
check((await main(page)).includes('site.db.keys') && !(await page.content()).includes('PRIVATE'), 'and where they lie, not what they are', await main(page));
check((await main(page)).includes('还没有人确认私钥文件已经另存'), 'that nobody has put a copy elsewhere is said');
await page.goto('/desk/act/setup.keep?back=/setup');
for (const [name, value] of Object.entries({ place: '同一个文件夹', keeper: '管示例' })) await put(page, name, value);
await page.locator('main [name="apart"]').evaluateAll((all) => all.filter((e) => e.value === 'false').forEach((e) => e.click()));
await page.locator('main form button[type=submit]').first().click();
await page.waitForLoadState('load');
check((await main(page)).includes('与数据放在一起的不算另存'), 'a copy beside the data is none', await main(page));
await act(page, '/desk/act/setup.keep?back=/setup', { place: '办公室保险柜，光盘一张', keeper: '管示例', apart: true });
check((await main(page)).includes('办公室保险柜'), 'the copy is on the page of steps', await main(page));
const told = spawnSync(process.env.SETUP_PROGRAM, ['doctor', '--db', process.env.SETUP_DB, '--blobs', `${work}/blobs`]).stdout.toString();
await page.goto('/setup');
await page.click('a[href^="/setup?doctor=1"]');
await page.waitForLoadState('load');
const seen = await page.locator('#step-7').innerText();
const missed = told.split('\n').filter((l) => /^(正常|注意|故障)/.test(l)).map((l) => l.slice(2).trim().split('：')[0]).filter((l) => !l.includes('节假日') && !seen.includes(l));   // the command goes by today's calendar
check(told.includes('存证日志核验通过') && !missed.length, 'the page finds what the command doctor finds', `${missed.join('\n')}\n${seen}`);
await look(page, 'setup-doctor');

for (const login of ['zhou', 'zhao']) {
  await page.goto(`/desk/people/${login}`);
  const link = page.locator('main a[href*="user.password"]').first();
  if (!await link.count()) check(false, `${login} can be given a password`, await main(page));
  await link.click({ timeout: 5000 });
  await put(page, 'password', password);
  await page.locator('main form button[type=submit]').first().click();
  await page.waitForURL((u) => u.searchParams.has('done'));
}
await page.context().close();

const duty = await pageOpen(browser, base);
await clock(duty, '11:00');
await signIn(duty, 'zhou', password);
const number = await act(duty, '/desk/act/source.register', { channel: 'hotline', place: '示例路1号', source_facts: '空地倾倒建筑垃圾。',
  party: '示例建筑工程有限公司', item: 'GF-111-4', unit: 'team1' });
await duty.context().close();
const head = await pageOpen(browser, base);
await clock(head, '11:30');
await signIn(head, 'zhao', password);
await act(head, `/desk/act/case.file?subject=${number}`, { item: 'GF-111-4', party_kind: 'body', party: '示例建筑工程有限公司', party_id: '91510923000000019Y', party_person: '郑示例',
  party_address: '示例路9号', party_phone: '13900000000', officers: ['officer00', 'officer03'], act_ended_on: '2026-11-18', discovered_on: '2026-11-19', opinion: '建议立案。' });
await head.goto(`/desk/case/${number}`);
check((await main(head)).includes('立案'), 'the first case is on file');
await look(head, 'setup-first-case');
await browser.close();
process.exit(failed ? 1 : 0);
