"""A site of our own to attack: made, served and stopped here, in a folder that goes away.  Standard library only."""
import atexit
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import threading
import urllib.parse
import urllib.request

PROGRAM = os.environ.get("MINGJING", "build/mingjing")
WORD = "mingjing-demo"


class Tally:
    """Counts, and says each sentence once."""

    def __init__(self):
        self.passed = self.failed = 0
        self.lock = threading.Lock()

    def check(self, good, sentence, detail=""):
        with self.lock:
            if good:
                self.passed += 1
                print(f"ok - {sentence}")
            else:
                self.failed += 1
                print(f"not ok - {sentence}")
                for line in str(detail)[:1500].splitlines():
                    print(f"#   {line}")
        return good


TALLY = Tally()
check = TALLY.check


def run(*words, now=None, timeout=60, env=None):
    """The program at a prompt: code, output, errors."""
    words = [str(w) for w in words] + (["--now", now] if now else [])
    p = subprocess.run([PROGRAM, *words], capture_output=True, text=True, timeout=timeout, stdin=subprocess.DEVNULL, env=env)
    return p.returncode, p.stdout, p.stderr


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def json(self):
        try:
            return json.loads(self.body)
        except ValueError:
            return {}

    @property
    def code(self):
        """The refusal's code, "" when it was done."""
        return self.json.get("refused", {}).get("code", "") if isinstance(self.json, dict) else ""

    @property
    def seq(self):
        return self.json.get("seq")

    @property
    def subject(self):
        return self.json.get("subject", {}).get("id")

    def header(self, name):
        return "; ".join(v for n, v in self.headers if n.lower() == name.lower())

    def __repr__(self):
        text = self.text.partition("<main")[2] or self.text
        words = re.sub(r"<[^>]*>|\s+", " ", text)
        return f"{self.status} {words[:400]}"


class Site:
    """A demo site on a set clock, or (now=None) one on the real clock."""

    def __init__(self, folder, pack="daying", url=None, now="2024-09-02 12:00", staff=True):
        os.makedirs(folder, exist_ok=True)
        self.folder, self.pack, self.now = folder, pack, now
        self.url = url or f"sqlite:{folder}/site.db"
        self.path = f"{folder}/site.db"
        self.blobs = f"{folder}/blobs"
        self.port = self.process = None
        self.tokens = {}
        self.local = threading.local()
        if staff:               # a story makes its own site
            with open(f"{folder}/staff.story", "w") as f:
                f.write(f'story "staff"\npack {pack}\ninclude {os.path.relpath("packs", folder)}/{pack}/demo/staff.story\nend\n')
            code, out, err = run("story", f"{folder}/staff.story", "--db", self.url, "--via", "direct", "--blobs", self.blobs)
        else:
            code, out, err = run("init", "--db", self.url, "--pack", f"packs/{pack}", "--origin", "attack.example/log")
        assert code == 0, out + err

    def start(self, *more, figures=False):
        """figures: the server's figures are asked for on a port of their own (figures())."""
        if figures:
            more += ("--metrics-listen", "127.0.0.1:0")
        atexit.register(self.stop)      # whatever goes wrong in between
        words = [PROGRAM, "serve", "--db", self.url, "--listen", "127.0.0.1:0", "--blobs", self.blobs, *more]
        self.log = open(f"{self.folder}/serve.log", "ab")
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=self.log, stdin=subprocess.DEVNULL)
        for line in self.process.stdout:
            if line.startswith("运行指标".encode()):
                self.figures_at = line.split()[1].decode()
            found = re.search(rb"(\d+)\s*$", line) if line.startswith("端口".encode()) else None
            if found:
                self.port = int(found.group(1))
                return self
        raise RuntimeError(open(f"{self.folder}/serve.log").read())

    def stop(self):
        """Ends as an operator would; the exit code."""
        if not self.process:
            return 0
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        self.process.stdout.close()
        self.log.close()
        self.process = None
        self.local = threading.local()
        return code

    @property
    def alive(self):
        return self.process is not None and self.process.poll() is None

    # ---- HTTP ----

    def ask(self, method, path, body=None, headers=None, fresh=False):
        """One request; a connection for each thread is kept."""
        headers = dict(headers or {})
        for again in (False, True):
            c = None if fresh else getattr(self.local, "c", None)
            if c is None:
                c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
                if not fresh:
                    self.local.c = c
            try:
                c.request(method, path, body, headers)
                r = c.getresponse()
                a = Answer(r.status, r.getheaders(), r.read())
                if fresh:
                    c.close()
                return a
            except (http.client.HTTPException, OSError):
                c.close()
                self.local.c = None
                if again:
                    raise

    def get(self, path, cookie=None, token=None, **headers):
        headers = {k.replace("_", "-"): v for k, v in headers.items()}
        if cookie:
            headers["Cookie"] = f"mj={cookie}"
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if self.now and (cookie or token):
            headers.setdefault("X-Mingjing-Now", self.now)
        return self.ask("GET", path, None, headers)

    def post_json(self, path, value, **headers):
        headers = {k.replace("_", "-"): v for k, v in headers.items()}
        headers.setdefault("Content-Type", "application/json")
        return self.ask("POST", path, json.dumps(value) if not isinstance(value, (str, bytes)) else value, headers)

    def form(self, path, fields, cookie=None, **headers):
        headers = {k.replace("_", "-"): v for k, v in headers.items()}
        headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
        if self.now:
            headers.setdefault("X-Mingjing-Now", self.now)
        if cookie:
            headers["Cookie"] = f"mj={cookie}"
        return self.ask("POST", path, urllib.parse.urlencode(fields), headers)

    def login(self, login, word=WORD):
        """A Bearer token."""
        a = self.post_json("/api/login", {"login": login, "password": word, **({"now": self.now} if self.now else {})})
        assert a.status == 200, f"{login}: {a}"
        return a.json["token"]

    def cookie(self, login, word=WORD):
        a = self.form("/login", {"login": login, "password": word})
        found = re.search(r"mj=([^;]+)", a.header("Set-Cookie"))
        assert a.status == 303 and found, f"{login}: {a}"
        return found.group(1)

    def token(self, login):
        if login not in self.tokens:
            self.tokens[login] = self.login(login)
        return self.tokens[login]

    def _again(self, login, ask):
        """With a token; a new one when the old one has run out on the set clock."""
        a = ask(self.token(login))
        if a.status == 401 and a.code == "LOGIN":
            self.tokens.pop(login, None)
            a = ask(self.token(login))
        return a

    def act(self, who, verb, subject=None, key=None, expected=None, now=None, **fields):
        body = dict(fields)
        if subject is not None:
            body["subject"] = subject
        if key:
            body["key"] = key
        if expected is not None:
            body["expected"] = expected

        def ask(token):
            headers = {"Authorization": f"Bearer {token}"}
            if self.now:
                headers["X-Mingjing-Now"] = now or self.now
            return self.post_json(f"/api/acts/{verb}", body, **headers)
        return self._again(who, ask)

    def must(self, who, verb, subject=None, **fields):
        a = self.act(who, verb, subject, **fields)
        assert a.status in (200, 201), f"{who} {verb} {fields}: {a}"
        return a

    def view(self, login, name, **params):
        path = f"/api/views/{name}?{urllib.parse.urlencode(params)}"
        return self._again(login, lambda t: self.get(path, token=t)) if login else self.get(path)

    def page(self, login, path):
        """A page of the desk: the Bearer token opens it as the cookie would."""
        return self._again(login, lambda t: self.get(path, token=t))

    def upload(self, login, data=b"film"):
        def ask(token):
            headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/octet-stream"}
            if self.now:
                headers["X-Mingjing-Now"] = self.now
            return self.ask("POST", "/api/blobs", data, headers)
        return self._again(login, ask).json["digest"]

    def fact(self, case, name, login="jian"):
        a = self.view(login, "case", case=case)
        rows = {r["name"]: r["value"] for r in a.json.get("rows", [])}
        return rows.get(name)

    def figures(self):
        with urllib.request.urlopen(self.figures_at, timeout=30) as a:
            return a.read().decode()

    def size(self):
        """Acts in the log."""
        code, out, err = run("journal", "verify", "--db", self.url)
        found = re.search(r"(\d+)", out)
        assert code == 0 and found, out + err
        return int(found.group(1))

    # ---- bytes ----

    def raw(self, data, wait=5.0, half_close=False):
        """Bytes in, bytes out, until the server closes or is silent for a while."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=wait) as s:
            try:
                s.sendall(data)
                if half_close:
                    s.shutdown(socket.SHUT_WR)
            except OSError:
                pass
            out = b""
            try:
                while True:
                    piece = s.recv(65536)
                    if not piece:
                        break
                    out += piece
                    if b"\r\n\r\n" in out and whole(out):
                        break
            except (socket.timeout, OSError):
                pass
            return out


def whole(data):
    """Is the (first) answer complete by its own account?"""
    head, _, body = data.partition(b"\r\n\r\n")
    found = re.search(rb"(?i)content-length: *(\d+)", head)
    return bool(found) and len(body) >= int(found.group(1))


def status_of(data):
    found = re.match(rb"HTTP/1\.[01] (\d+)", data)
    return int(found.group(1)) if found else 0
