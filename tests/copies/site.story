story "一个案件，等着音像资料"
pack daying
include ../../packs/daying/demo/staff.story
at 2024-09-03 09:00
zhou source.register channel=hotline place=示例路1号 source_facts=工地未清运建筑垃圾 unit=team1 -> case $c
zhao case.file case=$c item=GF-111-3 party_kind=body party=模拟建设有限公司 party_id=91510923000000027R party_person=癸某 officers=li,chen
