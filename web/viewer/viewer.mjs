// viewer.mjs - 卷宗核验: opened from disk, no network.  What the record says is checked at once; the files when the reader names the folder
// (a page opened from disk may not read its neighbours by itself).  Everything shown is text; nothing of the package is run.
import { filesCheck, recordCheck } from './dossier.mjs';

const make = (tag, attributes, ...children) => {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(attributes ?? {})) if (k === 'on') for (const [ev, f] of Object.entries(v)) e.addEventListener(ev, f); else e.setAttribute(k, v);
  e.append(...children.filter((c) => c !== null && c !== undefined));
  return e;
};
const verdict = (good, text) => make('p', { class: `verdict ${good ? 'good' : 'bad'}`, role: good ? 'status' : 'alert' }, `${good ? '✓' : '✗'} ${text}`);
const local = (utc) => new Date(utc).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false });

function stepsShow(steps) {
  return make('ul', { class: 'steps' }, ...steps.map((s) => make('li', { class: s.good ? 'good' : 'bad' }, make('b', {}, `${s.good ? '✓' : '✗'} ${s.what}`), make('span', {}, s.said))));
}

function actShow(act, labels) {
  const rows = [...act.fields].map(([name, value]) => make('tr', {}, make('th', {}, labels?.[name] ?? name), make('td', {}, value)));
  return make('details', {}, make('summary', {}, `${act.seq}　${local(act.at)}　${labels?.[act.verb] ?? act.verb}　${act.fields.get('actor_name') ?? act.fields.get('actor') ?? ''}`),
    make('table', {}, ...rows), act.sealed ? make('p', { class: 'note' }, `另有 ${act.sealed} 项未公开`) : null);
}

function filesShow(rows, by) {
  return make('table', { class: 'files' }, make('tr', {}, ...['', '名称', '文件', '核对'].map((h) => make('th', {}, h))),
    ...rows.map((r) => make('tr', { class: r.good ? 'good' : 'bad' }, make('td', {}, r.good ? '✓' : '✗'), make('td', {}, r.title ?? ''),
      make('td', {}, r.good && by.has(r.path) ? make('a', { href: URL.createObjectURL(by.get(r.path)), target: '_blank' }, r.path) : r.path), make('td', {}, r.said))));
}

// A chosen folder's paths begin with its own name.
const inside = (file) => file.webkitRelativePath.split('/').slice(1).join('/');

function filesPart(record) {
  const out = make('div', {}), bar = make('progress', { max: '1', value: '0', hidden: '' });
  const pick = make('input', { type: 'file', webkitdirectory: '', multiple: '', id: 'folder', on: { change: async () => {
    const by = new Map([...pick.files].map((f) => [inside(f), f]));
    bar.hidden = false;
    const rows = await filesCheck(record.manifest, record.kind, [...by].map(([path, f]) => ({ path, bytes: async () => new Uint8Array(await f.arrayBuffer()) })),
      (n, of) => { bar.value = n / of; });
    bar.hidden = true;
    const bad = rows.filter((r) => !r.good).length;
    out.replaceChildren(verdict(!bad, bad ? `有 ${bad} 个文件不符` : `全部 ${rows.length} 个文件与制卷时一致`), filesShow(rows, by));
    document.body.dataset.files = bad ? 'bad' : 'good';
  } } });
  return make('section', {}, make('h2', {}, '二、核对文件'), make('p', {}, make('label', { for: 'folder' }, '选择解压后的这个文件夹（文件只在本机读取，不会上传）：'), pick), bar, out);
}

function show() {
  const data = window.MINGJING_DOSSIER, main = document.querySelector('main');
  if (!data) { main.append(verdict(false, '没有找到“清单.js”，请把整个文件夹解压到一处')); return; }
  const record = recordCheck(data), m = record.manifest;
  document.body.dataset.record = record.good ? 'good' : 'bad';
  main.append(make('section', {}, make('h2', {}, '一、记录'), verdict(record.good, record.good ? '记录完整，未被改动' : '记录没有通过核验'), stepsShow(record.steps),
    make('p', { class: 'note' }, '公钥随卷附带，只说明卷内前后一致；请与机关公示平台“验真伪”页或者您事先保存的公钥编号对照。')));
  if (!m) return;
  document.title = `${m.title} · 卷宗核验`;
  main.prepend(make('header', {}, make('h1', {}, m.title), make('p', {}, [m.agency, m.number, `归档件 ${m.files.length} 件`, `保管期限 ${m.retention || '未定'}`].join('　'))));
  main.append(filesPart(record));
  if (m.recordings.length) main.append(make('section', {}, make('h2', {}, '三、音像记录（存原件处，卷内只存摘要）'), make('table', {}, ...m.recordings.map((r) =>
    make('tr', {}, make('td', {}, r.title), make('td', {}, local(r.taken_at)), make('td', {}, r.place), make('td', { class: 'hash' }, r.digest))))));
  main.append(make('section', {}, make('h2', {}, '四、办案动作'), ...record.acts.map((a) => actShow(a, m.labels))));
}

show();
