story "文书所依据的内容后来变动了：还没有签名的文书写明哪一栏已变动"
pack daying
include ../../packs/daying/demo/staff.story
at 2024-09-09 10:20
zhou source.register channel=hotline place=示例路1号 source_facts=群众来电 unit=team1 party=示例建筑有限公司 item=GF-111-4 -> case $c
at 2024-09-10 09:00
zhao case.file case=$c item=GF-111-4 party_kind=body party=示例建筑有限公司 party_id=91510923000000019Y party_person=郑卫东 officers=li,chen discovered_on=2024-09-09 -> act $f
check view papers case=$c as li where id=filing is seq=$f stale=
at 2024-09-11 09:00
zhao case.assign case=$c officers=li,sun
check view papers case=$c as li where id=filing is stale=执法人员
end
