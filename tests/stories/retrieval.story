story "调阅监督：自己手里的案件写明用途就能看，其他人和归档以后先申请；复制都要批准；谁看过都有记录"
# 依据：国办发〔2018〕118号 三（十）；三项制度方案（记录信息调阅监督制度）
pack daying
include ../../packs/daying/demo/staff.story
at 2024-10-08 09:00
li   source.register channel=inspection place=示例路8号 source_facts=巡查发现随意倾倒生活垃圾 procedure=summary -> case $c
li   recording.add case=$c kind=video recording_title=现场全程录像 file=@../../packs/daying/demo/video.mp4 taken_at="2024-10-08 08:30" place=示例路8号
     collector=李立夏 device=记录仪07 proves=违法行为 -> act $r
li   recording.add case=$c kind=photo recording_title=现场照片 file=@../../packs/daying/demo/photo.jpg taken_at="2024-10-08 08:40" place=示例路8号
     collector=李立夏 device=记录仪07 proves=违法行为 -> act $p
zhao case.assign case=$c officers=li,chen

# 经办人、所在大队的大队长、机关负责人：写明用途就能查看；复制须经批准
li   recording.open recording=$r mode=view -> refused ARG_MISSING field=purpose
li   recording.open recording=$r mode=view purpose=other -> refused ARG_MISSING field=words
li   recording.open recording=$r mode=view purpose=handling -> opening $o1
chen recording.open recording=$r mode=view purpose=handling words=核对笔录
sun  recording.open recording=$r mode=view purpose=supervision
zhao recording.open recording=$r mode=view purpose=supervision
li   recording.open recording=$r mode=copy purpose=handling -> refused RETRIEVAL
li   recording.open recording=$r mode=export purpose=handling -> refused RETRIEVAL
li   recording.open recording=999999 mode=view purpose=handling -> refused SUBJECT_UNKNOWN

# 别的大队的人、审核人员（没有送审）、监督人员不经手：须申请
ma   recording.open recording=$r mode=view purpose=training -> refused RETRIEVAL
qian recording.open recording=$r mode=view purpose=review -> refused RETRIEVAL
jian recording.open recording=$r mode=view purpose=supervision -> refused RETRIEVAL

# 申请：一份或者一个案件，写明事由
ma   retrieval.ask mode=view purpose=training words=队内培训观看取证要领 wanted=2024-10-20 -> refused ARG_MISSING field=recording
ma   retrieval.ask recording=$r case=$c mode=view purpose=training words=队内培训 wanted=2024-10-20 -> refused ARG_MISSING field=recording
ma   retrieval.ask recording=$r mode=view purpose=training wanted=2024-10-20 -> refused ARG_MISSING field=words
ma   retrieval.ask recording=$r mode=view purpose=training words=队内培训 wanted=2024-10-07 -> refused TOO_EARLY_DATE field=wanted
ma   retrieval.ask recording=$r mode=view purpose=training words=队内培训观看取证要领 wanted=2024-10-30 -> retrieval $q1
ma   recording.open recording=$r mode=view purpose=training -> refused RETRIEVAL

# 审批：不能批准自己的；没有归档的不由档案员批；别的大队的大队长看不到；期限有上限
li   retrieval.approve retrieval=$q1 until=2024-10-10 -> refused ROLE
shen retrieval.approve retrieval=$q1 until=2024-10-10 -> refused ROLE says 没有归档
gao  retrieval.approve retrieval=$q1 until=2024-10-10 -> refused SCOPE
sun  retrieval.approve retrieval=$q1 until=2024-10-07 -> refused TOO_EARLY_DATE field=until
sun  retrieval.approve retrieval=$q1 until=2024-10-24 -> refused RETRIEVAL_TERM field=until says 15
sun  retrieval.approve retrieval=$q1 until=2024-10-10 reason=可以观看，不得外传
sun  retrieval.approve retrieval=$q1 until=2024-10-12 -> refused ONCE
sun  retrieval.refuse retrieval=$q1 reason=不能再改 -> refused ONCE
ma   recording.open recording=$r mode=view purpose=training -> opening $o2
ma   recording.open recording=$r mode=copy purpose=training -> refused RETRIEVAL_MODE field=mode
ma   recording.open recording=$p mode=view purpose=training -> refused RETRIEVAL
lin  recording.open recording=$r mode=view purpose=training -> refused RETRIEVAL
sun  retrieval.ask case=$c mode=copy purpose=scoring words=案卷评查抽中本案 wanted=2024-10-12 -> retrieval $q2
sun  retrieval.approve retrieval=$q2 until=2024-10-12 -> refused RETRIEVAL_SELF
zhao retrieval.approve retrieval=$q2 until=2024-10-13 -> refused RETRIEVAL_TERM says 2024-10-12
zhao retrieval.approve retrieval=$q2 until=2024-10-12
sun  recording.open recording=$p mode=copy purpose=scoring
sun  recording.open recording=$r mode=export purpose=scoring words=评查光盘
jian retrieval.ask case=$c mode=view purpose=supervision words=群众来信反映执法不文明 wanted=2024-10-12 -> retrieval $q3
zhao retrieval.refuse retrieval=$q3 -> refused ARG_MISSING field=reason
zhao retrieval.refuse retrieval=$q3 reason=请写明来信编号
jian recording.open recording=$r mode=view purpose=supervision -> refused RETRIEVAL
jian retrieval.end retrieval=$q3 -> refused ONCE

# 期限届满、提前结束
at 2024-10-11 09:00
ma   recording.open recording=$r mode=view purpose=training -> refused RETRIEVAL_OVER
lin  retrieval.end retrieval=$q2 -> refused ROLE|SCOPE
sun  retrieval.end retrieval=$q2 reason=评查结束
sun  recording.open recording=$p mode=copy purpose=scoring -> refused RETRIEVAL_OVER
sun  recording.open recording=$p mode=view purpose=handling

# 当事人查看由工作人员登记
li   recording.show_party recording=$r shown_to=演某 relation=party shown_on=2024-10-12 -> refused FUTURE
ma   recording.show_party recording=$r shown_to=演某 relation=party shown_on=2024-10-11 -> refused RETRIEVAL_OVER
li   recording.show_party recording=$r shown_to=演某 relation=party shown_on=2024-10-11 words=在本局询问室观看

# 谁看过什么：监督人员看得到，普通执法人员看不到这张表
check view recording_views recording=$r as jian where mode=当事人查看 is shown_to=演某
check view recording_views recording=$r as jian where login=ma is mode=查看
check view recording_views recording=$r as jian where login=sun is count=2
check view recording_views person=ma as zhao where recording=$r is count=1
check view recording_views case=$c from=2024-10-11 as jian where mode=查看 is count=1
check view recording_views as li -> refused ROLE
check view recording_views case=$c as gao where recording=$r is absent
check view retrievals as ma where id=$q1 is state=已届满
check view retrievals as ma where id=$q2 is absent
check view retrievals state=refused as jian where id=$q3 is reason=请写明来信编号

# 归档以后，经办人也要申请，由档案员批准
li   inspection.record case=$c officers=li,chen started="2024-10-08 08:30" ended="2024-10-08 08:45" place=示例路8号 findings=随意倾倒生活垃圾一袋
     certificates_shown=true party_present=present recordings=$r
li   summary.inform case=$c officers=li,chen certificates_shown=true content=拟罚款150元 defence=无
li   summary.decide case=$c item=GF-111-1 party_kind=citizen party=演某 officers=li,chen penalties=fine fine=150
     found_facts=演某在示例路8号随意倾倒生活垃圾。 correction=当场清理
he   payment.record case=$c amount=150 paid_on=2024-10-11 receipt=演票880001
li   case.close case=$c summary=罚款已缴清
li   recording.open recording=$r mode=view purpose=handling words=整理案卷
shen dossier.bind case=$c note=制卷
shen case.archive case=$c retention=years10 volume=2024-当罚-0008
li   recording.open recording=$r mode=view purpose=handling -> refused RETRIEVAL
li   retrieval.ask case=$c mode=view purpose=remedy words=当事人申请行政复议 wanted=2024-10-20 -> retrieval $q4
sun  retrieval.approve retrieval=$q4 until=2024-10-15 -> refused ROLE says 已经归档
shen retrieval.approve retrieval=$q4 until=2024-10-15
li   recording.open recording=$r mode=view purpose=remedy
at 2024-10-12 09:00
end
check verify
check rebuild
tamper "DELETE FROM custody_opening WHERE by_login = 'ma'"
check rebuild names custody_opening
