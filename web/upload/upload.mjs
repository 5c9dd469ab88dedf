// The page 上传音像资料: files chosen, dropped or taken with the camera go up by tus, in a queue that survives cut connections, a closed
// lid and a reload.  The digest is computed here first, so that the server can say that what came is what was sent.
// Must never: send anything elsewhere than the site; put a file's name into the page as markup.
import { createSHA256, createSM3 } from 'hash-wasm';
import { Upload, defaultOptions } from 'tus-js-client';

const root = document.querySelector('[data-upload]');
const AT_ONCE = 2;
const HASH_MAX = 2 * 1024 ** 3;         // larger files are summed up by the server alone: an old phone would take minutes
const SLICE = 2 * 1024 ** 2;            // at a time, so that the page stays alive
const RETRY = [0, 1000, 3000, 5000, 10000, 20000];
const names = { inbox: '已收，待入卷', quarantine: '已收，隔离待查', added: '已入卷', discarded: '不予采用' };
const queue = [];

const icon = (name) => {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg'), use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  svg.setAttribute('class', 'i');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `${root.dataset.icons}#${name}`);
  svg.append(use);
  return svg;
};

function make(tag, className, ...children) {
  const e = document.createElement(tag);
  if (className) e.className = className;
  e.append(...children);
  return e;
}

const sizeOf = (n) => (n >= 1024 ** 3 ? `${(n / 1024 ** 3).toFixed(2)} GB` : n >= 1024 ** 2 ? `${(n / 1024 ** 2).toFixed(1)} MB` : n >= 1024 ? `${Math.ceil(n / 1024)} KB` : `${n} 字节`);
const timeOf = (s) => (s >= 3600 ? `${Math.floor(s / 3600)} 小时 ${Math.round((s % 3600) / 60)} 分` : s >= 60 ? `${Math.floor(s / 60)} 分 ${Math.round(s % 60)} 秒` : `${Math.max(1, Math.round(s))} 秒`);
const kindOf = (type) => (type.startsWith('image/') ? 'photo' : type.startsWith('audio/') ? 'microphone' : type.startsWith('video/') ? 'video' : 'file-upload');

// ---- one row of the queue ----

function rowMake(item) {
  const row = make('li', 'up'), thumb = make('span', 'up-thumb', icon(kindOf(item.type)));
  item.row = row;
  item.thumb = thumb;
  item.tag = make('span', 'tag');
  item.fill = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  item.bar = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  item.bar.setAttribute('class', 'up-bar');
  item.bar.setAttribute('viewBox', '0 0 100 1');
  item.bar.setAttribute('preserveAspectRatio', 'none');
  item.bar.setAttribute('role', 'progressbar');
  item.bar.setAttribute('aria-valuemin', '0');
  item.bar.setAttribute('aria-valuemax', '100');
  item.bar.setAttribute('aria-label', `${item.name} 的上传进度`);
  item.fill.setAttribute('height', '1');
  item.bar.append(item.fill);
  item.text = make('span', 'up-text');
  item.buttons = make('div', 'up-buttons');
  row.append(thumb, make('div', 'up-name', make('b', '', item.name), make('span', 'up-size', sizeOf(item.size)), item.tag), item.buttons, item.bar, item.text);
  root.querySelector('[data-queue]').append(row);
}

function button(label, name, run, kind = '') {
  const b = make('button', `btn small ${kind}`, icon(name), label);
  b.type = 'button';
  b.addEventListener('click', run);
  return b;
}

function link(label, href) {
  const a = make('a', 'btn small', label);
  a.href = href;
  return a;
}

const buttonsOf = {
  waiting: (i) => [button('暂停', 'player-pause', () => pause(i)), button('取消', 'x', () => cancel(i))],
  hashing: (i) => [button('取消', 'x', () => cancel(i))],
  sending: (i) => [button('暂停', 'player-pause', () => pause(i)), button('取消', 'x', () => cancel(i))],
  paused: (i) => [button('继续', 'player-play', () => again(i), 'primary'), button('取消', 'x', () => cancel(i))],
  broken: (i) => [button('重试', 'refresh', () => again(i), 'primary'), button('取消', 'x', () => cancel(i))],
  refused: (i) => [...(i.intake ? [link('查看', `/desk/intake/${i.intake}`)] : []), button('重试', 'refresh', () => again(i))],
  done: (i) => [link('查看', `/desk/intake/${i.intake}`)],
  known: (i) => [button('放弃', 'x', () => forget(i))],
};
const tags = { paused: ['warn', '已暂停'], broken: ['warn', '网络中断'], refused: ['bad', '未收'], known: ['warn', '未传完'] };

// What a row says follows from the state alone; what is spoken aloud is the state, not each percent.
function show(i, state, text) {
  const per = i.size ? Math.floor((i.sent / i.size) * 100) : 0, [kind, word] = state === 'done' ? [i.became === 'inbox' ? 'ok' : 'bad', names[i.became] ?? '已收'] : tags[state] ?? ['', ''];
  if (i.state !== state) {
    i.state = state;
    i.row.dataset.state = state;
    i.tag.className = `tag ${kind}`;
    i.tag.replaceChildren(...(word ? [icon(kind === 'ok' ? 'circle-check' : kind === 'bad' ? 'alert-octagon' : 'alert-triangle'), word] : []));
    i.tag.hidden = !word;
    i.buttons.replaceChildren(...buttonsOf[state](i));
    if (word) root.querySelector('[data-said]').textContent = `${i.name}：${word}`;
  }
  i.bar.style.display = state === 'done' || state === 'refused' ? 'none' : '';
  i.fill.setAttribute('width', state === 'hashing' ? i.hashed : per);
  i.bar.setAttribute('aria-valuenow', state === 'hashing' ? i.hashed : per);
  i.text.textContent = text;
  summary();
}

function summary() {
  const open = queue.filter((i) => ['waiting', 'hashing', 'sending'].includes(i.state)).length, stopped = queue.filter((i) => i.state === 'paused').length;
  const all = root.querySelector('[data-all]');
  root.querySelector('[data-empty]').hidden = queue.length > 0;
  all.hidden = !open && !stopped;
  all.replaceChildren(icon(open ? 'player-pause' : 'player-play'), open ? '全部暂停' : '全部继续');
}

// ---- sending ----

async function digestOf(i) {
  if (i.size > HASH_MAX) return '';
  const kind = root.dataset.hash;
  let hasher;
  try { hasher = await (kind === 'sha256' ? createSHA256() : createSM3()); } catch { return ''; }
  hasher.init();
  for (let at = 0; at < i.size; at += SLICE) {
    hasher.update(new Uint8Array(await i.file.slice(at, at + SLICE).arrayBuffer()));
    if (i.state !== 'hashing') return null;
    i.hashed = Math.floor((at / i.size) * 100);
    show(i, 'hashing', `正在计算指纹 ${i.hashed}%，传完后核对`);
    await new Promise((next) => { setTimeout(next); });
  }
  return `${kind}:${hasher.digest('hex')}`;
}

function speak(i) {
  const now = Date.now(), seconds = (now - i.since) / 1000;
  if (seconds >= 0.5) {
    const speed = (i.sent - i.sinceSent) / seconds;
    i.speed = i.speed ? i.speed * 0.7 + speed * 0.3 : speed;
    i.since = now;
    i.sinceSent = i.sent;
  }
  const per = i.size ? Math.floor((i.sent / i.size) * 100) : 100;
  if (i.sent >= i.size) return show(i, 'sending', `${per}% · 正在核对指纹、读取内容…`);
  return show(i, 'sending', `${per}% · ${i.speed ? `${sizeOf(i.speed)}/s · 约 ${timeOf((i.size - i.sent) / i.speed)}` : '正在连接…'}${i.noDigest ? ' · 文件较大，指纹由服务器计算' : ''}`);
}

function refusalIn(error) {
  try { return JSON.parse(error.originalResponse.getBody()).refused; } catch { return null; }
}

function failed(i, error) {
  const status = error.originalResponse?.getStatus() ?? 0, why = refusalIn(error), per = i.size ? Math.floor((i.sent / i.size) * 100) : 0;
  if (status === 401) show(i, 'broken', `登录已经过期，已传 ${per}%。重新登录后接着传，不用重传。`);
  else if (why) show(i, 'refused', `${why.what}${why.detail ? `（${why.detail}）` : ''}。${why.next}。`);
  else show(i, 'broken', `网络中断，已传 ${per}%。恢复后接着传，不用重传。`);
  next();
}

function done(i) {
  i.sent = i.size;
  show(i, 'done', i.became === 'quarantine' ? '内容有问题，已隔离，原件保留；由负责人查看后决定。' : `${i.noDigest ? '' : '指纹一致，'}已放入收件箱，等待填写采集信息后入卷。`);
  next();
}

function uploadOf(i, metadata) {
  return new Upload(i.file, {
    endpoint: '/api/uploads', retryDelays: RETRY, metadata, removeFingerprintOnSuccess: true, headers: { 'X-CSRF-Token': root.dataset.csrf },
    onProgress: (sent) => { i.sent = sent; if (i.state === 'sending') speak(i); },
    onAfterResponse: (req, res) => {
      i.intake = res.getHeader('Upload-Intake') ?? i.intake;
      i.became = res.getHeader('Upload-State') ?? i.became;
    },
    // refused is refused; what the network did is tried again
    onShouldRetry: (error) => {
      const status = error.originalResponse?.getStatus() ?? 0;
      if (i.state === 'sending') show(i, 'sending', '网络中断，正在重新连接…');
      return status === 0 || status >= 500 || status === 423 || refusalIn(error)?.code === 'UPLOAD_OFFSET';
    },
    onError: (error) => failed(i, error),
    onSuccess: () => done(i),
  });
}

async function send(i) {
  show(i, 'hashing', '准备上传…');
  const probe = uploadOf(i, {}), earlier = (await probe.findPreviousUploads())[0];
  const digest = earlier ? undefined : await digestOf(i);
  if (i.state !== 'hashing') return;
  i.noDigest = digest === '';
  const metadata = { filename: i.name, filetype: i.type, source: i.source, ...(digest ? { digest } : {}), ...(i.batch ? { batch: i.batch } : {}),
    ...(i.device ? { device: i.device } : {}), ...(root.dataset.case ? { case: root.dataset.case } : {}) };
  i.upload = uploadOf(i, metadata);
  if (earlier) {
    queue.filter((k) => k.state === 'known' && k.keys.includes(earlier.urlStorageKey)).forEach(drop);
    i.upload.resumeFromPreviousUpload(earlier);
  }
  i.since = Date.now();
  i.sinceSent = i.sent;
  i.speed = 0;
  speak(i);
  i.upload.start();
}

function next() {
  const busy = queue.filter((i) => ['hashing', 'sending'].includes(i.state)).length;
  queue.filter((i) => i.state === 'waiting').slice(0, Math.max(0, AT_ONCE - busy)).forEach((i) => { send(i).catch((e) => failed(i, e)); });
  summary();
}

function pause(i) {
  i.upload?.abort();
  show(i, 'paused', `已传 ${i.size ? Math.floor((i.sent / i.size) * 100) : 0}%，继续时从这里接着传。`);
  next();
}

function again(i) {
  i.upload?.abort();
  show(i, 'waiting', '等待上传');
  next();
}

function drop(i) {
  queue.splice(queue.indexOf(i), 1);
  i.row.remove();
  next();
}

// Terminated on the server too, so that nobody waits for it there.
function cancel(i) {
  if (i.upload) i.upload.abort(true).catch(() => {});
  i.state = 'gone';
  drop(i);
}

function forget(i) {
  i.keys.forEach((key) => defaultOptions.urlStorage.removeUpload(key));
  if (i.url) fetch(i.url, { method: 'DELETE', headers: { 'Tus-Resumable': '1.0.0', 'X-CSRF-Token': root.dataset.csrf } }).catch(() => {});
  drop(i);
}

// ---- choosing ----

function add(files, source) {
  const batch = files.length > 1 ? `${new Date().toISOString().slice(0, 19)}` : '', device = root.querySelector('[name=device]').value.trim();
  for (const file of files) {
    const item = { file, name: file.name, size: file.size, type: file.type, source, batch, device, sent: 0, hashed: 0 };
    queue.push(item);
    rowMake(item);
    show(item, 'waiting', '等待上传');
  }
  next();
}

// What an earlier visit did not finish: its file has to be chosen again, for a page may not open files by itself.
async function remember() {
  const found = await defaultOptions.urlStorage.findAllUploads();
  for (const u of found) {
    const item = { name: u.metadata.filename ?? '未命名', size: u.size ?? 0, type: u.metadata.filetype ?? '', sent: 0, hashed: 0, keys: [u.urlStorageKey], url: u.uploadUrl };
    queue.push(item);
    rowMake(item);
    show(item, 'known', '上次没有传完。再选一次这个文件，就从断开的地方接着传。');
  }
  summary();
}

function start() {
  const zone = root.querySelector('[data-zone]');
  root.hidden = false;
  document.querySelectorAll('[data-without]').forEach((e) => { e.hidden = true; });
  root.querySelectorAll('input[type=file]').forEach((input) => input.addEventListener('change', () => {
    add([...input.files], input.hasAttribute('capture') ? 'phone' : 'upload');
    input.value = '';
  }));
  for (const name of ['dragenter', 'dragover']) zone.addEventListener(name, (e) => { e.preventDefault(); zone.classList.add('over'); });
  for (const name of ['dragleave', 'drop']) zone.addEventListener(name, (e) => { e.preventDefault(); zone.classList.remove('over'); });
  zone.addEventListener('drop', (e) => add([...e.dataTransfer.files].filter((f) => f.size || f.type), 'upload'));
  for (const name of ['dragover', 'drop']) document.addEventListener(name, (e) => e.preventDefault());       // beside the zone: the page stays
  root.querySelector('[data-all]').addEventListener('click', () => {
    const open = queue.filter((i) => ['waiting', 'hashing', 'sending'].includes(i.state));
    if (open.length) open.forEach(pause);
    else queue.filter((i) => i.state === 'paused').forEach(again);
  });
  window.addEventListener('online', () => queue.filter((i) => i.state === 'broken').forEach(again));
  remember();
}

if (root && window.File && window.fetch) start();
