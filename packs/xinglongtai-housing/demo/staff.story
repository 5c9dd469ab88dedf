# 兴隆台区住建局的演示人员。姓名、证件编号均为虚构。
at 2024-12-02 09:00
admin user.add login=shou  name=寿窗口 agency=housing unit=permits roles=duty post=窗口受理员 password=mingjing-demo
admin user.add login=nie   name=聂审查 agency=housing unit=permits roles=officer post=审查员 password=mingjing-demo
admin user.add login=xin   name=辛复核 agency=housing unit=permits roles=officer post=审查员 password=mingjing-demo
admin user.add login=lang  name=郎科长 agency=housing unit=permits roles=team_leader post=行政审批科科长 password=mingjing-demo
admin user.add login=rong  name=荣质监 agency=housing unit=quality roles=officer post=执法员 password=mingjing-demo
admin user.add login=hua   name=花质监 agency=housing unit=quality roles=officer post=执法员 password=mingjing-demo
admin user.add login=ning  name=宁科长 agency=housing unit=quality roles=team_leader,duty post=工程质量监管科科长 password=mingjing-demo
admin user.add login=jv    name=居局长 agency=housing roles=head post=局长 password=mingjing-demo
admin user.add login=fa    name=法审核 agency=housing unit=legal roles=reviewer post=法制科科长 password=mingjing-demo
admin user.add login=gong  name=龚公示 agency=housing unit=office roles=editor post=公示核对员 password=mingjing-demo
admin user.add login=cai   name=蔡出纳 agency=housing unit=office roles=cashier,archivist post=出纳 password=mingjing-demo
admin certificate.issue login=nie  number=辽演1001 kinds=住建执法 area=兴隆台区 since=2024-01-01 until=2028-12-31
admin certificate.issue login=xin  number=辽演1002 kinds=住建执法 area=兴隆台区 since=2024-01-01 until=2028-12-31
admin certificate.issue login=rong number=辽演1003 kinds=住建执法 area=兴隆台区 since=2024-01-01 until=2028-12-31
admin certificate.issue login=hua  number=辽演1004 kinds=住建执法 area=兴隆台区 since=2024-01-01 until=2028-12-31
# 法制审核机构的审核人员
jv body.appoint login=fa seat=chair since=2024-01-01 until=2027-12-31 exam_number=演法资2020辽0302 exam_on=2020-12-10
