story "公众办理的底子：一个许可申请、一个处罚案件"
pack daying
include ../../packs/daying/demo/staff.story

at 2026-11-20 09:00
zhou source.register channel=hotline place=示例大道18号 source_facts=来电反映占道堆放 unit=team1 -> case $c
zhao case.assign case=$c officers=li,chen
end
