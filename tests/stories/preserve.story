story "先行登记保存的证据还没有处理，不能不予立案、移送、撤销"
# 依据：行政处罚法 56
pack township
include ../../packs/township/demo/staff.story
at 2024-10-14 09:00
tian source.register channel=complaint place=甲镇示范村 source_facts=露天焚烧秸秆 -> case $c
tian source.register channel=complaint place=甲镇示例村 source_facts=露天焚烧秸秆 -> case $d
miao preserve.impose case=$c items=引火工具一套 place=就地 reason=可能灭失 officers=miao,he approved_by=zhen waiver_reason=设备送修，文字记录完整 waiver_by=shan
miao preserve.impose case=$d items=引火工具一套 place=就地 reason=可能灭失 officers=miao,he approved_by=zhen waiver_reason=设备送修，文字记录完整 waiver_by=shan
zhen source.transfer case=$c to=某区生态环境局 reason=不由本镇管辖 basis=行政处罚法第二十二条 -> refused PRESERVE_OPEN
shan source.decline case=$d reason=查无实据 -> refused PRESERVE_OPEN
miao preserve.resolve case=$d resolution=release
shan source.decline case=$d reason=查无实据
zhen case.file case=$c item=DQ-119-1 party_kind=citizen party=壬示范 party_id=999901198001010016 officers=miao,he
zhen case.dismiss case=$c reason=违法事实不能成立 -> refused PRESERVE_OPEN
zhen case.transfer_crime case=$c to=某区公安分局 reason=涉嫌犯罪 basis=行政处罚法第二十七条 -> refused PRESERVE_OPEN
miao preserve.resolve case=$c resolution=release
zhen case.dismiss case=$c reason=违法事实不能成立
check fact case=$c stage=dismissed
check fact case=$d stage=declined
end
