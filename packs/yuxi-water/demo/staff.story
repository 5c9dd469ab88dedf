# 玉溪市水利局的演示人员。姓名、证件编号均为虚构。
at 2020-03-02 09:00
admin user.add login=duan  name=段值守 agency=water unit=brigade roles=duty post=值班员 password=mingjing-demo
admin user.add login=yang  name=杨清江 agency=water unit=brigade roles=officer post=水政监察员 password=mingjing-demo
admin user.add login=pu    name=普玉湖 agency=water unit=brigade roles=officer post=水政监察员 password=mingjing-demo
admin user.add login=bai   name=白石溪 agency=water unit=brigade roles=team_leader post=水政监察支队支队长 password=mingjing-demo
admin user.add login=luo   name=罗抚仙 agency=water roles=head post=局长 password=mingjing-demo
admin user.add login=shi   name=施星云 agency=water unit=policy roles=reviewer,committee post=法制审核委员会办公室主任 password=mingjing-demo
admin user.add login=mu    name=木通海 agency=water unit=office roles=editor post=公示核对员 password=mingjing-demo
admin user.add login=he    name=和红塔 agency=water unit=office roles=cashier post=出纳 password=mingjing-demo
admin user.add login=li    name=李江川 agency=water unit=office roles=archivist post=档案员 password=mingjing-demo
admin certificate.issue login=yang number=云演0001 kinds=水行政执法 area=玉溪市 since=2019-01-01 until=2027-12-31
admin certificate.issue login=pu   number=云演0002 kinds=水行政执法 area=玉溪市 since=2019-01-01 until=2027-12-31
admin certificate.issue login=bai  number=云演0003 kinds=水行政执法 area=玉溪市 since=2019-01-01 until=2027-12-31
admin certificate.issue login=luo  number=云演0004 kinds=水行政执法 area=玉溪市 since=2019-01-01 until=2027-12-31
