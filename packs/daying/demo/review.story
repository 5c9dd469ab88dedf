story "大英综合执法：法制审核台——一件第二次送审、审到一半，一件刚送来，一名审核员不在岗由人代行"
# 处罚法 58；本局方案 三（三）9—11。当事人、地点均为虚构。
pack daying
include staff.story
include staff-committee.story

at 2026-06-08 09:10
zhou source.register channel=inspection place=大英县示例大道66号工地 source_facts=巡查发现工地未及时清运建筑垃圾 unit=team1 -> case $a
zhou source.register channel=complaint place=大英县演示路3号 source_facts=群众反映夜间倾倒建筑垃圾 unit=team1 -> case $b
zhao case.file case=$a item=GF-111-3 party_kind=body party=示例恒通建设有限公司 party_id=91510923000000027R party_person=申某 party_address=大英县示例大道66号 officers=li,chen
     tags=public_interest
zhao case.file case=$b item=GF-111-4 party_kind=body party=演示渣土运输有限公司 party_id=91510923000000019Y party_person=庚某 officers=li,chen

at 2026-06-09 10:30
li   recording.add case=$a kind=video recording_title=现场检查全程录像 file=@survey.mp4 taken_at="2026-06-09 09:10" place=大英县示例大道66号工地 collector=李立夏 device=执法记录仪07
     proves=垃圾堆放的位置和范围 -> act $r
li   inspection.record case=$a officers=li,chen started="2026-06-09 09:10" ended="2026-06-09 09:50" place=大英县示例大道66号工地
     findings=工地东侧堆放建筑垃圾，没有覆盖，没有清运记录。 certificates_shown=true party_present=present recordings=$r
li   recording.add case=$b kind=video recording_title=现场检查全程录像 file=@video.mp4 taken_at="2026-06-09 10:00" place=大英县演示路3号 collector=陈处暑 device=执法记录仪07
     proves=倾倒的位置和数量 -> act $q
li   inspection.record case=$b officers=li,chen started="2026-06-09 10:00" ended="2026-06-09 10:20" place=大英县演示路3号 findings=空地上有新倾倒的砖渣约20立方米。
     certificates_shown=true party_present=absent witness=居委会工作人员丙某 recordings=$q
li   evidence.add case=$a evidence_kind=documentary evidence_title=营业执照复印件 proves=当事人的主体资格
li   evidence.add case=$b evidence_kind=documentary evidence_title=车辆行驶证复印件 proves=车辆属于当事人
li   investigation.conclude case=$a found_facts=示例恒通建设有限公司在示例大道66号工地未及时清运施工过程中产生的固体废物，造成环境污染。 evidence_summary=检查笔录及录像、营业执照复印件。
     penalties=fine draft_fine=150000 opinion=依据固体废物污染环境防治法第一百一十一条第一款第三项、第二款，拟罚款150000元。
li   investigation.conclude case=$b found_facts=演示渣土运输有限公司将建筑垃圾倾倒在演示路3号空地。 evidence_summary=检查笔录及录像、行驶证复印件。 penalties=fine draft_fine=120000
     opinion=依据固体废物污染环境防治法第一百一十一条第一款第四项、第二款，拟罚款120000元。
li   notice.give case=$a content=拟罚款150000元，有权陈述、申辩和要求听证。 hearing=true method=direct served_on=2026-06-09 receiver=申某
li   notice.give case=$b content=拟罚款120000元，有权陈述、申辩和要求听证。 hearing=true method=direct served_on=2026-06-09 receiver=庚某

at 2026-06-17 09:00
li   material.add case=$a material_kind=evidence_list material_title=证据目录 text="1 现场检查笔录及录像\n2 营业执照复印件"
li   material.add case=$a material_kind=draft_decision material_title=行政处罚决定书（送审稿） text="当事人：示例恒通建设有限公司\n罚款150000元，责令立即清运。"
li   review.submit case=$a opinion=拟罚款150000元，责令立即清运。
at 2026-06-18 15:00
qian review.take case=$a
qian review.check case=$a point=1-3 verdict=good law=处罚法42、44
qian review.check case=$a point=4 verdict=bad finding=垃圾数量没有勘测，“造成环境污染”缺少证据 law=处罚法40、46
qian review.check case=$a point=5 verdict=bad finding=没有写明裁量的理由，属于哪一档 law=处罚法34
qian review.check case=$a point=6-8 verdict=good
qian review.return case=$a opinion=主要事实和裁量理由尚需补充，退回补充后再审。
at 2026-06-22 10:00
li   recording.add case=$a kind=video recording_title=勘测全程录像 file=@interview.mp4 taken_at="2026-06-22 09:05" place=大英县示例大道66号工地 collector=李立夏 device=执法记录仪07
     proves=勘测过程和数量 -> act $s
li   inspection.record case=$a officers=li,chen started="2026-06-22 09:05" ended="2026-06-22 09:40" place=大英县示例大道66号工地 findings=经勘测堆体约65立方米，渗水流入东侧水渠。
     certificates_shown=true party_present=present recordings=$s
li   review.answer case=$a answers="已勘测，约65立方米，渗水流入水渠，见6月22日检查笔录和录像\n已补充裁量理由：数量50立方米以上，属一般情节"
li   material.add case=$a material_kind=draft_decision material_title=行政处罚决定书（送审稿二） text="当事人：示例恒通建设有限公司\n经勘测约65立方米。\n罚款150000元，责令立即清运。\n裁量理由：一般情节。"

at 2026-06-29 09:30
li   review.submit case=$a opinion=拟罚款150000元，责令立即清运；裁量理由：数量50立方米以上，属一般情节。
li   material.add case=$b material_kind=evidence_list material_title=证据目录 text="1 现场检查笔录及录像\n2 行驶证复印件"
li   material.add case=$b material_kind=draft_decision material_title=行政处罚决定书（送审稿） text=罚款120000元。
li   review.submit case=$b opinion=拟罚款120000元，责令清运。
qian review.check case=$a point=1-3 verdict=good law=处罚法42、44
qian review.check case=$a point=4 verdict=good finding=数量已经勘测，渗水有录像印证 law=处罚法40、46
qian review.check case=$a point=5 verdict=bad finding=裁量基准的条目没有写明 law=处罚法34 place=送审稿二第4段
qiu  review.delegate stand_in=qian since=2026-06-29 until=2026-07-03 reason=参加全省法制审核培训
end
