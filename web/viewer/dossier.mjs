// dossier.mjs - the checks of a dossier package, apart from how they are shown.  The chain: keys → signed checkpoint → act dossier.bind →
// digest of the manifest → digest of every file; and all acts of the case, none left out, by the digest of the acts in the same act.
import { actsDigest, bundleCheck, digest, keyRead, Refused, utf8 } from './proof.mjs';

const step = (list, what, check) => {
  try {
    list.push({ what, good: true, said: check() ?? '' });
    return true;
  } catch (e) {
    list.push({ what, good: false, said: e instanceof Refused ? e.message : String(e) });
    return false;
  }
};
const need = (ok, why) => { if (!ok) throw new Refused(why); };

export function recordCheck(data) {
  const steps = [], out = { steps, acts: [], manifest: null, keys: [], kind: '' };
  step(steps, '公钥', () => { out.keys = data.vkeys.map(keyRead); return out.keys.map((k) => `${k.kind} ${k.name} ${k.id}`).join('；'); });
  step(steps, '制卷动作', () => {
    out.seal = bundleCheck(data.seal, out.keys);
    need(out.seal.verb === 'dossier.bind', '这不是制卷动作的证明');
    out.kind = data.seal.hash;
    return `日志 ${out.seal.log} 第 ${out.seal.seq} 条，${out.seal.point.signers.map((k) => k.kind).join('、')} 签名成立，签名头时间 ${out.seal.point.at}`;
  });
  step(steps, '卷内清单', () => {
    need(out.seal, '没有制卷动作，清单无从核对');
    need(digest(out.kind, utf8(data.manifest)) === out.seal.fields.get('manifest'), '清单与制卷时记下的摘要不符：清单被改动过');
    out.manifest = JSON.parse(data.manifest);
    return out.seal.fields.get('manifest');
  });
  step(steps, '办案动作', () => {
    need(out.seal && out.manifest, '没有可信的清单');
    out.acts = data.acts.map((b) => bundleCheck(b, out.keys));
    need(out.acts.every((a) => a.subject === out.seal.subject), '有别的案件的动作');
    const all = actsDigest(out.kind, out.acts.map((a) => a.leaf));
    need(all === out.manifest.acts_digest && all === out.seal.fields.get('acts'), '动作缺少、多出或者顺序不对');
    return `共 ${out.acts.length} 条，一条不少，都在日志中`;
  });
  out.good = steps.every((s) => s.good);
  return out;
}

// files: [{ path, bytes: () => Promise<Uint8Array> }], path as in the manifest.  What the package itself needs is passed over.
export async function filesCheck(manifest, kind, files, progress) {
  const own = new Set(manifest.own), by = new Map(files.map((f) => [f.path, f])), rows = [];
  let n = 0;
  for (const part of manifest.files) {
    const file = by.get(part.path);
    by.delete(part.path);
    if (!file) rows.push({ ...part, good: false, said: '缺少' });
    else {
      const found = digest(kind, await file.bytes());
      rows.push({ ...part, good: found === part.digest, said: found === part.digest ? '一致' : '内容与清单不符：被替换或者改动过' });
    }
    progress?.(++n, manifest.files.length);
  }
  for (const path of by.keys())
    if (!own.has(path)) rows.push({ path, title: path, good: false, said: '清单里没有这个文件' });
  return rows;
}
