story "组织机构：中队更名，新设示例镇受委托执法"
pack daying
include staff.story
at 2026-09-01 09:00
admin agency.change code=bureau level=county sort=statutory basis=县委机构编制委员会批准设立（示例）；行政处罚法第十八条 address=大英县示例路1号
admin agency.liaison code=bureau liaison=jian liaison_phone=0000-000000
admin agency.add code=town name=示例镇人民政府 short_name=示例镇 level=township region=510923101 above=bureau sort=entrusted uscc=115109230000005535 superior=大英县人民政府 court=大英县人民法院
admin unit.add code=town-team name=示例镇综合行政执法队 agency=town
admin user.add login=tang name=唐小暑 agency=town unit=town-team roles=officer post=示例镇执法员 password=mingjing-demo
admin user.add login=meng name=孟大暑 agency=town unit=town-team roles=officer post=示例镇执法员 password=mingjing-demo
admin certificate.issue login=tang number=川演0101 kinds=综合行政执法 area=示例镇 since=2025-01-01 until=2029-12-31
admin certificate.issue login=meng number=川演0102 kinds=综合行政执法 area=示例镇 since=2025-01-01 until=2029-12-31
admin entrustment.make number=英委〔2026〕1号 giver=bureau taker=town items=GF-111-4 scope=本镇行政区域内建筑垃圾违法行为的调查和处罚，罚款五万元以下 since=2026-09-01 until=2027-08-31 published=2026-09-01 place=县人民政府网站（示例） public_affairs=true technical=none
admin unit.add code=team4 name=执法四大队 agency=bureau above=brigades document=英编发〔2026〕8号（示例）
at 2026-10-12 09:00
admin unit.merge code=team4 heir=team3 document=英编发〔2026〕9号（示例） reason=人员精简，并入三大队
end
