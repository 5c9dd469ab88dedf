"""plant.py STORY VALUES: writes a story that plants personal values into cases, recordings, papers, reports and questions and publishes
the decisions, and the list of what was planted (JSON: value -> what it is).  Everything is made up by rule; nobody is meant.
Must never use chance: the same values every time."""
import json
import sys

RARE = "龘垚淼焱犇骉麤赑飍羴猋灥飝龖譶厵雥馫嚞贔"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CASES = 10
planted = {}
count = {"name": 0, "idno": 0, "phone": 0, "card": 0, "landline": 0, "plate": 0, "email": 0, "home": 0}


def keep(value, what):
    assert value not in planted, value
    planted[value] = what
    return value


def number(kind):
    count[kind] += 1
    return count[kind]


def name(what="姓名"):
    n = number("name")
    return keep(SURNAMES[n % 16] + RARE[n // 20 % 20] + RARE[n % 20], what)


def idno(year=1980, what="身份证件号码"):
    n = number("idno")
    body = f"510923{year}{n % 12 + 1:02d}{n % 28 + 1:02d}{n:03d}"
    return keep(body + "10X98765432"[sum(w * int(d) for w, d in zip(WEIGHTS, body)) % 11], what)


def phone():
    return keep(f"139{70000000 + number('phone') * 37:08d}", "电话")


def landline():
    return keep(f"0825-{6100000 + number('landline') * 131}", "固定电话")


def card():
    return keep(f"62220212{345000000 + number('card') * 9973:011d}", "银行卡")


def plate():
    return keep(f"川J{20000 + number('plate') * 17:05d}", "车牌")


def email():
    return keep(f"person{number('email'):03d}@example.com", "邮箱")


def home():
    n = number("home")
    return keep(f"演示路{100 + n}号{n % 5 + 1}单元{300 + n}室", "住址")


def spaced(s):
    return f"{s[:3]} {s[3:7]} {s[7:]}"


def wide(s):
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in s)


def facts(party, people):
    """What a careless handler writes: everything, in every spelling."""
    out = [f"{party}在场，{'、'.join(people)}看见。"]
    out += [f"身份证{f(idno())}，" for f in (str, wide, lambda s: f"{s[:6]} {s[6:14]} {s[14:]}", str, wide, str, str)]
    out += [f"电话{f(phone())}，" for f in (str, spaced, wide, lambda s: spaced(s).replace(" ", "-"), str, str, str)]
    out += [f"座机{f(landline())}，" for f in (str, wide, lambda s: s.replace("-", " "), str)]
    out += [f"账号{f(card())}，" for f in (str, wide, lambda s: " ".join(s[i:i + 4] for i in range(0, 19, 4)), str, str)]
    out += [f"车辆{plate()}，" for _ in range(4)] + [f"邮箱{email()}，" for _ in range(4)]
    out += [f"住址：大英县蓬莱镇{home()}，", f"家住大英县蓬莱镇{home()}，", f"在大英县蓬莱镇{home()}查看，"]
    return "".join(out) + "随意倾倒生活垃圾。"


def case(k):
    minor = k % 4 == 3
    party, reporter, witnesses = name("未成年当事人" if minor else "当事人"), name("举报人"), [name("见证人") for _ in range(3)]
    day = f"2024-09-{k + 9:02d}"
    yield f'at {day} 08:50'
    yield (f'li source.register channel=hotline place="大英县示范路" source_facts="{reporter}来电反映{party}倾倒垃圾" procedure=summary '
           f'reporter={reporter} reporter_phone={phone()} -> case $c')
    yield (f'li recording.add case=$c kind=video recording_title="现场录像，{witnesses[0]}、{name("录像标题里的人")}在场" file=@video.mp4 '
           f'taken_at="{day} 08:30" place="大英县蓬莱镇{home()}" collector=李立夏 proves="{name("证明对象里的人")}的陈述" -> act $r')
    yield 'sun case.assign case=$c officers=li,chen'
    yield (f'li inspection.record case=$c officers=li,chen started="{day} 08:30" ended="{day} 08:45" place="大英县示范路" '
           f'findings="倾倒生活垃圾，{name("笔录里的人")}在场" certificates_shown=true party_present=present witness={"、".join(witnesses)} recordings=$r')
    yield (f'li material.add case=$c material_kind=other material_title="{name("材料标题里的人")}的情况说明" text="{name("材料里的人")}，身份证{idno()}，电话{phone()}"')
    yield 'li summary.inform case=$c officers=li,chen certificates_shown=true content=拟罚款100元 defence=无'
    yield (f'li summary.decide case=$c item=GF-111-1 party_kind=citizen party={party} party_id={idno(2008 if minor else 1985)} '
           f'party_address="大英县蓬莱镇{home()}" party_phone={phone()} officers=li,chen penalties=fine fine=100 correction=当场清理 '
           f'found_facts="{facts(party, [reporter] + witnesses)}{CONTROL if k == 0 else ""}" -> act $d{k}')
    yield 'li publish.prepare case=$c' + (f' keeps="{CONTROL_VALUE}｜对外公布的投诉电话"' if k == 0 else "")
    yield 'feng publish.release case=$c note=逐处核对'


def asked(k):
    who, number_, text = name("反映人"), phone(), f"{name('被反映的人')}（{idno()}）往空地倒垃圾，证人{name('证人')}，住址：大英县蓬莱镇{home()}。"
    yield (f'@public complaint.file kind=violation facts="{text}" place=大英县示范路南侧空地 identity=named reporter_name={who} '
           f'reporter_phone={number_} agency=bureau -> complaint $k')


CONTROL_VALUE = "0825-7654321"
CONTROL = f"投诉电话{CONTROL_VALUE}。"


def story():
    yield 'story "五百处个人信息"'
    yield "pack daying"
    yield "include staff.story"
    for k in range(CASES):
        yield from case(k)
    yield "at 2024-09-25 09:00"
    for k in range(4):
        yield from asked(k)
    yield "end"


lines = "\n".join(story()) + "\n"
with open(sys.argv[1], "w", encoding="utf-8") as f:
    f.write(lines)
with open(sys.argv[2], "w", encoding="utf-8") as f:
    json.dump({"control": CONTROL_VALUE, "cases": CASES, "planted": planted}, f, ensure_ascii=False)
print(len(planted))
