// Packs web/ into build/web/assets.c: one style sheet, its copy for kernels without cascade layers, one script, those of the player and of
// the page that uploads, the icons in use, the viewer of dossier packages.
// Reads only this folder, node_modules and the names of icons in src/; writes only build/web.  Same input, same bytes.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import cascadeLayers from '@csstools/postcss-cascade-layers';
import { buildSync } from 'esbuild';
import postcss from 'postcss';

const here = dirname(fileURLToPath(import.meta.url));
const top = dirname(here);
const out = join(top, 'build', 'web');
const LIMIT = 96 * 1024; // style sheet and script together, before compression: a page must stay below 150 KB

function stop(text) {
  console.error(`web/build.mjs: ${text}`);
  process.exit(1);
}

// Without comments and needless white space; strings and values stay as they are.
function squeeze(rootNode) {
  rootNode.walkComments((c) => c.remove());
  rootNode.walk((n) => {
    n.raws.before = '';
    n.raws.after = '';
    if (n.type === 'decl') { n.raws.between = ':'; n.value = n.value.replace(/\s+/g, ' '); }
    if (n.type === 'rule') { n.raws.between = ''; n.raws.semicolon = false; n.selector = n.selector.replace(/\s*([,>+])\s*/g, '$1').replace(/\s+/g, ' '); }
    if (n.type === 'atrule') { n.raws.between = ''; n.raws.semicolon = false; n.params = n.params.replace(/\s+/g, ' '); }
  });
  rootNode.raws.after = '';
  return rootNode.toString();
}

function styles() {
  const folder = join(here, 'css');
  const text = readdirSync(folder).filter((f) => f.endsWith('.css')).sort().map((f) => readFileSync(join(folder, f), 'utf8')).join('\n');
  const flat = postcss([cascadeLayers({ onRevertLayerKeyword: 'warn' })]).process(text, { from: undefined, map: false });
  return { layered: squeeze(postcss.parse(text)), flat: squeeze(postcss.parse(flat.css)) };
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((e) => {
    const path = join(folder, e.name);
    return e.isDirectory() ? sources(path) : /\.(c|h)$/.test(e.name) ? [path] : [];
  });
}

// Names of icons that stand as literals where only an icon can stand.
function iconsAsked() {
  const pattern = /ui_icon(?:_named)?\(\s*\w+\s*,\s*"([a-z0-9-]+)"|\.icon\s*=\s*"([a-z0-9-]+)"/g;
  return sources(join(top, 'src')).flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(pattern)].map((m) => ({ path, name: m[1] ?? m[2] })));
}

function symbol(name, file) {
  if (!existsSync(file)) stop(`icons.txt names "${name}", but Tabler has no such outline icon`);
  const body = readFileSync(file, 'utf8').replace(/<!--[\s\S]*?-->/g, '').replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '');
  return `<symbol id="${name}" viewBox="0 0 24 24">${body.replace(/<path stroke="none"[^>]*\/>/g, '').replace(/\s*\n\s*/g, '').replace(/\s+\/>/g, '/>')}</symbol>`;
}

function icons() {
  const names = readFileSync(join(here, 'icons.txt'), 'utf8').split('\n').map((l) => l.trim()).filter((l) => l && !l.startsWith('#'));
  for (const { path, name } of iconsAsked())
    if (!names.includes(name)) stop(`${path} uses the icon "${name}": add it to web/icons.txt`);
  const mark = readFileSync(join(here, 'mark.svg'), 'utf8').replace(/^<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '');
  const symbols = names.map((n) => symbol(n, join(here, 'node_modules', '@tabler', 'icons', 'icons', 'outline', `${n}.svg`)));
  return { names, svg: `<svg xmlns="http://www.w3.org/2000/svg"><symbol id="mark" viewBox="0 0 48 48">${mark}</symbol>${symbols.join('')}</svg>` };
}

function script(name) {
  return readFileSync(join(here, name), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '').split('\n').map((l) => l.trim()).filter(Boolean).join('\n') + '\n';
}

// What goes into dossier packages and is opened from disk: one script with the libraries in it, no module, no network.
function viewer(file) {
  if (!file.endsWith('.mjs')) return readFileSync(join(here, 'viewer', file), 'utf8');
  const made = buildSync({ entryPoints: [join(here, 'viewer', file)], bundle: true, minify: true, format: 'iife', target: 'es2020', charset: 'utf8', legalComments: 'inline', write: false });
  return made.outputFiles[0].text;
}

// The page that uploads: one script with tus-js-client and hash-wasm in it.
function bundle(file) {
  const made = buildSync({ entryPoints: [join(here, file)], bundle: true, minify: true, format: 'iife', target: 'es2020', platform: 'browser', charset: 'utf8',
    mainFields: ['browser', 'module', 'main'], legalComments: 'inline', write: false });
  return made.outputFiles[0].text;
}

const bytesOf = (buffer) => [...buffer].join(',').replace(/(.{1,150}),/g, '$1,\n');
const identifier = (name) => name.replace(/[^a-z0-9]/g, '_');

function describe(name, type, text) {
  const bytes = Buffer.from(text, 'utf8');
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  const zipped = gzipSync(bytes, { level: 9 });
  return { name, type, bytes, gzip: zipped.length < bytes.length * 0.9 ? zipped : Buffer.alloc(0), etag: hash,
    path: `/assets/${name.replace(/(\.[a-z]+)$/, `-${hash}$1`)}` };
}

function rowOf(a) {
  const id = identifier(a.name);
  const zip = a.gzip.length ? `{ ${id}_gzip, ${a.gzip.length} }` : '{ NULL, 0 }';
  return `        { "${a.name}", "${a.path}", "${a.type}", "\\"${a.etag}\\"", { ${id}, ${a.bytes.length} }, ${zip} },`;
}

function program(assets, names) {
  const arrays = assets.flatMap((a) => [[identifier(a.name), a.bytes], [`${identifier(a.name)}_gzip`, a.gzip]]).filter(([, b]) => b.length)
    .map(([id, b]) => `static const uint8_t ${id}[] = {\n${bytesOf(b)} };`);
  return `/* Made by web/build.mjs from web/: do not edit. */
#include "ui/assets.h"

${arrays.join('\n')}

extern const struct asset asset_rows[];
extern const size_t asset_count;
extern const char *const asset_icons[];
extern const size_t asset_icon_count;

const struct asset asset_rows[] = {
${assets.map(rowOf).join('\n')}
};
const size_t asset_count = ${assets.length};
const char *const asset_icons[] = { ${[...names].sort().map((n) => `"${n}"`).join(', ')} };
const size_t asset_icon_count = ${names.length};
`;
}

const css = styles();
const sprite = icons();
const js = script('mingjing.js');
if (Buffer.byteLength(css.layered) + Buffer.byteLength(js) > LIMIT) stop(`style sheet and script are larger than ${LIMIT} bytes`);
if (/data:|url\(\s*['"]?http/.test(css.layered)) stop('the style sheet would need more than \'self\' from the content security policy');
const assets = [
  describe('mingjing.css', 'text/css; charset=utf-8', css.layered),
  describe('mingjing-flat.css', 'text/css; charset=utf-8', css.flat),
  describe('mingjing.js', 'text/javascript; charset=utf-8', js),
  describe('player.js', 'text/javascript; charset=utf-8', script('player.js')),
  describe('upload.js', 'text/javascript; charset=utf-8', bundle(join('upload', 'upload.mjs'))),
  describe('ask.js', 'text/javascript; charset=utf-8', bundle(join('ask', 'ask.mjs'))),
  describe('icons.svg', 'image/svg+xml', sprite.svg),
  describe('viewer.js', 'text/javascript; charset=utf-8', viewer('viewer.mjs')),
  describe('viewer.css', 'text/css; charset=utf-8', viewer('viewer.css')),
  describe('viewer.html', 'text/html; charset=utf-8', viewer('viewer.html')),
  describe('favicon.svg', 'image/svg+xml', readFileSync(join(here, 'mark.svg'), 'utf8')),
];
mkdirSync(out, { recursive: true });
const target = join(out, 'assets.c');
const made = program(assets, sprite.names);
if (!existsSync(target) || readFileSync(target, 'utf8') !== made) writeFileSync(target, made);
for (const a of assets) writeFileSync(join(out, a.name), a.bytes);
writeFileSync(join(out, 'manifest.json'), JSON.stringify(Object.fromEntries(assets.map((a) => [a.name, { path: a.path, bytes: a.bytes.length, gzip: a.gzip.length }])), null, 2) + '\n');
for (const a of assets) console.log(`${a.path}  ${a.bytes.length} bytes, ${a.gzip.length} compressed`);
