"""custody.py: getting at the bytes of recordings without an act that says who looked and why."""
import sqlite3

import flow
from meaning import part_run
from site_ import Site, check

VIDEO = flow.footage()


def bytes_of(a):
    """Has this answer anything of the film in it?"""
    return VIDEO[:64] in a.body or VIDEO[-64:] in a.body


def addresses(recording, digest):
    return (f"/api/blobs/{digest}", f"/desk/recording/{recording}/file", f"/desk/recording/{recording}/download", f"/desk/recording/{recording}/file?copy=true",
            f"/desk/recording/{recording}/file/", f"/api/blobs/{digest}?mode=view", f"/api/blobs/{digest.upper()}", f"/api/blobs/%20{digest}")


def ways_in(s, who, recording, digest):
    """Every address by which this person still gets bytes."""
    return [p for p in addresses(recording, digest) if bytes_of(s.page(who, p)) or s.page(who, p).status in (200, 206)]


def unopened(s, case, recording, digest):
    leaks = {who: ways_in(s, who, recording, digest) for who in ("li", "chen", "sun", "zhao", "qian", "shen", "jian", "ma", "gao", "admin")}
    check(not any(leaks.values()), "without an opening nobody gets the bytes by any address, not even the officer of the case", leaks)
    a = s.page("li", f"/desk/recording/{recording}/file")
    check(a.status == 403 and "用途" in a.text, "and is told what to do", a)
    a = s.page("li", f"/desk/recording/{recording}")
    check(a.status == 200 and f"/desk/recording/{recording}/file" not in a.text, "the page has no way to the bytes before", a)
    a = s.page("ma", f"/desk/recording/{recording}")
    check(a.status == 403 and "全程录像" not in a.text, "an officer of another unit does not see the page", a)
    a = s.ask("GET", f"/desk/recording/{recording}/file")
    check(a.status in (303, 401) and not bytes_of(a), "who has not signed in is asked to", a)


def pictures(s, case, recording, digest):
    with sqlite3.connect(s.path) as db:
        small, waveform = db.execute("SELECT pictures, waveform FROM rec_recording WHERE id = ?", (recording,)).fetchone()
    for d in small.split(","):
        a = s.page("li", f"/api/blobs/{d}")
        check(a.status == 200 and a.header("Content-Type") == "image/jpeg" and not bytes_of(a), "a small picture is seen by those of the case", a)
        a = s.page("ma", f"/api/blobs/{d}")
        check(400 <= a.status < 500, "and by nobody else", a)
    for d in [d for d in (waveform,) if d]:
        check(s.page("li", f"/api/blobs/{d}").status == 403, "the waveform follows the recording")


def forged(s, case, recording, digest):
    for name, value in (("retrieval", 1), ("until", "2099-01-01T00:00:00.000Z"), ("case_agency", "bureau"), ("by", "zhao"), ("file", digest), ("case", case)):
        a = s.act("ma", "recording.open", recording=recording, mode="view", purpose="training", **{name: value})
        check(a.code in ("ARG_UNKNOWN", "RETRIEVAL"), f"an opening cannot be given “{name}” from outside", a)
    a = s.act("li", "recording.open", recording=recording, mode="party", purpose="handling")
    check(a.code == "ARG_CHOICE", "nor a mode that only another verb has", a)
    a = s.act("li", "recording.open", recording=case, mode="view", purpose="handling")
    check(a.code == "SUBJECT_UNKNOWN", "an act that is no recording cannot be opened", a)
    s.must("li", "evidence.add", case, evidence_kind="documentary", evidence_title="同一文件", proves="x", file=digest)
    check(not ways_in(s, "li", recording, digest), "filing the same bytes as a piece of evidence opens nothing", ways_in(s, "li", recording, digest))


def named(s, case, recording, digest):
    """The fingerprint of a film in somebody else's case is not enough to make it one's own."""
    own = s.must("ma", "source.register", channel="inspection", place="别处", source_facts="巡查", procedure="summary").subject
    labels = dict(kind="video", recording_title="别人的", taken_at="2024-09-02 09:00", place="别处", collector="马白露", proves="x", time_reason="x", file=digest)
    for verb, fields in (("recording.add", labels), ("evidence.add", dict(evidence_kind="documentary", evidence_title="x", proves="x", file=digest))):
        a = s.act("ma", verb, own, **fields)
        b = s.act("ma", verb, own, **dict(fields, file="sm3:" + "0" * 64))
        check(a.status >= 400 and a.code == b.code == "ARG_CHOICE", f"{verb}: a file one may not see is as if it were not there", f"{a} {b}")
    part = s.must("ma", "intake.promise", file_name="x.mp4", size=len(VIDEO), source="upload").subject
    a = s.act("ma", "intake.receive", part, file=digest)
    check(a.code == "ARG_CHOICE", "nor does it come in by the inbox", a)
    check(s.upload("ma", VIDEO) == digest and s.act("ma", "recording.add", own, **labels).status in (200, 201), "who has the bytes himself may file them")


def opened(s, case, recording, digest):
    s.must("li", "recording.open", recording=recording, mode="view", purpose="handling")
    a = s.page("li", f"/desk/recording/{recording}/file")
    check(a.status == 200 and a.body == VIDEO, "after it the officer watches", a.status)
    check("inline" in a.header("Content-Disposition") and "no-store" in a.header("Cache-Control"), "inline, and kept by no cache", a.headers)
    a = s.page("li", f"/desk/recording/{recording}")
    check("李立夏" in a.text and "watermark" in a.text, "under the name of who watches")
    taken = [p for p in addresses(recording, digest) if "/file" not in p and s.page("li", p).status in (200, 206)]
    check(not taken, "but takes nothing away: neither by number nor by digest", taken)
    check(not ways_in(s, "chen", recording, digest), "somebody else's opening opens nothing for a colleague", ways_in(s, "chen", recording, digest))
    flow.tick(s, minutes=8 * 60 + 1)
    s.must("zhou", "source.register", channel="hotline", place="x", source_facts="x", unit="team2")
    check(not ways_in(s, "li", recording, digest), "after eight hours it has lapsed", ways_in(s, "li", recording, digest))


def reassigned(s, case, recording, digest):
    s.must("li", "recording.open", recording=recording, mode="view", purpose="handling")
    s.must("zhao", "case.assign", case, officers="chen,sun")
    check(not ways_in(s, "li", recording, digest), "who loses the case loses the opening with it", ways_in(s, "li", recording, digest))
    s.must("zhao", "case.assign", case, officers="li,chen")


def approved(s, case, recording, digest):
    q = s.must("ma", "retrieval.ask", recording=recording, mode="copy", purpose="training", words="队内培训", wanted=flow.today(s, 3)).subject
    a = s.act("ma", "retrieval.approve", q, until=flow.today(s))
    check(a.code == "ROLE", "the asker does not approve", a)
    s.must("sun", "retrieval.approve", q, until=flow.today(s, 1))
    check(not ways_in(s, "ma", recording, digest), "an approval alone gives no bytes: the opening is the record", ways_in(s, "ma", recording, digest))
    s.must("ma", "recording.open", recording=recording, mode="copy", purpose="training")
    a = s.page("ma", f"/desk/recording/{recording}/download")
    check(a.status == 200 and a.body == VIDEO and "attachment" in a.header("Content-Disposition"), "approved and opened for a copy, the very bytes come", a.status)
    s.must("sun", "retrieval.end", q, reason="收回")
    check(not ways_in(s, "ma", recording, digest), "taken back, it ends at once", ways_in(s, "ma", recording, digest))
    rows = s.view("jian", "recording_views", recording=recording).json["rows"]
    check({(r["login"], r["mode"]) for r in rows} >= {("li", "查看"), ("ma", "复制")}, "and the supervisor sees who had it", rows)
    for who in ("li", "ma", "zhou", "feng"):
        check(s.view(who, "recording_views").status == 403, f"{who} does not see that list", s.view(who, "recording_views"))


def all_of(folder, pg=None):
    s = Site(f"{folder}/site").start("--now", "2024-09-02 12:00")
    case = flow.filed(s)
    recording = flow.film(s, case, data=VIDEO)
    digest = next(r["digest"] for r in s.view("li", "recordings", case=case).json["rows"] if r["id"] == recording)
    for part in (unopened, pictures, named, forged, opened, reassigned, approved):
        part_run(lambda s, part=part: part(s, case, recording, digest), s)
    s.stop()
