story "兴隆台住建：施工许可，全部许可都要法制审核"
# 依据：行政许可法 32、42、44、82；本局三项制度实施方案 二（三）1
pack xinglongtai-housing
include staff.story

# ---- 收件：材料不全，五个工作日内一次告知 ----
at 2024-12-30 10:00
shou permit.apply party_kind=body party=示例置业有限公司 party_id=91211103000000019X cause=建筑工程施工许可 -> refused USCC
shou permit.apply party_kind=body party=示例置业有限公司 party_id=91211103000000019Y party_person=庚某 cause=建筑工程施工许可
     materials="施工许可申请表；用地批准手续" -> case $p
check fact case=$p number=兴住建许申〔2024〕1号 stage=applied
check view clocks case=$p where clock=permit_gaps is due=2025-01-07
at 2025-01-03 11:00
nie  permit.gaps case=$p gaps="缺施工图审查合格书\n缺质量监督手续"
check view clocks case=$p where clock=permit_gaps is state=ended

# ---- 受理：二十个工作日内决定（1 月 26 日、2 月 8 日上班） ----
at 2025-01-20 09:00
jv   permit.grant case=$p content=准予 -> refused STAGE|NEED|REVIEW_MISSING
nie  permit.accept case=$p note=材料补齐
check view clocks case=$p where clock=permit_decide is due=2025-02-21
check clock due --from 2025-01-20 --length 20 --unit working = 2025-02-21

# ---- 延长十日：机关负责人批准，告知理由 ----
at 2025-02-17 09:00
nie  permit.extend case=$p reason=图纸复核需要时间 -> refused ROLE
jv   permit.extend case=$p reason=图纸复核需要时间，已将理由告知申请人
check view clocks case=$p where clock=permit_extended is due=2025-03-07
check clock due --from 2025-01-20 --length 30 --unit working = 2025-03-07

# ---- 没有审核不能决定：许可也一样 ----
at 2025-02-21 10:00
jv   permit.grant case=$p content=准予施工许可 -> refused REVIEW_MISSING
jv   permit.refuse case=$p reason=不符合条件 -> refused REVIEW_MISSING
nie  review.submit case=$p opinion=拟准予 -> refused MATERIALS_MISSING
nie  material.add case=$p material_kind=evidence_list material_title=申请材料目录 text=略
nie  material.add case=$p material_kind=draft_decision material_title=准予决定书文稿 text=略
nie  evidence.add case=$p evidence_kind=documentary evidence_title=施工图审查合格书 proves=符合条件
nie  review.submit case=$p opinion=拟准予
at 2025-02-24 15:00
fa   review.check case=$p point=all verdict=good
fa   review.pass case=$p opinion=程序合法，材料齐全，同意
jv   permit.grant case=$p content="准予示例置业有限公司示范小区1号楼工程施工，建筑面积12000平方米。" -> act $granted
check view clocks case=$p where clock=permit_issue is due=2025-03-10
check view clocks case=$p where clock=publish is due=2025-03-05
at 2025-02-26 10:00
nie  publish.prepare case=$p
gong publish.release case=$p
check view publications as public where kind=permit is party=示例置业有限公司
at 2025-03-04 10:00
nie  permit.issue case=$p certificate_number=2111030020250304演01
at 2025-03-05 10:00
nie  case.close case=$p summary=施工许可证已颁发
check fact case=$p stage=closed

# ---- 处罚同样全部审核：本局没有当场处罚 ----
at 2025-03-10 09:00
ning source.register channel=inspection place=示范小区 source_facts=巡查发现占用道路 procedure=summary unit=quality -> refused ARG_CHOICE
ning source.register channel=inspection place=示范小区 source_facts=巡查发现物业管理区域内道路被占用 -> case $c
jv   case.file case=$c item=WY-63 party_kind=citizen party=辛示范 officers=rong,hua
rong recording.add case=$c kind=photo recording_title=占道照片 file=@photo.jpg taken_at="2025-03-10 08:30" place=示范小区 collector=荣质监 proves=占用道路 -> act $r
rong inspection.record case=$c officers=rong,hua started="2025-03-10 08:20" ended="2025-03-10 08:50" place=示范小区 findings=搭建棚架占用道路
     certificates_shown=true party_present=present recordings=$r
rong investigation.conclude case=$c found_facts=辛示范占用物业管理区域内道路 evidence_summary=检查笔录、照片 penalties=warning opinion=警告
rong notice.give case=$c content=拟给予警告 method=direct served_on=2025-03-10
at 2025-03-17 09:00
jv   case.decide case=$c penalties=warning -> refused REVIEW_MISSING
end
