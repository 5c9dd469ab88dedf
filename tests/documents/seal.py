"""seal.py BEFORE AFTER OFD - the seal that was put on a signed file: red in AFTER, nothing red in BEFORE, all else the same; in the OFD it is a
picture of the stamp annotation and nothing on the page draws it again."""
import re
import subprocess
import sys
import zipfile

before, after, ofd = sys.argv[1:]


def pages(path):
    data, at, out = subprocess.run(["pdftoppm", "-r", "60", path], capture_output=True, check=True).stdout, 0, []
    while at < len(data):
        m = re.compile(rb"P6\s(\d+)\s(\d+)\s255\s").match(data, at)
        w, h = int(m[1]), int(m[2])
        out.append((w, h, data[m.end():m.end() + 3 * w * h]))
        at = m.end() + 3 * w * h
    return out


def red(p):
    """Pixels that are red, as a list of places."""
    w, _, d = p
    return [(i // 3 % w, i // 3 // w) for i in range(0, len(d), 3) if d[i] > 150 and d[i + 1] < 110 and d[i + 2] < 110]


def need(condition, words):
    if not condition:
        sys.exit(words)


old, new = pages(before), pages(after)
need(len(old) == len(new), "the number of pages changed")
need(not any(red(p) for p in old), "there is a seal before it was put on")
places = red(new[-1])
need(len(places) > 300, f"only {len(places)} red points on the last page")
left, right = min(x for x, _ in places), max(x for x, _ in places)
need(90 < right - left < 108, f"the seal is {right - left} points wide at 60 dpi, not 42 mm")
need([p[2] for p in old[:-1]] == [p[2] for p in new[:-1]], "a page without a seal changed")
with zipfile.ZipFile(ofd) as z:
    names = z.namelist()
    seals = [n for n in names if n.endswith("Seal.esl")]
    need(len(seals) == 1, f"{len(seals)} seals in the package")
    need(b"\x89PNG" in z.read(seals[0]), "the seal has no picture")
    stamps = [n for n in names if n.endswith("Signature.xml") and b"StampAnnot" in z.read(n)]
    need(len(stamps) == 1, f"{len(stamps)} places of a seal")
    for n in names:
        need(not n.endswith("Content.xml") or b'"217 18 18"' not in z.read(n), f"{n} draws the seal again")
