"""crawl.py BASE VALUES DATABASE [FOLDER]: reads all that anybody can read of a site – every page and file that links, site maps, feeds, open data and
listings lead to, every number a stranger may try – and a folder of exported files, and looks for the planted values in every spelling.
Tables and PDFs are unpacked.  Says "ok - …" / "not ok - …"; a planted value that was made public on purpose must be found, or nothing counts."""
import concurrent.futures
import html
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
import unicodedata
import urllib.error
import urllib.parse
import urllib.request
import zipfile
import zlib

base, values = sys.argv[1].rstrip("/"), json.load(open(sys.argv[2], encoding="utf-8"))
folder = sys.argv[4] if len(sys.argv) > 4 else None
planted, control = values["planted"], values["control"]
LIMIT = 4000
failed = 0


def tell(good, sentence, more=()):
    global failed
    failed += not good
    print(("ok - " if good else "not ok - ") + sentence)
    for line in list(more)[:20]:
        print(f"#   {line}")


class Stay(urllib.request.HTTPRedirectHandler):
    """A redirect is an address to look at, not to follow."""
    def redirect_request(self, *a):
        return None


opener = urllib.request.build_opener(Stay)


def fetch(path):
    request = urllib.request.Request(base + urllib.parse.quote(path, safe="/?&=%+~:@,;!*'()-._#"), headers={"Accept-Encoding": "identity"})
    try:
        with opener.open(request, timeout=20) as answer:
            return answer.status, answer.headers.get("Content-Type", ""), answer.read(), ""
    except urllib.error.HTTPError as e:
        return e.code, e.headers.get("Content-Type", ""), e.read(), e.headers.get("Location", "")
    except OSError as e:
        return 599, "", b"", str(e)


def pdf_text(data):
    out = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=False)
    return out.stdout.decode("utf-8", "replace")


def unpacked(data):
    """Texts inside: of a table or another package, of a PDF, of what is compressed."""
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            return "\n".join(n + "\n" + unpacked(z.read(n)) for n in z.namelist())
    if data[:5] == b"%PDF-":
        return pdf_text(data) + data.decode("utf-8", "ignore")
    if data[:2] == b"\x1f\x8b":
        return unpacked(zlib.decompress(data, 31))
    return data.decode("utf-8", "ignore")


LINK = re.compile(r'''(?:href|src|action|data-src)\s*=\s*["']([^"'<>]+)["']|<loc>([^<]+)</loc>|"(?:[a-z_]*url|href|id|next)"\s*:\s*"((?:https?:/)?/[^"]+)"''')


def links(text, path):
    for found in LINK.finditer(text):
        target = html.unescape(next(g for g in found.groups() if g))
        whole = urllib.parse.urljoin("http://site" + path, re.sub(r"^https?://[^/]+(?=/|$)", "http://site", target))
        if not whole.startswith("http://site/"):
            continue
        target = whole[len("http://site"):].split("#")[0]
        # the same page in another size or order says nothing new
        if not re.search(r"^/(display|login|logout)|[?&](sort|size|back|lang)=", target):
            yield target


def norm(text):
    """One spelling: full-width as plain, no spaces, no dashes, no markup."""
    text = unicodedata.normalize("NFKC", html.unescape(text)).lower()
    return re.sub(r"[\s\-–—_/\\*​]+", "", text)


class Corpus:
    """What was read, every line once: pages share most of theirs."""
    def __init__(self):
        self.lines, self.where = {}, {}

    def take(self, path, data):
        text = unpacked(data)
        for variant in (text, re.sub(r"<[^>]*>", "", text)):
            for line in variant.splitlines() + [variant.replace("\n", "")]:
                self.lines.setdefault(norm(line), path)
        return text

    def find(self, value):
        needle = norm(value)
        return [path for line, path in self.lines.items() if needle in line]


def tries():
    """What a stranger may try without a link."""
    for n in range(0, 160):
        yield from (f"/decision/{n}", f"/proof/{n}")
    for page in ("decision", "correct", "agency", "procedure", "officer", "board", "guide", "lists", "report", "example", "browse", "embed/decision", "proof", "verify/paper"):
        yield from (f"/{page}/a b,c", f"/{page}/%3Cb%3E%22'", f"/{page}/-1", f"/{page}/99999999999999999999", f"/{page}/明%00")
    for n in (1, 2, 40, 50):
        yield from (f"/desk/case/{n}", f"/desk/act/{n}", f"/desk/publicity/{n}", f"/desk/recording/{n}", f"/embed/decision/{n}", f"/api/acts/{n}")
    for view in ("publications", "publication_checks", "cases", "timeline", "materials", "recordings", "complaints", "questions", "officers", "lists", "clocks",
                 "reports", "next", "inbox"):
        for ending in ("", "?format=csv", "?size=200", f"?case=40"):
            yield f"/api/views/{view}{ending}"
    yield from ("/", "/robots.txt", "/sitemap.xml", "/sitemap/pages.xml", "/feed/atom", "/feed/json", "/open", "/api", "/api/openapi.json", "/search?q=", "/log/checkpoint",
                "/log/tile/0/000", "/open/changes.jsonl", "/browse", "/reports", "/examples", "/questions", "/progress", "/complaint", "/about", "/officers", "/verify")


def crawl(corpus):
    seen, wave, answered = set(), list(dict.fromkeys(tries())), {}
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        while wave and len(seen) < LIMIT:
            seen.update(wave)
            more = []
            for path, (status, kind, data, location) in zip(wave, pool.map(fetch, wave)):
                answered[path] = status
                text = corpus.take(path, data + b"\n" + location.encode())
                if status == 200 and re.search(r"html|xml|json", kind):
                    more += links(text, path)
            wave = [p for p in dict.fromkeys(more) if p not in seen][: LIMIT - len(seen)]
    return answered


def walk(corpus, root):
    n = 0
    for where, _, files in os.walk(root):
        for name in files:
            with open(os.path.join(where, name), "rb") as f:
                corpus.take(os.path.join(where, name), name.encode() + b"\n" + f.read())
                n += 1
    return n


def held(path):
    """All that the acts say."""
    with sqlite3.connect(path) as db:
        cells = (cell for row in db.execute("SELECT * FROM journal_act") for cell in row)
        return norm("\n".join(c.decode("utf-8", "ignore") if isinstance(c, bytes) else str(c) for c in cells))


acts = held(sys.argv[3])
missing = [v for v in planted if norm(v) not in acts]
tell(len(planted) >= 500 and not missing, f"all {len(planted)} planted values stand in the acts", missing)
corpus = Corpus()
answered = crawl(corpus)
good = [p for p, s in answered.items() if s == 200]
tell(len(good) > 100 and not [p for p, s in answered.items() if s >= 500], f"{len(answered)} addresses asked, {len(good)} answered, none broke",
     [f"{s} {p}" for p, s in answered.items() if s >= 500])
tell(len(good) < LIMIT, "the crawl came to its end")
decisions = [p for p in good if re.fullmatch(r"/decision/\d+", p)]
tell(len(decisions) == values["cases"], f"{len(decisions)} decisions are public")
for ending in (r"\.xlsx", r"\.csv", r"\.jsonl?", r"^/feed/atom", r"sitemap", r"^/proof/"):
    tell(any(re.search(ending, p) for p in good), f"what was read holds {ending}")
found = corpus.find(control)
tell(any("/decision/" in p for p in found) and len(found) > 2, f"the value published on purpose is found ({len(found)} places): the search finds what is there")
tell(bool(corpus.find(" ".join(control))), "… also when it is asked for with spaces")
leaks = [f"{what} {value} on {corpus.find(value)[0]}" for value, what in planted.items() if corpus.find(value)]
tell(not leaks, f"none of {len(planted)} planted values is on any page, in any feed, file or proof", leaks)
if folder:
    exported = Corpus()
    n = walk(exported, folder)
    tell(n > 50 and bool(exported.find(control)), f"the exported site has {n} files, the control value among them")
    leaks = [f"{what} {value} in {exported.find(value)[0]}" for value, what in planted.items() if exported.find(value)]
    tell(not leaks, "none of the planted values is in the exported site", leaks)


def hits(value):
    _, _, data, _ = fetch("/search?q=" + urllib.parse.quote(value))
    return len(set(re.findall(r'href="(/decision/\d+)', data.decode("utf-8", "replace"))))


asked = list(planted)[::9]
shown = [v for v in asked if hits(v)]
tell(not shown, f"searching for {len(asked)} of the planted values leads to no decision", shown)
tell(hits(control) == 1, "searching for the public value leads to its decision")
sys.exit(failed > 0)
