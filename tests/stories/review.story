story "大英：审核台——逐项审核，有问题的不能通过，意见逐条答复，通过以后一有变化就失效"
# 处罚法 58；国办发〔2018〕118号 四（十三）；本局方案 三（三）9、10、11
pack daying
include ../../packs/daying/demo/staff.story
at 2024-09-03 09:00
admin user.add login=qiu name=邱立秋 agency=bureau unit=policy roles=reviewer post=法制审核员 password=mingjing-demo
admin user.add login=tan name=谭白露 agency=bureau unit=policy roles=reviewer post=法制审核员 password=mingjing-demo
zhou source.register channel=hotline place=示例路1号 source_facts=工地未清运建筑垃圾 unit=team1 -> case $c
zhao case.file case=$c item=GF-111-3 party_kind=body party=模拟建设有限公司 party_id=91510923000000027R party_person=癸某 officers=li,chen tags=public_interest
li   recording.add case=$c kind=video recording_title=全程录像 file=@../../packs/daying/demo/video.mp4 taken_at="2024-09-03 08:30" place=示例路1号
     collector=李立夏 proves=现场情况 -> act $r
li   inspection.record case=$c officers=li,chen started="2024-09-03 08:30" ended="2024-09-03 08:50" place=示例路1号 findings=建筑垃圾未清运
     certificates_shown=true party_present=present recordings=$r -> act $inspected
li   investigation.conclude case=$c found_facts=模拟建设有限公司未及时清运建筑垃圾 evidence_summary=检查笔录及录像 penalties=fine draft_fine=150000 opinion=拟罚款150000元 -> act $report
li   notice.give case=$c content=拟罚款150000元，有权要求听证 hearing=true method=direct served_on=2024-09-03 receiver=癸某

# 为什么要审核：目录的每一种情形都写明符合不符合、拿什么与什么比
check view review_catalogue case=$c as qian where id=public_interest is applies=true reason=案件特征：涉及重大公共利益
check view review_catalogue case=$c as qian where id=fine_body is applies=true reason="拟罚款 150,000.00 元，起点 100,000.00 元"
check view review_catalogue case=$c as qian where id=fine_citizen is applies=false reason=当事人是法人或者其他组织
check view review_catalogue case=$c as qian where id=heard is applies=false reason=没有举行听证
check page /desk/case/$c as li shows 重大决定：须法制审核 涉及重大公共利益

at 2024-09-11 09:00
qian review.check case=$c point=1 verdict=good -> refused NEED says 送法制审核
li   material.add case=$c material_kind=evidence_list material_title=证据目录 text=略
li   material.add case=$c material_kind=draft_decision material_title=决定书草稿 text=拟罚款150000元。 -> act $draft
li   review.submit case=$c opinion=拟罚款150000元 -> act $first
check view review_queue as qian where case=$c is checked=0/8 bad=0 times=1 due=2024-09-19
check view review_load as qian where reviewer=（还没有人承担） is waiting=1

# 逐项审核：办理过的人不能审，理由、出处、序号都要对
qian review.pass case=$c opinion=同意 -> refused CHECKS_OPEN says "还有 8 项没有审"
li   review.check case=$c point=1 verdict=good -> refused ROLE
qian review.check case=$c point=9 verdict=good -> refused ARG_RANGE field=point
qian review.check case=$c point=0 verdict=good -> refused ARG_RANGE field=point
qian review.check case=$c point=3-1 verdict=good -> refused ARG_RANGE field=point
qian review.check case=$c point=4 verdict=bad -> refused CHECK_WORDS field=finding
qian review.check case=$c point=8 verdict=na -> refused CHECK_WORDS field=finding
qian review.check case=$c point=4 verdict=bad finding=数量没有勘测 material=1 -> refused ARG_CHOICE field=material
qian review.check case=$c point=1-3 verdict=good law=处罚法42
qian review.check case=$c point=4 verdict=bad finding=垃圾数量没有勘测 law=处罚法54 material=$report place=第2页 -> act $checked
check view review_checks case=$c as qian where point=4 is verdict=bad finding=垃圾数量没有勘测 material=$report place=第2页 act=$checked
check view review_checks case=$c as qian where point=5 is verdict=""
check page /desk/review/$c as qian shows 垃圾数量没有勘测 "8 项审核" 行政执法主体是否合法 调查终结报告 为什么要审核
qian review.check case=$c point=5-7 verdict=good
qian review.check case=$c point=all verdict=na finding=没有涉嫌犯罪的线索
qian review.check case=$c point=all verdict=good -> refused ONCE field=point
qian review.pass case=$c opinion=同意 -> refused CHECKS_BAD says 案件事实是否清楚

# 由谁审：承担以后别人不能代劳，除非受委托代行
qian review.take case=$c
qiu  review.check case=$c point=4 verdict=good -> refused REVIEW_OTHER says 钱芒种
qiu  review.return case=$c points=退 -> refused REVIEW_OTHER
qian review.delegate stand_in=qian since=2024-09-11 until=2024-09-13 reason=出差 -> refused STAND_IN field=stand_in
qian review.delegate stand_in=li since=2024-09-11 until=2024-09-13 reason=出差 -> refused STAND_IN field=stand_in
qian review.delegate stand_in=qiu since=2024-09-13 until=2024-09-11 reason=出差 -> refused ARG_RANGE field=until
qian review.delegate stand_in=qiu since=2024-09-01 until=2024-09-10 reason=出差 -> refused TOO_EARLY_DATE field=until
qiu  review.delegate away=qian stand_in=tan since=2024-09-12 until=2024-09-13 reason=出差 -> refused ROLE field=away
qian review.delegate stand_in=qiu since=2024-09-12 until=2024-09-13 reason=出差 -> stand_in $s
tan  review.delegate stand_in=qian since=2024-09-13 until=2024-09-16 reason=休假 -> refused STAND_IN says 邱立秋
qiu  review.check case=$c point=4 verdict=good -> refused REVIEW_OTHER
at 2024-09-12 09:00
check view review_load as qian where login=qian is waiting=1 stand_in=邱立秋 away_until=2024-09-13
check view review_load as qian where login=qiu is stands_in_for=钱芒种
check page /desk/review as qian shows 委托代行 邱立秋 出差 待审
tan  review.return case=$c points=退 -> refused REVIEW_OTHER
qiu  review.check case=$c point=7 verdict=bad finding=检查笔录没有见证人签名 place=检查笔录末页

# 退回：有问题的各项自动成为意见，另写的排在后面；每一条都要答复
qiu  review.return case=$c points=补充当事人规模 -> act $returned
check fact case=$c stage=noticed
check page /desk/journal/$returned as qian shows 垃圾数量没有勘测 检查笔录没有见证人签名 补充当事人规模
li   review.answer case=$c answers="已勘测\n已补签" -> refused POINTS_OPEN
li   review.answer case=$c answers="已勘测，见第二次检查笔录\n已补签\n见营业执照"
check page /desk/review/$c as li shows 上次的意见与答复 已补签 见营业执照
qian review.delegate_end stand_in=$s
qian review.delegate_end stand_in=$s -> refused ONCE

# 再次送审：上一次的结论不带过来；两次之间变了什么，并排看
at 2024-09-13 09:00
li   recording.add case=$c kind=video recording_title=勘测录像 file=@../../packs/daying/demo/survey.mp4 taken_at="2024-09-13 08:30" place=示例路1号
     collector=李立夏 proves=数量 -> act $r2
li   inspection.record case=$c officers=li,chen started="2024-09-13 08:30" ended="2024-09-13 08:50" place=示例路1号 findings=约40立方米
     certificates_shown=true party_present=present recordings=$r2
li   material.add case=$c material_kind=draft_decision material_title=决定书草稿（二） text=拟罚款140000元。
li   review.submit case=$c opinion=拟罚款140000元 draft_fine=140000 -> act $second
check view review_versions case=$c as qian where what=拟作出的决定书 is before=拟罚款150000元。 after=拟罚款140000元。
check view review_versions case=$c as qian where what=送审的罚款 is before="150,000.00 元" after="140,000.00 元"
check view review_versions case=$c from=2 to=1 as qian -> refused ARG_RANGE
check page /desk/review/$c/compare as qian shows 勘测录像 决定书草稿（二） 拟罚款140000元。
qian review.pass case=$c opinion=同意 -> refused CHECKS_OPEN says "还有 8 项没有审"
qian review.check case=$c point=all verdict=good
qian review.pass case=$c opinion=同意 advice=送达时一并告知复议期限 -> act $passed
check page /desk/journal/$passed as qian shows 行政执法主体是否合法：合格 审核通过，并提出建议
check page /desk/review/$c/duty as qian shows 审核人（通过） 钱芒种 法制审核意见 审核人（退回） 邱立秋
check view review_duty case=$c as qian where act=$passed is login=qian saw_to=$second

check page /desk/case/$c/paper/$passed/review_opinion as qian shows 逐项结论 行政执法主体是否合法：合格 送达时一并告知复议期限 审核通过，并提出建议
check page /desk/case/$c/paper/$returned/review_returned as qian shows 垃圾数量没有勘测 行政执法主体是否合法：合格 退回承办机构
zhao paper.void case=$c of=$passed paper=review_opinion reason=换一份 -> refused NEED field=of
check page /desk/review/$c as qian shows 上次送审：有问题。垃圾数量没有勘测

# 通过以后：材料、文稿、证据一有变化，原审核失效，大门又关上
li   material.add case=$c material_kind=draft_decision material_title=决定书草稿（三） text=拟罚款150000元。
check fact case=$c stage=noticed
zhao case.decide case=$c penalties=fine fine=140000 -> refused REVIEW_MISSING
li   review.submit case=$c opinion=拟罚款140000元 draft_fine=140000
li   material.add case=$c material_kind=other material_title=中途补的材料 text=略
qian review.check case=$c point=all verdict=good
qian review.pass case=$c opinion=同意 -> refused MATERIALS_MISSING says 归入材料
qian review.return case=$c points=送审后又补了材料，重新送审
li   review.answer case=$c answers=重新送审
li   review.submit case=$c opinion=拟罚款140000元 draft_fine=140000
qian review.check case=$c point=all verdict=good
qian review.pass case=$c opinion=同意
zhao case.deliberate case=$c held_on=2024-09-13 attendees=赵清明、钱芒种 minutes=一致同意
li   recording.add case=$c kind=video recording_title=讨论录像 file=@../../packs/daying/demo/interview.mp4 taken_at="2024-09-13 08:55" place=会议室 collector=李立夏 proves=讨论过程
check fact case=$c stage=passed
at 2024-09-18 09:00
zhao case.decide case=$c penalties=fine fine=150000 -> refused REVIEW_MISSING field=fine
zhao case.decide case=$c penalties=fine fine=140000 found_facts=另外写的事实 -> refused REVIEW_MISSING field=found_facts
zhao case.decide case=$c penalties=fine fine=140000 correction=三日内清运 -> act $decided
check view review_order as jian is count=0
check view review_order all=true as jian where case=$c is decide=$decided late=false finding=先审核，后决定
check view review_duty case=$c as qian where act=$decided is login=zhao role=批准人
li   decision.serve case=$c method=direct served_on=2024-09-18 receiver=癸某
end
