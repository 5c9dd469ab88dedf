"""What the pack keeps from a role (`hides:`) comes out of no page, view, export, form, paper or file that this person can open."""
import io
import json
import re
import subprocess
import zipfile

import flow
from site_ import Site, check

ID, PHONE, REPORTER, REPORTER_PHONE = "91510923000000019Y", "13912340001", "柳隐名", "13912340002"
PLANTED = (ID, PHONE, REPORTER, REPORTER_PHONE)
MOST = 600                      # pages of one walk


def words_of(a):
    """Text of an answer, whatever it is: also what stands in a workbook, an archive or a PDF."""
    if a.body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(a.body)) as z:
            return " ".join(z.read(n).decode("utf-8", "replace") for n in z.namelist())
    if a.body[:4] == b"%PDF":
        return subprocess.run(["pdftotext", "-", "-"], input=a.body, capture_output=True, check=False).stdout.decode()
    return a.text


def starts(s, cases):
    """Every view in every form, every form of a verb, and the pages that no link leads to."""
    out = ["/desk", "/desk/cases", "/desk/journal", f"/desk/object?party_id={ID}", "/desk/object?party=" + flow.PARTY]
    spec = s.get("/openapi.json").json
    views = sorted(p.rsplit("/", 1)[1] for p in spec["paths"] if re.fullmatch(r"/api/views/\w+", p))
    for c in cases:
        out += [f"/desk/case/{c}?tab={t}" for t in ("party", "papers", "materials", "journal", "review", "clocks", "ask", "recordings", "approvals")]
        out += [f"/desk/case/{c}", f"/desk/case/{c}/dossier", f"/desk/case/{c}/make", f"/desk/review/{c}", f"/desk/publicity/{c}", f"/desk/complaint/{c}",
                f"/desk/review/{c}?tab=versions", f"/desk/dossier/{c}/package.zip", f"/desk/dossier/{c}/principal.pdf", f"/desk/dossier/{c}/secondary.pdf"]
        out += [f"/desk/journal/{n}" for n in range(c, int(s.fact(c, "last_seq") or c) + 1)]
        for v in views:
            out += [f"/api/views/{v}?case={c}", f"/api/views/{v}?case={c}&format=csv", f"/api/views/{v}.xlsx?case={c}"]
        out += [f"/desk/act/{v['verb']}?subject={c}" for v in s.get("/api/acts").json]
    out += [f"/api/views/{v}{x}" for v in views for x in ("", "?format=csv", ".xlsx", ".csv")]
    return out


def walk(s, who, begin, most=MOST):
    """What this person gets from there and from the links that lead on: path -> answer."""
    seen, waiting = {}, list(dict.fromkeys(begin))
    while waiting and len(seen) < len(begin) + most:
        path = waiting.pop(0).replace("&amp;", "&")
        if path in seen or path.startswith(("/assets/", "/logout", "/display")):
            continue
        a = seen[path] = s.page(who, re.sub(r"[^\x21-\x7e]", lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), path))
        if a.status == 200 and "html" in a.header("Content-Type"):
            waiting += [w for w in re.findall(r'(?:href|action|src)="(/(?:desk|api|display)[^"#]*)', a.text) if "admin/" not in w]
    return seen


def leaks_of(seen):
    return [f"{path}: {[w for w in PLANTED if w in words_of(a)]}" for path, a in seen.items() if a.status < 400 and any(w in words_of(a) for w in PLANTED)
            and f"party_id={ID}" not in path]


def all_of(folder, pg=None):
    s = Site(f"{folder}/site").start("--now", "2024-09-02 12:00")
    s.must("admin", "user.add", login="gu", name="夏至", agency="bureau", roles="adviser", password="mingjing-demo")
    s.must("admin", "rights.grant", login="gu", granted="adviser", scope="agency", since=flow.today(s), reason="演示")
    case = flow.served(s, party_phone=PHONE, source_more=dict(reporter=REPORTER, reporter_phone=REPORTER_PHONE),
                       conclude_more=dict(found_facts="倾倒建筑垃圾。"))
    begin = starts(s, [case])
    seen = walk(s, "gu", begin)
    opened = [p for p, a in seen.items() if a.status == 200]
    check(len(opened) > 100 and any(p.startswith(f"/desk/case/{case}") for p in opened), f"the adviser opens the case, its forms and its lists ({len(opened)})",
          "\n".join(f"{a.status} {p}" for p, a in list(seen.items())[:40]))
    leaks = leaks_of(seen)
    check(not leaks, f"what the pack hides from his role is in none of {len(seen)} answers", "\n".join(leaks))
    papers = json.loads(s.view("li", "papers", case=case).text)["rows"]
    refused = {}
    for p in papers:
        for name in ("document.pdf", "document.ofd", "1.png"):
            path = f"/desk/papers/{case}/{p['seq']}/{p['id']}/{name}"
            refused[path] = (s.page("gu", path), s.page("li", path))
    bad = [path for path, (his, theirs) in refused.items() if theirs.status == 200 and path.endswith(".pdf") and ID in words_of(theirs).replace("\n", "")
           and (his.status != 403 or "无权查看" not in his.text)]
    held = [path for path, (his, _) in refused.items() if his.status == 403]
    check(not bad and held, f"a paper that prints one is refused to him, and says why ({len(held)} of {len(refused)})", "\n".join(bad))
    seen = {p: s.page("li", p) for p in (f"/desk/case/{case}?tab=party", f"/desk/journal/{case}")}
    check(all(any(w in a.text for w in PLANTED) for a in seen.values()), "the officer reads them there", seen)
    s.stop()
