story "归档以后：只有经批准的重新办理才能再动；制卷以后又有办理的，要重新制卷；期满移交档案馆"
# 依据：行政处罚法 47；档案法 15、37
pack daying
include ../../packs/daying/demo/staff.story
at 2024-10-08 09:00
li   source.register channel=inspection place=示例路8号 source_facts=巡查发现随意倾倒生活垃圾 procedure=summary -> case $c
li   recording.add case=$c kind=video recording_title=现场全程录像 file=@../../packs/daying/demo/video.mp4 taken_at="2024-10-08 08:30" place=示例路8号
     collector=李立夏 device=记录仪07 proves=违法行为 -> act $r
zhao case.assign case=$c officers=li,chen
li   inspection.record case=$c officers=li,chen started="2024-10-08 08:30" ended="2024-10-08 08:45" place=示例路8号 findings=随意倾倒生活垃圾一袋
     certificates_shown=true party_present=present recordings=$r
li   summary.inform case=$c officers=li,chen certificates_shown=true content=拟罚款150元 defence=无
li   summary.decide case=$c item=GF-111-1 party_kind=citizen party=演某 officers=li,chen penalties=fine fine=150
     found_facts=演某在示例路8号随意倾倒生活垃圾。 correction=当场清理
he   payment.record case=$c amount=150 paid_on=2024-10-08 receipt=演票880001
li   case.close case=$c summary=罚款已缴清
shen dossier.bind case=$c note=首次制卷 -> act $b
shen case.archive case=$c retention=years10 volume=2024-当罚-0008

# 归档以后谁也不能直接办理
li   evidence.add case=$c evidence_kind=documentary evidence_title=补充 proves=补充 -> refused STAGE
li   case.reopen case=$c reason=发现遗漏 -> refused ROLE
zhao case.reopen case=$c reason="归档以后发现缴款票据号登记有误。"
check fact case=$c stage=served
zhao case.reopen case=$c reason=再一次 -> refused STAGE
li   case.close case=$c summary=票据号已更正
shen case.archive case=$c retention=years10 volume=2024-当罚-0008 -> refused DOSSIER_INCOMPLETE says 重新制卷
shen dossier.bind case=$c note=重新制卷 -> act $b2
shen case.archive case=$c retention=years10 volume=2024-当罚-0008
check fact case=$c stage=archived
at 2035-01-08 09:00
li   archive.transfer case=$c to=大英县档案馆 received_on=2035-01-08 receiver=演示接收员 list=一卷 -> refused ROLE
shen archive.transfer case=$c to=大英县档案馆 received_on=2035-01-08 receiver=演示接收员 list=一卷，纸质十页，电子一份
end
check verify
check rebuild
