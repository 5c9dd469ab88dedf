// corpus.mjs - the viewer's own checks over the published corpus of proofs: what is forged must be refused, what is good accepted.
// Forgeries of the JSON text itself (a member twice, trailing bytes) never reach the viewer, which gets parsed objects: they and the
// consistency bundles, which no dossier holds, are left to the other two verifiers.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url)), corpus = join(here, '..', 'proofs'), viewer = join(here, '..', '..', 'web', 'viewer');
const { bundleCheck, keyRead } = await import(pathToFileURL(join(viewer, 'proof.mjs')));
const rows = (name) => readFileSync(join(corpus, name), 'utf8').trimEnd().split('\n').map((l) => l.split('\t'));
const vkeys = new Map(rows('vkeys.tsv'));

function verdict(text, names) {
  try {
    bundleCheck(JSON.parse(text), names.split(' ').map((n) => keyRead(vkeys.get(n))));
    return 'good';
  } catch { return 'forged'; }
}

function parsed(path) {
  try { return JSON.parse(readFileSync(path, 'utf8')); } catch { return null; }
}

// Of the JSON text only: gone once it is parsed.
const lost = /duplicate-member|index-with-a-point/;

let passed = 0, failed = 0, left = 0;
for (const [want, name, names] of rows('cases.tsv')) {
  const value = parsed(join(corpus, name));
  if (!value || value.format !== 'mingjing-proof/1' || lost.test(name)) { left++; continue; }
  if (verdict(readFileSync(join(corpus, name), 'utf8'), names) === want) passed++;
  else { failed++; console.log(`not ok - ${name}: wanted ${want}`); }
}
console.log(`# ${left} bundles are not of the kind that dossiers hold`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
