"""The work floor: two people at the same moment, rows that belong to others, names made to hurt, words taken away while they are in use."""
import html
import re
import subprocess
import threading

import flow
from site_ import Site, check, run


def at_once(*doings):
    """Each in a thread of its own, let go together; what each came to."""
    gate, out = threading.Barrier(len(doings)), [None] * len(doings)

    def one(i, doing):
        gate.wait()
        out[i] = doing()

    threads = [threading.Thread(target=one, args=x) for x in enumerate(doings)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return out


def ask(s, case, approvers, mode):
    return s.must("li", "approval.ask", case, request_title="先行登记保存", request_text="保存两车", approvers=approvers, mode=mode).seq


def signers(s, case):
    agree = lambda who, a: lambda: s.act(who, "approval.agree", case, approval=a)
    done = lambda answers: sorted(x.status == 201 for x in answers)

    for who in ("li", "sun", "zhao"):
        s.token(who)
    for _ in range(5):
        a = ask(s, case, "sun,zhao", "any")
        got = at_once(agree("sun", a), agree("zhao", a))
        if not check(done(got) == [False, True], "of two who may sign, one signs, however close the other is", got):
            return
        a = ask(s, case, "sun,zhao", "all")
        got = at_once(*[agree("sun", a)] * 4, agree("zhao", a))
        if not check(done(got) == [False, False, False, True, True], "four clicks of one signer beside another's are one signature each", got):
            return
        a = ask(s, case, "sun", "one")
        got = at_once(lambda: s.act("li", "approval.withdraw", case, approval=a), lambda: s.act("sun", "approval.read", case, approval=a))
        if not check(done(got) == [False, True], "a request is either withdrawn or read first, never both", got):
            return


def batches(s, case):
    cookie = s.cookie("gao")
    page = s.get("/desk/batch?verb=case.assign&ids=%d" % case, cookie=cookie)
    csrf = re.search(r'name="_csrf" value="([^"]+)"', page.text)
    before = s.size()

    def post(verb, ids, **more):
        fields = [("_csrf", html.unescape(csrf.group(1)) if csrf else ""), ("_verb", verb), ("ids", ids), *more.items()]
        return s.form("/desk/batch", fields, cookie=cookie)

    a = post("case.assign", str(case), officers="gao,wu", _key="k1")
    check("不在您的数据范围内" in a.text and s.size() == before, "rows of another team in a batch are each refused and nothing is written", a)
    for verb in ("case.decide", "user.change", "rights.grant", "no.verb", "case.assign\0", "../x"):
        a = post(verb, str(case))
        check(400 <= a.status < 500, f"{verb!r} is no verb for batches", a)
    for ids in ("-1", "x", "", "9" * 30, ",".join(str(i) for i in range(5000))):
        a = post("case.assign", ids, officers="gao,wu")
        check(400 <= a.status < 500, f"rows {ids[:20]!r} are refused", a)
    a = s.form("/desk/batch", [("_csrf", "forged"), ("_verb", "case.assign"), ("ids", str(case))], cookie=cookie)
    check(a.status in (400, 403), "a batch from a foreign page is refused", a)
    check(s.size() == before, "no refused batch left anything in the log")


def filters(s):
    hurt = "\"><script>alert(1)</script>"
    mine = s.must("li", "filter.save", path="/desk/cases", query="stage=investigating", name=hurt, shared=True).subject
    for who in ("li", "zhao"):
        page = s.page(who, "/desk/cases")
        check(page.status == 200 and "<script>alert(1)" not in page.text, f"a shared filter's name is only text for {who}")
    for verb, more in (("filter.rename", dict(name="改了")), ("filter.drop", {})):
        check(s.act("zhao", verb, mine, **more).code == "SUBJECT_UNKNOWN", f"{verb} of another's filter: there is none")
    for path in ("javascript:alert(1)", "//evil.example", "/desk//evil", "/desk\\evil", "/deskx", "/login", "/desk?x=1"):
        check(s.act("li", "filter.save", path=path, query="a=1", name="x").status == 400, f"no filter leads to {path}")
        check(path.startswith("/desk?") or s.act("li", "favourite.add", link=path, label="x").status == 400, f"no favourite leads to {path}")
    for query in ('a="b', "a=<b>", "a=1#x", "a=//b"):
        check(s.act("li", "filter.save", path="/desk/cases", query=query, name="x").status == 400, f"no filter holds {query}")


def words(s):
    s.must("admin", "dictionary.set", list="source", word="网格员上报", used=True, reason="网格化管理办法")
    case = flow.source(s, channel="网格员上报")
    s.must("admin", "dictionary.set", list="source", word="网格员上报", used=False, reason="改由热线统一受理")
    page = s.page("zhou", f"/desk/case/{case}")
    check(page.status == 200 and "网格员上报" in page.text, "a case keeps the word under which it came in, after the word was taken away")
    check(s.act("zhao", "case.file", case, **flow.FILE).status == 201, "and it goes on")
    check(s.act("zhou", "source.register", channel="网格员上报", place="路口", source_facts="来电").code == "ARG_CHOICE", "a new one cannot come in under it")
    got = at_once(*[lambda: s.act("admin", "dictionary.set", list="source", word="巡查", used=True, reason="试用")] * 3)
    check(sorted(x.status == 201 for x in got) == [False, False, True], "one word added three times at once is there once", got)


def database_of_our_own(pg):
    """Other parts have a site in the one that was handed to us."""
    subprocess.run(["psql", pg, "-qc", "CREATE DATABASE floor"], capture_output=True, timeout=20, check=True)
    return pg.rpartition("/")[0] + "/floor"


def all_of(folder, pg=None):
    for name in ("file", "pg") if pg else ("file",):
        url = database_of_our_own(pg) if name == "pg" else None
        s = Site(f"{folder}/{name}", url=url).start("--now", "2024-09-02 12:00")
        case = flow.filed(s)
        signers(s, case)
        batches(s, case)
        filters(s)
        words(s)
        s.stop()
        code, out, err = run("rebuild", "--check", "--db", s.url)
        check(code == 0, f"the tables are what the log says ({name})", out + err)
