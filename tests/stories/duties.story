story "大英：六个必须全程音像记录的事项，一项一项，没有录像就办不成"
# 本局方案 三（二）6；国办发〔2018〕118号 三（八）
pack daying
include ../../packs/daying/demo/staff.story
at 2024-09-03 09:00
zhou source.register channel=hotline place=示例路1号 source_facts=工地未清运建筑垃圾 unit=team1 -> case $c
zhou source.register channel=hotline place=示例路2号 source_facts=另一处 unit=team1 -> case $e
li   recording.add case=$e kind=video recording_title=别案录像 file=@../../packs/daying/demo/video.mp4 taken_at="2024-09-03 08:30" place=示例路2号
     collector=李立夏 proves=现场情况 -> act $foreign
zhao case.file case=$c item=GF-111-3 party_kind=body party=模拟建设有限公司 party_id=91510923000000027R party_person=癸某 officers=li,chen
check view duties case=$c where state=open is count=6
# 一、现场检查（勘验）、调查取证：没有录像、用照片顶替、用别案的录像、写免录理由，都不行
li   inspection.record case=$c officers=li,chen started="2024-09-03 08:30" ended="2024-09-03 08:50" place=示例路1号 findings=建筑垃圾未清运
     certificates_shown=true party_present=present -> refused RECORDING_MISSING field=recordings
li   recording.add case=$c kind=photo recording_title=现场照片 file=@../../packs/daying/demo/photo.jpg taken_at="2024-09-03 08:40" place=示例路1号
     collector=李立夏 proves=位置 -> act $p
li   inspection.record case=$c officers=li,chen started="2024-09-03 08:30" ended="2024-09-03 08:50" place=示例路1号 findings=建筑垃圾未清运
     certificates_shown=true party_present=present recordings=$p -> refused RECORDING_MISSING field=recordings
li   inspection.record case=$c officers=li,chen started="2024-09-03 08:30" ended="2024-09-03 08:50" place=示例路1号 findings=建筑垃圾未清运
     certificates_shown=true party_present=present recordings=$foreign -> refused RECORDING_MISSING field=recordings
li   inspection.record case=$c officers=li,chen started="2024-09-03 08:30" ended="2024-09-03 08:50" place=示例路1号 findings=建筑垃圾未清运
     certificates_shown=true party_present=present waiver_reason=忘带记录仪 waiver_by=sun -> refused WAIVER field=waiver_reason
li   recording.add case=$c kind=video recording_title=检查录像 file=@../../packs/daying/demo/preserve.mp4 taken_at="2024-09-03 08:31" place=示例路1号
     collector=李立夏 device=DSJ-0007 proves=现场情况 -> act $r1
li   inspection.record case=$c officers=li,chen started="2024-09-03 08:30" ended="2024-09-03 08:55" place=示例路1号 findings=建筑垃圾未清运
     certificates_shown=true party_present=present recordings=$r1,$p -> act $i1
# 录像二十分钟，检查二十五分钟：前一分钟和后四分钟没有录到，看得出来
check view duties case=$c where verb=inspection.record is state=part covered=20 bare=5
# 二、询问调查：录音也可以，没有不行
li   interview.record case=$c officers=li,chen interviewee=癸某 relation=法定代表人 started="2024-09-03 08:58" ended="2024-09-03 08:59" place=本局询问室
     certificates_shown=true rights_told=true content=问：何时开工？答：八月。 signed=signed -> refused RECORDING_MISSING
li   recording.add case=$c kind=audio recording_title=询问录音 file=@../recordings/voice.mp3 taken_at="2024-09-03 08:58" place=本局询问室 collector=陈处暑
     proves=询问过程 -> act $r2
li   interview.record case=$c officers=li,chen interviewee=癸某 relation=法定代表人 started="2024-09-03 08:58" ended="2024-09-03 08:59" place=本局询问室
     certificates_shown=true rights_told=true content=问：何时开工？答：八月。 signed=signed recordings=$r2
check view duties case=$c where verb=interview.record is state=met bare=0
# 三、先行登记保存、暂扣物品：录音不行
li   preserve.impose case=$c items=运输车辆一台 place=就地 reason=可能转移 officers=li,chen approved_by=zhao -> refused RECORDING_MISSING
li   preserve.impose case=$c items=运输车辆一台 place=就地 reason=可能转移 officers=li,chen approved_by=zhao recordings=$r2 -> refused RECORDING_MISSING
li   preserve.impose case=$c items=运输车辆一台 place=就地 reason=可能转移 officers=li,chen approved_by=zhao waiver_reason=来不及 waiver_by=sun -> refused WAIVER
li   recording.add case=$c kind=video recording_title=登记保存录像 file=@../../packs/daying/demo/survey.mp4 taken_at="2024-09-03 07:00" place=示例路1号
     collector=李立夏 proves=物品清点 -> act $r3
li   preserve.impose case=$c items=运输车辆一台 place=就地 reason=可能转移 officers=li,chen approved_by=zhao recordings=$r3
check view duties case=$c where verb=preserve.impose is state=met recordings=$r3
sun  preserve.resolve case=$c resolution=release note=已发还
# 检查录像之外后补的录像把检查的时间补齐了
check view duties case=$c where verb=inspection.record is state=part bare=5
li   recording.add case=$c kind=video recording_title=同事的记录仪 file=@../../packs/daying/demo/video.mp4 taken_at="2024-09-03 08:20" place=示例路1号
     collector=陈处暑 device=DSJ-0008 proves=现场情况
check view duties case=$c where verb=inspection.record is state=met bare=0
# 四、留置送达、公告送达告知书：直接送达不用，留置的用
li   investigation.conclude case=$c found_facts=模拟建设有限公司未及时清运建筑垃圾 evidence_summary=检查笔录及录像 penalties=fine draft_fine=150000 opinion=拟罚款150000元
li   notice.give case=$c content=拟罚款150000元，有权要求听证 hearing=true method=leave served_on=2024-09-03 -> refused RECORDING_MISSING
li   recording.add case=$c kind=photo recording_title=留置送达照片 file=@../recordings/stamped.jpg taken_at="2024-09-03 08:35" place=示例路1号 collector=李立夏
     proves=留置送达 -> act $r4
li   notice.give case=$c content=拟罚款150000元，有权要求听证 hearing=true method=leave served_on=2024-09-03 recordings=$r4
check view duties case=$c where verb=notice.give is state=met
at 2024-09-10 17:00
li   hearing.request case=$c received_on=2024-09-10 content=要求听证
at 2024-09-24 09:00
zhao hearing.schedule case=$c hearing_on=2024-10-10 notified_on=2024-09-24 place=本局会议室 host=qian
# 五、举行听证
at 2024-10-10 15:00
qian hearing.hold case=$c held_on=2024-10-10 host=qian record=当事人称已联系清运公司 report=建议维持 -> refused RECORDING_MISSING
qian recording.add case=$c kind=video recording_title=听证录像 file=@../../packs/daying/demo/interview.mp4 taken_at="2024-10-10 14:00" place=本局会议室
     collector=钱芒种 proves=听证过程 -> act $r5
qian hearing.hold case=$c held_on=2024-10-10 host=qian record=当事人称已联系清运公司 report=建议维持 recordings=$r5
li   material.add case=$c material_kind=evidence_list material_title=证据目录 text=略
li   material.add case=$c material_kind=draft_decision material_title=决定书草稿 text=略
li   review.submit case=$c opinion=拟罚款150000元
qian review.check case=$c point=all verdict=good
qian review.pass case=$c opinion=同意
zhao case.deliberate case=$c held_on=2024-10-10 attendees=局长赵清明等 minutes=一致同意
zhao case.decide case=$c penalties=fine fine=150000 correction=三日内清运
# 六、留置送达、公告送达决定书
at 2024-10-11 10:00
li   decision.serve case=$c method=leave served_on=2024-10-11 witness=丁某 -> refused RECORDING_MISSING
li   decision.serve case=$c method=public_notice served_on=2024-10-11 -> refused RECORDING_MISSING
li   recording.add case=$c kind=photo recording_title=留置送达决定书 file=@../../packs/daying/demo/photo.jpg taken_at="2024-10-11 09:00" place=示例路1号
     collector=李立夏 proves=留置送达 -> refused ONCE
li   recording.add case=$c kind=video recording_title=留置送达决定书 file=@../recordings/service.mp4 taken_at="2024-10-11 09:00" place=示例路1号
     collector=李立夏 proves=留置送达 -> act $r6
li   decision.serve case=$c method=leave served_on=2024-10-11 witness=丁某 recordings=$r6
check view duties case=$c where state=open is count=0
check view duties case=$c where state=met is count=6
check page /desk/case/$c?tab=recordings as li shows 本案音像要求
end
