story "结案：缺少询问笔录的，逐项指出，不能结案；证件到期之后不能执法"
# 依据：行政处罚案卷标准；大英 dossier；行政处罚法 42
pack daying
include ../../packs/daying/demo/staff.story
at 2024-10-08 09:00
gao  source.register channel=inspection place=示例路2号 source_facts=餐饮店油烟超标 -> case $c
zhao case.file case=$c item=DQ-118-1 party_kind=body party=演示餐饮管理有限公司 party_id=91510923000000035L officers=ma,gao
ma   recording.add case=$c kind=video recording_title=全程录像 file=@../../packs/daying/demo/video.mp4 taken_at="2024-10-08 08:30" place=示例路2号
     collector=马白露 proves=油烟净化设施没有运行 -> act $r
ma   inspection.record case=$c officers=ma,gao started="2024-10-08 08:30" ended="2024-10-08 08:50" place=示例路2号 findings=净化设施没有运行
     certificates_shown=true party_present=present recordings=$r
ma   investigation.conclude case=$c found_facts=演示餐饮管理有限公司不正常使用油烟净化设施 evidence_summary=检查笔录及录像 penalties=fine draft_fine=5000 opinion=拟罚款5000元
ma   notice.give case=$c content=拟罚款5000元 method=direct served_on=2024-10-08
at 2024-10-14 09:00
# 五千元对法人不属于重大执法决定（参数），不必审核
zhao case.decide case=$c penalties=fine fine=5000 correction=立即改正
at 2024-10-15 09:00
ma   decision.serve case=$c method=direct served_on=2024-10-15
he   payment.record case=$c amount=5000 paid_on=2024-10-15 receipt=演票300001
ma   case.close case=$c summary=已缴款 -> refused DOSSIER_INCOMPLETE says 询问笔录

# 高寒露的证件 2024 年 10 月 31 日到期：当天可以，第二天不行
at 2024-10-31 09:00
gao  source.register channel=inspection place=示例路3号 source_facts=露天焚烧 -> case $d
zhao case.file case=$d item=DQ-119-1 party_kind=citizen party=子示范 officers=ma,gao
at 2024-11-01 09:00
zhao case.assign case=$d officers=ma,gao -> refused ROLE|NO_CERTIFICATE says 高寒露
zhao case.assign case=$d officers=ma,lin
zhao case.dismiss case=$d reason=查明系他人所为
check fact case=$d stage=dismissed
end
