# 大英县综合行政执法局的演示人员。姓名、证件编号均为虚构。
at 2024-09-02 09:00
admin user.add login=zhou  name=周小满 agency=bureau unit=command roles=duty post=值班员 password=mingjing-demo
admin user.add login=li    name=李立夏 agency=bureau unit=team1 roles=officer post=执法一大队执法员 password=mingjing-demo
admin user.add login=chen  name=陈处暑 agency=bureau unit=team1 roles=officer post=执法一大队执法员 password=mingjing-demo
admin user.add login=wu    name=吴谷雨 agency=bureau unit=team1 roles=officer post=执法一大队见习人员 password=mingjing-demo
admin user.add login=sun   name=孙惊蛰 agency=bureau unit=team1 roles=team_leader post=执法一大队大队长 password=mingjing-demo
admin user.add login=ma    name=马白露 agency=bureau unit=team2 roles=officer post=执法二大队执法员 password=mingjing-demo
admin user.add login=lin   name=林霜降 agency=bureau unit=team2 roles=officer post=执法二大队执法员 password=mingjing-demo
admin user.add login=gao   name=高寒露 agency=bureau unit=team2 roles=team_leader post=执法二大队大队长 password=mingjing-demo
admin user.add login=zhao  name=赵清明 agency=bureau roles=head post=局长 password=mingjing-demo
admin user.add login=qian  name=钱芒种 agency=bureau unit=policy roles=reviewer,committee post=案件审查委员会办公室主任 password=mingjing-demo
admin user.add login=feng  name=冯小雪 agency=bureau unit=supervision roles=editor post=公示核对员 password=mingjing-demo
admin user.add login=he    name=何大雪 agency=bureau unit=finance roles=cashier post=出纳 password=mingjing-demo
admin user.add login=shen  name=沈冬至 agency=bureau unit=office roles=archivist post=档案员 password=mingjing-demo
admin user.add login=jian  name=简大寒 agency=bureau unit=supervision roles=supervisor post=监督监查股股长 password=mingjing-demo

# 吴谷雨还没有执法证件；高寒露的证件 2024 年 10 月 31 日到期
admin certificate.issue login=li    number=川演0001 kinds=综合行政执法 area=大英县 since=2023-01-01 until=2027-12-31
admin certificate.issue login=chen  number=川演0002 kinds=综合行政执法 area=大英县 since=2023-01-01 until=2027-12-31
admin certificate.issue login=sun   number=川演0003 kinds=综合行政执法 area=大英县 since=2023-01-01 until=2027-12-31
admin certificate.issue login=ma    number=川演0004 kinds=综合行政执法 area=大英县 since=2023-01-01 until=2027-12-31
admin certificate.issue login=lin   number=川演0005 kinds=综合行政执法 area=大英县 since=2023-01-01 until=2027-12-31
admin certificate.issue login=gao   number=川演0006 kinds=综合行政执法 area=大英县 since=2021-11-01 until=2024-10-31
admin certificate.issue login=zhao  number=川演0007 kinds=综合行政执法 area=大英县 since=2023-01-01 until=2027-12-31
