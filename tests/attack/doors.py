"""Sign-in, sessions, form tokens, redirects, headers: the doors of the house."""
import hashlib
import re
import urllib.parse

import flow
from flow import tick
from site_ import WORD, Site, check, run


def csrf_of(s, cookie):
    return s.get("/api/me", cookie=cookie).json["csrf"]


def tokens(s):
    mine, other = s.cookie("zhou"), s.cookie("li")
    fields = {"channel": "hotline", "place": "x", "source_facts": "x", "unit": "team1"}
    before = s.size()
    bad = {"none": {}, "empty": {"_csrf": ""}, "somebody else's": {"_csrf": csrf_of(s, other)}, "the cookie itself": {"_csrf": mine},
           "a longer one": {"_csrf": csrf_of(s, mine) + "0"}, "zeros": {"_csrf": "0" * 64}}
    for name, more in bad.items():
        a = s.form("/desk/act/source.register", dict(fields, **more), cookie=mine)
        check(a.status == 403, f"a form with {name} for a token is refused", a)
    a = s.ask("POST", "/desk/act/source.register", urllib.parse.urlencode([("_csrf", csrf_of(s, mine)), ("_csrf", "x"), *fields.items()]),
              {"Cookie": f"mj={mine}", "Content-Type": "application/x-www-form-urlencoded", "X-Mingjing-Now": s.now})
    check(a.status == 400, "two tokens in one form are refused", a)
    for name, headers in (("without a token", {}), ("with somebody else's", {"X-CSRF-Token": csrf_of(s, other)})):
        a = s.post_json("/api/acts/source.register", fields, Cookie=f"mj={mine}", X_Mingjing_Now=s.now, **headers)
        check(a.status == 403, f"the API by cookie {name} is refused", a)
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        a = s.ask("POST", "/api/acts/source.register", '{"channel":"hotline","place":"x","source_facts":"x"}',
                  {"Cookie": f"mj={mine}", "Content-Type": kind, "X-CSRF-Token": csrf_of(s, mine), "X-Mingjing-Now": s.now})
        check(a.status == 400, f"the API does not take {kind or 'a body without a type'}", a)
    a = s.form("/logout", {"_csrf": csrf_of(s, other)}, cookie=mine)
    check(a.status == 403 and s.get("/api/me", cookie=mine).status == 200, "nobody is signed out by a foreign form", a)
    a = s.ask("GET", "/logout", None, {"Cookie": f"mj={mine}"})
    check(a.status == 405, "signing out is no link", a)
    check(s.size() == before, "none of these wrote anything")


def sign_in(s):
    for origin in ("http://evil.example", "null", "http://127.0.0.1", "https://127.0.0.1:1", f"http://127.0.0.1:{s.port}.evil.example",
                   f"http://evil.example/?http://127.0.0.1:{s.port}"):
        a = s.form("/login", {"login": "li", "password": WORD}, Origin=origin)
        check(a.status == 403 and "mj=" not in a.header("Set-Cookie"), f"a sign-in form of {origin} is refused", a)
    a = s.form("/login", {"login": "li", "password": WORD}, Origin=f"http://127.0.0.1:{s.port}")
    check(a.status == 303, "one's own is not", a)
    chosen = "A" * 43
    a = s.form("/login", {"login": "li", "password": WORD}, cookie=chosen)
    set_cookie = a.header("Set-Cookie")
    given = re.search(r"mj=([^;]*)", set_cookie).group(1)
    check(given != chosen and s.get("/api/me", cookie=chosen).status == 401, "a session's name cannot be chosen beforehand", set_cookie)
    check("HttpOnly" in set_cookie and "SameSite=Lax" in set_cookie and "Path=/" in set_cookie and "Domain" not in set_cookie,
          "the cookie is kept from scripts and other sites", set_cookie)
    again = re.search(r"mj=([^;]*)", s.form("/login", {"login": "li", "password": WORD}, cookie=given).header("Set-Cookie")).group(1)
    check(again != given, "each sign-in has its own")
    for cookie in ("mj=", "mj=;", f"mj={given}; mj={again}", f"mj={given}\x7f", "mj=' OR 1=1 --", "mj=" + "x" * 9000, f"xmj={given}", f"MJ={given}"):
        a = s.ask("GET", "/api/me", None, {"Cookie": cookie, "X-Mingjing-Now": s.now}, fresh=True)
        check(a.status in (400, 401, 413, 431), f"cookie {cookie[:24]!r}… opens nothing", a)
    for auth in ("Bearer", "Bearer ", "bearer  ", "Basic bGk6bWluZ2ppbmctZGVtbw==", "Bearer " + "x" * 9000, f"Bearer {given} x", "Bearer %00"):
        a = s.ask("GET", "/api/me", None, {"Authorization": auth, "X-Mingjing-Now": s.now}, fresh=True)
        check(a.status in (400, 401, 413, 431), f"Authorization {auth[:24]!r} opens nothing", a)


def sign_out(s):
    one, two, token = s.cookie("chen"), s.cookie("chen"), s.login("chen")
    a = s.form("/logout", {"_csrf": csrf_of(s, one)}, cookie=one)
    check(a.status == 303 and "Max-Age=0" in a.header("Set-Cookie"), "signing out takes the cookie away", a)
    check(s.get("/api/me", cookie=one).status == 401, "and it opens nothing any more")
    check(s.get("/api/me", token=one).status == 401, "not as a Bearer token either")
    check(s.get("/api/me", cookie=two).status == 200 and s.get("/api/me", token=token).status == 200, "other sessions go on")
    a = s.post_json("/api/logout", {}, Authorization=f"Bearer {token}", X_Mingjing_Now=s.now)
    check(a.status == 200 and s.get("/api/me", token=token).status == 401, "signing out by the API ends the token", a)
    for stale in ("/desk", "/desk/cases"):
        a = s.get(stale, cookie=one)
        check(a.status == 303 and "no-store" in a.header("Cache-Control"), f"{stale} leads to the sign-in and is kept by no cache", a)
    old = s.now
    late = s.cookie("chen")
    tick(s, 0, 12 * 60 + 1)
    check(s.get("/api/me", cookie=late).status == 401, "a session ends after twelve hours")
    check(s.now > old, "(the clock went on)")


def ids(s):
    import sqlite3
    with sqlite3.connect(f"file:{s.path}?mode=ro", uri=True) as db:
        return dict(db.execute("SELECT login, id FROM org_user").fetchall())


def disabled(s):
    cookie, token = s.cookie("lin"), s.login("lin")
    s.must("admin", "user.change", ids(s)["lin"], enabled=False)
    check(s.get("/desk", cookie=cookie).status in (303, 401, 403), "someone disabled sees no page with a live cookie")
    a = s.post_json("/api/acts/source.register", {"channel": "hotline", "place": "x", "source_facts": "x"}, Authorization=f"Bearer {token}",
                    X_Mingjing_Now=s.now)
    check(a.status in (401, 403), "nor acts with a live token", a)
    a = s.form("/login", {"login": "lin", "password": WORD})
    check(a.status == 403 and "mj=" not in a.header("Set-Cookie"), "nor signs in", a)
    a = s.form("/login", {"login": "lin", "password": "wrong word"})
    b = s.form("/login", {"login": "nobody", "password": "wrong word"})
    check(a.status == b.status == 401, "with a wrong password a disabled account says no more than an unknown one", f"{a.status} {b.status}")
    s.must("admin", "user.change", ids(s)["lin"], enabled=True)


def password(s):
    cookie, token = s.cookie("ma"), s.login("ma")
    a = s.form("/desk/act/user.password", {"_csrf": csrf_of(s, cookie), "_subject": ids(s)["ma"], "password": "a new word 1"}, cookie=cookie)
    check(a.status == 303, "one sets one's own password", a)
    check(s.get("/api/me", token=token).status == 401, "whoever was in with the old password is out")
    a = s.form("/login", {"login": "ma", "password": WORD})
    check(a.status == 401, "the old word is no key", a)
    fresh = s.cookie("ma", "a new word 1")
    check(bool(fresh), "the new one is")
    a = s.form("/desk/act/user.password", {"_csrf": csrf_of(s, fresh), "_subject": ids(s)["zhao"], "password": "hijacked 1"}, cookie=fresh)
    check(a.status == 403, "and not for others", a)
    for word in ("short", "x" * 201, " ", ""):
        a = s.form("/desk/act/user.password", {"_csrf": csrf_of(s, fresh), "_subject": ids(s)["ma"], "password": word}, cookie=fresh)
        check(a.status == 400 and "hijacked" not in a.text and (not word.strip() or f'value="{word}"' not in a.text),
              f"{len(word)} characters are no password, and it is not sent back", a)


def lockout(s):
    wrong = [s.form("/login", {"login": "gao", "password": f"guess {i}"}).status for i in range(5)]
    a = s.form("/login", {"login": "gao", "password": WORD})
    check(wrong == [401] * 5 and a.status == 429, "five wrong words lock the door, even for the right one", f"{wrong} {a.status}")
    a = s.post_json("/api/login", {"login": "gao", "password": WORD, "now": s.now})
    check(a.status == 429, "by the API too", a)
    check(s.form("/login", {"login": "sun", "password": WORD}).status == 303, "others come in")
    mates = [n for n in (f"x{i}" for i in range(40000)) if place(n) == place("gao")][:12]
    for mate in mates:
        s.form("/login", {"login": mate, "password": "x"})
    a = s.form("/login", {"login": "gao", "password": WORD})
    check(a.status == 429 and mates, "trying other names does not open it", a.status)
    wrong = [s.form("/login", {"login": "ghost", "password": f"guess {i}"}).status for i in range(6)]
    check(wrong == [401] * 5 + [429], "a name that does not exist is locked alike", wrong)
    for name in ("GAO", "gao ", " gao", "gao\u0000", "gаo"):
        a = s.form("/login", {"login": name, "password": WORD})
        check(a.status in (400, 401, 429), f"{name!r} is nobody", a.status)
    old = s.now
    tick(s, 0, 16)
    check(s.form("/login", {"login": "gao", "password": WORD}).status == 303, "after a quarter of an hour it opens again")
    check(old < s.now, "(the clock went on)")


def place(login):
    """Where a simple table of 1024 places by hash would put it."""
    h = hashlib.sha256(login.encode()).digest()
    return (h[0] | h[1] << 8) % 1024


def tried(s):
    """How many passwords the server has held against a hash, which is as dear for no account as for a real one (must() in org/session.c)."""
    return int(re.search(r"^mingjing_passwords_tried_total (\d+)$", s.figures(), re.M).group(1))


def told_apart(s):
    """Neither words nor work tell whether a name exists."""
    words, work = set(), set()
    for i, known in enumerate(("zhou", "chen", "sun", "zhao", "shen", "jian", "feng", "qian")):
        for name in (known, f"nobody{i}"):
            before = tried(s)
            a = s.form("/login", {"login": name, "password": "wrong"})
            work.add(tried(s) - before)
            words.add((a.status, a.text.replace(f'value="{name}"', "NAME")))
    check(len(words) == 1, "a known and an unknown name are answered with the same words", [w[0] for w in words])
    check(work == {1}, "and after the same work", work)


EVIL = ["//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "http://evil.example", "https:evil.example", "javascript:alert(1)",
        "/\t/evil.example", "/%09/evil.example", "//evil.example%2f..", "/\r\nSet-Cookie: a=b", "/%0d%0aSet-Cookie:%20a=b", "data:text/html,x", "@evil.example",
        ".evil.example", "", " //evil.example", "\u2028//evil.example", "/" * 3000, "/desk/\u202e"]


def redirects(s):
    cookie = s.cookie("zhou")
    bad = []
    for evil in EVIL:
        answers = [("next", s.form("/login", {"login": "zhou", "password": WORD, "next": evil})),
                   ("back", s.form("/desk/act/source.register", {"_csrf": csrf_of(s, cookie), "channel": "hotline", "place": "x", "source_facts": "x",
                                                                 "unit": "team1", "_back": evil}, cookie=cookie)),
                   ("display", s.ask("GET", "/display?size=l&back=" + urllib.parse.quote(evil, safe=""))),
                   ("desk", s.ask("GET", "/desk?next=" + urllib.parse.quote(evil, safe=""))),
                   ("path", s.raw(f"GET {urllib.parse.quote(evil, safe='/%')} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()))]
        for name, a in answers:
            if isinstance(a, bytes):
                found = re.search(rb"(?im)^location: *(.*?)\r", a.partition(b"\r\n\r\n")[0])
                place_, cookies = found.group(1).decode() if found else "", b"a=b" in a.partition(b"\r\n\r\n")[0]
            else:
                place_, cookies = a.header("Location"), "a=b" in a.header("Set-Cookie")
                if a.status >= 500:
                    bad.append(f"{name} {evil[:30]!r}: {a.status}")
            target = urllib.parse.urljoin("http://here.example/x", place_) if place_ else "http://here.example/"
            if cookies or not target.startswith("http://here.example/") or "\\" in place_:
                bad.append(f"{name} {evil[:30]!r} -> {place_!r}")
    check(not bad, "no door sends anybody to another house, nor adds a header", "\n".join(bad))
    page = s.ask("GET", "/login?next=" + urllib.parse.quote('"><script>alert(1)</script>', safe=""))
    check("<script>alert" not in page.text, "what comes in the address is escaped on the sign-in page")


def headers(s, case):
    """Every kind of answer carries the guards; nothing of the desk is kept."""
    cookie = s.cookie("li")
    missing = []
    pages = ["/", "/search", "/verify", "/login", "/nothing", "/desk", "/desk/cases", f"/desk/case/{case}", "/desk/journal", "/desk/publicity",
             f"/desk/act/evidence.add?subject={case}", "/api/me", "/api/acts", "/api/views/cases", "/api/views/cases?format=csv", "/openapi.json", "/health",
             "/log/checkpoint", "/proof/1", "/display?size=l", "/%", "/a%2fb", "/agency/bureau", "/agency/none", "/decision/1"]
    assets = set()
    for who in (cookie, None):
        for page in pages:
            a = s.ask("GET", page, None, {"Cookie": f"mj={who}", "X-Mingjing-Now": s.now} if who else {})
            assets |= set(re.findall(r'(?:href|src)="(/assets/[^"]+)"', a.text))
            policy = a.header("Content-Security-Policy")
            good = "default-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy and "object-src 'none'" in policy
            good = good and a.header("X-Content-Type-Options") == "nosniff" and a.header("X-Frame-Options") == "DENY" and a.header("Referrer-Policy")
            if not good:
                missing.append(f"{page}: {policy}")
            if who and page.startswith(("/desk", "/api/me", "/api/views")) and "no-store" not in a.header("Cache-Control"):
                missing.append(f"{page}: kept as {a.header('Cache-Control')!r}")
            if "html" in a.header("Content-Type") and re.search(r"<script(?![^>]* src=\"/assets/)[^>]*>|<style|\sstyle=|\son[a-z]+=", a.text):
                missing.append(f"{page}: inline script or style")
    for asset in sorted(assets):
        a = s.ask("GET", asset)
        if not a.header("Content-Security-Policy") or a.header("X-Content-Type-Options") != "nosniff":
            missing.append(asset)
    check(not missing and len(assets) > 2, f"every answer carries its guards ({len(pages)} addresses, {len(assets)} files)", "\n".join(missing[:20]))
    b = s.ask("POST", "/desk/act/evidence.add", "x", {"Cookie": f"mj={cookie}"})
    check(b.header("X-Frame-Options") == "DENY" and "no-store" in b.header("Cache-Control"), "refused forms too", b.headers)


def all_of(folder, pg=None):
    from meaning import part_run
    s = Site(f"{folder}/site").start("--now", "2024-09-02 12:00", figures=True)
    case = flow.filed(s)
    for part in (tokens, sign_in, sign_out, disabled, password, told_apart, lockout, redirects, lambda s: headers(s, case)):
        part_run(part, s)
    check(s.stop() == 0, "the server is well after all this")
