story "保管期限：最长的算；没有办结的不能动；一人提出、另一人确认，留下销毁记录；别的案件还要用的内容不受影响"
# 依据：国办发〔2018〕118号 三（九）；机关档案管理规定；策略包 retention（期限为参数示例）
pack daying
include ../../packs/daying/demo/staff.story
at 2024-10-08 09:00
admin user.add login=kong name=孔寒 agency=bureau roles=head,archivist post=副局长 password=mingjing-demo
li   source.register channel=inspection place=示例路8号 source_facts=巡查发现随意倾倒生活垃圾 procedure=summary -> case $a
li   recording.add case=$a kind=video recording_title=现场全程录像 file=@../../packs/daying/demo/video.mp4 taken_at="2024-10-08 08:30" place=示例路8号
     collector=李立夏 device=记录仪07 proves=违法行为 -> act $r1
li   recording.add case=$a kind=photo recording_title=现场照片 file=@../../packs/daying/demo/photo.jpg taken_at="2024-10-08 08:40" place=示例路8号
     collector=李立夏 device=记录仪07 proves=违法行为 -> act $r2
zhao case.assign case=$a officers=li,chen
li   inspection.record case=$a officers=li,chen started="2024-10-08 08:30" ended="2024-10-08 08:45" place=示例路8号 findings=随意倾倒生活垃圾一袋
     certificates_shown=true party_present=present recordings=$r1
li   summary.inform case=$a officers=li,chen certificates_shown=true content=拟罚款150元 defence=无
li   summary.decide case=$a item=GF-111-1 party_kind=citizen party=演某 officers=li,chen penalties=fine fine=150
     found_facts=演某在示例路8号随意倾倒生活垃圾。 correction=当场清理

# 另一个案件有同样内容的录像，一直没有办结
li   source.register channel=inspection place=示例路9号 source_facts=同一段录像里的另一处 procedure=summary -> case $b
li   recording.add case=$b kind=video recording_title=同一段录像 file=@../../packs/daying/demo/video.mp4 taken_at="2024-10-08 08:30" place=示例路9号
     collector=李立夏 device=记录仪07 proves=另一处违法行为 -> act $r3

# 没有办结的不能提出
shen disposal.propose recordings=$r1 reason=保管期限届满 -> refused RETENTION_OPEN
he   payment.record case=$a amount=150 paid_on=2024-10-08 receipt=演票880001
li   case.close case=$a summary=罚款已缴清
shen dossier.bind case=$a note=制卷
shen case.archive case=$a retention=years10 volume=2024-当罚-0008

# 期限没有届满；策略包写 120 个月，案卷 10 年：保管到 2034-10-08
shen disposal.propose recordings=$r1 reason=保管期限届满 -> refused RETENTION says 2034-10-08
check view expiring weeks=4 as shen where id=$r1 is absent
check view expiring weeks=530 as shen where id=$r1 is until=2034-10-08
check view expiring weeks=530 as shen where id=$r3 is absent
check view expiring as li -> refused ROLE

# 重新办理的案件重新算起
zhao case.reopen case=$a reason=发现缴款票据号登记有误
shen disposal.propose recordings=$r1 reason=保管期限届满 -> refused RETENTION_OPEN
at 2024-10-20 09:00
li   case.close case=$a summary=票据号已更正
shen dossier.bind case=$a note=重新制卷
shen case.archive case=$a retention=years10 volume=2024-当罚-0008
check view expiring weeks=530 as shen where id=$r1 is until=2034-10-20

at 2034-10-20 09:00
shen disposal.propose recordings=$r1 reason=保管期限届满 -> refused RETENTION says 2034-10-20
at 2034-10-21 09:00
check view expiring weeks=0 as shen where id=$r1 is due=true
li   disposal.propose recordings=$r1 reason=保管期限届满 -> refused ROLE
shen disposal.propose reason=保管期限届满 -> refused ARG_MISSING field=recordings
shen disposal.propose recordings=$r1,$r1 reason=保管期限届满 -> refused ARG_RANGE field=recordings
shen disposal.propose recordings=$r1,$r3 reason=保管期限届满 -> refused RETENTION_OPEN
shen disposal.propose recordings=$r1,$r2 reason=不涉及复议、诉讼、信访和国家赔偿 -> disposal $d1
shen disposal.propose recordings=$r1 reason=再提一次 -> refused ONCE
check view expiring weeks=0 as shen where id=$r1 is absent
check view disposals as zhao where id=$d1 is state=待确认

# 退回的继续保存，可以再提
shen disposal.confirm disposal=$d1 -> refused ROLE
zhao disposal.refuse disposal=$d1 -> refused ARG_MISSING field=note
zhao disposal.refuse disposal=$d1 note=照片另案参考，暂缓
zhao disposal.confirm disposal=$d1 -> refused ONCE
kong disposal.propose recordings=$r1,$r2 reason=不涉及复议、诉讼、信访和国家赔偿 -> disposal $d2
kong disposal.confirm disposal=$d2 -> refused DISPOSAL_SELF

# 确认的时候重新核对：案件又打开了，就不能确认
zhao case.reopen case=$a reason=收到复议机关通知
zhao disposal.confirm disposal=$d2 -> refused RETENTION_OPEN
zhao disposal.refuse disposal=$d2 note=案件重新办理
zhao case.close case=$a summary=复议申请已撤回
shen dossier.bind case=$a note=重新制卷
shen case.archive case=$a retention=years10 volume=2024-当罚-0008
at 2044-10-24 09:00
shen disposal.propose recordings=$r1,$r2 reason=不涉及复议、诉讼、信访和国家赔偿 -> disposal $d3
zhao disposal.confirm disposal=$d3 note=逐项核对无误
zhao disposal.confirm disposal=$d3 -> refused ONCE
shen disposal.propose recordings=$r1 reason=再提一次 -> refused DISPOSED
check view tombstones as shen where id=$r1 is disposal=$d3
check view tombstones as shen where id=$r2 is rule=入案的音像资料

# 销毁以后谁也打不开；同样内容在没有办结的案件里照样能看
zhao retrieval.ask recording=$r1 mode=view purpose=supervision words=核对销毁情况 wanted=2044-10-30 -> retrieval $q
kong retrieval.approve retrieval=$q until=2044-10-30
zhao recording.open recording=$r1 mode=view purpose=supervision -> refused DISPOSED
li   recording.open recording=$r3 mode=view purpose=handling
at 2044-10-25 09:00
end
check verify
check rebuild
tamper "DELETE FROM custody_item WHERE state = 'gone'"
check rebuild names custody_item
