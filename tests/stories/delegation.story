story "某区：清单写明每个事项在各乡镇怎样实施——委托的以委托机关的名义，配合的不能处罚，过期的、没有写的不能立案，赋权以后部门不再处罚"
# 处罚法 18、20、24；《乡镇与职能部门行政执法实施意见》二（二）
pack township
include ../../packs/township/demo/staff.story
at 2024-12-02 09:00
admin user.add login=yizhen name=易乙镇 agency=town-b roles=head post=镇长 password=mingjing-demo
admin user.add login=bing name=丙乡长 agency=town-c roles=head post=乡长 password=mingjing-demo
admin user.add login=yia name=易一 agency=town-b unit=town-b-team roles=officer,duty post=执法队员 password=mingjing-demo
admin user.add login=bingd name=丙值守 agency=town-c unit=town-c-team roles=duty post=值班员 password=mingjing-demo

# ---- 写法：乡镇、方式、文件、起止日；委托必须有期限；同一乡镇同一天只有一种方式 ----
fan list.draft kind=powers origin=given law=实施意见 rows="编号,事项名称,职权类别,设定和实施依据,乡镇实施方式\nDQ-115-1,扬尘,行政处罚,大气污染防治法 115,甲镇委托" -> refused LIST_ROWS says 乡镇：方式
fan list.draft kind=powers origin=given law=实施意见 rows="编号	事项名称	职权类别	设定和实施依据	乡镇实施方式\nDQ-115-1	扬尘	行政处罚	大气污染防治法 115	丁镇：委托，文件，2025-01-01，2025-12-31" -> refused LIST_ROWS says 不是系统里的其他机关
fan list.draft kind=powers origin=given law=实施意见 rows="编号	事项名称	职权类别	设定和实施依据	乡镇实施方式\nDQ-115-1	扬尘	行政处罚	大气污染防治法 115	甲镇：派驻，文件，2025-01-01，2025-12-31" -> refused LIST_ROWS says 赋权、委托、配合
fan list.draft kind=powers origin=given law=实施意见 rows="编号	事项名称	职权类别	设定和实施依据	乡镇实施方式\nDQ-115-1	扬尘	行政处罚	大气污染防治法 115	甲镇：委托，文件，2025-01-01" -> refused LIST_ROWS says 第二十条
fan list.draft kind=powers origin=given law=实施意见 rows="编号	事项名称	职权类别	设定和实施依据	乡镇实施方式\nDQ-115-1	扬尘	行政处罚	大气污染防治法 115	甲镇：委托，文件，2025-02-30，2025-12-31" -> refused LIST_ROWS says 起止日
fan list.draft kind=powers origin=given law=实施意见 rows="编号	事项名称	职权类别	设定和实施依据	乡镇实施方式\nDQ-115-1	扬尘	行政处罚	大气污染防治法 115	甲镇：委托，文件，2025-03-01，2025-02-01" -> refused LIST_ROWS says 早于起日
fan list.draft kind=powers origin=given law=实施意见 rows="编号	事项名称	职权类别	设定和实施依据	乡镇实施方式\nDQ-115-1	扬尘	行政处罚	大气污染防治法 115	甲镇：委托，文件一，2025-01-01，2025-06-30；甲镇：赋权，文件二，2025-06-30" -> refused LIST_ROWS says 日期重叠
fan list.draft kind=powers origin=given law="实施意见 二（二）" rows="编号	事项名称	职权类别	设定和实施依据	乡镇实施方式\nDQ-115-1	施工工地未采取有效防尘降尘措施	行政处罚	大气污染防治法 115	甲镇：委托，某城管委托〔2024〕1号，2025-01-01，2025-03-31；乙镇：配合，实施意见 二（二），2025-01-01" -> list $p

# ---- 没有公布的清单不起作用；公布以后按清单 ----
tian source.register channel=complaint place=甲镇示范村 source_facts=工地扬尘 -> case $c
at 2024-12-03 09:00
zhen case.file case=$c item=DQ-115-1 party_kind=body party=模拟建设有限公司 party_person=癸某 officers=miao,he -> refused JURISDICTION
ju  list.publish list=$p effective=2025-01-01 reason=首次公布
at 2024-12-30 09:00
zhen case.file case=$c item=DQ-115-1 party_kind=body party=模拟建设有限公司 party_person=癸某 officers=miao,he -> refused JURISDICTION
at 2025-01-02 09:00
check page /list/urban/powers shows 乡镇实施方式 某城管委托〔2024〕1号 配合
check view list_powers item=DQ-115-1 as public where town=某区甲镇人民政府 is mode=委托 document=某城管委托〔2024〕1号 until=2025-03-31 holds=true
yia  source.register channel=complaint place=乙镇示范村 source_facts=工地扬尘 -> case $b
yizhen case.file case=$b item=DQ-115-1 party_kind=body party=模拟建设有限公司 officers=miao,he -> refused JURISDICTION says 配合职责
bingd source.register channel=complaint place=丙乡示范村 source_facts=工地扬尘 -> case $d
bing case.file case=$d item=DQ-115-1 party_kind=body party=模拟建设有限公司 officers=miao,he -> refused POWER_NONE says 没有写明
zhen case.file case=$c item=DQ-115-1 party_kind=body party=模拟建设有限公司 party_person=癸某 officers=miao,he -> act $f
check page /desk/case/$c/paper/$f/filing as zhen shows 某区城市管理综合行政执法局
miao preserve.impose case=$c items=铲车一辆 place=就地 reason=可能转移 approved_by=zhen officers=miao,he waiver_reason=设备不足，文字记录完整 waiver_by=shan
miao preserve.resolve case=$c resolution=seize note=略 -> refused ENTRUSTED says 城市管理
miao preserve.resolve case=$c resolution=release note=发还
miao inspection.record case=$c officers=miao,he started="2025-01-02 08:30" ended="2025-01-02 08:50" place=甲镇示范村 findings=裸土未遮盖
     certificates_shown=true party_present=present waiver_reason=设备不足，文字记录完整 waiver_by=shan
miao investigation.conclude case=$c found_facts=模拟建设有限公司裸土未遮盖 evidence_summary=检查笔录 penalties=fine draft_fine=10000 opinion=拟罚款10000元
miao notice.give case=$c content=拟罚款10000元，有权陈述、申辩 method=direct served_on=2025-01-02 receiver=癸某
# ---- 委托期满：还没有作出决定的不能再以委托机关的名义作出；续签并调整清单以后可以 ----
at 2025-04-01 09:00
zhen case.decide case=$c penalties=fine fine=10000 correction=遮盖 -> refused POWER_NONE says 2025-03-31
fan list.draft kind=powers origin=given law="实施意见 二（二）" rows="编号	事项名称	职权类别	设定和实施依据	乡镇实施方式\nDQ-115-1	施工工地未采取有效防尘降尘措施	行政处罚	大气污染防治法 115	甲镇：赋权，某政发〔2025〕8号，2025-04-02；乙镇：配合，实施意见 二（二），2025-01-01" -> list $q
ju  list.publish list=$q effective=2025-04-02 reason=扩大赋权
check view list_changes agency=urban kind=powers from=1 to=2 as public where row=DQ-115-1 column=乡镇实施方式 is change=调整
at 2025-04-02 09:00
da   source.register channel=inspection place=甲镇示范村5组 source_facts=巡查发现扬尘 -> case $u
ju   case.file case=$u item=DQ-115-1 party_kind=body party=样例建设有限公司 officers=cheng,guan -> refused ITEM_DELEGATED says 某政发〔2025〕8号
da   source.register channel=inspection place=丙乡示范村5组 source_facts=巡查发现扬尘 -> case $v
ju   case.file case=$v item=DQ-115-1 party_kind=body party=样例建设有限公司 officers=cheng,guan
zhen case.decide case=$c penalties=fine fine=10000 correction=遮盖
end
