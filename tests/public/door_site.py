"""A site of our own with a server, asked from many addresses (127.0.0.x); forms filled in as a browser does.  Standard library only."""
import hashlib
import html
import http.client
import json
import os
import re
import subprocess
import sys
import urllib.parse

PROGRAM = os.environ.get("MINGJING", "build/mingjing")
NOW = "2026-11-20 10:00"
passed = failed = 0


def check(good, sentence, detail=""):
    global passed, failed
    if good:
        passed += 1
        print(f"ok - {sentence}")
    else:
        failed += 1
        print(f"not ok - {sentence}")
        for line in str(detail)[:1200].splitlines():
            print(f"#   {line}")
    sys.stdout.flush()
    return good


def program(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)


class Answer:
    def __init__(self, r):
        self.status, self.headers, self.body = r.status, dict((k.lower(), v) for k, v in r.getheaders()), r.read()

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    def hidden(self, name):
        m = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        return html.unescape(m.group(1)) if m else ""

    @property
    def number(self):
        m = re.search(r'class="ask-number">([^<]+)<', self.text)
        return m.group(1) if m else ""

    @property
    def code(self):
        m = re.search(r'class="secret-code"><code>([^<]+)<', self.text)
        return m.group(1) if m else ""


class Site:
    def __init__(self, folder, *options):
        os.makedirs(folder, exist_ok=True)
        self.db, self.blobs = f"sqlite:{folder}/site.db", f"{folder}/blobs"
        self.folder, self.options = folder, options
        told = program("story", "tests/public/site.story", "--db", self.db, "--via", "direct", "--blobs", self.blobs)
        assert told.returncode == 0, told.stdout + told.stderr
        self.start()

    def start(self):
        self.process = subprocess.Popen([PROGRAM, "serve", "--db", self.db, "--blobs", self.blobs, "--listen", "127.0.0.1:0", "--now", NOW, *self.options],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            if line.startswith("端口 "):
                self.port = int(line.split()[1])
                return
        raise SystemExit("the site did not start")

    def stop(self):
        self.process.terminate()
        self.process.wait(30)

    def ask(self, method, path, body=None, headers=None, address=1):
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=(f"127.0.{address // 250}.{address % 250 + 1}", 0))
        try:
            c.request(method, path, body, headers or {})
            return Answer(c.getresponse())
        finally:
            c.close()

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def post(self, path, fields, address=1, headers=None):
        """A form as a browser without files sends it; values may be bytes."""
        body = "&".join(f"{k}={urllib.parse.quote_from_bytes(v if isinstance(v, bytes) else v.encode())}" for k, v in fields)
        return self.ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})}, address)

    def send(self, path, fields, files, address=1):
        """multipart/form-data: files are (name, bytes)."""
        edge = "edge7d1f0c"
        parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n'.encode() + v.encode() + b"\r\n" for k, v in fields]
        parts += [f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: image/jpeg\r\n\r\n'.encode() + data + b"\r\n"
                  for name, data in files]
        return self.ask("POST", path, b"".join(parts) + f"--{edge}--\r\n".encode(), {"Content-Type": f"multipart/form-data; boundary={edge}"}, address)

    def form(self, path, address=1):
        """Token and the right answer to the sum."""
        a = self.get(path, address=address)
        question = re.search(r'for="ask-answer">([^？]+)？', a.text)
        return a.hidden("_token"), str(sum_of(question.group(1)))

    def token_of(self, who):
        a = self.ask("POST", "/api/login", json.dumps({"login": who, "password": "mingjing-demo"}), {"Content-Type": "application/json"})
        return json.loads(a.body)["token"]

    def act(self, who_token, verb, **fields):
        a = self.ask("POST", f"/api/acts/{verb}", json.dumps(fields), {"Content-Type": "application/json", "Authorization": f"Bearer {who_token}"})
        return a.status, json.loads(a.body)

    def view(self, name, who_token=None, **params):
        a = self.ask("GET", f"/api/views/{name}?" + urllib.parse.urlencode(params), headers={"Authorization": f"Bearer {who_token}"} if who_token else {})
        return json.loads(a.body)


DIGITS = "零一二三四五六七八九"


def value_of(words):
    tens, last = 0, 0
    for c in words:
        if c == "十":
            tens, last = 10 * (last or 1), 0
        else:
            last = DIGITS.index(c)
    return tens + last


def sum_of(question):
    m = re.match(r"([零一二三四五六七八九十]+)(加|减)([零一二三四五六七八九十]+)等于多少", question)
    a, b = value_of(m.group(1)), value_of(m.group(3))
    return a + b if m.group(2) == "加" else a - b


def work_of(token, bits=16):
    n = 0
    while int.from_bytes(hashlib.sha256(f"{token}:{n}".encode()).digest()[:4], "big") >> (32 - bits):
        n += 1
    return str(n)
