story "音像资料：标记、副本和文字，都从原件来，都说得出与原件的不同"
# 依据：行政处罚法 46、47、50；国办发〔2018〕118号 三
pack daying
include ../../packs/daying/demo/staff.story
at 2024-09-03 09:00
zhou source.register channel=hotline place=示例路1号 source_facts=工地未清运建筑垃圾 unit=team1 -> case $c
zhao case.file case=$c item=GF-111-3 party_kind=body party=模拟建设有限公司 party_id=91510923000000027R party_person=癸某 officers=li,chen
li   recording.add case=$c kind=video recording_title=现场检查录像 file=@../../packs/daying/demo/video.mp4 taken_at="2024-09-03 08:10" place=示例路1号
     collector=李立夏 device=执法记录仪07 proves=现场情况 -> act $r
li   recording.add case=$c kind=photo recording_title=现场照片 file=@../../packs/daying/demo/photo.jpg taken_at="2024-09-03 08:20" place=示例路1号
     collector=李立夏 proves=现场情况 -> act $p

# 标记：在录像的时间之内，谁看得到案件谁才能加
at 2024-09-03 10:00
li   recording.mark recording=$r at=1:05.2 label=出示证件 -> act $m
li   recording.mark recording=$r at=125000 label=堆放的位置
li   recording.mark recording=$r at=50:00 label=之外 -> refused MEDIA_RANGE field=at
li   recording.mark recording=$r at=上午 label=不是时间 -> refused ARG_TYPE field=at
li   recording.mark recording=$p at=1 label=照片 -> refused ARG_CHOICE field=recording
li   recording.mark recording=$c at=1 label=不是音像 -> refused SUBJECT_UNKNOWN field=recording
ma   recording.mark recording=$r at=1:05 label=外人 -> refused SCOPE
he   recording.mark recording=$r at=1:05 label=出纳 -> refused ROLE
li   recording.mark recording=$r at=1:05 label=代填 at_ms=1 -> refused ARG_UNKNOWN field=at_ms
check view recording_marks recording=$r as li is count=2
check view recording_marks recording=$r as li where label=出示证件 is at_ms=65200
check view recording_marks recording=$r as ma -> refused SCOPE

# 片段、截图、遮盖副本：先写明用途打开，才能制作
at 2024-09-03 11:00
li   recording.copy recording=$r kind=clip from=10:00 until=20:00 -> refused OPENING
li   recording.open recording=$r mode=view purpose=handling
li   recording.open recording=$p mode=view purpose=handling
li   recording.copy recording=$r kind=clip from=10:00 until=20:00 -> act $k
check view recording_copies recording=$r as li where kind=clip is type=video/mp4
check view copy_proof copy=$k as li is count=1
check view copy_proof copy=$k as ma -> refused SCOPE
li   recording.copy recording=$r kind=still from=15:00 -> act $s
check view recording_copies recording=$r as li where kind=still is type=image/jpeg
shen recording.copy recording=$p kind=blur regions="1000,1000,3000,3000" -> refused OPENING
li   recording.copy recording=$p kind=blur regions="1000,1000,3000,3000" purpose=公开 -> act $b
check view recording_copies recording=$p as shen where kind=blur is type=image/jpeg
check view copy_proof copy=$b as shen is count=0
li   recording.copy recording=$r kind=clip from=10:00 -> refused ARG_MISSING field=until
li   recording.copy recording=$r kind=clip from=20:00 until=10:00 -> refused MEDIA_RANGE field=until
li   recording.copy recording=$r kind=clip from=20:00 until=2:00:00 -> refused MEDIA_RANGE field=until
li   recording.copy recording=$p kind=clip from=0 until=1 -> refused ARG_CHOICE field=kind
li   recording.copy recording=$p kind=still from=0 -> refused ARG_CHOICE field=kind
li   recording.copy recording=$p kind=blur -> refused ARG_MISSING field=regions
li   recording.copy recording=$p kind=blur regions="9000,9000,3000,3000" -> refused MEDIA_RANGE field=regions
li   recording.copy recording=$p kind=blur regions="左上角" -> refused ARG_TYPE field=regions
li   recording.copy recording=$r kind=blur regions="5000-1000:0,0,100,100" -> refused MEDIA_RANGE field=regions
li   recording.copy recording=$r kind=clip from=0 until=1:00 type=text/html -> refused ARG_UNKNOWN field=type
ma   recording.copy recording=$r kind=clip from=0 until=1:00 -> refused SCOPE
zhou recording.copy recording=$r kind=clip from=0 until=1:00 -> refused ROLE

# 文字：先是草稿，核对后才采用、才查得到
at 2024-09-03 14:00
li   recording.text recording=$r engine=hand text="0:30　这车土是从工地拉来的\n1:10　司机说没有办过手续" -> act $t
li   recording.text recording=$r engine=hand -> refused ARG_MISSING field=text
li   recording.text recording=$r engine=ocr -> refused ARG_CHOICE field=engine
li   recording.text recording=$p engine=speech -> refused ARG_CHOICE field=engine
li   recording.text recording=$p engine=speech text=自己写的 -> refused ARG_UNKNOWN field=text
ma   recording.text recording=$r engine=hand text=外人 -> refused SCOPE
check view recording_texts q=工地拉来 as li is count=0
check view recording_texts q=工地拉来 drafts=true as li where id=$t is state=draft
ma   recording.text_accept text=$t corrected=外人改的 -> refused SCOPE
chen recording.text_accept text=$t corrected="0:30　这车土是从工地拉来的\n1:10　司机说没有办手续"
check view recording_texts q=工地拉来 as li where id=$t is state=accepted
check view recording_texts q=没有办手续 as li where id=$t is decided_by=chen
check view recording_texts q=工地拉来 as ma is count=0
check view recording_texts q=% as li is count=0
chen recording.text_reject text=$t reason=重复审定 -> refused ONCE
li   recording.text recording=$p engine=hand text=牌子上写着示例路 -> act $u
chen recording.text_reject text=$u reason=看不清楚
check view recording_texts q=示例路 drafts=true as li is count=0

# 同一执法对象：案件、文书、材料、音像都在一处；范围以外的看不到
zhou source.register channel=hotline place=示例路9号 source_facts=又一处 unit=team2 -> case $d
zhao case.file case=$d item=GF-111-3 party_kind=body party=模拟建设有限公司 party_id=91510923000000027R party_person=癸某 officers=ma,lin
ma   recording.add case=$d kind=video recording_title=二队录像 file=@../../packs/daying/demo/survey.mp4 taken_at="2024-09-03 12:10" place=示例路9号
     collector=马白露 proves=现场情况
check view object party_id=91510923000000027R as zhao where title=二队录像 is what=录像
check view object party=模拟建设有限公司 as zhao where title=现场检查录像 is what=录像
check view object party_id=91510923000000027R as li where title=二队录像 is absent
check view object party_id=91510923000000027R as li where title=现场检查录像 is case=$c
check view object place=示例路9号 as zhao where title=二队录像 is case=$d
check view object place=示例路9号 as li is count=0
check view object as li -> refused ARG_MISSING
check page /desk/recording/$r/copies shows 数据包逐一照抄 as li
check page /desk/recording/$r/texts shows 已采用 as li
check page /desk/recording/$r/blur shows 在画面上拖出矩形 as li
check page /desk/object?party_id=91510923000000027R shows 现场检查录像 hides 二队录像 as li
end
