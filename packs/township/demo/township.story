story "某区：赋权事项由乡镇办，职能部门不得再罚；移送与协助的期限"
# 依据：行政处罚法 22—25、44、57、60；《乡镇与职能部门行政执法实施意见》二（二）
pack township
include staff.story

# ---- 移送：三个工作日内，须经负责人批准；对方三个工作日内答复是否受理 ----
at 2024-09-30 09:00
tian source.register channel=complaint place=甲镇示范村 source_facts=群众举报：工地扬尘，属区城管局管辖。 -> case $t
check clock due --from 2024-09-30 --length 3 --unit working = 2024-10-10
shan source.transfer case=$t to=某区城市管理综合行政执法局 reason=属区级部门管辖 basis=实施意见 -> refused ROLE
# 移送以前，首先接到举报的人始终是首问责任人
check fact case=$t owner=tian
at 2024-10-10 16:00
zhen source.transfer case=$t to=某区城市管理综合行政执法局 reason=属区级部门管辖，附举报记录和初步证据 basis=实施意见二（二）2
check fact case=$t stage=transferred owner=tian
check clock due --from 2024-10-10 --length 3 --unit working = 2024-10-14

# ---- 赋权事项：部门不得再处罚；配合事项：乡镇没有处罚权 ----
at 2024-10-14 10:00
da   source.register channel=inspection place=甲镇示范村 source_facts=巡查发现露天焚烧秸秆 -> case $u
ju   case.file case=$u item=DQ-119-1 party_kind=citizen party=壬示范 officers=cheng,guan -> refused ITEM_DELEGATED
ju   source.transfer case=$u to=某区甲镇人民政府 reason=该事项已赋权乡镇 basis=行政处罚法第二十四条
tian source.register channel=transfer place=甲镇示范村 source_facts=区城管局移送：露天焚烧秸秆 party=壬示范 -> case $c
zhen case.file case=$c item=SF-66-1 party_kind=citizen party=壬示范 officers=miao,he -> refused JURISDICTION

# ---- 赋权事项由乡镇以自己的名义办理；数额不大，不属于重大执法决定，不必送审 ----
zhen case.file case=$c item=DQ-119-1 party_kind=citizen party=壬示范 party_id=999901198001010016 officers=miao,he
check view clocks case=$c where clock=decide is due=2025-01-12
miao inspection.record case=$c officers=miao,he started="2024-10-14 09:00" ended="2024-10-14 09:20" place=甲镇示范村3组 findings=田间有焚烧痕迹约两亩
     certificates_shown=true party_present=present waiver_reason=设备不足，文字记录完整 waiver_by=shan
miao investigation.conclude case=$c found_facts=壬示范在甲镇示范村露天焚烧秸秆约两亩 evidence_summary=检查笔录 penalties=fine draft_fine=500 opinion=拟罚款500元
miao notice.give case=$c content=拟罚款500元，有权陈述、申辩 method=direct served_on=2024-10-14 receiver=壬示范
zhen case.decide case=$c penalties=fine fine=500 -> refused WINDOW_OPEN
at 2024-10-18 09:00
zhen case.decide case=$c penalties=fine fine=500 correction=立即停止焚烧
check fact case=$c stage=decided decision_number=区执罚决〔2024〕1号
miao decision.serve case=$c method=direct served_on=2024-10-18 receiver=壬示范
at 2024-10-21 09:00
miao publish.prepare case=$c
suo  publish.release case=$c
check view publications as public where number=区执罚决〔2024〕1号 is party=壬某某
# 其他机关的人看不到本镇的案件；协调监督可以
check view case case=$c as cheng -> refused SCOPE
check fact case=$c as xie stage=served

# ---- 协助函：七个工作日内答复；要求补充材料的时间不计 ----
at 2025-04-28 09:00
check clock due --from 2025-04-28 --length 7 --unit working = 2025-05-12
check clock due --from 2025-04-28 --length 2 --unit working = 2025-04-30
check clock due --from 2025-04-28 --length 7 --unit working --stop 2025-05-01..2025-05-08 = 2025-05-15
# ---- 十分紧急的口头移送：二十四小时内补材料，端午假期照计 ----
check clock due --from 2025-06-01T18:00 --length 24 --unit hour = "2025-06-02 18:00"
end
