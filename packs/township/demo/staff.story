# 某区乡镇与职能部门的演示人员。姓名、证件编号均为虚构。
at 2024-09-02 09:00
admin user.add login=tian  name=田值守 agency=town-a unit=town-a-team roles=duty post=值班员 password=mingjing-demo
admin user.add login=miao  name=苗青青 agency=town-a unit=town-a-team roles=officer post=执法队员 password=mingjing-demo
admin user.add login=he    name=禾丰收 agency=town-a unit=town-a-team roles=officer post=执法队员 password=mingjing-demo
admin user.add login=shan  name=山队长 agency=town-a unit=town-a-team roles=team_leader post=执法队队长 password=mingjing-demo
admin user.add login=zhen  name=甄镇长 agency=town-a roles=head post=镇长 password=mingjing-demo
admin user.add login=suo   name=索司法 agency=town-a unit=town-a-legal roles=reviewer,editor post=司法所所长 password=mingjing-demo
admin user.add login=kuai  name=会计某 agency=town-a unit=town-a-legal roles=cashier,archivist post=出纳 password=mingjing-demo
admin user.add login=cheng name=成城管 agency=urban unit=urban-team roles=officer post=执法队员 password=mingjing-demo
admin user.add login=guan  name=官城管 agency=urban unit=urban-team roles=officer post=执法队员 password=mingjing-demo
admin user.add login=da    name=达队长 agency=urban unit=urban-team roles=team_leader,duty post=执法大队大队长 password=mingjing-demo
admin user.add login=ju    name=巨局长 agency=urban roles=head post=局长 password=mingjing-demo
admin user.add login=fan   name=范法规 agency=urban unit=urban-legal roles=reviewer,editor post=法规科科长 password=mingjing-demo
admin user.add login=lv    name=吕出纳 agency=urban unit=urban-legal roles=cashier,archivist post=出纳 password=mingjing-demo
admin user.add login=xie   name=谢协调 agency=justice unit=justice-supervision roles=supervisor post=行政执法协调监督科科长 password=mingjing-demo
admin certificate.issue login=miao  number=区演0001 kinds=乡镇综合执法 area=甲镇 since=2024-01-01 until=2028-12-31
admin certificate.issue login=he    number=区演0002 kinds=乡镇综合执法 area=甲镇 since=2024-01-01 until=2028-12-31
admin certificate.issue login=shan  number=区演0003 kinds=乡镇综合执法 area=甲镇 since=2024-01-01 until=2028-12-31
admin certificate.issue login=cheng number=区演0004 kinds=城市管理 area=某区 since=2024-01-01 until=2028-12-31
admin certificate.issue login=guan  number=区演0005 kinds=城市管理 area=某区 since=2024-01-01 until=2028-12-31
# 法制审核机构的审核人员
zhen body.appoint login=suo seat=chair since=2024-01-01 until=2027-12-31 exam_number=演法资2018鲁0303 exam_on=2018-12-10
ju   body.appoint login=fan seat=chair since=2024-01-01 until=2027-12-31 first_on=2011-06-01
