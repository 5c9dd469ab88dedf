story "听证：要求、通知、举行之前不能决定"
# 依据：行政处罚法 63、64、65、85；vectors T05
pack daying
include ../../packs/daying/demo/staff.story
at 2024-09-03 09:00
zhou source.register channel=hotline place=示例路1号 source_facts=工地未清运建筑垃圾 unit=team1 -> case $c
zhao case.file case=$c item=GF-111-3 party_kind=body party=模拟建设有限公司 party_id=91510923000000027R party_person=癸某 officers=li,chen
li   recording.add case=$c kind=video recording_title=全程录像 file=@../../packs/daying/demo/video.mp4 taken_at="2024-09-03 08:30" place=示例路1号
     collector=李立夏 proves=现场情况 -> act $r
li   inspection.record case=$c officers=li,chen started="2024-09-03 08:30" ended="2024-09-03 08:50" place=示例路1号 findings=建筑垃圾未清运
     certificates_shown=true party_present=present recordings=$r
li   notice.give case=$c content=拟罚款150000元 hearing=true method=direct served_on=2024-09-03 -> refused NEED
li   investigation.conclude case=$c found_facts=模拟建设有限公司未及时清运建筑垃圾 evidence_summary=检查笔录及录像 penalties=fine draft_fine=150000 opinion=拟罚款150000元
li   notice.give case=$c content=拟罚款150000元，有权要求听证 hearing=true method=direct served_on=2024-09-03 receiver=癸某
check view clocks case=$c where clock=hearing_request is due=2024-09-10
li   hearing.hold case=$c held_on=2024-09-03 host=qian record=略 report=略 -> refused ROLE|NEED

at 2024-09-10 17:00
li   hearing.request case=$c received_on=2024-09-10 content=要求听证
zhao case.decide case=$c penalties=fine fine=150000 -> refused REVIEW_MISSING|HEARING_OPEN
li   review.submit case=$c opinion=拟罚款150000元 -> refused HEARING_OPEN

# 10 月 10 日举行，最迟 9 月 24 日通知到（7 个整工作日）
at 2024-09-24 09:00
zhao hearing.schedule case=$c hearing_on=2024-10-10 notified_on=2024-09-24 place=本局会议室 host=li -> refused RECUSAL field=host
zhao hearing.schedule case=$c hearing_on=2024-10-09 notified_on=2024-09-24 place=本局会议室 host=qian -> refused TOO_EARLY_DATE
zhao hearing.schedule case=$c hearing_on=2024-10-10 notified_on=2024-09-24 place=本局会议室 host=qian
check clock due --from 2024-10-10 --length 7 --unit working --lead = 2024-09-24

at 2024-10-10 15:00
qian hearing.hold case=$c held_on=2024-10-10 host=qian record=当事人称已联系清运公司 report=建议维持 -> refused RECORDING_MISSING
qian recording.add case=$c kind=video recording_title=听证录像 file=@../../packs/daying/demo/interview.mp4 taken_at="2024-10-10 14:00" place=本局会议室
     collector=钱芒种 proves=听证过程 -> act $h
qian hearing.hold case=$c held_on=2024-10-10 host=qian record=当事人称已联系清运公司 report=建议维持 recordings=$h
check fact case=$c stage=noticed
# 经过听证的，必须法制审核（处罚法 58）
zhao case.decide case=$c penalties=fine fine=150000 -> refused REVIEW_MISSING
end
