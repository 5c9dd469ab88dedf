# 机构改革：合并、更名、撤销以后，旧案有人接，新案归新机构；名称以当时为准。机关、人员均为虚构。
story "机构改革：旧案有人接，新案归新机构"
pack daying
include ../../packs/daying/demo/staff.story
at 2024-09-09 09:00
zhou source.register channel=hotline place=示例路1号 source_facts=略 unit=team2 -> case $c
sun  unit.rename code=team1 name=一中队 -> refused ROLE
admin unit.rename code=team1 name=执法二大队 -> refused DUPLICATE field=name
admin unit.rename code=team1 name=执法一中队 document=英编发〔2024〕1号
admin unit.merge code=team2 heir=team2 -> refused ARG_CHOICE field=heir
admin unit.merge code=team2 heir=team1 on=2024-09-10 -> refused FUTURE field=on
admin unit.merge code=team2 heir=team1 document=英编发〔2024〕2号
check view case case=$c as sun where name=unit is value=team1
zhou source.register channel=hotline place=示例路2号 source_facts=略 unit=team2 -> refused ORG_ENDED field=unit
admin user.add login=x name=某甲 agency=bureau unit=team2 roles=officer -> refused ORG_ENDED field=unit
admin unit.add code=team1 name=某队 agency=bureau -> refused DUPLICATE field=code
admin unit.add code=Team name=某队 agency=bureau -> refused ARG_RANGE field=code
admin unit.add code=team4 name=执法四大队 agency=bureau above=brigades
admin unit.move code=brigades above=team4 -> refused ORG_CIRCLE field=above
admin unit.move code=brigades above=brigades -> refused ORG_CIRCLE field=above
admin unit.move code=team4 above=command
admin unit.abolish code=team4 heir=team1 on=2024-09-08 -> refused TOO_EARLY_DATE field=on
admin unit.abolish code=team4 heir=team1

# 机关：层级、区划、上级
admin agency.add code=town name=示例镇人民政府 short_name=示例镇 level=township region=510924 above=bureau sort=entrusted uscc=115109230000005535 -> refused ORG_REGION field=region
admin agency.add code=town name=示例镇人民政府 short_name=示例镇 level=city region=510923 sort=entrusted uscc=115109230000005535 -> refused ORG_REGION field=region
admin agency.add code=town name=示例镇人民政府 short_name=示例镇 level=township region=510923101 above=bureau sort=entrusted uscc=115109230000005535 superior=大英县人民政府 court=大英县人民法院
admin agency.change code=bureau above=town -> refused ORG_CIRCLE field=above
admin agency.change code=bureau -> refused ARG_MISSING
admin agency.liaison code=town liaison=li -> refused ARG_CHOICE field=liaison
admin agency.liaison code=bureau liaison=jian liaison_phone=0000-000000
admin unit.add code=town-team name=示例镇综合行政执法队 agency=town
admin user.add login=tang name=唐小暑 agency=town unit=town-team roles=officer,duty password=mingjing-demo
admin user.add login=meng name=孟大暑 agency=town unit=town-team roles=officer
admin user.add login=meng2 name=孟大暑 agency=town unit=town-team roles=officer -> refused SAME_NAME field=other_person
admin user.add login=meng2 name=孟大暑 agency=town unit=town-team roles=officer other_person=true

# 委托：条件、事项、期限、公布（行政处罚法 20、21）
at 2024-09-10 09:00
tang source.register channel=hotline place=示例路3号 source_facts=略 item=GF-111-4 -> refused ENTRUST_NONE
admin entrustment.make number=英委〔2024〕1号 giver=bureau taker=town items=GF-111-4 scope=建筑垃圾处罚 since=2024-09-10 until=2024-09-20 published=2024-09-10 place=县政府网站 public_affairs=true technical=none -> refused ENTRUST_BODY field=taker
admin certificate.issue login=tang number=川演0101 kinds=综合行政执法 area=大英县 since=2023-01-01 until=2027-12-31
admin certificate.issue login=meng number=川演0102 kinds=综合行政执法 area=大英县 since=2023-01-01 until=2027-12-31
admin entrustment.make number=英委〔2024〕1号 giver=bureau taker=town items=GF-111-4 scope=建筑垃圾处罚 since=2024-09-10 until=2024-09-20 published=2024-09-10 place=县政府网站 public_affairs=false technical=none -> refused ENTRUST_BODY field=public_affairs
admin entrustment.make number=英委〔2024〕1号 giver=bureau taker=town items=GF-111-4 scope=建筑垃圾处罚 since=2024-09-10 until=2024-09-20 published=2024-09-10 place=县政府网站 public_affairs=true technical=unable -> refused ENTRUST_BODY field=technical
admin entrustment.make number=英委〔2024〕1号 giver=town taker=bureau scope=建筑垃圾处罚 since=2024-09-10 until=2024-09-20 published=2024-09-10 place=县政府网站 public_affairs=true technical=none -> refused ENTRUST_BODY field=giver
admin entrustment.make number=英委〔2024〕1号 giver=bureau taker=town items=GF-111-4 scope=建筑垃圾处罚 since=2024-09-10 until=2024-09-20 published=2024-09-10 place=县政府网站 public_affairs=true technical=none -> entrustment $e
admin entrustment.make number=英委〔2024〕1号 giver=bureau taker=town scope=建筑垃圾处罚 since=2024-09-10 until=2024-09-20 published=2024-09-10 place=县政府网站 public_affairs=true technical=none -> refused DUPLICATE field=number
tang source.register channel=hotline place=示例路3号 source_facts=略 item=GF-111-4 -> case $d
at 2024-09-21 09:00
tang source.register channel=hotline place=示例路4号 source_facts=略 item=GF-111-4 -> refused ENTRUST_NONE
admin entrustment.end entrustment=$e reason=期限届满
admin entrustment.end entrustment=$e reason=期限届满 -> refused DUPLICATE

# 乡镇并入县局：人、案、机构一起过去，题库、保险也一起过去
admin user.add login=pei name=裴小满 agency=town roles=trainer,editor password=mingjing-demo
pei  question.add topic=public kind=judge stem=示例题 answer=对 basis=示例 -> question $qu
pei  cover.add login=tang kind=accident insurer=示例保险公司 policy=SL-001 sum=500000 since=2024-01-01 until=2024-12-31 -> cover $co
admin agency.split code=town successors=bureau heir=bureau -> refused ARG_CHOICE field=successors
admin agency.merge code=town heir=bureau document=英编发〔2024〕3号
check view case case=$d as zhao where name=agency is value=bureau
check view covers as zhao where login=tang is insurer=示例保险公司
admin agency.rename code=town name=某某 -> refused ORG_ENDED field=code
admin user.add login=y name=某乙 agency=town roles=officer -> refused ORG_ENDED field=agency

# 最后一名管理员
admin user.change user=1 enabled=false -> refused LAST_ADMIN field=enabled
admin user.change user=1 roles=officer -> refused SELF_GRANT field=roles
admin user.add login=an name=某安 agency=bureau roles=security password=mingjing-demo
an user.change user=1 roles=officer -> refused LAST_ADMIN field=roles
end
