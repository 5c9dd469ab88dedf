"""The public door, asked as people and as attackers ask.  door.py FOLDER"""
import hashlib
import io
import os
import re
import sys
import zipfile
import zlib

from door_site import Site, check, program, work_of
import door_site

FACTS = "昨天晚上十点多，三辆大货车往河边空地倒渣土。"


def report(site, address=1, **more):
    """The fields of a good report, with a fresh token and the right answer."""
    token, answer = site.form("/complain", address)
    fields = {"_token": token, "_answer": answer, "kind": "violation", "facts": FACTS, "place": "示例镇一村三组河边", "identity": "anonymous"}
    fields.update(more)
    return list(fields.items())


def complaints(site, who):
    return site.view("complaints", who)["rows"]


# ---- as it should be ----

def good(site, zhou):
    fields = report(site, reporter_name="不该留下的名字")
    done = site.post("/complain", fields)
    check(done.status == 200 and re.fullmatch(r"TS\d{8}-\d{4}", done.number) and re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", done.code),
          "a report without account and script is taken and gives number and code", done.text[:600])
    check("no-store" in done.headers.get("cache-control", ""), "the page with the code is kept by nobody")
    again = site.post("/complain", fields)
    check(again.number == done.number and again.code == done.code and len(complaints(site, zhou)) == 1, "the same form sent twice is one report with the same code",
          (again.number, again.code))
    other = [(k, "别的内容，同一张表单。" if k == "facts" else v) for k, v in fields]
    reused = site.post("/complain", other)
    check(reused.status == 409 and "别的内容，同一张表单。" in reused.text and len(complaints(site, zhou)) == 1, "one form files one report; what was typed comes back", reused.status)
    seen = site.post("/follow", [("number", done.number), ("code", done.code.lower().replace("-", " "))])
    check("现在在：大英县综合行政执法局" in seen.text and "已收到" in seen.text, "number and code, however typed, show how it stands", seen.text[-1500:])
    check(FACTS not in seen.text and "渣土" not in seen.text, "what was reported is not shown again")
    token, _ = site.form("/complain")
    worked = site.post("/complain", [("_token", token), ("_work", work_of(token))] + [f for f in report(site) if not f[0].startswith("_")])
    check(worked.status == 200 and worked.number.endswith("-0002"), "a script's work counts as the answer", worked.text[:400])
    asked = site.form("/consult")
    done2 = site.post("/consult", [("_token", asked[0]), ("_answer", asked[1]), ("topic", "占道经营怎样申请"), ("question", "想在街边摆摊卖早点，手续怎样办？")])
    check(done2.status == 200 and done2.number.startswith("ZX"), "a question is taken likewise", done2.text[:400])
    return done


def refused(site, zhou):
    before = len(complaints(site, zhou))
    good_form = report(site)

    def without(name, value=None):
        return [(k, value if k == name else v) for k, v in good_form if k != name or value is not None]

    tries = {
        "without an answer": without("_answer"), "with a wrong answer": without("_answer", "1000"), "without a token": without("_token"),
        "with a forged token": without("_token", good_form[0][1][:-1] + "0"), "with the token of another form": without("_token", site.form("/consult")[0]),
        "with the bait filled in": good_form + [("website", "http://spam.example/")], "with too vague a place": without("place", "路边"),
        "with an unknown field": good_form + [("state", "closed")], "with a prepared field": good_form + [("code_digest", "sha256:" + "0" * 64)],
        "with a field twice": good_form + [("place", "另一处地方三号")], "with a choice that there is not": without("kind", "other"),
    }
    for address, (how, fields) in enumerate(tries.items(), 20):
        a = site.post("/complain", fields, address=address)
        check(400 <= a.status < 500 and FACTS in a.text and not a.code, f"a report {how} is refused, and what was typed comes back", (a.status, a.text[:300]))
    for how, headers in {"another site's origin": {"Origin": "https://evil.example"}, "a cross-site browser": {"Sec-Fetch-Site": "cross-site"},
                         "a neighbour's origin": {"Sec-Fetch-Site": "same-site"}}.items():
        a = site.post("/complain", report(site, address=40), address=40, headers=headers)
        check(a.status == 403, f"a form from {how} is refused", a.status)
    forged = site.post("/complain", report(site, address=41, channel="phone", file_1="sm3:" + "0" * 64, agency=""), address=41)
    row = [r for r in complaints(site, zhou) if r["number"] == forged.number]
    check(forged.status == 200 and row and row[0]["channel"] == "网上", "who brings it, and which files, is not for the sender to say", (forged.status, row))
    check(len(complaints(site, zhou)) == before + 1, "nothing was filed by what was refused")
    a = site.ask("POST", "/api/acts/complaint.file", "{}", {"Content-Type": "application/json"}, address=42)
    b = site.ask("POST", "/api/acts/complaint.accept", '{"subject":1,"decision":"yes"}', {"Content-Type": "application/json"}, address=42)
    check(a.status == b.status == 401, "the API is not a second public door", (a.status, b.status))


def correction(site):
    shown = site.view("publications")["rows"][0]
    token, answer = site.form(f"/correct/{shown['id']}", 45)
    fields = [("_token", token), ("_answer", answer), ("what", "当事人名称有一个字写错了，应当是“示例”。")]
    done = site.post(f"/correct/{shown['id']}", fields, address=45)
    check(done.status == 200 and done.number.startswith("JC-") and done.code, "anybody may say that something published is wrong", (done.status, done.text[:500]))
    seen = site.post("/follow", [("number", done.number), ("code", done.code)], address=46)
    check("等待答复" in seen.text and "信息纠错" in seen.text, "and follows it by number and code", seen.text[-1200:])
    other = site.post("/follow", [("number", "JC-1"), ("code", done.code)], address=46)
    check("没有查到" in other.text, "another number with that code shows nothing")
    for strange in ("999999999", "0x1", "1%27", "%3Cscript%3E", "-1", "99999999999999999999"):
        a, b = site.get(f"/correct/{strange}", address=47), site.post(f"/correct/{strange}", fields, address=47)
        check(a.status in (200, 404) and 400 <= b.status < 500 and not b.code, f"a correction of {strange} is answered politely", (a.status, b.status))


# ---- enumeration ----

def masked(a):
    return a.status, re.sub(r'value="[^"]*"', 'value=""', a.text)


def enumeration(site, done, zhou):
    wrong = done.code[:-1] + ("0" if done.code[-1] != "0" else "1")
    answers = {n + c: masked(site.post("/follow", [("number", n), ("code", c)], address=60))
               for n, c in [(done.number, wrong), ("TS20261120-9999", done.code), ("TS20261120-9999", wrong), ("x", "y"), (done.number, "")]}
    check(len(set(answers.values())) == 1 and "没有查到" in next(iter(answers.values()))[1], "a wrong number, a wrong code and nonsense are the same answer", len(set(answers.values())))
    status, made = site.act(site.token_of("li"), "progress.code", case=str(site.case), holder="party")
    check(status == 201 and "code" in made, "an officer makes a progress code and sees it once", made)
    number = site.view("cases", site.token_of("li"))["rows"][0]["source_number"]
    seen = site.post("/progress", [("number", number), ("code", made["code"])], address=61)
    check("现在的环节" in seen.text and "案源登记" in seen.text, "a party sees the stage of the case", seen.text[-1500:])
    check(not any(w in seen.text for w in ("李立夏", "陈处暑", "占道堆放", "示例大道")), "progress names no officer, no place, no matter")
    answers = [masked(site.post("/progress", [("number", n), ("code", c)], address=62))
               for n, c in [(number, wrong), ("案源〔2026〕99号", made["code"]), ("x", "y"), ("TS", done.code)]]
    check(len(set(answers)) == 1 and "没有查到" in answers[0][1], "progress tells a wrong number no different from a wrong code")
    newer = site.act(site.token_of("li"), "progress.code", case=str(site.case), holder="agent")[1]
    old = site.post("/progress", [("number", number), ("code", made["code"])], address=63)
    new = site.post("/progress", [("number", number), ("code", newer["code"])], address=63)
    check("没有查到" in old.text and "现在的环节" in new.text, "a newer code ends the older one")
    renewed(site, zhou)
    a = site.get(f"/follow?number={done.number}&code={done.code}", address=64)
    check("现在在" not in a.text and done.code not in a.text, "a code in an address shows nothing and is not repeated")
    tried = [site.post("/follow", [("number", done.number), ("code", "%016d" % i)], address=65) for i in range(60)]
    stopped = [t for t in tried if t.status == 429]
    check(len(stopped) >= 20 and all(int(t.headers.get("retry-after", "0")) > 0 for t in stopped) and tried[0].status == 200,
          "whoever tries codes one after the other is stopped", [t.status for t in tried])
    check(site.post("/follow", [("number", done.number), ("code", done.code)], address=66).status == 200, "others still get their answer")
    check(site.post("/follow", [("number", done.number), ("code", done.code)], address=65).status == 429, "the right code does not help who was stopped")


def renewed(site, zhou):
    """Who lost the code gets another one; whoever found the old one has nothing."""
    named = site.post("/complain", report(site, 47, identity="named", reporter_name="演某", reporter_phone="13900000000"), address=47)
    case = max(r["id"] for r in complaints(site, zhou))
    status, made = site.act(zhou, "complaint.code", subject=case, checked="回拨登记的电话核对")
    check(status in (200, 201) and made.get("code") and made["code"] != named.code, "a lost code is made anew", made)
    old = site.post("/follow", [("number", named.number), ("code", named.code)], address=47)
    new = site.post("/follow", [("number", named.number), ("code", made.get("code", ""))], address=47)
    check("没有查到" in old.text and "现在在" in new.text, "and the lost one opens nothing any more", (old.text[-800:], new.text[-800:]))


def floods(site, zhou):
    before = len(complaints(site, zhou))
    spam = [site.post("/complain", report(site, address=70, facts=f"垃圾信息第 {i} 条，请看网址。"), address=70).status for i in range(25)]
    check(spam.count(200) <= 11 and spam.count(429) >= 14, "one address files a few reports, then it waits", spam)
    check(len(complaints(site, zhou)) - before == spam.count(200), "what was stopped is not in the tables")
    check(site.post("/complain", report(site, address=71), address=71).status == 200, "another address is not held up by it")


def behind_proxy(folder):
    site = Site(folder, "--behind-tls")
    try:
        def look(told):
            return site.post("/follow", [("number", "x"), ("code", "y")], headers={"X-Forwarded-For": told}).status
        lied = [look(f"203.0.113.{i}, 198.51.100.7") for i in range(45)]
        check(lied.count(429) >= 10, "behind a proxy it is the proxy's word about the address that counts, not the asker's", lied)
        check(look("198.51.100.8") == 200, "other addresses behind the same proxy are counted apart")
        net = [look(f"2001:db8:1:2::{i:x}") for i in range(45)]
        check(net.count(429) >= 10, "one household's IPv6 network is one address", net)
    finally:
        site.stop()


# ---- files ----

def chunk(kind, data):
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def bomb():
    """A picture of 60000 x 60000 in a few kilobytes."""
    head = (60000).to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(4_000_000), 9)) + chunk(b"IEND", b"")


def zip_bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("../../../../etc/cron.d/x", bytes(8_000_000))
    return out.getvalue()


def uploads(site, zhou):
    photo = open("packs/daying/demo/photo.jpg", "rb").read()
    script = b"<script>alert(document.domain)</script>"
    bad = {"a zip bomb": ("photos.zip", zip_bomb()), "a picture bomb": ("big.png", bomb()), "a page": ("page.jpg", b"<!doctype html><html><body>" + script),
           "a drawing with a script": ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + script + b"</svg>"),
           "an archive behind a picture": ("p.jpg", open("tests/recordings/polyglot.jpg", "rb").read()), "an empty file": ("e.jpg", b""),
           "a program": ("setup.exe", b"MZ" + os.urandom(3000)), "half a film": ("cut.mp4", open("packs/daying/demo/cut-off.mp4", "rb").read())}
    done = site.send("/complain", report(site, address=80), [("../../../../etc/passwd", photo)], address=80)
    check(done.status == 200 and done.code, "a photograph comes along, whatever path its name claims", done.text[:400])
    digest = lambda a: [d.replace("%3A", ":") for d in re.findall(r"/api/blobs/((?:sm3|sha256)(?::|%3A)[0-9a-f]{64})", page(a))]

    def page(a):
        row = next(r for r in complaints(site, zhou) if r["number"] == a.number)
        return site.get(f"/desk/complaint/{row['id']}", headers={"Authorization": f"Bearer {zhou}"}).text
    links = digest(done)
    check(len(links) == 1, "the office sees it", page(done)[-800:])
    got = site.get(f"/api/blobs/{links[0]}", headers={"Authorization": f"Bearer {zhou}"}) if links else done
    check(got.body == photo and got.headers.get("content-type") == "image/jpeg" and "nosniff" in got.headers.get("x-content-type-options", ""), "byte for byte, as a picture",
          got.headers)
    check(bool(links) and site.get(f"/api/blobs/{links[0]}").status == 401, "nobody else does")
    other = site.get(f"/api/blobs/{links[0]}", headers={"Authorization": f"Bearer {site.token_of('ma')}"}) if links else done
    check(other.status in (403, 404), "nor an officer of another unit", other.status)
    kept = []
    for address, (what, (name, data)) in enumerate(bad.items(), 90):
        a = site.send("/complain", report(site, address=address), [(name, data)], address=address)
        text = page(a) if a.number else a.text
        kept.append(a.number)
        check(a.status == 200 and "隔离" in text and not digest(a), f"{what} is taken and kept apart, without a link", (a.status, text[-500:]))
        for kind in ("sm3", "sha256"):
            try:
                d = hashlib.new(kind, data).hexdigest()
            except ValueError:
                continue
            b = site.get(f"/api/blobs/{kind}:{d}", headers={"Authorization": f"Bearer {zhou}"})
            if data:
                check(b.status != 200, f"{what} is not handed out by its fingerprint either ({kind})", (b.status, b.headers))
    many = site.send("/complain", report(site, address=110), [(f"{i}.jpg", photo) for i in range(6)], address=110)
    check(many.status == 413 and FACTS in many.text and not many.code, "six files are too many; what was typed comes back", (many.status, many.text[:300]))
    large = site.send("/complain", report(site, address=111), [("l.jpg", bytes(10 * 1024 * 1024 + 1))], address=111)
    check(large.status == 413 and FACTS in large.text and not large.code, "a file over 10 MB likewise", (large.status, large.text[:300]))
    stranger = [f for f in report(site, address=112) if f[0] != "_answer"]
    left = sum(len(f) for _, _, f in os.walk(site.blobs))
    a = site.send("/complain", stranger, [("x.jpg", os.urandom(200_000))], address=112)
    check(a.status == 400 and sum(len(f) for _, _, f in os.walk(site.blobs)) == left, "a form that was not accepted leaves no file behind", a.status)


# ---- words ----

def encodings(site, zhou):
    before = len(complaints(site, zhou))
    words = "河边倒渣土，请来看看"
    tries = {"GBK": words.encode("gbk"), "UTF-16": words.encode("utf-16"), "cut UTF-8": words.encode()[:-1], "an overlong slash": b"\xc0\xaf abcdef", "a surrogate": b"\xed\xa0\x80 abcdef",
             "a NUL": b"abcdef\x00gh", "a text that reads backwards": "请看\u202egnp.exe".encode(), "an escape": b"abcdef\x1b[2J"}
    for address, (how, value) in enumerate(tries.items(), 120):
        fields = [("place", "示例镇一村三组河边")] + [(k, value if k == "facts" else v) for k, v in report(site, address=address) if k != "place"]
        a = site.post("/complain", fields, address=address)
        check(a.status == 400 and "text/html" in a.headers["content-type"] and "示例镇一村三组河边" in a.text, f"{how} is refused politely, and the rest that was typed is there",
              (a.status, a.text[:300]))
    a = site.ask("POST", "/complain", words.encode("utf-16"), {"Content-Type": "text/plain; charset=utf-16"}, address=130)
    check(400 <= a.status < 500, "a body that is no form is refused", a.status)
    check(len(complaints(site, zhou)) == before, "none of it was filed")


EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>\'-->{{7*7}}${7*7}'


def scripts(site, zhou):
    fields = report(site, address=140, facts=f"事情是这样的 {EVIL}", place=f"示例镇 {EVIL}", about=EVIL, reporter_name=EVIL[:40], reporter_address=EVIL, identity="named",
                    reporter_phone="13900000009")
    done = site.post("/complain", fields, address=140)
    row = next((r for r in complaints(site, zhou) if r["number"] == done.number), None)
    pages = [done.text, site.post("/follow", [("number", done.number), ("code", done.code)], address=141).text,
             site.get("/desk/complaints", headers={"Authorization": f"Bearer {zhou}"}).text]
    if check(row is not None, "a report full of scripts is a report", done.text[:400]):
        pages.append(site.get(f"/desk/complaint/{row['id']}", headers={"Authorization": f"Bearer {zhou}"}).text)
    typed = [(k, EVIL if k not in ("_token", "_answer") else v) for k, v in fields]
    back = site.post("/complain", typed, address=142)
    pages += [back.text, site.post("/follow", [("number", EVIL), ("code", EVIL)], address=143).text, site.post("/progress", [("number", EVIL), ("code", EVIL)], address=143).text]
    check(all("<script>alert" not in p and "<img src=x" not in p for p in pages) and "&lt;script&gt;alert" in back.text, "a script in every field is text on every page, and comes back as text")
    check("{{7*7}}${7*7}" in back.text, "nothing that was typed is worked out")
    token, answer = site.form("/consult", 144)
    q = site.post("/consult", [("_token", token), ("_answer", answer), ("topic", EVIL[:80]), ("question", EVIL), ("asker_name", EVIL[:40])], address=144)
    check(q.status == 200, "a question full of scripts is a question", q.text[:300])
    check("<script>alert" not in site.get("/desk/consultations", headers={"Authorization": f"Bearer {zhou}"}).text, "and text on the desk")


def secrets(site, done, planted):
    stored = b"".join(open(os.path.join(site.folder, f), "rb").read() for f in os.listdir(site.folder) if f.startswith("site.db"))
    plain = done.code.replace("-", "").encode()
    check(done.code.encode() not in stored and plain not in stored, "the code stands nowhere in the database")
    check(planted.encode() not in stored, "the name of somebody who stayed unnamed stands nowhere in the database")


def main(folder):
    site = Site(folder)
    site.case = None
    zhou = site.token_of("zhou")
    site.case = site.view("cases", site.token_of("li"))["rows"][0]["id"]
    try:
        done = good(site, zhou)
        refused(site, zhou)
        correction(site)
        enumeration(site, done, zhou)
        floods(site, zhou)
        uploads(site, zhou)
        encodings(site, zhou)
        scripts(site, zhou)
    finally:
        site.stop()
    secrets(site, done, "不该留下的名字")
    behind_proxy(folder + "-proxy")
    for what, words in {"the journal verifies": ("journal", "verify"), "a rebuild gives the same tables": ("rebuild", "--check")}.items():
        p = program(*words, "--db", site.db)
        check(p.returncode == 0, what + " after all of it", p.stdout + p.stderr)
    print(f"{door_site.passed} passed, {door_site.failed} failed")
    return 1 if door_site.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
