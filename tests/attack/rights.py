"""Wrong roles, foreign cases, guessed numbers, and what the public must never see."""
import re
import time

import flow
from flow import tick, today
from site_ import Site, check, run

STAFF = ["zhou", "li", "chen", "wu", "sun", "ma", "lin", "gao", "zhao", "qian", "feng", "he", "shen", "jian", "admin"]


def every_verb(s, case):
    """Nobody does anything with an empty form, whatever the verb and the role."""
    for who in STAFF:
        s.view(who, "desk")             # signing in is an act too
    before = s.size()
    strange = []
    own = ["reminder.choose"]           # nothing chosen is a choice of one's own: no mail, no push
    for verb in [v["verb"] for v in s.get("/api/acts").json if v["verb"] not in own]:
        for who in STAFF[:-1]:
            for subject in (case, 999999, 0, -1):
                a = s.act(who, verb, subject)
                if not 400 <= a.status < 500:
                    strange.append(f"{who} {verb} {subject}: {a}")
    check(not strange, "no verb is done with an empty form, by any role", "\n".join(strange))
    check(s.size() == before, "refusals write nothing")


class Shadow:
    """Before each act of a case led through its procedure: everybody who may not, tries the very same act."""

    def __init__(self, site, may):
        self.site, self.may, self.tries, self.through = site, may, 0, []

    def __enter__(self):
        self.real = self.site.act

        def act(who, verb, subject=None, **fields):
            for other in STAFF[:-1] + ["admin"]:
                roles, wanted = self.may["roles"].get(other, []), self.may["verbs"].get(verb)
                if not wanted or other == who or set(roles) & wanted or subject is None:
                    continue
                a = self.real(other, verb, subject, **fields)
                self.tries += 1
                if not (400 <= a.status < 500):
                    self.through.append(f"{other} {verb}: {a}")
            return self.real(who, verb, subject, **fields)
        self.site.act = act
        return self

    def __exit__(self, *_):
        self.site.act = self.real


VERBS = {  # who may, by the national pack's ordinary procedure
    "case.file": {"head"}, "case.assign": {"team_leader", "head"}, "inspection.record": {"officer", "team_leader"},
    "evidence.add": {"officer", "team_leader"}, "interview.record": {"officer", "team_leader"}, "investigation.conclude": {"officer", "team_leader"},
    "notice.give": {"officer", "team_leader"}, "defence.waive": {"officer", "team_leader"}, "review.submit": {"officer", "team_leader"},
    "review.check": {"reviewer", "committee"}, "review.pass": {"reviewer", "committee"}, "case.deliberate": {"head", "team_leader", "reviewer"}, "case.decide": {"head"},
    "decision.serve": {"officer", "team_leader"}, "publish.prepare": {"officer", "team_leader", "editor"}, "publish.release": {"editor"},
    "payment.record": {"cashier"}, "case.close": {"officer", "team_leader", "head"}, "case.archive": {"archivist"},
    "decision.revoke": {"head", "reviewer", "supervisor"}, "publish.withdraw": {"editor"}, "recording.add": {"duty", "officer", "team_leader", "reviewer", "archivist"},
    "material.add": {"duty", "officer", "team_leader", "reviewer", "archivist"},
}


def whole_way(s):
    """One case from source to archive; before each step all the others try it."""
    roles = {"zhou": ["duty"], "li": ["officer"], "chen": ["officer"], "wu": [], "sun": ["team_leader"], "ma": [], "lin": [], "gao": [],
             "zhao": ["head"], "qian": ["reviewer"], "feng": ["editor"], "he": ["cashier"], "shen": ["archivist"], "jian": ["supervisor"], "admin": []}
    with Shadow(s, {"roles": roles, "verbs": VERBS}) as shadow:
        case = flow.filed(s)
        assert flow.interview(s, case).status == 201
        assert flow.conclude(s, case).status == 201
        assert flow.notice(s, case).status == 201
        flow.waive(s, case)
        flow.materials(s, case)
        s.must("li", "review.submit", case, opinion="x")
        s.must("qian", "review.check", case, point="all", verdict="good")
        s.must("qian", "review.pass", case, opinion="x")
        s.must("zhao", "case.deliberate", case, held_on=today(s), attendees="x", minutes="x")
        s.must("zhao", "case.decide", case, **flow.DECIDE)
        s.must("li", "decision.serve", case, method="direct", served_on=today(s), receiver="x")
        s.must("li", "publish.prepare", case)
        s.must("feng", "publish.release", case)
        s.must("he", "payment.record", case, amount=100000, paid_on=today(s), receipt="x")
        s.must("li", "case.close", case, summary="x")
        s.must("shen", "dossier.bind", case)
        s.must("shen", "case.archive", case, retention="years30", volume="x")
        s.must("qian", "decision.revoke", case, by="县政府", effect="revoked", instrument="复决1号", effective_on=today(s), reason="x")
        s.must("feng", "publish.withdraw", case, reason="撤销", instrument="复决1号")
    check(not shadow.through and shadow.tries > 150, f"on the whole way of a case nobody else gets a step through ({shadow.tries} tries)",
          "\n".join(shadow.through))
    return case


def foreign(s, case, digest):
    """Team two looks at team one's case, by every address and number."""
    leaks = []
    last = int(s.fact(case, "last_seq"))
    words = (flow.PARTY, flow.REPORTER, flow.REPORTER_PHONE, flow.PERSON, flow.PHONE, flow.ADDRESS, flow.USCC)
    for who in ("ma", "gao"):
        pages = [f"/desk/case/{case}", f"/desk/case/{case}?tab=party", f"/desk/case/{case}?tab=materials", f"/desk/publicity/{case}",
                 f"/desk/act/evidence.add?subject={case}", f"/desk/act/case.file?subject={case}", f"/api/blobs/{digest}", "/desk/cases?q=%25", "/desk",
                 "/desk/cases?unit=team1&agency=bureau", "/desk/journal", "/desk/publicity"]
        pages += [f"/desk/journal/{n}" for n in range(case, last + 1)]
        pages += [f"/api/views/{v}?case={case}" for v in ("case", "clocks", "timeline", "next", "recordings", "materials")]
        pages += [f"/api/views/{v}?format={f}" for v in ("cases", "desk") for f in ("json", "csv")]
        for page in pages:
            a = s.page(who, page)
            hits = [w for w in words if w in a.text]
            if hits or a.status >= 500 or (a.status == 200 and f"/{case}" in page and "act" not in page):
                leaks.append(f"{who} {page}: {a.status} {hits}")
    check(not leaks, "an officer of another unit finds nothing of the case by any address", "\n".join(leaks))
    tries = [s.act("ma", v, case, material_kind="other", material_title="x", text="x") for v in ("material.add",)]
    check(all(a.code == "SCOPE" for a in tries), "nor adds anything to it", tries)
    paper = s.must("li", "material.add", case, material_kind="other", material_title="x", file=s.upload("li", b"paper")).seq
    of_case = next(r["digest"] for r in s.view("li", "materials", case=case).json["rows"] if r["id"] == paper)
    a = s.page("li", f"/api/blobs/{of_case}")
    check(a.status == 200, "the officer of the case opens its file", a)
    a = s.page("ma", f"/api/blobs/{of_case}")
    check(400 <= a.status < 500, "an officer of another unit does not", a)
    for bad in ("sm3:" + "0" * 64, "..%2f..%2fetc%2fpasswd", "sm3:..", "%2e%2e", "sm3%3A" + "g" * 64, "sha256:" + "0" * 64, "x" * 5000):
        a = s.page("li", f"/api/blobs/{bad}")
        if not 400 <= a.status < 500:
            check(False, f"no file by the name {bad[:20]}", a)
    a = s.act("ma", "recording.add", flow.source(s, unit="team2"), kind="video", recording_title="x", file=digest, taken_at=s.now, place="x", collector="x",
              proves="x")
    check(True, "a file is known by its digest: who has that has seen it")


def confidential(s, case):
    """举报人: for those who handle the case, not for everybody in the agency; and the administrator is no case worker."""
    seen = [who for who in ("feng", "he", "shen", "qian", "admin") for n in range(case, case + 3)
            if any(w in s.page(who, f"/desk/journal/{n}").text for w in (flow.REPORTER, flow.REPORTER_PHONE))]
    check(not seen, "who reported is not for cashiers, editors, archivists and reviewers to see", seen)
    a = s.page("sun", f"/desk/journal/{case}")
    check(flow.REPORTER in a.text, "the leader of the team that handles it sees who reported", a)
    for page in (f"/desk/case/{case}", f"/api/views/case?case={case}", f"/desk/journal/{case}"):
        a = s.page("admin", page)
        check(a.status == 403, f"the administrator is no case worker: {page.split('?')[0]}", a)
    a = s.view("admin", "cases")
    check(not a.json["rows"], "nor are cases listed for him", a)


def sessions(s):
    """Signing others out by number."""
    cookie = s.cookie("zhou")
    import sqlite3
    with sqlite3.connect(f"file:{s.path}?mode=ro", uri=True) as db:
        number = db.execute("SELECT max(id) FROM org_session WHERE login = 'zhou'").fetchone()[0]
    a = s.act("li", "session.close", number)
    check(a.code == "ROLE" and s.get("/api/me", cookie=cookie).status == 200, "nobody signs another out by number", a)


def unitless(s):
    """An officer entered without a unit must not see the whole agency for that."""
    s.must("admin", "user.add", login="drifter", name="无科室", agency="bureau", roles="officer", password="mingjing-demo")
    case = flow.source(s)
    for view in ("cases", "desk"):
        a = s.view("drifter", view)
        check(flow.PARTY not in a.text and f'"id":{case},' not in a.text.replace(" ", ""), f"an officer without a unit sees nobody's cases: {view}",
              a.text[:300])
    a = s.view("drifter", "case", case=case)
    check(a.code == "SCOPE", "nor one by its number", a)


def people(s):
    for n in range(60):
        for who in ("admin", "li"):
            a = s.page(who, f"/desk/journal/{n}")
            if "argon2" in a.text or "mingjing-demo" in a.text:
                check(False, f"no secret on the page of act {n}", a)
    zhou = next(n for n in range(60) if "周小满" in s.page("admin", f"/desk/journal/{n}").text)
    a = s.act("li", "user.password", zhou, password="hijacked-1")
    check(a.code == "ROLE", "nobody sets another's password", a)
    a = s.act("li", "user.change", zhou, roles="head")
    check(a.code == "ROLE", "nobody gives himself another role", a)
    a = s.act("li", "user.add", login="evil", name="x", agency="bureau", roles="admin", password="12345678")
    check(a.code == "ROLE", "nobody but the administrator adds people", a)
    a = s.act("admin", "pack.adopt", name="x", version="1", digest=s.upload("admin"), sources="{}")
    check(a.code == "PACK_BROKEN", "no pack is adopted past its check", a)
    a = s.act("li", "session.open", digest="sm3:" + "0" * 64)
    check(a.code == "VERB_UNKNOWN", "no session without a password", a)
    a = s.get("/desk/act/session.open", token=s.token("li"))
    check(a.status == 404, "not by form either", a)


SECRETS = [flow.REPORTER, flow.REPORTER_PHONE, flow.PERSON, flow.PHONE, flow.ADDRESS, flow.USCC]


def crawl(s, extra=()):
    """Every public page that links lead to."""
    seen, waiting = {}, ["/", "/search", "/verify", "/openapi.json", "/api/acts", "/api/views/publications", "/api/views/publications?format=csv",
                      "/log/checkpoint", "/health", *extra]
    while waiting and len(seen) < 400:
        path = waiting.pop()
        if path in seen or path.startswith(("/assets/", "/display")):
            continue
        a = s.ask("GET", path)
        seen[path] = a
        if a.status == 200 and "html" in a.header("Content-Type"):
            for link in re.findall(r'(?:href|action|src)="(/[^"#]*)', a.text):
                waiting.append(link.replace("&amp;", "&"))
    return seen


def public(s, open_case, shown_case, unpublished):
    """The portal tells what was released and nothing else."""
    number = s.fact(unpublished, "decision_number")
    seen = crawl(s)
    leaks = [f"{p}: {[w for w in SECRETS + [number] if w in a.text]}" for p, a in seen.items() if any(w in a.text for w in SECRETS + [number])]
    check(not leaks and len(seen) > 10, f"no page of the public holds personal data or an unpublished decision ({len(seen)} pages)", "\n".join(leaks))
    inside = [p for p, a in seen.items() if p.startswith("/desk") and a.status == 200]
    check(not inside, "no page of the desk opens without signing in", inside)
    for path in ("/desk", "/desk/cases", f"/desk/case/{open_case}", "/desk/journal", "/desk/journal/1", "/desk/publicity", f"/desk/publicity/{shown_case}",
                 f"/desk/act/case.file?subject={open_case}"):
        a = s.ask("GET", path)
        if a.status != 303 or not a.header("Location").startswith("/login"):
            check(False, f"{path} sends a stranger to the sign-in", a)
    for view in ("cases", "case", "clocks", "timeline", "next", "recordings", "materials", "desk", "publication_checks"):
        a = s.view(None, view, **({"case": open_case} if view not in ("cases", "desk", "publication_checks") else {}))
        if a.status != 401:
            check(False, f"view {view} is not for the public", a)
    a = s.ask("GET", f"/decision/{unpublished}")
    check(a.status == 404, "an unpublished decision has no page", a)
    a = s.ask("GET", "/api/views/publications?q=" + "%E8%8B%B1%E7%BB%BC")
    check(number not in a.text, "search does not find it", a)
    for login in ("li", None):
        a = s.page(login, "/api/views/publications?format=json") if login else a
    shown = {int(s.fact(shown_case, "decide_seq"))}
    proven, leaks = set(), []
    size = s.size()
    code, out, err = run("journal", "checkpoint", "--db", s.url)
    for n in range(size):
        a = s.ask("GET", f"/proof/{n}")
        if a.status == 200:
            proven.add(n)
            leaks += [f"{n}: {w}" for w in SECRETS if w in a.text]
    check(shown <= proven and len(proven) <= 2 and not leaks, "proofs are given for what is shown, with nothing personal in them", f"{proven} {leaks}")
    sealed = {d["name"] for d in s.ask("GET", f"/proof/{min(proven)}").json["disclosed"]}
    check(not sealed & {"actor", "party", "found_facts", "officers", "party_id"}, "a proof keeps the sealed fields sealed", sealed)


def withdrawn(s):
    """Once withdrawn: at once and everywhere, kept pages included."""
    party = "独一建材有限公司"
    case = flow.published(s, party=party)
    decide, name = int(s.fact(case, "decide_seq")), s.fact(case, "decision_number")
    run("journal", "checkpoint", "--db", s.url)
    release = max(n for n in range(decide, int(s.fact(case, "last_seq")) + 1) if s.ask("GET", f"/proof/{n}").status == 200)
    warm = crawl(s, [f"/decision/{case}"])
    paths = list(warm) + [f"/decision/{case}", f"/proof/{decide}", f"/proof/{release}", "/search?state=withdrawn"]
    check(warm[f"/decision/{case}"].status == 200, "the decision was there")
    s.must("qian", "decision.revoke", case, by="县政府", effect="revoked", instrument="复决2号", effective_on=today(s), reason="x")
    s.must("feng", "publish.withdraw", case, reason="证据不足", instrument="复决2号")
    left = [p for p in paths for a in [s.ask("GET", p)] if party in a.text]
    check(not left, "the moment it is withdrawn no page, list or feed has its words, kept pages included", left)
    check(all(s.ask("GET", f"/proof/{n}").status == 404 for n in (decide, release)), "a withdrawn decision is proven no more")
    tomb = s.ask("GET", f"/decision/{case}")
    check(tomb.status in (200, 410) and "撤下" in tomb.text and party not in tomb.text, "its page says that and why it went", tomb)
    a = s.act("feng", "publish.release", case)
    check(400 <= a.status < 500, "it cannot come back by releasing again", a)
    other = flow.published(s, party="独二建材有限公司")
    s.ask("GET", f"/decision/{other}"), s.ask("GET", "/")
    s.must("qian", "decision.revoke", other, by="县政府", effect="revoked", instrument="复决4号", effective_on=today(s), reason="x")
    code, out, err = run("act", "publish.withdraw", f"case={other}", "reason=证据不足", "--as", "feng", "--db", s.url, now=s.now)
    until, text = time.monotonic() + 5, "独二"
    while "独二" in text and time.monotonic() < until:
        text = s.ask("GET", f"/decision/{other}").text + s.ask("GET", "/").text + s.ask("GET", "/search").text
    check(code == 0 and "独二" not in text, "withdrawn at a prompt, it leaves the pages that the server kept, within seconds", out + err)
    etag = warm[f"/decision/{case}"].header("ETag")
    a = s.ask("GET", f"/decision/{case}", headers={"If-None-Match": etag})
    check(a.status != 304, "a browser that kept the page is not told that it is still right", a.status)


def masks(s):
    """What is written by hand for the public is held to the same."""
    case = flow.minor(s)
    assert flow.notice(s, case).status == 201
    flow.waive(s, case)
    flow.materials(s, case)
    s.must("li", "review.submit", case, opinion="x")
    s.must("qian", "review.check", case, point="all", verdict="good")
    s.must("qian", "review.pass", case, opinion="x")
    s.must("zhao", "case.deliberate", case, held_on=today(s), attendees="x", minutes="x")
    s.must("zhao", "case.decide", case, penalties="fine", fine=5000)
    for what, text in (("an identity number", "999901198001010016"), ("a telephone number", "电话13900000001"), ("a bank account", "账号6222020000000000000"),
                       ("the citizen's name", "丁小民驾车遗撒。"), ("a spaced telephone number", "139 0000 0001")):
        s.must("li", "publish.prepare", case, facts_public=f"当事人遗撒。{text}", edit_reason="原文表述不清")
        a = s.act("feng", "publish.release", case)
        check(a.code == "PUBLISH_MASK", f"{what} written by hand is not released", a)
    s.must("li", "publish.prepare", case)
    s.must("feng", "publish.release", case)
    a = s.ask("GET", f"/decision/{case}")
    check(a.status == 200 and "丁小民" not in a.text and "999901" not in a.text, "a citizen's name and number are masked on the portal", a)
    s.must("zhao", "decision.revoke", case, by="本机关", effect="revoked", instrument="复决3号", effective_on=today(s), reason="x")
    a = s.act("feng", "publish.withdraw", case, reason="丁小民的复议成立", instrument="复决3号")
    check(a.code == "PUBLISH_MASK", "the reason of a withdrawal does not name the citizen either", a)


def agencies(folder):
    """Two agencies on one site: each head, officer and editor stays at home."""
    s = Site(folder, "xinglongtai", now="2025-08-04 10:00").start("--now", "2025-08-04 10:00")
    words = dict(channel="complaint", place="某路", source_facts="举报线索内容", reporter="李密报", reporter_phone="13800000003", party="某某食品店")
    case = s.must("tang", "source.register", **words).subject
    leaks = []
    for who in ("wei", "cui", "du", "lu", "gao", "ku"):
        for page in [f"/desk/case/{case}", "/api/views/cases", "/api/views/cases?format=csv", f"/api/views/case?case={case}", f"/desk/journal/{case}",
                     f"/api/views/timeline?case={case}", f"/desk/publicity/{case}", "/desk/cases?q=%E9%A3%9F%E5%93%81", "/desk"]:
            a = s.page(who, page)
            if any(w in a.text for w in ("李密报", "13800000003", "某某食品店")) or a.status >= 500:
                leaks.append(f"{who} {page} {a.status}")
    check(not leaks, "another agency's people see nothing of the case, whatever their rank", "\n".join(leaks))
    for who, verb, fields in (("du", "source.decline", dict(reason="x")), ("cui", "case.assign", dict(officers="wei,xia")),
                              ("wei", "material.add", dict(material_kind="other", material_title="x", text="x"))):
        a = s.act(who, verb, case, **fields)
        check(a.code in ("SCOPE", "ROLE"), f"nor does {verb} on it", a)
    item = next(i for i in re.findall(r"^  ([A-Z]+-[\w-]+):\n(?:    .*\n)*?    agency: urban", open("packs/xinglongtai/pack.yaml").read(), re.M))
    a = s.act("guan", "case.file", case, item=item, party_kind="body", party="某某食品店", officers="song,jin")
    check(a.code in ("JURISDICTION", "ITEM_DELEGATED"), "one agency does not file what is another's", a)
    s.stop()


def all_of(folder, pg=None):
    from meaning import part_run
    s = Site(f"{folder}/site").start("--now", "2024-09-02 12:00")
    case = flow.filed(s)
    digest = s.view("li", "recordings", case=case).json["rows"][0]["digest"]
    part_run(lambda s: every_verb(s, case), s)
    part_run(lambda s: foreign(s, case, digest), s)
    part_run(lambda s: confidential(s, case), s)
    part_run(sessions, s)
    part_run(unitless, s)
    part_run(people, s)
    tick(s, 1)
    shown, hidden = flow.published(s), flow.served(s)
    part_run(lambda s: public(s, case, shown, hidden), s)
    part_run(withdrawn, s)
    part_run(masks, s)
    tick(s, 1)
    part_run(whole_way, s)
    s.stop()
    part_run(agencies, f"{folder}/district")
