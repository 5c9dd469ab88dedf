// proof.mjs - checks proof bundles of docs/proof-format.md in a browser without network: act texts, field commitments, the path to the
// root, the signed note.  Pure: bytes in, what was proven or a Refused out.  Hashes and curves are libraries'; the rules are the format's.
import { ed25519 } from '@noble/curves/ed25519';
import { sha256 } from '@noble/hashes/sha2';
import { sm2, sm3 } from 'sm-crypto-v2';

export class Refused extends Error {}
const need = (ok, why) => { if (!ok) throw new Refused(why); };

// ---- bytes ----

const encoder = new TextEncoder();
export const utf8 = (text) => encoder.encode(text);
const hexOf = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
const fromHex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (h) => parseInt(h, 16));
const join = (...parts) => {
  const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const p of parts) { all.set(p, at); at += p.length; }
  return all;
};
const same = (a, b) => a.length === b.length && a.every((x, i) => x === b[i]);

// Canonical base64 only.
function base64(text, size) {
  need(/^[A-Za-z0-9+/]*={0,2}$/.test(text), '不是规范的 base64');
  const raw = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  need(btoa(String.fromCharCode(...raw)) === text && (size === undefined || raw.length === size), '不是规范的 base64');
  return raw;
}

const hashes = { sm3: (bytes) => fromHex(sm3(bytes)), sha256: (bytes) => sha256(bytes) };
export const digest = (kind, bytes) => `${kind}:${hexOf(hashes[kind](bytes))}`;

// ---- texts ----

const DECIMAL = /^(0|[1-9][0-9]{0,15})$/;
const decimal = (text, why) => { need(DECIMAL.test(text) && Number.isSafeInteger(Number(text)), why); return Number(text); };
const originValid = (text) => /^[!-*,-~]{1,100}$/.test(text);
const textValid = (text) => typeof text === 'string' && !text.includes('\0') && !/\p{Surrogate}/u.test(text);
function instantValid(text) {
  const m = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.\d{3}Z$/.exec(text);
  return m !== null && Number(m[1]) >= 1900 && Number(m[1]) <= 2199 && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text;
}
function members(item, names) {
  need(typeof item === 'object' && item !== null && !Array.isArray(item) && JSON.stringify(Object.keys(item).sort()) === JSON.stringify(names), '成员缺少或多余');
}

// ---- acts ----

const HEADS = ['log ', 'seq ', 'at ', 'verb ', 'subject '];
function actRead(text) {
  need(text.endsWith('\n'), '动作原文没有以换行结尾');
  const lines = text.slice(0, -1).split('\n');
  need(lines.length >= 6 && lines[0] === 'mingjing-act/1', '动作原文格式不对');
  HEADS.forEach((head, i) => need(lines[i + 1].startsWith(head), '动作原文的行不对'));
  const [log, seq, at, verb, subject] = HEADS.map((head, i) => lines[i + 1].slice(head.length));
  need(originValid(log) && instantValid(at) && /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/.test(verb), '动作的时间或者名称不对');
  need(/^[a-z][a-z0-9_]*\/(0|[1-9][0-9]*)$/.test(subject), '动作的对象不对');
  const fields = lines.slice(6);
  fields.forEach((line, i) => {
    need(line.startsWith('f '), '承诺值不对');
    base64(line.slice(2), 32);
    need(i === 0 || fields[i - 1] < line, '承诺值没有按序排列');
  });
  return { log, seq: decimal(seq, '动作编号不对'), at, verb, subject, commitments: new Set(fields.map((line) => line.slice(2))) };
}

function fieldsRead(items, act, h) {
  const fields = new Map();
  need(Array.isArray(items) && items.length <= 200, '公开的字段太多');
  for (const item of items) {
    const { name, salt, value } = item;
    members(item, ['name', 'salt', 'value']);
    need(textValid(value) && typeof salt === 'string' && typeof name === 'string' && /^[a-z][a-z0-9_.]*$/.test(name) && !fields.has(name), '字段名不对或者公开了两次');
    const c = h(join(Uint8Array.of(2), base64(salt, 16), utf8(name), Uint8Array.of(0), utf8(value)));
    need(act.commitments.has(btoa(String.fromCharCode(...c))), `字段 ${name} 与承诺不符`);
    fields.set(name, value);
  }
  return fields;
}

// ---- the tree ----

const node = (h, a, b) => h(join(Uint8Array.of(1), a, b));
function inclusionHolds(h, index, size, leaf, path, root) {
  if (index >= size) return false;
  let fn = index, sn = size - 1, r = leaf;
  for (const p of path) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      r = node(h, p, r);
      while (fn % 2 === 0 && fn !== 0) { fn = Math.floor(fn / 2); sn = Math.floor(sn / 2); }
    } else r = node(h, r, p);
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && same(r, root);
}

// ---- keys and signed notes ----

const SM2_TYPE = utf8('mingjing/sm2/1');
const nameValid = (name) => name !== '' && !/\p{Surrogate}/u.test(name) && !/[\s+\u0000-\u001f\u0085]/u.test(name);
function edSound(bytes) { // a point of the curve, not one of those with which anybody can sign
  try { return !ed25519.ExtendedPoint.fromHex(bytes, false).isSmallOrder(); } catch { return false; }
}
export function keyRead(vkey) {
  const parts = vkey.split('+');
  need(parts.length >= 3 && nameValid(parts[0]) && /^[0-9a-f]{8}$/.test(parts[1]), '公钥格式不对');
  const name = parts[0], id = parts[1], material = base64(parts.slice(2).join('+'));
  need(hexOf(sha256(join(utf8(name), utf8('\n'), material)).slice(0, 4)) === id, '公钥编号与密钥不符');
  if (material[0] === 1 || material[0] === 4) {
    const key = material.slice(1);
    need(key.length === 32 && edSound(key), '不是可用的 Ed25519 公钥');
    return { name, id, kind: material[0] === 1 ? 'Ed25519' : '见证 Ed25519', witness: material[0] === 4, public: key };
  }
  need(material[0] === 0xff && same(material.slice(1, 1 + SM2_TYPE.length), SM2_TYPE), '不认识的密钥类型');
  const point = material.slice(1 + SM2_TYPE.length);
  need(point.length === 65 && point[0] === 4 && sm2.verifyPublicKey(hexOf(point)), '不是可用的 SM2 公钥');
  return { name, id, kind: 'SM2', public: point };
}

function edHolds(key, text, signature) {
  try { return signature.length === 64 && ed25519.verify(signature, text, key.public, { zip215: false }); } catch { return false; }
}

function signatureHolds(key, text, signature) {
  if (key.witness) { // eight bytes of time, then the signature
    const when = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
    return signature.length === 72 && when < 2n ** 63n && edHolds(key, join(utf8(`cosignature/v1\ntime ${when}\n`), text), signature.slice(8));
  }
  if (key.kind === 'Ed25519') return edHolds(key, text, signature);
  return signature.length === 64 && sm2.doVerifySignature(text, hexOf(signature), hexOf(key.public), { hash: true, der: false, userId: '1234567812345678' });
}

function noteOpen(note, keys) {
  const cut = note.lastIndexOf('\n\n');
  need(cut >= 0 && cut + 2 < note.length && note.endsWith('\n') && !/[\u0000-\u0009\u000b-\u001f]/.test(note), '没有签名，或者含有控制字符');
  const text = note.slice(0, cut + 1), signers = [];
  const lines = note.slice(cut + 2, -1).split('\n');
  need(lines.length <= 100, '签名行太多');
  for (const line of lines) {
    const m = /^— ([^ ]+) ([^ ]+)$/u.exec(line);
    need(m && nameValid(m[1]), '签名行格式不对');
    const raw = base64(m[2]);
    need(raw.length >= 5, '签名行格式不对');
    const key = keys.find((k) => k.name === m[1] && k.id === hexOf(raw.slice(0, 4)));
    if (!key) continue;
    need(!signers.includes(key) && signatureHolds(key, utf8(text), raw.slice(4)), `${key.kind} 签名不成立`);
    signers.push(key);
  }
  need(signers.length, '没有一个签名出自所给的公钥');
  return { text, signers };
}

const opened = new WeakMap(); // a dossier has one checkpoint for all its acts: its signatures are checked once
function checkpointOpen(note, keys) {
  if (!opened.has(keys)) opened.set(keys, new Map());
  if (opened.get(keys).has(note)) return opened.get(keys).get(note);
  const { text, signers } = noteOpen(note, keys);
  const lines = text.split('\n');
  need(lines.length === 6 && lines[5] === '' && lines[3].startsWith('hash ') && lines[4].startsWith('at '), '检查点格式不对');
  need(originValid(lines[0]) && instantValid(lines[4].slice(3)), '检查点的日志名或者时间不对');
  const point = { origin: lines[0], size: decimal(lines[1], '检查点的大小不对'), root: base64(lines[2], 32), hash: lines[3].slice(5), at: lines[4].slice(3), signers };
  opened.get(keys).set(note, point);
  return point;
}

// ---- a bundle ----

const MEMBERS = ['act', 'checkpoint', 'disclosed', 'format', 'hash', 'leaf_index', 'path', 'tree_size'];
export function bundleCheck(bundle, keys) {
  members(bundle, MEMBERS);
  need(bundle.format === 'mingjing-proof/1' && textValid(bundle.act) && textValid(bundle.checkpoint) && Number.isSafeInteger(bundle.leaf_index), '不认识的证明');
  need(Array.isArray(bundle.path) && bundle.path.length <= 64 && bundle.path.every((p) => typeof p === 'string'), '路径不对');
  const h = hashes[bundle.hash];
  need(h, '不认识的哈希算法');
  const act = actRead(bundle.act), fields = fieldsRead(bundle.disclosed, act, h), point = checkpointOpen(bundle.checkpoint, keys);
  need(act.seq === bundle.leaf_index && point.origin === act.log && point.hash === bundle.hash && point.size === bundle.tree_size, '证明的各部分互不相符');
  const leaf = h(join(Uint8Array.of(0), utf8(bundle.act)));
  need(inclusionHolds(h, act.seq, point.size, leaf, bundle.path.map((p) => base64(p, 32)), point.root), '路径不通向检查点的根');
  return { ...act, fields, leaf, point, sealed: act.commitments.size - fields.size };
}

// One hash over the leaves of all acts on a subject, in order: what the journal calls the digest of the acts.
export const actsDigest = (kind, leaves) => digest(kind, join(...leaves));
