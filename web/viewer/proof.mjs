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

// ---- acts ----

const HEADS = ['log ', 'seq ', 'at ', 'verb ', 'subject '];
function actRead(text) {
  need(text.endsWith('\n'), '动作原文没有以换行结尾');
  const lines = text.slice(0, -1).split('\n');
  need(lines.length >= 6 && lines[0] === 'mingjing-act/1', '动作原文格式不对');
  HEADS.forEach((head, i) => need(lines[i + 1].startsWith(head), '动作原文的行不对'));
  const [log, seq, at, verb, subject] = HEADS.map((head, i) => lines[i + 1].slice(head.length));
  need(/^(0|[1-9][0-9]{0,15})$/.test(seq) && Number.isSafeInteger(Number(seq)), '动作编号不对');
  need(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at) && /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/.test(verb), '动作的时间或者名称不对');
  need(/^[a-z][a-z0-9_]*\/\d+$/.test(subject), '动作的对象不对');
  const fields = lines.slice(6);
  fields.forEach((line, i) => {
    need(line.startsWith('f '), '承诺值不对');
    base64(line.slice(2), 32);
    need(i === 0 || fields[i - 1] < line, '承诺值没有按序排列');
  });
  return { log, seq: Number(seq), at, verb, subject, commitments: new Set(fields.map((line) => line.slice(2))) };
}

function fieldsRead(items, act, h) {
  const fields = new Map();
  for (const { name, salt, value } of items) {
    need(/^[a-z][a-z0-9_.]*$/.test(name) && !fields.has(name), '字段名不对或者公开了两次');
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
export function keyRead(vkey) {
  const parts = vkey.split('+');
  need(parts.length >= 3, '公钥格式不对');
  const name = parts[0], id = parts[1], material = base64(parts.slice(2).join('+'));
  need(hexOf(sha256(join(utf8(name), utf8('\n'), material)).slice(0, 4)) === id, '公钥编号与密钥不符');
  if (material[0] === 1) return { name, id, kind: 'Ed25519', public: material.slice(1) };
  need(material[0] === 0xff && same(material.slice(1, 1 + SM2_TYPE.length), SM2_TYPE), '不认识的密钥类型');
  return { name, id, kind: 'SM2', public: material.slice(1 + SM2_TYPE.length) };
}

function signatureHolds(key, text, signature) {
  if (signature.length !== 64) return false;
  if (key.kind === 'Ed25519') return ed25519.verify(signature, text, key.public, { zip215: false });
  return sm2.doVerifySignature(text, hexOf(signature), hexOf(key.public), { hash: true, der: false, userId: '1234567812345678' });
}

function noteOpen(note, keys) {
  const cut = note.lastIndexOf('\n\n');
  need(cut >= 0 && note.endsWith('\n'), '没有签名');
  const text = note.slice(0, cut + 1), signers = [];
  for (const line of note.slice(cut + 2, -1).split('\n')) {
    const m = /^— ([^ ]+) ([^ ]+)$/.exec(line);
    need(m, '签名行格式不对');
    const raw = base64(m[2]);
    const key = keys.find((k) => k.name === m[1] && k.id === hexOf(raw.slice(0, 4)));
    if (!key) continue;
    need(!signers.includes(key) && signatureHolds(key, utf8(text), raw.slice(4)), `${key.kind} 签名不成立`);
    signers.push(key);
  }
  need(signers.length, '没有一个签名出自所给的公钥');
  return { text, signers };
}

const opened = new Map(); // a dossier has one checkpoint for all its acts: its signatures are checked once
function checkpointOpen(note, keys) {
  if (opened.has(note)) return opened.get(note);
  const { text, signers } = noteOpen(note, keys);
  const lines = text.split('\n');
  need(lines.length === 6 && lines[5] === '' && lines[3].startsWith('hash ') && lines[4].startsWith('at '), '检查点格式不对');
  const point = { origin: lines[0], size: Number(lines[1]), root: base64(lines[2], 32), hash: lines[3].slice(5), at: lines[4].slice(3), signers };
  need(Number.isSafeInteger(point.size), '检查点的大小不对');
  opened.set(note, point);
  return point;
}

// ---- a bundle ----

const MEMBERS = ['act', 'checkpoint', 'disclosed', 'format', 'hash', 'leaf_index', 'path', 'tree_size'];
export function bundleCheck(bundle, keys) {
  need(JSON.stringify(Object.keys(bundle).sort()) === JSON.stringify(MEMBERS) && bundle.format === 'mingjing-proof/1', '不认识的证明');
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
