"""Cases of the daying pack, led to any stage by those who may: what the attacks start from."""
import datetime
import os
import struct

PARTY = "示例建筑工程有限公司"
USCC = "91510923000000019Y"
PHONE, REPORTER_PHONE = "13900000001", "13800000002"
REPORTER, PERSON, ADDRESS = "王举报", "郑法定", "大英县密址大道77号"


def tick(site, days=0, minutes=1):
    at = datetime.datetime.strptime(site.now, "%Y-%m-%d %H:%M") + datetime.timedelta(days=days, minutes=minutes)
    site.now = at.strftime("%Y-%m-%d %H:%M")
    return site.now


def today(site, days=0):
    return (datetime.date.fromisoformat(site.now[:10]) + datetime.timedelta(days=days)).isoformat()


def source(site, by="zhou", **more):
    fields = dict(channel="hotline", place="示范路口", source_facts="来电反映倾倒建筑垃圾。", party=PARTY, item="GF-111-4", unit="team1",
                  reporter=REPORTER, reporter_phone=REPORTER_PHONE)
    fields.update(more)
    return site.must(by, "source.register", **{k: v for k, v in fields.items() if v is not None}).subject


def footage(kind="video"):
    """A recording that can be read, with bytes of its own each time: a case takes no file twice."""
    own = os.urandom(16)
    if kind == "photo":
        jpeg = open("packs/daying/demo/photo.jpg", "rb").read()
        return jpeg[:2] + b"\xff\xfe" + struct.pack(">H", 2 + len(own)) + own.hex().encode()[:len(own)] + jpeg[2:]
    return open("packs/daying/demo/video.mp4", "rb").read() + struct.pack(">I", 8 + len(own)) + b"free" + own


def film(site, case, by="li", data=None, kind="video"):
    digest = site.upload(by, data or footage(kind))
    return site.must(by, "recording.add", case, kind=kind, recording_title="全程录像", file=digest, taken_at=site.now, place="现场",
                     collector="李立夏", proves="现场情况").seq


def take(site, case, by="li"):
    """Has the recordings of the case approved for a copy and opens them all so."""
    asked = site.must(by, "retrieval.ask", case=case, mode="copy", purpose="handling", words="复制原件", wanted=today(site, 1)).subject
    site.must("zhao", "retrieval.approve", asked, until=today(site, 1))
    for row in site.view(by, "recordings", case=case).json["rows"]:
        site.must(by, "recording.open", recording=row["id"], mode="copy", purpose="handling")


def inspect(site, case, by="li", **more):
    fields = dict(officers="li,chen", started=site.now, ended=site.now, place="现场", findings="有建筑垃圾。", certificates_shown=True,
                  party_present="present")
    fields.update(more)
    if "recordings" not in fields and "waiver_reason" not in fields:
        fields["recordings"] = film(site, case, by)
    return site.act(by, "inspection.record", case, **{k: v for k, v in fields.items() if v is not None})


FILE = dict(item="GF-111-4", party_kind="body", party=PARTY, party_id=USCC, party_person=PERSON, party_address=ADDRESS, party_phone=PHONE,
            officers="li,chen")


def filed(site, source_more=None, **more):
    case = source(site, **(source_more or {}))
    fields = dict(FILE, **more)
    site.must("zhao", "case.file", case, **{k: v for k, v in fields.items() if v is not None})
    assert inspect(site, case).status == 201
    return case


def interview(site, case, by="li", **more):
    fields = dict(officers="li,chen", interviewee=PERSON, relation="法定代表人", started=site.now, ended=site.now, place="询问室",
                  certificates_shown=True, rights_told=True, content="问：…答：…", signed="signed", recordings=film(site, case, by))
    fields.update(more)
    return site.act(by, "interview.record", case, **fields)


def conclude(site, case, by="li", **more):
    fields = dict(found_facts=f"{PARTY}倾倒建筑垃圾。法定代表人{PERSON}，电话{PHONE}。", evidence_summary="笔录、录像。", penalties="fine",
                  draft_fine=100000, opinion="拟罚款。")
    fields.update(more)
    return site.act(by, "investigation.conclude", case, **{k: v for k, v in fields.items() if v is not None})


def notice(site, case, by="li", **more):
    fields = dict(content="拟罚款，有权陈述申辩和要求听证。", hearing=True, method="direct", served_on=today(site), receiver="某")
    fields.update(more)
    return site.act(by, "notice.give", case, **{k: v for k, v in fields.items() if v is not None})


def noticed(site, conclude_more=None, notice_more=None, **more):
    case = filed(site, **more)
    a = conclude(site, case, **(conclude_more or {}))
    assert a.status == 201, a
    a = notice(site, case, **(notice_more or {}))
    assert a.status == 201, a
    return case


def waive(site, case):
    site.must("li", "defence.waive", case, content="放弃陈述、申辩和听证", signed_on=today(site))


def materials(site, case):
    for kind in ("evidence_list", "draft_decision"):
        site.must("li", "material.add", case, material_kind=kind, material_title=kind, text="内容")


def submitted(site, **more):
    case = noticed(site, **more)
    waive(site, case)
    materials(site, case)
    site.must("li", "review.submit", case, opinion="拟罚款。")
    return case


def passed(site, **more):
    case = submitted(site, **more)
    site.must("qian", "review.check", case, point="all", verdict="good")
    site.must("qian", "review.pass", case, opinion="同意。")
    return case


def deliberated(site, **more):
    case = passed(site, **more)
    site.must("zhao", "case.deliberate", case, held_on=today(site), attendees="局长等", minutes="一致同意。")
    return case


DECIDE = dict(penalties="fine", fine=100000, correction="清运")


def decided(site, **more):
    case = deliberated(site, **more)
    site.must("zhao", "case.decide", case, **DECIDE)
    return case


def served(site, **more):
    case = decided(site, **more)
    site.must("li", "decision.serve", case, method="direct", served_on=today(site), receiver="某")
    return case


def published(site, case=None, prepare=None, **more):
    case = case or served(site, **more)
    site.must("li", "publish.prepare", case, **(prepare or {}))
    site.must("feng", "publish.release", case)
    return case


def minor(site, fine=5000, **more):
    """A small matter, outside the review catalogue: decided without review."""
    fields = dict(item="DQ-116", party_kind="citizen", party="丁小民", party_id="999901198001010016", party_person=None)
    fields.update(more)
    case = filed(site, dict(item="DQ-116", party="丁小民"), **fields)
    a = conclude(site, case, found_facts="丁小民驾车遗撒。", draft_fine=fine)
    assert a.status == 201, a
    return case
