story "大英：案件审查委员会审核一个案件——法律顾问的意见、委员回避、会议表决、会议记录入卷"
# 本局方案 三（三）8、10；处罚法 43、58；国办发〔2018〕118号 四（十一）。工作规则 2026 年 7 月 1 日起施行（示例），此前已经试行会议审核
pack daying
include staff.story
include staff-committee.story

at 2026-05-11 09:20
zhou source.register channel=hotline place=大英县样板街66号 source_facts="市民来电反映：工地夜间外运渣土，沿途倾倒。" unit=team2 -> case $c
at 2026-05-11 15:00
ma   recording.add case=$c kind=video recording_title=现场检查全程录像 file=@survey.mp4 taken_at="2026-05-11 14:00" place=大英县样板街66号
     collector=马白露 device=DSJ-0021 proves=倾倒的位置和数量 -> act $r
at 2026-05-12 09:30
zhao case.file case=$c item=GF-111-4 party_kind=body party=示例丙建筑工程有限公司 party_id=91510923000000035L party_person=丙某
     party_address=大英县样板街66号 officers=ma,lin
ma   inspection.record case=$c officers=ma,lin started="2026-05-11 14:00" ended="2026-05-11 14:20" place=大英县样板街66号
     findings="渣土倾倒约 14 立方米，未做防渗措施。" certificates_shown=true party_present=present recordings=$r
ma   evidence.add case=$c evidence_kind=documentary evidence_title=渣土运输登记表 proves=外运的车次和时间
at 2026-05-25 16:00
ma   investigation.conclude case=$c found_facts="示例丙建筑工程有限公司在大英县样板街66号倾倒建筑垃圾约 14 立方米。" evidence_summary=现场检查笔录及录像、运输登记表。
     penalties=fine draft_fine=160000 circumstance=normal opinion=拟罚款160000元，责令清运。
ma   notice.give case=$c content=拟罚款160000元，责令清运；有权陈述、申辩，有权要求听证。 hearing=true method=direct served_on=2026-05-25 receiver=丙某
at 2026-06-03 10:00
ma   material.add case=$c material_kind=evidence_list material_title=证据目录 text="1 现场检查笔录及录像；2 渣土运输登记表。"
ma   material.add case=$c material_kind=draft_decision material_title=行政处罚决定书（送审稿） text=罚款160000元，责令清运。
ma   review.submit case=$c opinion=拟罚款160000元，责令清运。

# 法律顾问只看到这一个案件，审核结束后不再能看
at 2026-06-03 11:00
qian review.ask_adviser case=$c adviser=gu question="一、运输登记表能否证明倾倒的数量？二、罚款数额是否适当？" until=2026-06-08 -> act $ask
check view case case=$c as gu where name=stage is value=reviewing
at 2026-06-05 15:30
gu   review.advise case=$c ask=$ask conclusion=agree opinion="一、登记表与录像、笔录相互印证，可以证明。二、在法定幅度以内，与同类案件相当。"
# 委员陶大暑自行回避，由局长决定
tao  review.ask_recusal case=$c reviewer=tao asked_by=self reason=与当事人的法定代表人是亲属 -> act $a
zhao review.decide_recusal case=$c recusal=$a recusal_result=granted reason=情况属实

at 2026-06-08 09:10
qiu  meeting.call starts="2026-06-09 14:30" place=局三楼会议室 cases=$c note=请委员会前阅卷 -> meeting $m
at 2026-06-09 14:30
qiu  meeting.open meeting=$m chair=zhao present=zhao,qian,qiu -> refused NO_QUORUM field=present
qiu  meeting.open meeting=$m chair=zhao present=zhao,qian,jian,tao,qiu guests=承办人马白露、林霜降；法律顾问夏至
tao  meeting.vote meeting=$m case=$c vote=for -> refused RECUSAL
zhao meeting.vote meeting=$m case=$c vote=for reason=事实清楚，证据相互印证
qian meeting.vote meeting=$m case=$c vote=for
qian meeting.vote meeting=$m case=$c vote=against reason=改变意见 -> refused VOTED
jian meeting.vote meeting=$m case=$c vote=abstain reason=建议补充周边监控
at 2026-06-09 15:40
qiu  meeting.close meeting=$m minutes="承办机构汇报了案情、证据、依据和裁量理由；宣读了法律顾问的书面意见；委员逐项讨论八项审核内容。"
at 2026-06-09 16:30
qian review.check case=$c point=all verdict=good
qian review.pass case=$c opinion="主体、权限、程序合法，事实清楚，证据充分，适用法律正确，裁量适当，同意。" -> act $passed
check view papers case=$c as qian where id=committee_minutes is name=案件审查委员会审查会议记录 seq=$passed
check view case case=$c as gu -> refused SCOPE
check page /desk/meeting/$m as qian shows 陶大暑 弃权 建议补充周边监控
check page /desk/meetings as zhao shows 局三楼会议室
check page /desk/bodies as zhao shows 邱立秋 示例天平律师事务所 三分之二
check page /desk/advice as gu shows 登记表能否证明 hides 样板街
zhao body.contract supplier=示例衡平律师事务所 number=英综执购〔2026〕演示3号 since=2026-06-01 until=2027-05-31 amount=60000 persons=1
     scope=协助审核重大复杂案件，保守案件秘密和当事人信息
end
