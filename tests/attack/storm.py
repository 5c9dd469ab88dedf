"""A person with every role and no scruples does thousands of acts at random, with values good and bad: nothing falls, and of what
came through, nothing broke the law.  The same seed gives the same storm (MINGJING_STORM)."""
import os
import random
import re
import sqlite3

import flow
from site_ import Site, check, run

ACTS = int(os.environ.get("MINGJING_STORM_ACTS", "1200"))
BESIDE = {"recording.add", "material.add", "case.assign", "rectify.order", "evidence.add", "inspection.record", "interview.record", "defence.record",
          "hearing.request", "case.suspend", "preserve.impose", "review.return", "decision.revoke", "evidence.again", "inspection.again", "payment.defer",
          "publish.withdraw", "permit.extend", "permit.gaps", "review.check", "review.take", "review.outside", "review.crime", "review.ask_recusal", "review.ask_adviser"}
HEAVY = {"lower_grade", "revoke_permit", "stop_production", "close", "bar"}
IDNO, CHILD = "999901198001010016", "999901201501010011"


KINDS = [dict(item="GF-111-4", party_kind="body", party=flow.PARTY, party_id=flow.USCC, fine="100000"),
         dict(item="DQ-116", party_kind="citizen", party="丁小民", party_id=IDNO, fine="2000"),
         dict(item="DQ-116", party_kind="citizen", party="丁小民", party_id=IDNO, fine="20000"),
         dict(item="GF-111-1", party_kind="citizen", party="丁小民", party_id=IDNO, fine="150"),
         dict(item="DQ-116", party_kind="body", party=flow.PARTY, party_id=flow.USCC, fine="5000")]
STRAIGHT = dict(penalties="fine", certificates_shown="true", rights_told="true", hearing="true", method="direct", circumstance="normal", tags="",
                officers="li,chen", waiver_reason="", waiver_by="", adopted="none", host="sun", confiscation="", approved_by="zhao")


class Dice(random.Random):
    def value(self, g, site, refs, profile):
        """Something for this argument: mostly such as a person would write."""
        kind, name = g["type"], g["name"]
        like = dict(STRAIGHT, **profile, **{n: profile["fine"] for n in ("draft_fine", "noticed_fine", "amount")})
        if self.random() < 0.93 and name in like:
            return like[name]
        if kind == "day" and self.random() < 0.85:
            return flow.today(site)
        if self.random() < 0.02:
            return self.choice(["", " ", "x" * 300, "-1", "null", ",", ",,", "a,b", "[]", "\u202e", "9" * 30, "1e9", "2024-02-30", "0", "true", "=1+1", "<b>"])
        if kind in ("text", "long"):
            if name == "party_id":
                return self.choice([IDNO, flow.USCC, CHILD])
            if name == "party_phone":
                return "13900000001"
            if name == "party":
                return self.choice(["丁小民", flow.PARTY])
            return self.choice(["文字", "文字\n两行" if kind == "long" else "一行文字", "13900000001", "丁小民"])
        if kind == "money":
            return self.choice(["0", "50", "150", "200", "500", "2000", "5000", "20000", "99999.99", "100000", "100000.00", "1,000,000"])
        if kind == "day":
            return flow.today(site, self.choice([0, 0, 0, 0, -1, -1, -5, -30, -400, 1, 30]))
        if kind == "instant":
            return flow.today(site, self.choice([0, 0, -1, -3])) + self.choice([" 08:00", " 08:30"])
        if kind == "int":
            return self.choice([0, 1, 5, -1])
        if kind == "bool":
            return self.choice([True, True, False])
        if kind in ("choice", "choices"):
            words = [w.partition("=")[0] for w in g["choices"].split("|")]
            if g["name"] == "penalties" and self.random() < 0.6:
                return "fine"
            return self.choice(words) if kind == "choice" else ",".join(self.sample(words, self.choice([1, 1, 2])))
        if kind in ("ref", "refs"):
            return self.choice(refs or [1])
        if kind in ("login", "logins"):
            people = ["all", "li", "chen", "zhao", "sun", "ma", "wu", "qian"]
            return self.choice(people) if kind == "login" else ",".join(self.sample(people, self.choice([1, 2, 2, 2])))
        if kind in ("code", "codes"):
            return self.choice({"items": ["GF-111-4", "GF-111-1", "DQ-116", "ZS-82-2", "GH-64", "DL-42", "XK-JZLJ"], "units": ["team1", "team2"], "agencies": ["bureau"],
                                "roles": ["officer"], "returns": ["investigating", "submitted", "noticed"], "procedures": ["ordinary", "summary", "permit"],
                                "materials": ["evidence_list", "draft_decision", "other"], "papers": ["interview_notice", "seizure", "decision"]}[g["choices"]])
        if kind == "file":
            return site.file
        if kind == "points":
            return self.choice(["一", "一\n二", "一\n二\n三"])
        return "x"


def storm(s, seed):
    dice = Dice(seed)
    profiles = {}
    verbs = {v["verb"]: v for v in s.get("/api/acts").json if v["noun"] == "case"}
    cases, done, wrong = [], 0, []
    s.file = s.upload("all", flow.footage())
    for i in range(ACTS):
        if i % 25 == 0:
            flow.tick(s, dice.choice([0, 0, 1, 1, 6, 15]))
        if len(cases) < 4 or dice.random() < 0.025:
            verb, case = dice.choice(["source.register"] * 5 + ["permit.apply"]), None
            profile = dice.choice(KINDS)
        else:
            case = dice.choice(cases[-4:])
            profile = profiles[case]
            a = s.view("all", "next", case=case)
            may = [r["verb"] for r in a.json.get("rows", []) if r["may"] in (True, "true")]
            may = [v for v in may if v not in ("source.transfer", "case.dismiss", "source.decline", "case.transfer_crime", "case.decide_none")] or may
            onward = [v for v in may if v not in BESIDE]
            verb = dice.choice(onward if dice.random() < 0.8 and onward else may) if may and dice.random() < 0.9 else dice.choice(sorted(verbs))
        refs = [r["id"] for r in s.view("all", "recordings", case=case).json.get("rows", [])] if case else []
        fields = {g["name"]: dice.value(g, s, refs, profile) for g in verbs[verb]["args"] if dice.random() < (0.98 if g["required"] else 0.5)}
        if verb.startswith(("inspection", "interview", "preserve", "hearing.hold", "notice", "decision.serve")) and case and not refs:
            s.act("all", "recording.add", case, kind="video", recording_title="x", file=s.file, taken_at=flow.today(s) + " 07:00", place="x", collector="x", proves="x")
        if verb == "review.submit":
            for kind in ("evidence_list", "draft_decision"):
                s.act("all", "material.add", case, material_kind=kind, material_title="x", text="x")
        if verb == "review.pass":
            s.act("three", "review.check", case, point="all", verdict="good")
        if verb == "review.answer":
            fields["answers"] = "\n".join("答" for _ in range(dice.choice([1, 1, 2, 3])))
        if verb == "payment.record" and dice.random() < 0.7:
            a = s.act("two", verb, case, **dict(fields, amount="0.01"))
            found = re.search(r"应缴 ([\d,.]+) 元", a.text)
            fields["amount"] = found.group(1) if found else "1"
        a = s.act(dice.choice(["all", "two"]) if verb not in ("review.pass", "review.check", "review.return", "review.outside", "review.crime", "publish.release") else "three", verb, case,
                  **{k: v for k, v in fields.items() if v != ""})
        if a.status == 201:
            done += 1
            if case is None:
                cases.append(a.subject)
                profiles[a.subject] = profile
        elif not 400 <= a.status < 500:
            wrong.append(f"{i}: {verb} {fields}: {a}")
            if not s.alive:
                break
    check(not wrong and s.alive, f"a storm of {ACTS} acts: {done} were done, the rest refused, none failed (seed {seed})", "\n".join(wrong[:10]))
    return cases


def lawful(s):
    """Of what came through: each decision had what the law asks."""
    with sqlite3.connect(f"file:{s.path}?mode=ro", uri=True) as db:
        db.row_factory = sqlite3.Row
        rows = db.execute("SELECT * FROM case_file JOIN case_standing USING (id)").fetchall()
    bad, decided = [], 0
    for r in rows:
        flags = set(r["flags"].split(","))
        body, fine = r["party_kind"] == "body", r["fine"] or 0
        if "penalised" in flags:
            decided += 1
            heavy = HEAVY & set(r["penalties"].split(",")) or fine >= (10000000 if body else 500000) or set(r["tags"].split(",")) & {"public_interest", "social_risk", "major_rights", "complex"}
            if heavy and r["procedure"] != "summary" and not {"reviewed", "deliberated"} <= flags:
                bad.append(f"{r['id']}: major without review: {dict(r)}")
            if not {"notified", "officers", "evidence"} <= flags or "defence_open" in flags or "hearing_open" in flags:
                bad.append(f"{r['id']}: {flags}")
            if fine > max(r["noticed_fine"] or 0, 0) and r["procedure"] != "summary":
                bad.append(f"{r['id']}: {fine} after notice of {r['noticed_fine']}")
            if fine > (20000 if not body else 300000) and r["procedure"] == "summary":
                bad.append(f"{r['id']}: {fine} on the spot")
        if "granted" in flags and "accepted" not in flags:
            bad.append(f"{r['id']}: granted without acceptance")
        if "paid" in flags and r["paid"] != fine:
            bad.append(f"{r['id']}: paid {r['paid']} of {fine}")
        if "published" in flags and "revoked" in flags and "withdrawn" in flags:
            bad.append(f"{r['id']}: shown and withdrawn")
        if "closed" in flags and fine and not flags & {"paid", "court", "revoked"}:
            bad.append(f"{r['id']}: closed with a debt")
    check(not bad, f"of {len(rows)} cases {decided} came to a penalty, each with notice, review and deliberation where the law asks", "\n".join(bad[:10]))


def shown(s, cases):
    """Every page of what the storm left behind can be drawn."""
    bad = []
    for case in cases:
        for page in [f"/desk/case/{case}", *(f"/desk/case/{case}?tab={t}" for t in ("materials", "party", "clocks", "proof")), f"/desk/publicity/{case}",
                     *(f"/api/views/{v}?case={case}" for v in ("case", "clocks", "timeline", "next", "recordings", "materials"))]:
            a = s.page("all", page)
            undecided = page.startswith("/desk/publicity/") and a.status == 409         # nothing was decided yet, and the page says so
            if a.status not in (200, 404) and not undecided:
                bad.append(f"{page}: {a}")
    for page in ("/desk", "/desk/cases", "/desk/journal", "/desk/publicity", "/", "/search", "/api/views/cases?format=csv", "/api/views/publications?format=csv"):
        a = s.page("all", page)
        if a.status != 200:
            bad.append(f"{page}: {a}")
    for n in range(40, s.size(), 7):
        a = s.page("all", f"/desk/journal/{n}")
        if a.status != 200:
            bad.append(f"/desk/journal/{n}: {a}")
    check(not bad, "every page of every case that the storm left can be drawn", "\n".join(bad[:10]))


def all_of(folder, pg=None):
    seed = int(os.environ.get("MINGJING_STORM", "20241029"))
    s = Site(f"{folder}/site").start("--now", "2024-09-02 12:00")
    roles = "duty,officer,team_leader,head,reviewer,committee,editor,cashier,archivist,supervisor"
    for who in ("all", "two", "three"):
        s.must("admin", "user.add", login=who, name=f"万能{who}", agency="bureau", unit="team1", roles=roles, password="mingjing-demo")
        s.must("admin", "certificate.issue", login=who, number=f"万能{who}", kinds="x", area="x", since="2020-01-01", until="2039-12-31")
    cases = storm(s, seed)
    lawful(s)
    if s.alive:
        shown(s, cases)
    s.stop()
    code, out, err = run("journal", "verify", "--db", s.url)
    check(code == 0, "the journal verifies after the storm", out + err)
    code, out, err = run("rebuild", "--check", "--db", s.url)
    check(code == 0, "and the tables are what it says", out + err)
