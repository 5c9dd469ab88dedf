# 兴隆台区两个执法机关和区司法局的演示人员。姓名、证件编号均为虚构。
at 2025-08-01 09:00
admin user.add login=song  name=宋辽河 agency=market unit=market-team roles=officer post=执法队员 password=mingjing-demo
admin user.add login=jin   name=金双台 agency=market unit=market-team roles=officer post=执法队员 password=mingjing-demo
admin user.add login=bao   name=鲍新人 agency=market unit=market-team roles=officer post=见习人员 password=mingjing-demo
admin user.add login=tang  name=唐渤海 agency=market unit=market-team roles=team_leader,duty post=执法队队长 password=mingjing-demo
admin user.add login=guan  name=关盘锦 agency=market roles=head post=局长 password=mingjing-demo
admin user.add login=fa    name=法小兰 agency=market unit=market-legal roles=reviewer post=法规科科长 password=mingjing-demo
admin user.add login=ge    name=葛公开 agency=market unit=market-legal roles=editor post=公示核对员 password=mingjing-demo
admin user.add login=qi    name=齐出纳 agency=market unit=market-legal roles=cashier,archivist post=出纳 password=mingjing-demo
admin user.add login=wei   name=魏红滩 agency=urban unit=urban-team1 roles=officer post=执法队员 password=mingjing-demo
admin user.add login=xia   name=夏芦苇 agency=urban unit=urban-team1 roles=officer post=执法队员 password=mingjing-demo
admin user.add login=cui   name=崔鹤乡 agency=urban unit=urban-team1 roles=team_leader,duty post=大队长 password=mingjing-demo
admin user.add login=du    name=杜局长 agency=urban roles=head post=局长 password=mingjing-demo
admin user.add login=lu    name=陆法制 agency=urban unit=urban-legal roles=reviewer post=法制科科长 password=mingjing-demo
admin user.add login=gao   name=郜公开 agency=urban unit=urban-legal roles=editor post=公示核对员 password=mingjing-demo
admin user.add login=ku    name=库出纳 agency=urban unit=urban-legal roles=cashier,archivist post=出纳 password=mingjing-demo
admin user.add login=si    name=司监督 agency=justice unit=justice-supervision roles=supervisor post=行政执法监督科科长 password=mingjing-demo
# 鲍新人没有通过执法资格考试，没有证件
admin certificate.issue login=song number=辽演0001 kinds=市场监管 area=兴隆台区 since=2024-01-01 until=2028-12-31
admin certificate.issue login=jin  number=辽演0002 kinds=市场监管 area=兴隆台区 since=2024-01-01 until=2028-12-31
admin certificate.issue login=tang number=辽演0003 kinds=市场监管 area=兴隆台区 since=2024-01-01 until=2028-12-31
admin certificate.issue login=wei  number=辽演0004 kinds=综合行政执法 area=兴隆台区 since=2024-01-01 until=2028-12-31
admin certificate.issue login=xia  number=辽演0005 kinds=综合行政执法 area=兴隆台区 since=2024-01-01 until=2028-12-31
# 各机关法制机构的审核人员（全区方案 四（三）2）；法小兰 2018 年以前已从事审核，陆法制有法律职业资格
guan body.appoint login=fa seat=chair since=2025-01-01 until=2027-12-31 first_on=2013-04-01
du   body.appoint login=lu seat=chair since=2025-01-01 until=2027-12-31 exam_number=演法资2019辽0301 exam_on=2019-03-20
