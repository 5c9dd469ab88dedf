// run.mjs - the Daying case from the telephone call to the public page and the tombstone, by hand, in a browser.
//
// Starts nothing itself: E2E_BASE is the address of a site on a set clock with the staff of packs/daying and no cases, E2E_PASSWORD their
// password, E2E_SHOTS the folder for pictures.  Every page on the way is looked over by axe.  Prints TAP and "N passed, N failed".
import { browserOpen, pageOpen, overflow, shot, signIn, unroll, violations } from './browser.mjs';

const base = process.env.E2E_BASE, password = process.env.E2E_PASSWORD ?? 'mingjing-demo', shots = process.env.E2E_SHOTS ?? 'build/screens';
const root = new URL('../../', import.meta.url).pathname, video = `${root}packs/daying/demo/video.mp4`;
let passed = 0, failed = 0;

function check(good, sentence, detail = '') {
  if (good) passed += 1; else failed += 1;
  console.log(`${good ? 'ok' : 'not ok'} ${passed + failed} - ${sentence}${good ? '' : `\n# ${String(detail).split('\n').join('\n# ')}`}`);
  return good;
}

const browser = await browserOpen();
const seen = new Set();

// Every page is looked over once: axe, nothing sticking out, nothing from outside, no script error.
async function look(page, name) {
  if (seen.has(name)) return;
  seen.add(name);
  const size = page.viewportSize();
  await unroll(page);
  const found = await violations(page), wide = await overflow(page), errors = page.errors.splice(0);
  const faults = [...found, ...(wide > 0 ? [`sticks out by ${wide} px`] : []), ...errors];
  check(!faults.length, `${name} keeps nobody out`, faults.join('\n'));
  await shot(page, shots, name);
  await page.setViewportSize(size);
}

// One person at one moment.  The clock is set by a header; a session lasts twelve hours, so every moment is a fresh one.
async function as(login, when, work) {
  const page = await pageOpen(browser, base);
  await page.setExtraHTTPHeaders({ 'X-Mingjing-Now': when });
  if (login) await signIn(page, login, password);
  try { return await work(page); } finally { await page.context().close(); }
}

async function put(page, name, value) {
  const field = page.locator(`main [name="${name}"]`);
  const kind = await field.first().evaluate((e) => (e.tagName === 'SELECT' ? 'select' : e.type || e.tagName.toLowerCase()));
  if (kind === 'select') await field.selectOption(Array.isArray(value) ? value : String(value));
  else if (kind === 'file') await field.setInputFiles(value);
  else if (kind === 'radio' || (kind === 'checkbox' && value !== true)) {
    for (const v of [value].flat()) await page.locator(`main [name="${name}"][value="${v}"]`).check();
  } else if (kind === 'checkbox') await field.first().check();
  else await field.fill([value].flat().join(kind === 'textarea' ? '\n' : ','));
}

async function send(page) {
  await Promise.all([page.waitForLoadState('load'), page.locator('main form button[type=submit].primary, main form button[type=submit].danger').first().click()]);
  await page.waitForLoadState('domcontentloaded');
}

let number = 0;         // of the case
// Fills the form of a verb in and sends it.  Expects it to be done, or to be refused with these words.
async function act(page, verb, values, refused) {
  await page.goto(`/desk/act/${verb}${number ? `?subject=${number}` : ''}`);
  await look(page, `form-${verb}`);
  for (const [name, value] of Object.entries(values)) await put(page, name, value);
  await send(page);
  const url = new URL(page.url()), done = url.searchParams.get('done');
  if (refused) {
    const alert = await page.locator('main [role=alert]').first().textContent().catch(() => '');
    check(!done && alert.includes(refused), `${verb} is refused: ${refused}`, `${page.url()}\n${alert}`);
    await look(page, `refused-${verb}`);
    const kept = Object.entries(values).find(([, v]) => typeof v === 'string' && !v.startsWith('/'));
    if (kept) check((await page.content()).includes(kept[1].slice(0, 12)), `${verb}: what was typed is still there`);
    return null;
  }
  const alert = done ? '' : await page.locator('main').textContent();
  check(Boolean(done), `${verb} is done`, `${page.url()}\n${alert.slice(0, 600)}`);
  if (!number) number = Number(done);             // what an act makes bears its number
  return Number(done);
}

const place = '大英县示范路与样板街交叉口东南侧空地', officers = ['li', 'chen'];
const record = (title, at, proves) => ({ kind: 'video', recording_title: title, file: video, taken_at: at, place, collector: '李立夏', device: '执法记录仪07', proves });

async function investigate() {
  await as('zhou', '2024-09-09 10:20', async (p) => {
    await look(p, 'desk-empty');
    await act(p, 'source.register', { channel: 'hotline', place, source_facts: '市民来电：昨夜有工程车在空地倾倒建筑垃圾，约十余车。',
      party: '示例建筑工程有限公司', item: 'GF-111-4', unit: 'team1' });
    await p.goto(`/desk/case/${number}`);
    await look(p, 'case-registered');
  });
  await as('li', '2024-09-10 15:00', async (p) => {
    const inspection = { officers, started: '2024-09-10 14:05', ended: '2024-09-10 14:50', place, certificates_shown: true, party_present: 'present',
      findings: '空地上堆有砖渣、混凝土块，西侧有新鲜车辙。' };
    await act(p, 'inspection.record', inspection, '全程音像记录');
    const r = await act(p, 'recording.add', record('现场检查全程录像', '2024-09-10 14:05', '建筑垃圾堆放的位置和范围'));
    await act(p, 'inspection.record', { ...inspection, recordings: String(r) });
  });
  await as('zhao', '2024-09-12 09:00', async (p) => {
    const filing = { item: 'GF-111-4', party_kind: 'body', party: '示例建筑工程有限公司', party_person: '郑卫东', party_address: '大英县演示大道9号',
      party_phone: '13900000000', officers, act_ended_on: '2024-09-08', discovered_on: '2024-09-09', opinion: '建议立案。' };
    await act(p, 'case.file', { ...filing, party_id: '91510923000000019A' }, '统一社会信用代码');
    await act(p, 'case.file', { ...filing, party_id: '91510923000000019Y' });
    await look(p, 'case-filed');
    check((await p.content()).includes('2024-12-11'), 'ninety days end on 2024-12-11');
  });
  await as('li', '2024-10-08 16:30', async (p) => {
    await act(p, 'investigation.conclude', { found_facts: '示例建筑工程有限公司于2024年9月8日夜间倾倒建筑垃圾约十二车。法定代表人郑卫东，联系电话13900000000。',
      evidence_summary: '现场检查笔录及录像。', penalties: ['fine'], draft_fine: '180000', circumstance: 'normal', opinion: '拟罚款180000元，责令清运。' });
  });
}

async function hear() {
  await as('li', '2024-10-10 10:00', async (p) => {
    await act(p, 'notice.give', { content: '拟罚款180000元并责令清运。', hearing: true, method: 'direct', served_on: '2024-10-10', receiver: '郑卫东' });
    check((await p.content()).includes('2024-10-16'), 'a hearing may be asked for until 2024-10-16');
  });
  await as('li', '2024-10-14 09:40', async (p) => {
    await act(p, 'defence.record', { form: 'written', content: '已连夜清运，请求从轻。' });
    await act(p, 'defence.answer', { adopted: 'none', answer: '拟加重。', draft_fine: '200000' }, '不得因当事人陈述、申辩而给予更重的处罚');
    await act(p, 'defence.answer', { adopted: 'part', answer: '清运属实，维持180000元。', draft_fine: '180000' });
  });
}

async function review() {
  await as('zhao', '2024-10-17 09:30', async (p) => {
    await p.goto(`/desk/case/${number}`);
    check((await p.locator('main').textContent()).includes('法制审核未通过，不能作出决定'), 'the case page says why there is no decision yet');
    await look(p, 'case-locked');
    await act(p, 'case.decide', { penalties: ['fine'], fine: '180000' }, '法制审核未通过');
  });
  await as('li', '2024-10-18 15:00', async (p) => {
    await act(p, 'review.submit', { opinion: '拟罚款180000元。' }, '送审材料不齐');
    await act(p, 'material.add', { material_kind: 'evidence_list', material_title: '证据目录', text: '1 现场检查笔录及录像。' });
    await act(p, 'material.add', { material_kind: 'draft_decision', material_title: '行政处罚决定书（送审稿）', text: '罚款180000元。' });
    await act(p, 'review.submit', { opinion: '拟罚款180000元，责令清运。' });
  });
  await as('qian', '2024-10-21 14:30', async (p) => act(p, 'review.return', { points: '倾倒的建筑垃圾数量没有勘测' }));
  await as('li', '2024-10-23 10:00', async (p) => {
    await p.goto('/desk');
    check((await p.locator('main').textContent()).includes('答复审核意见'), 'the desk says that the review must be answered');
    await look(p, 'desk');
    await act(p, 'review.submit', { opinion: '拟罚款180000元。' }, '审核意见还没有逐条答复');
    await act(p, 'review.answer', { answers: '已补测为 46 立方米' });
    await act(p, 'review.submit', { opinion: '拟罚款180000元，责令清运。' });
  });
  await as('qian', '2024-10-25 16:00', async (p) => {
    await act(p, 'review.check', { point: 'all', verdict: 'good' });
    await act(p, 'review.pass', { opinion: '主体、权限、程序、事实、证据、适用、裁量均无不当，同意。' });
  });
}

async function decide() {
  await as('zhao', '2024-10-28 15:00', async (p) => act(p, 'case.deliberate', { held_on: '2024-10-28', attendees: '赵清明、孙惊蛰、钱芒种', minutes: '一致同意。' }));
  await as('zhao', '2024-10-29 09:10', async (p) => {
    await act(p, 'case.decide', { penalties: ['fine'], fine: '180000', correction: '三日内清运完毕。' });
    check((await p.locator('main').textContent()).includes('11-07'), 'publication and service are due on 2024-11-07');
    await look(p, 'case-decided');
  });
  await as('li', '2024-10-31 10:30', async (p) => act(p, 'decision.serve', { method: 'direct', served_on: '2024-10-31', receiver: '郑卫东' }));
}

async function publish() {
  await as('feng', '2024-11-01 09:00', async (p) => {
    await p.goto('/desk/publicity');
    await look(p, 'publicity');
    await act(p, 'publish.prepare', { note: '按决定书录入。' });
    await act(p, 'publish.release', {}, '录入人不能自己核对');
  });
  await as('li', '2024-11-01 10:00', async (p) => {        // on the page of masks: try a cover, see it, then enter what the rules say
    await p.goto(`/desk/publicity/${number}?edit=1`);
    await look(p, 'publicity-entry');
    await put(p, 'c1', '十二车');
    await put(p, 'r1', '示例，商业秘密');
    await p.getByRole('button', { name: '看效果' }).click();
    check((await p.locator('[data-side="public"]').textContent()).includes('商业秘密'), 'a cover that was tried is shown');
    await p.goto(`/desk/publicity/${number}?edit=1`);
    await put(p, 'note', '按决定书录入。');
    await send(p);
    check(new URL(p.url()).searchParams.has('done'), 'what is public is entered on the page of masks', p.url());
  });
  await as('feng', '2024-11-01 11:00', async (p) => {
    await p.goto(`/desk/publicity/${number}`);
    await look(p, 'publicity-check');
    const shown = await p.locator('[data-side="public"]').textContent();
    check(shown.includes('联系电话') && !shown.includes('13900000000'), 'the public version masks the telephone number');
    await act(p, 'publish.release', { note: '逐项核对，与原件一致。' });
  });
}

async function publicSees() {
  await as(null, '2024-11-01 12:00', async (p) => {
    for (const [path, name] of [['/', 'home'], ['/agencies', 'agencies'], ['/verify', 'verify'], ['/about', 'about']]) {
      await p.goto(path);
      await look(p, name);
    }
    await p.goto('/search?q=' + encodeURIComponent('垃圾'));
    await look(p, 'search');
    check(await p.locator(`main a[href="/decision/${number}"]`).count() === 1, 'two characters find the decision');
    await p.goto('/search?q=' + encodeURIComponent('占道'));
    check(await p.locator(`main a[href="/decision/${number}"]`).count() === 0, 'words that do not stand there do not');
    const odd = await p.goto('/search?kind=%27%22%3E&from=yesterday&page=-7&q=' + encodeURIComponent('"><b>%_'.repeat(400)));
    check(odd.status() === 200, 'an odd question gets a polite answer');
    await look(p, 'search-odd');
    await p.goto(`/decision/${number}`);
    const text = await p.locator('main').textContent();
    check(text.includes('罚款 180,000.00 元') && text.includes('大英县人民政府') && text.includes('6 个月内'), 'the decision shows what, and what to do against it');
    check(!/13900000000|91510923000000019Y|郑卫东/.test(text), 'no telephone, no number and no name of a person');
    await look(p, 'decision');
  });
  for (const size of ['phone']) {
    const p = await pageOpen(browser, base, size);
    for (const [path, name] of [['/', 'home'], ['/search', 'search'], [`/decision/${number}`, 'decision'], ['/verify', 'verify']]) {
      await p.goto(path);
      await look(p, `${name}-${size}`);
    }
    await p.goto('/display?mode=elder&back=/');
    await look(p, 'home-elder-phone');
    await p.context().close();
  }
}

async function withdraw() {
  await as('qian', '2025-01-24 17:00', async (p) => act(p, 'decision.revoke', { by: '大英县人民政府', effect: 'revoked', instrument: '大府复决〔2025〕演1号',
    effective_on: '2025-01-24', reason: '认定倾倒数量的主要证据不足。' }));
  await as('feng', '2025-01-26 09:20', async (p) => {
    await p.goto('/desk/publicity');
    check(await p.locator('main a[href^="/desk/act/publish.withdraw"]').count() > 0, 'the desk says that it must be withdrawn');
    await act(p, 'publish.withdraw', { reason: '行政复议决定撤销，认定事实的主要证据不足。', instrument: '大府复决〔2025〕演1号' });
  });
  await as(null, '2025-01-26 10:00', async (p) => {
    await p.goto(`/decision/${number}`);
    const text = await p.locator('main').textContent();
    check(text.includes('已依法撤下') && text.includes('行政复议决定撤销') && !text.includes('示例建筑'), 'the tombstone says why and names nobody');
    await look(p, 'tombstone');
  });
}

async function deskPages() {
  await as('li', '2025-01-27 09:00', async (p) => {
    for (const [path, name] of [['/desk', 'desk-later'], ['/desk/cases', 'ledger'], [`/desk/case/${number}`, 'case'], [`/desk/case/${number}?tab=materials`, 'case-materials'],
      [`/desk/case/${number}?tab=party`, 'case-party'], [`/desk/case/${number}?tab=clocks`, 'case-clocks'], [`/desk/case/${number}?tab=proof`, 'case-proof'],
      ['/desk/journal', 'journal'], [`/desk/journal/${number}`, 'journal-act']]) {
      await p.goto(path);
      await look(p, name);
    }
    const gone = await p.goto('/desk/case/999999');
    check(gone.status() === 404, 'a case that is not there is not found');
    await p.errors.splice(0);
    await look(p, 'not-found');
  });
}

for (const part of [investigate, hear, review, decide, publish, publicSees, withdraw, deskPages]) {
  try { await part(); } catch (e) { check(false, `${part.name} goes through`, e.stack); break; }       // the rest builds on it
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
