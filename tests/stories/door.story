story "门口：填错的内容被指出字段，什么也不写入"
pack daying
include ../../packs/daying/demo/staff.story
at 2024-09-03 09:00
zhou source.register channel=hotline place=示例路1号 source_facts=略 unit=team1 -> case $c
zhou source.register channel=fax place=示例路1号 source_facts=略 -> refused ARG_CHOICE field=channel
zhou source.register channel=hotline place=示例路1号 source_facts=略 colour=red -> refused ARG_UNKNOWN field=colour
zhou source.register channel=hotline place="第一行\n第二行" source_facts=略 -> refused ARG_TYPE|ARG_ENCODING field=place
zhou source.register channel=hotline place=示例路1号 source_facts=略 reported_at=2024-13-01 -> refused ARG_TYPE field=reported_at
zhou source.register channel=hotline place=示例路1号 source_facts=略 reported_at="2024-09-04 09:00" -> refused FUTURE field=reported_at
zhou source.register channel=hotline place=示例路1号 source_facts=略 item=NO-SUCH -> refused ARG_CHOICE field=item
zhou source.register channel=hotline place=示例路1号 source_facts=略 file=sm3:1234 -> refused ARG_TYPE field=file
zhou no.such.verb a=b -> refused VERB_UNKNOWN
zhao case.file case=999999 item=GF-111-4 party_kind=body party=某 officers=li,chen -> refused SUBJECT_UNKNOWN
zhao case.file case=$c item=GF-111-4 party_kind=body party=某 officers=li,li -> refused ARG_RANGE field=officers
zhao case.file case=$c item=GF-111-4 party_kind=body party=某 officers=li,nobody -> refused ACTOR_UNKNOWN field=officers
zhao case.file case=$c item=GF-111-4 party_kind=body party=某 officers=li -> refused TWO_OFFICERS field=officers
zhao case.file case=$c item=GF-111-4 party_kind=citizen party=某 party_id=510923201205010013 officers=li,chen -> refused AGE
zhao case.file case=$c item=GF-111-4 party_kind=citizen party=某 party_id=510923198001010018 officers=li,chen -> refused ID_NUMBER
# 别的大队的人看不到这个案件，也不能办
check view case case=$c as ma -> refused SCOPE
ma   evidence.add case=$c evidence_kind=documentary evidence_title=单据 proves=事实 -> refused SCOPE
check view case case=$c as public -> refused LOGIN
check view no_such_view as zhao -> refused VIEW_UNKNOWN
# 停用的账号、被收回的证件
admin user.change user=2 enabled=true -> refused SUBJECT_UNKNOWN
admin certificate.issue login=wu number=川演0099 kinds=综合行政执法 area=大英县 since=2024-09-01 until=2024-08-01 -> refused ARG_RANGE field=until
admin certificate.issue login=wu number=川演0001 kinds=综合行政执法 area=大英县 since=2024-09-01 until=2025-08-01 -> refused DUPLICATE field=number
admin user.add login=Zhou name=某 agency=bureau roles=officer -> refused ARG_TYPE field=login
admin user.add login=xu name=徐某 agency=bureau roles=emperor -> refused ARG_CHOICE field=roles
# 不予立案要写理由
sun  source.decline case=$c -> refused ARG_MISSING field=reason
sun  source.decline case=$c reason=没有违法事实 reply=已电话答复举报人
check fact case=$c stage=declined
zhao case.file case=$c item=GF-111-4 party_kind=body party=某 officers=li,chen -> refused STAGE
end
