story "乡镇：受委托的事项不能由受委托组织查封、扣押；以自己名义实施的事项可以"
# 行政强制法 17：行政强制措施权不得委托
pack township
include ../../packs/township/demo/staff.story
at 2024-10-14 10:00
tian source.register channel=complaint place=甲镇示范村 source_facts=群众举报在林区用火 -> case $c
zhen case.file case=$c item=LF-50 party_kind=citizen party=壬示范 party_id=999901198001010016 officers=miao,he
miao paper.make case=$c paper=seizure measure=扣押 things=喷火器一台 keeping=镇政府 reason=用于野外用火 power=演示条例第一条 since=2024-10-14 until=2024-11-01
     -> refused ENTRUSTED field=paper
tian source.register channel=complaint place=甲镇示范村 source_facts=群众举报露天焚烧秸秆 -> case $d
zhen case.file case=$d item=DQ-119-1 party_kind=citizen party=壬示范 party_id=999901198001010016 officers=miao,he
miao paper.make case=$d paper=seizure measure=扣押 things=喷火器一台 keeping=镇政府 reason=用于焚烧 power=演示条例第一条 since=2024-10-14 until=2024-11-01
end
check verify
