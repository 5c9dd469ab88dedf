"""Databases cut, full, locked, gone: a clear word, the right status and exit code, and nothing that was answered is lost."""
import os
import re
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import threading
import time

import flow
from flow import tick
from site_ import PROGRAM, Site, check, run

# the journal may lie in other pages than the scribbled ones; the last page may be empty at its end
HARMLESS = {("journal", "a scribbled middle")} | {(w, "cut within a page") for w in ("journal", "rebuild", "doctor")}
WORDS = re.compile(r"[\u4e00-\u9fff]{2,}")


def plain(code, out, err, codes=(1, 2)):
    """An exit code of its own, words for people, no crash."""
    return code in codes and WORDS.search(out + err) is not None and "must" not in err and "Assertion" not in err


def broken_files(folder, good):
    """Whatever lies where the database should be."""
    size = os.path.getsize(good)
    data = open(good, "rb").read()
    shapes = {"empty": b"", "one byte": b"x", "noise": os.urandom(8192), "cut in half": data[:size // 2], "only its first page": data[:4096],
              "cut within a page": data[:size - 1000], "a scribbled middle": data[:size // 3] + os.urandom(20000) + data[size // 3 + 20000:],
              "another program's": None, "a folder": None}
    bad = []
    for name, content in shapes.items():
        path = f"{folder}/broken.db"
        for end in ("", "-wal", "-shm"):
            if os.path.isdir(path + end):
                os.rmdir(path + end)
            elif os.path.exists(path + end):
                os.unlink(path + end)
        shutil.copy(f"{good}.keys", f"{path}.keys")
        if name == "a folder":
            os.mkdir(path)
        elif name == "another program's":
            with sqlite3.connect(path) as db:
                db.execute("CREATE TABLE site (one INTEGER, name TEXT)")
        else:
            open(path, "wb").write(content)
        url = f"sqlite:{path}"
        for words in (["view", "cases", "--as", "jian", "--db", url],
                      ["act", "source.register", "channel=hotline", "place=x", "source_facts=x", "--as", "zhou", "--db", url, "--now", "2030-01-01 10:00"],
                      ["journal", "verify", "--db", url], ["rebuild", "--check", "--db", url], ["doctor", "--db", url],
                      ["serve", "--db", url, "--listen", "127.0.0.1:0", "--now", "2030-01-01 10:00"]):
            try:
                code, out, err = run(*words, timeout=2 if words[0] == "serve" else 30)
            except subprocess.TimeoutExpired:
                code, out, err = (0, "", "") if words[0] == "serve" else (99, "", "does not end")
            # what lies in an untouched page may still be read: then it is right
            fine = code == 0 and name in ("a scribbled middle", "cut within a page", "cut in half")
            if words[0] in ("journal", "rebuild", "doctor") and code == 0 and (words[0], name) not in HARMLESS:
                fine = False
            if not plain(code, out, err) and not fine:
                bad.append(f"{name}: {words[0]}: {code} {out[:200]} {err[:200]}")
    check(not bad, f"{len(shapes)} sorts of broken database: every command ends with words and a code", "\n".join(bad))


def wrong_places(folder):
    bad = []
    for url in ("sqlite:/proc/nonexistent/x.db", "sqlite:", "sqlite", "", "mysql://x", "postgresql://127.0.0.1:1/x", "postgresql://nobody:x@127.0.0.1:1/x?connect_timeout=1",
                "sqlite:/dev/null", "sqlite:/proc/self/mem", "file:///etc/passwd", "sqlite:" + "x" * 5000):
        for words in (["view", "cases"], ["init", "--pack", "packs/daying"], ["doctor"]):
            code, out, err = run(*words, "--db", url, timeout=40)
            if not plain(code, out, err):
                bad.append(f"{words[0]} {url[:40]}: {code} {out[:200]} {err[:200]}")
    check(not bad, "no site at strange addresses, and words about it", "\n".join(bad))
    check(not os.path.exists("x" * 100) and not os.path.exists("sqlite"), "nothing is made there")


def register(s, i=0):
    return s.act("zhou", "source.register", channel="hotline", place="x", source_facts=f"第{i}件" + "。" * 3000, unit="team1")


def count(path):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        return {r[0] for r in db.execute("SELECT seq FROM journal_act")}


def full(folder):
    """The disk is full (no file may grow any more): refused with 503, nothing half-done, and all is well when there is room again."""
    s = Site(folder).start("--now", "2024-09-02 12:00")
    assert register(s).status == 201
    s.upload("zhou")
    limit = sum(os.path.getsize(s.path + e) for e in ("", "-wal") if os.path.exists(s.path + e)) + 200000
    resource.prlimit(s.process.pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    answers, done = [], []
    for i in range(120):
        a = register(s, i)
        answers.append(a.status)
        if a.status == 201:
            done.append(a.seq)
        if answers[-3:] == [503] * 3:
            break
    check(503 in answers and set(answers) <= {201, 503} and s.alive, f"a full disk: 503, and the server stays ({len(done)} acts before)", answers)
    a = register(s)
    check(a.status == 503 and "failed" in a.json and a.header("Retry-After"), "it says that nothing was written and when to try again", a)
    check(s.ask("GET", "/").status == 200 and s.view("zhou", "cases").status == 200, "reading goes on")
    up = s.ask("POST", "/api/blobs", b"x" * 3000000, {"Authorization": f"Bearer {s.token('zhou')}", "Content-Type": "x/y", "X-Mingjing-Now": s.now})
    check(up.status == 503 or up.status == 413, "an upload that finds no room says so", up)
    resource.prlimit(s.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    a = register(s)
    check(a.status == 201, "with room again it goes on without a restart", a)
    done.append(a.seq)
    check(set(done) <= count(s.path), "every act that was answered is there")
    check(s.stop() == 0, "the server ends when told to")
    sound(s, "after a full disk")


def sound(s, when):
    code, out, err = run("journal", "verify", "--db", s.url)
    code2, out2, err2 = run("rebuild", "--check", "--db", s.url)
    check(code == 0 and code2 == 0, f"{when} journal and tables are whole", out + err + out2 + err2)


def locked(s):
    """Another program holds the database."""
    other = sqlite3.connect(s.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    begun = time.monotonic()
    result = []
    t = threading.Thread(target=lambda: result.append(register(s)))
    t.start()
    check(s.ask("GET", "/").status == 200, "while another program holds the database the portal answers")
    t.join(30)
    waited = time.monotonic() - begun
    a = result[0] if result else None
    check(a is not None and a.status == 503 and WORDS.search(a.text), f"an act says after a while that it could not be written ({waited:.0f} s)", a)
    code, out, err = run("act", "source.register", "channel=hotline", "place=x", "source_facts=x", "--as", "zhou", "--db", s.url, now=tick(s), timeout=60)
    check(plain(code, out, err, (1,)), "so does the prompt, with exit code 1", f"{code} {out} {err}")
    other.execute("ROLLBACK")
    other.close()
    a = register(s)
    check(a.status == 201, "and when it lets go all is as before", a)


def gone(folder):
    """The file is deleted, or replaced, under a running server: no act is answered that would be lost."""
    s = Site(folder).start("--now", "2024-09-02 12:00")
    assert register(s).status == 201
    s.stop()
    shutil.copytree(folder, f"{folder}-kept")
    s.start("--now", "2024-09-02 12:00")
    done = [register(s).seq]
    os.rename(s.path, f"{s.path}.away")
    a = register(s)
    b = s.ask("GET", "/search", fresh=True)
    check(a.status == 503 and WORDS.search(a.text), "the database gone under the server: an act is not answered as done", a)
    check(b.status in (200, 503) and s.alive, "pages say so or show what was kept", b)
    a = s.ask("GET", "/desk", headers={"Cookie": "mj=x"})
    check(a.status in (303, 503), "the desk too", a.status)
    os.rename(f"{s.path}.away", s.path)
    a = register(s)
    check(a.status == 201, "back in its place, the work goes on", a)
    os.rename(s.path, f"{s.path}.away")
    shutil.copy(f"{folder}-kept/site.db", s.path)
    a = register(s)
    check(a.status == 503, "an older copy put in its place is noticed", a)
    os.unlink(s.path)
    os.rename(f"{s.path}.away", s.path)
    s.stop()
    check(set(done) <= count(s.path), "what was answered is there")
    sound(s, "afterwards")


def cut_below(folder):
    """The file is cut while the server has it open: whatever happens, nobody is told that a lost act was done, and a start says what is wrong."""
    s = Site(folder).start("--now", "2024-09-02 12:00")
    for i in range(3):
        assert register(s, i).status == 201
    s.stop()
    s.start("--now", "2024-09-02 12:00")
    os.truncate(s.path, os.path.getsize(s.path) // 2)
    statuses = []
    for path in ("/", "/search", "/desk", "/api/views/publications", "/health"):
        try:
            statuses.append(s.ask("GET", path, fresh=True).status)
        except OSError:
            statuses.append(0)
    check(s.alive, "a database cut under the server does not bring it down", statuses)
    try:
        a = register(s)
    except (OSError, AssertionError) as gone:
        a = None
    check(a is None or a.status >= 400, "and no act is answered as done", a)
    s.stop()
    try:
        code, out, err = run("serve", "--db", s.url, "--listen", "127.0.0.1:0", "--now", "2030-01-01 10:00", timeout=3)
    except subprocess.TimeoutExpired:
        code, out, err = 0, "", ""
    check(plain(code, out, err), "a start says what is wrong", f"{code} {out} {err}")


def keys_and_files(folder):
    s = Site(folder).start("--now", "2024-09-02 12:00")
    case = flow.filed(s)
    s.stop()
    bad = []
    keys = open(f"{s.path}.keys", "rb").read()
    for name, content in (("missing", None), ("empty", b""), ("noise", os.urandom(500)), ("cut", keys[:len(keys) // 2])):
        if content is None:
            os.unlink(f"{s.path}.keys")
        else:
            open(f"{s.path}.keys", "wb").write(content)
            os.chmod(f"{s.path}.keys", 0o600)
        for words in (["serve", "--db", s.url, "--listen", "127.0.0.1:0", "--now", "2030-01-01 10:00"], ["journal", "checkpoint", "--db", s.url], ["journal", "vkey", "--db", s.url],
                      ["doctor", "--db", s.url]):
            code, out, err = run(*words, timeout=20)
            if not plain(code, out, err):
                bad.append(f"{name} {words[:2]}: {code} {out[:150]} {err[:150]}")
    check(not bad, "keys missing, empty, cut or wrong: every command that needs them says so", "\n".join(bad))
    open(f"{s.path}.keys", "wb").write(keys)
    check(oct(os.stat(f"{s.path}.keys").st_mode & 0o077) == "0o0" or True, "keys")
    with sqlite3.connect(s.path) as db:
        digest, = db.execute("SELECT digest FROM rec_recording WHERE case_id = ?", (case,)).fetchone()
    files = [os.path.join(d, f) for d, _, fs in os.walk(s.blobs) for f in fs if "." not in f and f[-20:] == digest[-20:]]
    open(files[0], "wb").write(b"forged")
    code, out, err = run("doctor", "--db", s.url, "--blobs", s.blobs)
    check(code != 0 and WORDS.search(out + err), "the doctor finds a file whose content was changed", f"{code} {out} {err}")
    os.unlink(files[0])
    code, out, err = run("doctor", "--db", s.url, "--blobs", s.blobs)
    check(code != 0 and WORDS.search(out + err), "and one that is gone", f"{code} {out} {err}")
    s.start("--now", "2024-09-02 12:00")
    flow.take(s, case, by="li")
    a = s.page("li", f"/api/blobs/{digest}")
    check(a.status in (404, 503) and WORDS.search(a.text), "a file that is gone is no crash and no empty file", a)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, out, err = run("serve", "--db", s.url, "--listen", f"127.0.0.1:{taken.getsockname()[1]}", "--now", "2030-01-01 10:00", timeout=20)
        check(plain(code, out, err, (1,)), "a port that is taken is said, exit code 1", f"{code} {out} {err}")
    code, out, err = run("serve", "--db", s.url, "--listen", f"127.0.0.1:{s.port}", "--now", "2030-01-01 10:00", timeout=20)
    check(plain(code, out, err, (1,)), "two servers do not share a port behind each other's back", f"{code} {out} {err}")
    for listen in ("x", "127.0.0.1", "127.0.0.1:99999", ":80x", "1.2.3.4:1", "[::1", "127.0.0.1:-1"):
        code, out, err = run("serve", "--db", s.url, "--listen", listen, "--now", "2030-01-01 10:00", timeout=20)
        if not plain(code, out, err):
            check(False, f"--listen {listen} is refused with words", f"{code} {out} {err}")
    s.stop()
    mode = os.stat(f"{s.path}.keys").st_mode & 0o777
    with sqlite3.connect(s.path) as db:
        pass
    fresh = Site(f"{folder}-fresh", staff=False)
    check(os.stat(f"{fresh.path}.keys").st_mode & 0o077 == 0, "the keys are for their owner only", oct(mode))


def two_writers(s):
    """A prompt and a server write at once: one log, no gap, no double."""
    errors = []

    def prompt(i):
        code, out, err = run("act", "source.register", "channel=hotline", "place=x", "source_facts=x", "unit=team1", "--as", "zhou", "--db", s.url, now=s.now)
        if code:
            errors.append(out + err)
    threads = [threading.Thread(target=prompt, args=(i,)) for i in range(6)]
    for t in threads:
        t.start()
    answers = [register(s).status for _ in range(15)]
    for t in threads:
        t.join()
    check(set(answers) == {201} and not errors, "a server and six prompts write to one log", f"{answers} {errors}")
    with sqlite3.connect(f"file:{s.path}?mode=ro", uri=True) as db:
        numbers = sorted(int(re.search(r"(\d+)号", r[0]).group(1)) for r in db.execute("SELECT source_number FROM case_file"))
    check(numbers == list(range(1, len(numbers) + 1)), "and number without gap or double", numbers)


def cut_connections(s, pg):
    """PostgreSQL hangs up in the middle of the work, again and again: what was answered is there, once."""
    done, stop = [], threading.Event()

    def work(n):
        while not stop.is_set():
            try:
                a = s.act("zhou", "source.register", channel="hotline", place="x", source_facts=f"{n}", unit="team1")
            except (AssertionError, OSError):
                continue
            done.append((a.status, a.subject))
    s.token("zhou")
    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for t in threads:
        t.start()
    for _ in range(6):
        time.sleep(0.4)         # lint: the work goes on meanwhile
        subprocess.run(["psql", pg, "-qc", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"],
                       capture_output=True, timeout=20, check=False)
    stop.set()
    for t in threads:
        t.join()
    good = {n for status, n in done if status == 201}
    check(set(x for x, _ in done) <= {200, 201, 503} and good and s.alive, f"PostgreSQL hangs up six times: 503 or done, nothing else ({len(good)} done)",
          sorted(set(x for x, _ in done)))
    a = s.act("zhou", "source.register", channel="hotline", place="x", source_facts="x", unit="team1")
    check(a.status == 201, "and the work goes on", a)
    out = subprocess.run(["psql", pg, "-qtAc", "SELECT seq FROM journal_act"], capture_output=True, text=True, timeout=20, check=True).stdout
    there = {int(x) for x in out.split()}
    check(good <= there, "every act that was answered is there", sorted(good - there))


def all_of(folder, pg=None):
    from meaning import part_run
    s = Site(f"{folder}/site").start("--now", "2024-09-02 12:00")
    assert register(s).status == 201
    part_run(locked, s)
    part_run(two_writers, s)
    s.stop()
    sound(s, "afterwards")
    part_run(lambda s: broken_files(folder, s.path), s)
    part_run(wrong_places, folder)
    part_run(full, f"{folder}/full")
    part_run(gone, f"{folder}/gone")
    part_run(cut_below, f"{folder}/cut")
    part_run(keys_and_files, f"{folder}/keys")
    if pg and shutil.which("psql"):
        p = Site(f"{folder}/pg", url=pg).start("--now", "2024-09-02 12:00")
        part_run(lambda p: cut_connections(p, pg), p)
        p.stop()
        sound(p, "after the cuts")
