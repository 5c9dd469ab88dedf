story "大英：裁量基准按公布的阶次计算——不选阶次不行，幅度以外要有偏离理由并经法制审核，什么时候都不超出法定幅度；行为时的版本，新的较轻用新的"
# 处罚法 34、37；国办发〔2022〕27号
pack daying
include ../../packs/daying/demo/staff.story
at 2024-09-02 14:00
zhou source.register channel=hotline place=示例路1号 source_facts=露天焚烧 unit=team1 -> case $old

# ---- 分档表：写错的说明在哪一行；公布以前不起作用 ----
feng list.draft kind=grades origin=given law="国办发〔2022〕27号" rows="编号,事项编号,裁量阶次,适用情形,计算方式,下限,上限,依据\nA,DQ-119-1,一般,略,大概,1,2,示例" -> refused LIST_ROWS says 计算方式
feng list.draft kind=grades origin=given law="国办发〔2022〕27号" rows="编号,事项编号,裁量阶次,适用情形,计算方式,下限,上限,依据\nA,DQ-999,一般,略,固定幅度,1,2,示例" -> refused LIST_ROWS says 没有这个处罚事项
feng list.draft kind=grades origin=given law="国办发〔2022〕27号" rows="编号,事项编号,裁量阶次,适用情形,计算方式,下限,上限,依据\nA,DQ-119-1,一般,略,固定幅度,500,1000,示例\nB,DQ-119-1,一般,略,固定幅度,600,1000,示例" -> refused LIST_ROWS says 有两行
feng list.draft kind=grades origin=pack law="处罚法 34；国办发〔2022〕27号" -> list $g
zhao list.publish list=$g effective=2024-09-05 reason=首次公布
check view list_grades agency=bureau on=2024-09-05 item=DQ-119-1 as public where grade=较重 is range="1,000.00 元至 2,000.00 元" way=固定幅度
check view list_grades agency=bureau on=2024-09-05 item=DL-42 as public where grade=一般 is range="每平方米 50.00 元至 100.00 元，最高 10,000.00 元"
zhao case.file case=$old item=DQ-119-1 party_kind=citizen party=壬示范 officers=li,chen act_ended_on=2024-09-01
li   evidence.add case=$old evidence_kind=documentary evidence_title=现场照片 proves=现场情况
li   investigation.conclude case=$old found_facts=壬示范露天焚烧 evidence_summary=检查笔录 penalties=fine draft_fine=2000 opinion=拟罚款2000元 

# ---- 施行以后：必须选阶次；幅度以外要有理由 ----
at 2024-09-09 10:00
zhou source.register channel=hotline place=示例路2号 source_facts=露天焚烧 unit=team1 -> case $c
zhao case.file case=$c item=DQ-119-1 party_kind=citizen party=癸示范 officers=li,chen act_ended_on=2024-09-06
li   evidence.add case=$c evidence_kind=documentary evidence_title=现场照片 proves=现场情况
check page /desk/act/investigation.conclude?subject=$c as li shows 裁量阶次 "1,000.00 元至 2,000.00 元"
li   investigation.conclude case=$c found_facts=癸示范露天焚烧 evidence_summary=检查笔录 penalties=fine draft_fine=800 opinion=略 -> refused GRADE_MISSING says 轻微、一般、较重
li   investigation.conclude case=$c found_facts=癸示范露天焚烧 evidence_summary=检查笔录 penalties=fine draft_fine=800 grade=特重 opinion=略 -> refused ARG_CHOICE field=grade
li   investigation.conclude case=$c found_facts=癸示范露天焚烧 evidence_summary=检查笔录 penalties=fine draft_fine=800 grade=较重 opinion=略 -> refused GRADE_RANGE says "1,000.00 元至 2,000.00 元"
li   investigation.conclude case=$c found_facts=癸示范露天焚烧 evidence_summary=检查笔录 penalties=fine draft_fine=3000 grade=较重 deviation=情节特别恶劣，应当更重 opinion=略 -> refused FINE_RANGE
li   investigation.conclude case=$c found_facts=癸示范露天焚烧 evidence_summary=检查笔录 penalties=fine draft_fine=1200 grade=较重 opinion=拟罚款1200元 -> act $r

check view deviations as jian where case=$c is absent
li   notice.give case=$c content=拟罚款1200元 method=direct served_on=2024-09-09 receiver=癸示范 -> act $n

check page /desk/case/$c/paper/$r/report as li shows 较重 违法行为发生时有效
check page /desk/case/$c/paper/$n/notice as li shows 行政处罚事先告知书
at 2024-09-13 09:00
zhao case.decide case=$c penalties=fine fine=900 correction=停止焚烧 -> refused GRADE_RANGE
zhao case.decide case=$c penalties=fine fine=900 deviation=当事人主动清理并且家庭困难 correction=停止焚烧

check view deviations as jian where case=$c is grade=较重 reason=当事人主动清理并且家庭困难

# ---- 倍数、按数量：缺少基数、数量的不能算 ----
zhou source.register channel=hotline place=示例路3号 source_facts=露天烧烤 unit=team1 -> case $m
zhao case.file case=$m item=DQ-118-3 party_kind=citizen party=甲示范 officers=li,chen
li   evidence.add case=$m evidence_kind=documentary evidence_title=现场照片 proves=现场情况
li   investigation.conclude case=$m found_facts=露天烧烤 evidence_summary=检查笔录 penalties=fine draft_fine=3000 grade=一般 opinion=略 -> refused ARG_MISSING field=grade_base
li   investigation.conclude case=$m found_facts=露天烧烤 evidence_summary=检查笔录 penalties=fine draft_fine=3000 grade=一般 grade_base=1000 opinion=略 -> refused GRADE_RANGE says "1,000.00 元至 2,000.00 元"
li   investigation.conclude case=$m found_facts=露天烧烤 evidence_summary=检查笔录 penalties=fine draft_fine=2000 grade=一般 grade_base=1000 opinion=略

# ---- 重大决定：偏离的理由没有经过审核的，不能在决定时才写；审核台看得见 ----
zhou source.register channel=hotline place=示例路4号 source_facts=倾倒建筑垃圾 unit=team1 -> case $b
zhao case.file case=$b item=GF-111-4 party_kind=body party=模拟建设有限公司 party_person=癸某 officers=li,chen
li   evidence.add case=$b evidence_kind=documentary evidence_title=现场照片 proves=现场情况
li   investigation.conclude case=$b found_facts=倾倒建筑垃圾 evidence_summary=检查笔录 penalties=fine draft_fine=300000 grade=较重 opinion=略 -> refused GRADE_RANGE says "415,000.00 元至 730,000.00 元"
li   investigation.conclude case=$b found_facts=倾倒建筑垃圾 evidence_summary=检查笔录 penalties=fine draft_fine=300000 grade=较重 deviation=企业主动修复周边环境并且消除影响 opinion=略

check view deviations as qian where case=$b is grade=较重
check page /desk/case/$b as qian shows 偏离裁量基准 企业主动修复周边环境并且消除影响

# ---- 从工作簿来：栏目按名称，公式、不认得的栏目和写法都不收；一份工作簿就是一份草稿 ----
feng list.draft kind=grades origin=given law="国办发〔2022〕27号" rows="编号" workbook=@grades.csv -> refused ARG_CHOICE field=workbook
feng list.draft kind=grades origin=pack law="国办发〔2022〕27号" workbook=@grades.csv -> refused ARG_CHOICE field=origin
feng list.draft kind=grades origin=given law="国办发〔2022〕27号" workbook=@statutes.story -> refused SHEET_HEAD|SHEET_BROKEN|SHEET_CELL|SHEET_MISSING
feng list.draft kind=grades origin=given law="国办发〔2022〕27号" workbook=@grades.csv -> list $w
check view list_drafts as feng where id=$w is rows=2

# ---- 新的版本较轻：适用新的（处罚法 37） ----
feng list.draft kind=grades origin=given law="国办发〔2022〕27号" rows="编号,事项编号,适用对象,裁量阶次,适用情形,计算方式,下限,上限,依据\nA,DQ-119-1,公民,较重,一亩以上,固定幅度,600,900,示例\nB,GF-111-4,,较重,略,法定幅度比例,60%,80%,示例" -> list $g2
zhao list.publish list=$g2 effective=2024-09-20 reason=减轻
check view list_grades agency=bureau on=2024-09-20 item=DQ-119-1 as public where grade=较重 is range="600.00 元至 900.00 元"
zhou source.register channel=hotline place=示例路5号 source_facts=露天焚烧 unit=team1 -> case $k
at 2024-09-20 09:00
zhao case.file case=$k item=DQ-119-1 party_kind=citizen party=乙示范 officers=li,chen act_ended_on=2024-09-12
li   evidence.add case=$k evidence_kind=documentary evidence_title=现场照片 proves=现场情况
li   investigation.conclude case=$k found_facts=露天焚烧 evidence_summary=检查笔录 penalties=fine draft_fine=1200 grade=较重 opinion=略 -> refused GRADE_RANGE says "600.00 元至 900.00 元"
li   investigation.conclude case=$k found_facts=露天焚烧 evidence_summary=检查笔录 penalties=fine draft_fine=700 grade=较重 opinion=略 -> act $y
check page /desk/case/$k/paper/$y/report as li shows 新的基准较轻
# 新的较重：仍用行为时的
li   investigation.conclude case=$b found_facts=倾倒建筑垃圾 evidence_summary=检查笔录 penalties=fine draft_fine=500000 grade=较重 opinion=略

check view deviations as qian where case=$b is absent

# 审核过的是哪一档、哪个理由，决定就是哪一档、哪个理由：另写的没有经过审核
zhou source.register channel=hotline place=示例路6号 source_facts=倾倒建筑垃圾 unit=team1 -> case $v
zhao case.file case=$v item=GF-111-4 party_kind=body party=模拟建设有限公司 party_person=癸某 officers=li,chen act_ended_on=2024-09-10
li   recording.add case=$v kind=video recording_title=全程录像 file=@../../packs/daying/demo/video.mp4 taken_at="2024-09-20 08:30" place=示例路6号 collector=李立夏 proves=现场情况 -> act $f
li   inspection.record case=$v officers=li,chen started="2024-09-20 08:30" ended="2024-09-20 08:50" place=示例路6号 findings=倾倒建筑垃圾 certificates_shown=true party_present=present recordings=$f
li   investigation.conclude case=$v found_facts=倾倒建筑垃圾 evidence_summary=检查笔录 penalties=fine draft_fine=300000 grade=较重 deviation=企业主动修复周边环境并且消除影响 opinion=略
li   notice.give case=$v content=拟罚款300000元，有权要求听证 hearing=true method=direct served_on=2024-09-20 receiver=癸某
at 2024-09-30 09:00
li   material.add case=$v material_kind=evidence_list material_title=证据目录 text=略
li   material.add case=$v material_kind=draft_decision material_title=决定书草稿 text=拟罚款300000元。
li   review.submit case=$v opinion=拟罚款300000元
qian review.check case=$v point=all verdict=good
qian review.pass case=$v opinion=同意
zhao case.deliberate case=$v held_on=2024-09-30 attendees=赵清明 minutes=同意
zhao case.decide case=$v penalties=fine fine=300000 grade=一般 deviation=另有理由 -> refused REVIEW_MISSING says 一般
zhao case.decide case=$v penalties=fine fine=300000 deviation=另有理由 -> refused REVIEW_MISSING says 偏离
zhao case.decide case=$v penalties=fine fine=300000
check view deviations as jian where case=$v is reason=企业主动修复周边环境并且消除影响
end
