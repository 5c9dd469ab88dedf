"""Script, markup, formulas and signs in every field that takes words; then every page, list and file that shows them."""
import csv
import html.parser
import io
import json
import re

import flow
from site_ import Site, check

EVIL = """=HYPERLINK("http://evil.example","x")<script>alert(1)</script>"'><img src=x onerror=alert(1)><a href="javascript:alert(1)">&lt;%s%n{{7*7}}${x}`\\"""
SHORT = "\"><script>x</script>'"
ALLOWED = re.compile(r"^/assets/")


class Reader(html.parser.HTMLParser):
    """A page as a browser reads it: what could run or lead away."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found, self.stack = [], []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "script" and not ALLOWED.match(attrs.get("src") or ""):
            self.found.append(f"<script {attrs}>")
        if tag in ("iframe", "object", "embed", "base", "style", "foreignobject", "frame") or (tag == "img" and not (attrs.get("src") or "").startswith("/")):
            self.found.append(f"<{tag} {attrs}>")
        for name, value in attrs.items():
            value = (value or "").strip().lower()
            if name.startswith("on") or name == "style" or name == "srcdoc":
                self.found.append(f"<{tag} {name}={value[:40]}>")
            if name in ("href", "src", "action", "formaction", "xlink:href") and not re.match(r"^(/|#|\?|https?://127|https://story\.example/|mailto:|tel:|$)", value):
                self.found.append(f"<{tag} {name}={value[:60]}>")


def evil_values(site, verb, plain):
    """The act's own fields, and words in every other field that takes words."""
    values = dict(plain)
    for g in site.verbs[verb]["args"]:
        if g["name"] not in values and g["type"] in ("text", "long") and g["name"] not in ("party_id", "party_phone", "reporter_phone", "waiver_reason", "grade_units"):
            values[g["name"]] = EVIL[:g.get("max", 200)] if g.get("max", 200) < len(EVIL) else EVIL
        if g["name"] not in values and g["type"] == "points" and g["name"] not in ("covers", "keeps"):       # these must meet the text
            values[g["name"]] = EVIL
    return values


def lead(s):
    """A case through every step with such words."""
    def act(who, verb, case=None, **plain):
        return s.must(who, verb, case, **evil_values(s, verb, plain))
    c = act("zhou", "source.register", channel="hotline", unit="team1", item="GF-111-4").subject
    film = act("li", "recording.add", c, kind="video", file=s.upload("li", flow.footage()), taken_at=s.now).seq
    act("zhao", "case.file", c, item="GF-111-4", party_kind="body", party_id=flow.USCC, officers="li,chen", party=SHORT + "公司", party_person="<u>法定代表人")
    act("li", "inspection.record", c, officers="li,chen", started=s.now, ended=s.now, certificates_shown=True, party_present="present", recordings=film)
    act("li", "interview.record", c, officers="li,chen", started=s.now, ended=s.now, certificates_shown=True, rights_told=True, signed="signed", recordings=film)
    act("li", "preserve.impose", c, officers="li,chen", approved_by="zhao", recordings=film)
    act("li", "preserve.resolve", c, resolution="release")
    act("li", "evidence.add", c, evidence_kind="physical", file=s.upload("li", b"<script>alert(1)</script>"))
    act("li", "rectify.order", c)
    act("li", "investigation.conclude", c, penalties="fine", draft_fine=100000)
    act("li", "notice.give", c, hearing=True, method="direct", served_on=flow.today(s))
    act("li", "defence.record", c, form="oral")
    act("li", "defence.answer", c, adopted="none")
    act("li", "defence.waive", c, signed_on=flow.today(s))
    for kind in ("evidence_list", "draft_decision", "other"):
        act("li", "material.add", c, material_kind=kind)
    act("li", "review.submit", c)
    act("qian", "review.return", c)
    act("li", "review.answer", c)
    act("li", "review.submit", c)
    act("qian", "review.check", c, point="all", verdict="na")
    act("qian", "review.pass", c)
    act("zhao", "case.deliberate", c, held_on=flow.today(s))
    act("zhao", "case.suspend", c)
    act("zhao", "case.resume", c, from_day=flow.today(s), to_day=flow.today(s))
    act("zhao", "case.decide", c, penalties="fine", fine=100000)
    act("li", "decision.serve", c, method="direct", served_on=flow.today(s))
    act("li", "publish.prepare", c, facts_public=EVIL, result_public=EVIL[:200], edit_reason=EVIL[:200])
    act("feng", "publish.release", c)
    return c


def read(path, a):
    """What is wrong with this answer."""
    kind = a.header("Content-Type")
    if a.status >= 500:
        return [str(a)]
    if "html" in kind or "svg" in kind or "xml" in kind:
        r = Reader()
        r.feed(a.text)
        return r.found
    if "json" in kind:
        json.loads(a.text)
    if "csv" in kind:
        return [f"cell {cell[:30]!r}" for row in csv.reader(io.StringIO(a.text.lstrip("\ufeff"))) for cell in row
                if re.match(r"^[=+@\t\r＝＋＠]", cell) or (cell.startswith(("-", "－")) and not re.match(r"^-?[\d.]+$", cell))]
    return []


def everything(s, case):
    """All addresses that any link on any page leads to, as officer, head, editor and stranger."""
    bad, total = [], 0
    for who in ("li", "zhao", "feng", "admin", None):
        waiting = ["/", "/search?q=script", "/verify", "/api/views/publications?format=csv", "/api/views/publications", f"/decision/{case}", f"/search?q={'%22%3E%3Cscript%3E'}",
                "/agency/bureau", "/login?next=%22%3E%3Cscript%3E", "/nothing%22%3E%3Cscript%3E", "/search?agency=%3Cscript%3E&from=%3Cscript%3E&kind=%3Cb%3E"]
        if who:
            waiting += ["/desk", "/desk/cases", "/desk/cases?q=%3Cscript%3E", "/desk/journal", "/desk/publicity", f"/desk/publicity/{case}", f"/desk/case/{case}",
                     "/api/views/cases?format=csv", f"/desk/act/evidence.add?subject={case}&proves=%22%3E%3Cscript%3E&back=%22%3E%3Cscript%3E", "/api/views/desk?format=csv",
                     *(f"/api/views/{v}?case={case}&format={f}" for v in ("case", "clocks", "timeline", "next", "recordings", "materials") for f in ("json", "csv")),
                     *(f"/desk/act/{v}?subject={case}" for v in s.verbs if s.verbs[v]["noun"] == "case")]
        seen = set()
        while waiting and len(seen) < 260:
            path = waiting.pop(0)
            if path in seen or path.startswith(("/assets/", "/api/blobs", "/display")):
                continue
            seen.add(path)
            a = s.page(who, path) if who else s.ask("GET", path)
            bad += [f"{who} {path}: {w}" for w in read(path, a)]
            if a.status == 200 and "html" in a.header("Content-Type"):
                waiting += [u.replace("&amp;", "&") for u in re.findall(r'href="(/[^"#]*)', a.text)]
        total += len(seen)
    check(not bad and total > 150, f"on {total} pages and lists nothing that was typed runs, leads away or is a formula", "\n".join(bad[:25]))
    a = s.ask("GET", f"/decision/{case}")
    check("&lt;script&gt;" in a.text and "alert(1)" in a.text, "the words themselves are there, as words")
    for n in range(s.size()):
        a = s.ask("GET", f"/proof/{n}")
        if a.status == 200:
            json.loads(a.text)
    decide = int(s.fact(case, "decide_seq"))
    import subprocess
    proof = f"{s.folder}/proof.json"
    from site_ import run
    run("journal", "checkpoint", "--db", s.url)
    open(proof, "wb").write(s.ask("GET", f"/proof/{decide}").body)
    code, out, err = run("journal", "vkey", "--db", s.url)
    keys = [w for k in re.findall(r"\S+\+[0-9a-f]{8}\+\S+", out) for w in ("--key", k)]
    code, out, err = run("proof", "check", proof, *keys)
    check(code == 0 and "\x1b" not in out, "such a decision is provable like any other", out + err)


def terminal(s):
    """What the program says at a prompt moves no cursor."""
    from site_ import run
    code, out, err = run("act", "material.add", "case=1", "text=\x1b[2J", "--as", "li", "--db", s.url, now=s.now)
    check("\x1b" not in out + err, "no control characters reach the terminal", repr(out + err))
    code, out, err = run("act", "\x1b]0;x\x07", "--as", "\x1b[31m", "--db", s.url, now=s.now)
    check("\x1b" not in out and code == 2, "not in an unknown verb either", repr(out + err))
    code, out, err = run("view", "cases", "--as", "jian", "--db", s.url)
    check(code == 0 and "\x1b" not in out, "nor in a table", repr(out[:200]))


def all_of(folder, pg=None):
    from meaning import part_run
    s = Site(f"{folder}/site").start("--now", "2024-09-02 12:00")
    s.verbs = {v["verb"]: v for v in s.get("/api/acts").json}

    def whole(s):
        everything(s, lead(s))
    part_run(whole, s)
    part_run(terminal, s)
    s.stop()
