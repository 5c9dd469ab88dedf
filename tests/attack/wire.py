"""Bytes that no browser sends: every one must get a plain answer, and the server must be well afterwards."""
import concurrent.futures
import json
import os
import socket
import time

import flow
from site_ import WORD, Site, check, status_of

FOUR = {400, 401, 403, 404, 405, 409, 411, 413, 414, 415, 417, 426, 429, 431, 501, 505}


def well(s):
    try:
        return s.alive and s.ask("GET", "/health", fresh=True).status == 200
    except OSError:
        return False


def get(path, *headers, version="HTTP/1.1", method="GET"):
    lines = [f"{method} {path} {version}", "Host: x", "Connection: close", *headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")


def addresses(s):
    """Paths and queries."""
    bad = []
    queries = ["q=%00", "q=%ff", "q=%c0%af", "q=%ed%a0%80", "q=%e2%80%ae", "q=%e2%81%a6", "q=%", "q=%1", "q=%zz", "q=" + "x" * 10240, "q=" + "%e6%98%8e" * 3000,
               "q=a&q=b", "page=1&page=2", "page=-1", "page=0", "page=99999999999999999999", "page=1e9", "page=0x1", "from=2024-02-30", "from=9999999-01-01",
               "from=0000-00-00", "to=-1", "kind='", "agency=%27%20OR%201=1--", "&&&&", "=x", "=", "a[]=1", "%00=1", "q" * 300 + "=1", "&".join(f"a{i}=1" for i in range(2000)),
               "q=%f0%9f%92%a9", "q=%25%5f", "q=!%25", "q=" + "%25" * 200, "state=withdrawn&state=shown", "q=%0a%0d", "page=%d9%a1"]
    for q in queries:
        for page in ("/search", "/api/views/publications", "/", "/login", "/decision/1", "/assets/x"):
            out = s.raw(get(f"{page}?{q}"))
            if status_of(out) not in FOUR | ({200, 303, 0} if q[:3] == "a0=" else {200, 303}) or b"sqlite" in out.lower():
                bad.append(f"{page}?{q[:30]}: {out[:80]}")
    paths = ["/..", "/../etc/passwd", "/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd", "/assets/../../etc/passwd", "/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/a%2fb",
             "/a%5cb", "/a\\b", "//", "//desk", "/desk/", "/desk//case/1", "/./desk", "/desk/case/%31", "/desk/case/1%00", "/desk/case/1%0a", "/%ff", "/%", "/%1",
             "/" + "a" * 3000, "/" + "a" * 40000, "/decision/-1", "/decision/99999999999999999999", "/decision/1e3", "/decision/0x1", "/decision/٣", "/decision/ 1",
             "/proof/-1", "/proof/99999999999999999999", "/log/tile/0/000", "/log/tile/-1/000", "/log/tile/9/000", "/log/tile/0/999", "/log/tile/0/x999/x999/x999/x999/x999/999",
             "/log/tile/0/x999/x999/x999/x999/x999/x999/999", "/log/tile/0/000.p/0", "/log/tile/0/000.p/256", "/log/tile/0/000.p/999999999999", "/log/tile/0/000.p/-1",
             "/log/tile/0/../0/000", "/log/tile/63/000", "/log/tile/7/000.p/1", "/agency/%3Cscript%3E", "/agency/" + "%e6%98%8e" * 500, "http://evil/", "*", "desk", "?", "/?",
             "/api/views/%00", "/api/views/cases%2f", "/api/acts/", "/api/blobs/../../etc/passwd", "/.git/config", "/site.db", "/var/daying.db.keys"]
    for path in paths:
        for method in ("GET", "HEAD"):
            out = s.raw(get(path, method=method))
            if status_of(out) not in FOUR | {200, 303, 0} or b"root:" in out or b"PRIVATE" in out:
                bad.append(f"{method} {path[:60]}: {out[:80]}")
    check(not bad, f"{len(queries) * 6 + len(paths) * 2} strange addresses get plain answers", "\n".join(bad[:20]))
    check(well(s), "and the server is well")


def requests(s):
    """Request lines, headers, versions, methods."""
    bad = []
    shapes = {
        "no Host": b"GET / HTTP/1.1\r\n\r\n", "two Hosts": b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
        "HTTP/1.0": b"GET / HTTP/1.0\r\n\r\n", "HTTP/0.9": b"GET /\r\n", "HTTP/2.0": b"GET / HTTP/2.0\r\nHost: x\r\n\r\n", "HTTP/9": b"GET / HTTP/9\r\n\r\n",
        "h2 preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "TLS hello": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"x" * 500, "zeros": b"\0" * 4096,
        "noise": bytes(range(256)) * 16, "only newlines": b"\r\n" * 1000, "a header without end": b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 60000,
        "5000 headers": b"GET / HTTP/1.1\r\nHost: x\r\n" + b"".join(b"X-%d: y\r\n" % i for i in range(5000)) + b"\r\n",
        "a folded header": b"GET / HTTP/1.1\r\nHost: x\r\nX-A: b\r\n  c\r\nConnection: close\r\n\r\n", "a space before the colon": b"GET / HTTP/1.1\r\nHost : x\r\nConnection: close\r\n\r\n",
        "NUL in a header": b"GET / HTTP/1.1\r\nHost: x\r\nX: a\0b\r\nConnection: close\r\n\r\n", "bare LF": b"GET / HTTP/1.1\nHost: x\nConnection: close\n\n",
        "bare CR": b"GET / HTTP/1.1\rHost: x\r\r", "spaces in the line": b"GET  /  HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "a long method": b"G" * 9000 + b" / HTTP/1.1\r\nHost: x\r\n\r\n", "utf-8 in the line": "GET /明镜 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode(),
        "two lengths": b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "length and chunks": b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "a negative length": b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", "a huge length": b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        "a large length": b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999999\r\n\r\n", "a length in words": b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: ten\r\n\r\n",
        "a chunk too large": b"POST /login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n", "a chunk of noise": b"POST /login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "an unknown coding": b"POST /login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\nConnection: close\r\n\r\n0\r\n\r\n", "Expect": b"POST /api/blobs HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n",
        "Expect nonsense": b"GET / HTTP/1.1\r\nHost: x\r\nExpect: the-unexpected\r\nConnection: close\r\n\r\n", "Upgrade": b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n",
        "a GET with a body": b"GET /search HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc", "Range": b"GET / HTTP/1.1\r\nHost: x\r\nRange: bytes=9-1,-1,x\r\nConnection: close\r\n\r\n",
        "If-None-Match": b"GET / HTTP/1.1\r\nHost: x\r\nIf-None-Match: " + b'"x",' * 3000 + b"\r\nConnection: close\r\n\r\n",
        "Accept-Encoding": b"GET / HTTP/1.1\r\nHost: x\r\nAccept-Encoding: " + b"gzip;q=0," * 500 + b"\r\nConnection: close\r\n\r\n",
        "Cookies": b"GET / HTTP/1.1\r\nHost: x\r\nCookie: " + b"mj_size=l; " * 800 + b"\r\nConnection: close\r\n\r\n", "display cookies": b"GET / HTTP/1.1\r\nHost: x\r\nCookie: mj_size=\xff\"><x; mj_theme=\r\nConnection: close\r\n\r\n",
    }
    for name, data in shapes.items():
        out = s.raw(data, wait=0.3)
        if status_of(out) not in FOUR | {200, 303, 0, 100} or not well(s):
            bad.append(f"{name}: {out[:100]}")
    for method in ("PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get", "FOO"):
        for path in ("/", "/login", "/desk", "/api/acts/case.file", "/api/blobs", "/log/checkpoint", "/nothing", "/assets/x.css"):
            out = s.raw(get(path, method=method), wait=2.0)
            if status_of(out) not in {400, 404, 405, 501, 0} or b"TRACE /" in out.partition(b"\r\n\r\n")[2]:
                bad.append(f"{method} {path}: {out[:80]}")
            if status_of(out) == 405 and b"\r\nAllow:" not in out:
                bad.append(f"{method} {path}: 405 without Allow")
    check(not bad, f"{len(shapes)} malformed requests and 72 wrong methods are survived and answered", "\n".join(bad[:20]))
    a = s.ask("HEAD", "/")
    b = s.ask("GET", "/")
    check(a.status == 200 and not a.body and a.header("Content-Length") == b.header("Content-Length"), "HEAD is GET without the body", a)
    out = s.raw(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n" * 20 + b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", wait=3.0) + b""
    with socket.create_connection(("127.0.0.1", s.port), timeout=5) as c:
        c.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n" * 20 + b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        out = b""
        while piece := c.recv(65536):
            out += piece
    check(out.count(b"HTTP/1.1 200") == 21, "twenty-one requests in one breath get as many answers", out.count(b"HTTP/1.1 200"))
    # a request smuggled in another's body must not be answered as its own
    out = s.raw(b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 35\r\nConnection: close\r\n\r\nGET /health HTTP/1.1\r\nHost: x\r\n\r\nxx", wait=2.0)
    check(out.count(b"HTTP/1.1 ") == 1, "a request inside a body is a body", out[:200])


def bodies(s, case):
    """JSON, forms, multipart."""
    auth = {"Authorization": f"Bearer {s.token('li')}", "X-Mingjing-Now": s.now}
    bad, size = [], s.size()
    verb = "/api/acts/material.add"
    good = {"subject": case, "material_kind": "other", "material_title": "x", "text": "x"}

    def js(name, data, want=frozenset({400, 413})):
        data = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
        a = s.ask("POST", verb, data, dict(auth, **{"Content-Type": "application/json"}))
        if a.status not in want:
            bad.append(f"{name}: {a}")
    js("deep", "[" * 100000)
    js("deep object", '{"a":' * 5000 + "1" + "}" * 5000)
    js("double names", '{"subject":%d,"subject":%d,"material_kind":"other","material_title":"x","text":"x"}' % (case, case))
    js("double fields", '{"subject":%d,"material_kind":"other","material_title":"x","material_title":"y","text":"x"}' % case)
    js("a list", "[]")
    js("null", "null")
    js("a number", "1e999")
    js("trailing", json.dumps(good) + "x")
    js("cut", json.dumps(good)[:-3])
    js("nothing but space", " ")
    js("BOM", b"\xef\xbb\xbf" + json.dumps(good).encode())
    js("utf-16", json.dumps(good).encode("utf-16"))
    js("bad utf-8", b'{"subject":%d,"text":"\xff"}' % case)
    js("a lone surrogate", json.dumps(dict(good, text="\ud800")))
    js("NUL in text", json.dumps(dict(good, text="a\u0000b")))
    js("NUL in a name", json.dumps(dict(good, **{"te\u0000xt": "x"})))
    js("bidi", json.dumps(dict(good, text="a\u202eb"), ensure_ascii=False))
    js("escape sequences", json.dumps(dict(good, text="a\u001b[2Jb")))
    js("too long a title", json.dumps(dict(good, material_title="明" * 201)))
    js("too long a text", json.dumps(dict(good, text="x" * 20001)))
    js("two MB", json.dumps(dict(good, text="x" * 2000000)), {413})
    js("unknown field", json.dumps(dict(good, actor="zhao")))
    js("a frame's field", json.dumps(dict(good, _csrf="x")))
    for name in ("actor", "stage", "flags", "agency", "clocks", "at", "seq", "role"):
        js(f"forged {name}", json.dumps(dict(good, **{name: "x"})))
    for subject in (-1, 1.5, "x", [], {}, True, 2 ** 63, 1e30, "case/", "user/1", f"case/{case}/", " 1"):
        js(f"subject {subject!r}", json.dumps(dict(good, subject=subject)), {400, 404})
    for key in ("", "x" * 201, 5, [], "a\u0000"):
        js(f"key {str(key)[:10]!r}", json.dumps(dict(good, key=key)))
    for value in ([["x"]], {"a": 1}, [None]):
        js(f"text {value!r}", json.dumps(dict(good, text=value)))
    js("a list where one is asked", json.dumps(dict(good, material_kind=["other", "evidence_list"])))
    for expected in (-5, "x", 1.5, 2 ** 70):
        js(f"expected {expected!r}", json.dumps(dict(good, expected=expected)), {400, 409})

    def form(name, data, kind="application/x-www-form-urlencoded", want=FOUR):
        data = data if isinstance(data, bytes) else data.encode()
        a = s.ask("POST", "/desk/act/material.add", data, dict(auth, **{"Content-Type": kind}))
        if a.status not in want:
            bad.append(f"{name}: {a}")
    base = f"_subject={case}&material_kind=other&text=x"
    for tail in ("&material_title=%00", "&material_title=%ff", "&material_title=%", "&material_title=a&material_title=b", "&=", "&%00=x", "&material_title=%e2%80%ae",
                 "&material_title=" + "x" * 1100000, "&" + "&".join(f"f{i}=1" for i in range(3000)), "&_subject=1", "&material_title=a%0Ab"):
        form(f"form …{tail[:24]}", base + tail)
    line = "----x"
    part = f'--{line}\r\nContent-Disposition: form-data; name="_subject"\r\n\r\n{case}\r\n'
    mp = f"multipart/form-data; boundary={line}"
    file_ = f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="../../../etc/passwd"\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script>\r\n'
    for name, data, kind in (
            ("no boundary", part, "multipart/form-data"), ("an empty boundary", part, "multipart/form-data; boundary="), ("a long boundary", part, "multipart/form-data; boundary=" + "b" * 500),
            ("no end", part, mp), ("only the end", f"--{line}--\r\n", mp), ("nothing", "", mp), ("noise", b"\xff" * 5000, mp), ("no name", f"--{line}\r\nContent-Disposition: form-data\r\n\r\nx\r\n--{line}--\r\n", mp),
            ("no disposition", f"--{line}\r\n\r\nx\r\n--{line}--\r\n", mp), ("long part headers", f"--{line}\r\nX: {'y' * 100000}\r\n\r\nx\r\n--{line}--\r\n", mp),
            ("2000 parts", part * 2000 + f"--{line}--\r\n", mp), ("30 files", file_ * 30 + f"--{line}--\r\n", mp), ("nested", part.replace(str(case), f"--{line}\r\n") + f"--{line}--\r\n", mp),
            ("a name of NULs", f'--{line}\r\nContent-Disposition: form-data; name="a\0b"\r\n\r\nx\r\n--{line}--\r\n', mp),
            ("two dispositions", f'--{line}\r\nContent-Disposition: form-data; name="a"\r\nContent-Disposition: form-data; name="b"\r\n\r\nx\r\n--{line}--\r\n', mp),
            ("a file for a text", f'--{line}\r\nContent-Disposition: form-data; name="material_title"; filename="x"\r\n\r\nx\r\n{part}--{line}--\r\n', mp),
            ("a text for a file", f'--{line}\r\nContent-Disposition: form-data; name="file"\r\n\r\nsm3:{"0" * 64}\r\n{part}--{line}--\r\n', mp),
            ("trailing", part + f"--{line}--\r\nGET / HTTP/1.1\r\n\r\n", mp)):
        form(f"multipart {name}", data, kind)
    check(not bad, "strange bodies are refused with a reason, none with a failure", "\n".join(bad[:25]))
    check(s.size() == size, "and none of them wrote anything", f"{size} -> {s.size()}")
    ok = f'{part}--{line}\r\nContent-Disposition: form-data; name="material_kind"\r\n\r\nother\r\n--{line}\r\nContent-Disposition: form-data; name="material_title"\r\n\r\nx\r\n{file_}--{line}--\r\n'
    a = s.ask("POST", "/desk/act/material.add", ok.encode(), dict(auth, **{"Content-Type": mp}))
    digest = next(r["digest"] for r in s.view("li", "materials", case=case).json["rows"][::-1] if r["digest"])
    b = s.page("li", f"/api/blobs/{digest}")
    check(a.status == 303 and b.status == 200 and "html" not in b.header("Content-Type") and b.header("Content-Disposition").startswith("attachment") and "/etc" not in b.header("Content-Disposition"),
          "a page sent as a file comes back as a file to save, not as a page", f"{a.status} {b.headers}")
    check(well(s), "the server is well")


def left(s):
    """Files in the store that are no whole uploads."""
    out = []
    for folder, _, names in os.walk(s.blobs):
        for name in names:
            try:
                if os.path.getsize(os.path.join(folder, name)) == 100000:
                    out.append(name)
            except OSError:
                pass
    return out


def slow(s):
    """Slow and silent clients do not keep others out."""
    held = [socket.create_connection(("127.0.0.1", s.port), timeout=5) for _ in range(200)]
    for i, c in enumerate(held):
        c.sendall((b"GET / HTTP/1.1\r\nHost: x\r\nX-", b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nlog", b"", b"G")[i % 4])
    a = s.ask("GET", "/", fresh=True)               # asked with half a minute's patience: the silent ones are only hung up on after a whole one
    check(a.status == 200, "with two hundred silent connections open the portal answers")
    for c in held:
        c.close()
    s.local.c = None

    def one(i):
        try:
            return s.ask("GET", ("/", "/search", "/verify", "/login", "/nothing")[i % 5], fresh=True).status
        except OSError:
            return 0
    with concurrent.futures.ThreadPoolExecutor(300) as pool:
        answers = list(pool.map(one, range(900)))
    good = sum(a in (200, 404) for a in answers)
    check(good >= 700 and not any(a >= 500 for a in answers), f"nine hundred requests over three hundred connections ({good} answered)", sorted(set(answers)))
    check(well(s), "the server is well")
    # a client that sends a large body for nothing, and hangs up in the middle of an upload
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", s.port), timeout=5) as c:
            c.sendall(f"POST /api/blobs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {s.token('li')}\r\nX-Mingjing-Now: {s.now}\r\nContent-Type: x/y\r\nContent-Length: 9000000\r\n\r\n".encode() + b"x" * 100000)
    temp = left(s)
    until = time.monotonic() + 70       # an idle connection is given up after a minute
    while temp and time.monotonic() < until:        # until the server has seen that they hung up
        temp = left(s)
    check(not temp and well(s), "uploads broken off leave nothing behind", temp)


def all_of(folder, pg=None):
    from meaning import part_run
    s = Site(f"{folder}/site").start("--now", "2024-09-02 12:00")
    case = flow.filed(s)
    for part in (addresses, requests, lambda s: bodies(s, case), slow):
        part_run(part, s)
    check(s.stop() == 0, "and ends when told to")
