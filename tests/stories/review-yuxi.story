story "玉溪水利：七项审核；已作为重大行政决策审查的，写明文号才能免予审核"
# 本局方案 二（三）：重大行政执法决定已进行重大行政决策合法性审查的，不再进行法制审核
pack yuxi-water
include ../../packs/yuxi-water/demo/staff.story
at 2020-03-18 11:00
duan source.register channel=inspection place=示例河左岸 source_facts=河道内砌筑围墙 unit=brigade -> case $c
yang inspection.record case=$c officers=yang,pu started="2020-03-18 10:10" ended="2020-03-18 10:50" place=示例河左岸 findings=围墙长二十米 certificates_shown=true
     party_present=present waiver_reason=未携带设备 waiver_by=bai
luo  case.file case=$c item=SF-65-1 party_kind=citizen party=甲示范 party_id=530402198001010011 officers=yang,pu tags=public_interest
yang investigation.conclude case=$c found_facts=甲示范砌筑围墙妨碍行洪。 evidence_summary=检查笔录 penalties=fine draft_fine=20000 opinion=拟罚款20000元
yang notice.give case=$c content=拟罚款20000元 hearing=true method=direct served_on=2020-03-18
at 2020-03-30 09:00
luo  case.decide case=$c penalties=fine fine=20000 -> refused REVIEW_MISSING
yang review.exempt case=$c exempt_number=玉水决审〔2020〕3号 exempt_body=市人民政府 exempt_on=2020-02-10 reason=同一事项 -> refused ROLE
shi  review.exempt case=$c exempt_body=市人民政府 exempt_on=2020-02-10 reason=同一事项 -> refused ARG_MISSING field=exempt_number
shi  review.exempt case=$c exempt_number=没有 exempt_body=市人民政府 exempt_on=2020-02-10 reason=同一事项 -> refused EXEMPT_NUMBER field=exempt_number
shi  review.exempt case=$c exempt_number=玉水决审〔2019〕3号 exempt_body=市人民政府 exempt_on=2020-02-10 reason=同一事项 -> refused EXEMPT_NUMBER field=exempt_number
shi  review.exempt case=$c exempt_number=玉水决审〔2020〕3号 exempt_body=市人民政府 exempt_on=2020-02-10 reason=同一事项 -> act $exempt
check fact case=$c stage=passed
# 免予审核以后又有新的证据，同样失效
yang evidence.add case=$c evidence_kind=documentary evidence_title=测绘图 proves=长度
luo  case.decide case=$c penalties=fine fine=20000 -> refused REVIEW_MISSING
shi  review.exempt case=$c exempt_number=玉水决审〔2020〕3号 exempt_body=市人民政府 exempt_on=2020-02-10 reason=同一事项，测绘图已附
luo  case.deliberate case=$c held_on=2020-03-30 attendees=罗某、石某 minutes=一致同意
luo  case.decide case=$c penalties=fine fine=20000 -> act $decided
check view review_order all=true as luo where case=$c is late=false
check page /desk/review/$c as shi shows "7 项审核" 主要事实是否清楚
end
