"""reader.py - a small reader of OFD packages that shares nothing with the writer: opens the zip, follows the references, gives the text
and where each character stands, and compares both with the PDF of the same pages (as poppler reads it).

  reader.py check FILE.ofd             every reference leads somewhere, every number is used once; prints pages and characters
  reader.py text FILE.ofd              the text in drawing order, a form feed after each page
  reader.py places FILE.ofd            JSON: for each page a list of [character, x, y] in points, of the origin of each glyph
  reader.py compare FILE.ofd FILE.pdf  same characters in the same order; each glyph within half a point; prints the largest difference
"""
import json
import re
import struct
import subprocess
import sys
import zipfile
from xml.etree import ElementTree

SPACE = '{http://www.ofdspec.org/2016}'
POINTS = 72 / 25.4
NEAR = 0.5


class Wrong(Exception):
    pass


def want(good, what):
    if not good:
        raise Wrong(what)


def numbers(text):
    return [float(n) for n in text.split()]


def steps(text, count):
    """The steps of DeltaX or DeltaY; "g 3 5.5" is three times 5.5.  Missing ones repeat nothing: they are zero."""
    out, words = [], iter((text or '').split())
    for word in words:
        if word == 'g':
            times = int(next(words))
            out += [float(next(words))] * times
        else:
            out.append(float(word))
    want(not out or len(out) == count, f'{len(out)} steps for {count + 1} characters')
    return out or [0.0] * count


class Package:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        want(self.zip.testzip() is None, 'a part of the zip file is damaged')
        self.names = self.zip.namelist()
        want(self.names[0] == 'OFD.xml', 'OFD.xml is not the first part')
        want(len(set(self.names)) == len(self.names), 'a part is there twice')
        want({i.date_time for i in self.zip.infolist()} == {(1980, 1, 1, 0, 0, 0)}, 'parts have times of their own')
        self.used = {'OFD.xml'}
        self.entry = self.xml('OFD.xml')
        self.root = self.entry.find(f'{SPACE}DocBody/{SPACE}DocRoot').text
        self.folder = self.root.rpartition('/')[0]
        self.document = self.xml(self.root)
        common = self.document.find(f'{SPACE}CommonData')
        self.largest = int(common.find(f'{SPACE}MaxUnitID').text)
        self.ids, self.fonts, self.images = {}, {}, {}
        for name in ('PublicRes', 'DocumentRes'):
            for part in common.findall(f'{SPACE}{name}'):
                self.resources(f'{self.folder}/{part.text}')
        self.pages = [self.page(p) for p in self.document.iter(f'{SPACE}Page')]
        for dest in self.document.iter(f'{SPACE}Dest'):
            want(self.ids.get(dest.get('PageID')) == 'page', 'a bookmark leads nowhere')
        want(set(self.names) == self.used, f'parts that nothing names: {set(self.names) - self.used}')

    def read(self, name):
        want(name in self.names, f'{name} is named but not there')
        self.used.add(name)
        return self.zip.read(name)

    def xml(self, name):
        return ElementTree.fromstring(self.read(name))

    def take(self, element, what):
        number = element.get('ID')
        want(number not in self.ids, f'number {number} is given twice')
        want(int(number) <= self.largest, f'number {number} is above MaxUnitID')
        self.ids[number] = what
        return number

    def resources(self, path):
        res = self.xml(path)
        base = f'{path.rpartition("/")[0]}/{res.get("BaseLoc")}'
        for font in res.iter(f'{SPACE}Font'):
            self.fonts[self.take(font, 'font')] = Font(self.read(f'{base}/{font.find(f"{SPACE}FontFile").text}'))
        for media in res.iter(f'{SPACE}MultiMedia'):
            data = self.read(f'{base}/{media.find(f"{SPACE}MediaFile").text}')
            kind = {b'\xff\xd8': 'JPEG', b'\x89P': 'PNG'}.get(data[:2])
            want(media.get('Format') == kind, f'a picture is {kind}, but is called {media.get("Format")}')
            self.images[self.take(media, 'image')] = data

    def page(self, element):
        self.take(element, 'page')
        content = self.xml(f'{self.folder}/{element.get("BaseLoc")}')
        glyphs = []
        for layer in content.iter(f'{SPACE}Layer'):
            self.take(layer, 'layer')
            for item in layer:
                self.take(item, 'object')
                if item.tag == f'{SPACE}TextObject':
                    glyphs += self.text(item)
                if item.tag == f'{SPACE}ImageObject':
                    want(item.get('ResourceID') in self.images, 'a picture is drawn that is not there')
        return glyphs

    def text(self, item):
        """[characters, x, y] of each glyph, in points."""
        font = self.fonts.get(item.get('Font'))
        want(font, f'font {item.get("Font")} is not there')
        left, top, width, height = numbers(item.get('Boundary'))
        a, b, c, d, e, f = numbers(item.get('CTM') or '1 0 0 1 0 0')
        out, forms = [], []
        for part in item:
            if part.tag == f'{SPACE}CGTransform':
                forms.append(part)
            if part.tag == f'{SPACE}TextCode':
                for chars, x, y in self.code(part, forms, font):
                    u, v = a * x + c * y + e, b * x + d * y + f
                    want(-0.01 <= u <= width + 0.01 and -0.01 <= v <= height + 0.01, f'{chars} lies outside its boundary')
                    out.append([chars, (left + u) * POINTS, (top + v) * POINTS])
                forms = []
        return out

    @staticmethod
    def code(part, forms, font):
        text = part.text or ''
        want(text and text == text.strip(), f'text with blanks at its ends: {text!r}')
        form = {int(f.get('CodePosition')): (int(f.get('CodeCount', 1)), [int(n) for n in f.find(f'{SPACE}Glyphs').text.split()]) for f in forms}
        glyphs = max([len(text)] + [len(g) for _, g in form.values()])
        dx, dy = steps(part.get('DeltaX'), glyphs - 1), steps(part.get('DeltaY'), glyphs - 1)
        x, y, out, covered = float(part.get('X')), float(part.get('Y')), [], 0
        for i in range(glyphs):
            if i in form:
                covered = i + form[i][0]
                want(all(0 < n < font.glyphs for n in form[i][1]), f'glyph {form[i][1]} is not in the font')
                out.append([text[i:covered], x, y])
            elif i >= covered and i < len(text):
                want(font.has(ord(text[i])), f'{text[i]} is not in the embedded font')
                out.append([text[i], x, y])
            if i < glyphs - 1:
                x, y = x + dx[i], y + dy[i]
        return out


class Font:
    """As much of an sfnt file as it takes to say which characters and how many glyphs it has."""

    def __init__(self, data):
        count = struct.unpack('>H', data[4:6])[0]
        self.tables = {}
        for i in range(count):
            tag, _, at, size = struct.unpack('>4sIII', data[12 + 16 * i:28 + 16 * i])
            want(at + size <= len(data), f'table {tag} of a font is cut off')
            self.tables[tag.decode()] = data[at:at + size]
        for tag in ('cmap', 'head', 'hhea', 'hmtx', 'maxp', 'name', 'OS/2', 'post'):
            want(tag in self.tables, f'a font has no {tag}')
        want('glyf' in self.tables or 'CFF ' in self.tables, 'a font has no outlines')
        self.glyphs = struct.unpack('>H', self.tables['maxp'][4:6])[0]
        self.chars = self.read_chars(self.tables['cmap'])

    @staticmethod
    def read_chars(cmap):
        chars = set()
        for i in range(struct.unpack('>H', cmap[2:4])[0]):
            at = struct.unpack('>I', cmap[8 + 8 * i:12 + 8 * i])[0]
            kind = struct.unpack('>H', cmap[at:at + 2])[0]
            if kind == 12:
                for k in range(struct.unpack('>I', cmap[at + 12:at + 16])[0]):
                    first, last, _ = struct.unpack('>III', cmap[at + 16 + 12 * k:at + 28 + 12 * k])
                    chars.update(range(first, last + 1))
            if kind == 4:
                n = struct.unpack('>H', cmap[at + 6:at + 8])[0] // 2
                ends = struct.unpack(f'>{n}H', cmap[at + 14:at + 14 + 2 * n])
                starts = struct.unpack(f'>{n}H', cmap[at + 16 + 2 * n:at + 16 + 4 * n])
                for first, last in zip(starts, ends):
                    chars.update(range(first, last + 1))
        return chars

    def has(self, char):
        return char in self.chars


# ---- the PDF of the same pages ----
def run(*words):
    return subprocess.run(words, check=True, capture_output=True, timeout=120).stdout.decode()


def pdf_text(path, page):
    return re.sub(r'\s', '', run('pdftotext', '-raw', '-nopgbrk', '-f', str(page), '-l', str(page), path, '-'))


def pdf_places(path, page):
    """Where poppler draws each glyph that has an outline."""
    svg = ElementTree.fromstring(run('pdftocairo', '-svg', '-noshrink', '-nocenter', '-f', str(page), '-l', str(page), path, '-'))
    space, link = '{http://www.w3.org/2000/svg}', '{http://www.w3.org/1999/xlink}href'
    drawn = {}
    for group in list(svg.iter(f'{space}symbol')) + list(svg.iter(f'{space}g')):
        name = group.get('id') or ''
        if name.startswith('glyph'):
            drawn['#' + name] = any(p.get('d') for p in group.iter(f'{space}path'))
    return [(float(u.get('x')), float(u.get('y'))) for u in svg.iter(f'{space}use') if drawn.get(u.get(link))]


def compare(ofd, pdf):
    worst, glyphs = 0.0, 0
    count = int(re.search(r'^Pages:\s+(\d+)', run('pdfinfo', pdf), re.M).group(1))
    want(len(ofd.pages) == count, f'{len(ofd.pages)} pages, the PDF has {count}')
    for number, page in enumerate(ofd.pages, 1):
        page = [p for p in page if p[0].strip()]
        ours, theirs = re.sub(r'\s', '', ''.join(p[0] for p in page)), pdf_text(pdf, number)
        want(sorted(ours) == sorted(theirs), f'page {number}: other characters than the PDF has:\n  {ours}\n  {theirs}')
        places = pdf_places(pdf, number)
        want(len(places) == len(page), f'page {number}: {len(page)} glyphs, the PDF has {len(places)}')
        for (chars, x, y), (px, py) in zip(page, places):
            off = max(abs(x - px), abs(y - py))
            want(off <= NEAR, f'page {number}: {chars} stands at {x:.2f} {y:.2f}, in the PDF at {px:.2f} {py:.2f}')
            worst = max(worst, off)
        glyphs += len(page)
    return f'{count} pages, {glyphs} glyphs, largest difference {worst:.3f} pt'


def main(words):
    try:
        ofd = Package(words[1])
        if words[0] == 'check':
            print(f'{len(ofd.pages)} pages, {sum(len(p[0]) for page in ofd.pages for p in page)} characters, {len(ofd.fonts)} fonts, {len(ofd.images)} pictures')
        if words[0] == 'text':
            print(''.join(''.join(p[0] for p in page) + '\f' for page in ofd.pages), end='')
        if words[0] == 'places':
            print(json.dumps(ofd.pages, ensure_ascii=False))
        if words[0] == 'compare':
            print(compare(ofd, words[2]))
    except Wrong as why:
        sys.exit(f'{words[1]}: {why}')


main(sys.argv[1:])
