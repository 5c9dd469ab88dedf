story "公众办理的底子：一件公示了的处罚决定，一个刚登记的案源"
pack daying
include ../../packs/daying/demo/publicity.story

at 2026-11-20 09:00
zhou source.register channel=hotline place=示例大道18号 source_facts=来电反映占道堆放 unit=team1 -> case $c
zhao case.assign case=$c officers=li,chen
end
