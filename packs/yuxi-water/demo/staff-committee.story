# 法制审核委员会的演示人员和席位：两届任期。姓名、证书编号均为虚构。
at 2020-03-02 10:00
admin user.add login=gan  name=甘泉河 agency=water unit=office roles=committee post=局办公室主任 password=mingjing-demo
admin user.add login=tuo  name=拓澄江 agency=water unit=policy roles=reviewer post=政策法规科法制审核员 password=mingjing-demo
admin user.add login=zhu  name=朱源水 agency=water roles=adviser post=公职律师（市司法局选派，演示） password=mingjing-demo
luo body.appoint login=luo seat=chair since=2020-03-01 until=2025-02-28 first_on=2014-05-01
luo body.appoint login=shi seat=member since=2020-03-01 until=2025-02-28 first_on=2016-09-01
luo body.appoint login=gan seat=member since=2020-03-01 until=2025-02-28 exam_number=演法资2018云0201 exam_on=2018-12-10
luo body.appoint login=tuo seat=secretary since=2020-03-01 until=2025-02-28 exam_number=演法资2019云0202 exam_on=2019-12-10
at 2025-03-03 10:00
luo body.appoint login=luo seat=chair since=2025-03-01 until=2030-02-28 first_on=2014-05-01
luo body.appoint login=shi seat=member since=2025-03-01 until=2030-02-28 first_on=2016-09-01
luo body.appoint login=gan seat=member since=2025-03-01 until=2030-02-28 exam_number=演法资2018云0201 exam_on=2018-12-10
luo body.appoint login=tuo seat=secretary since=2025-03-01 until=2030-02-28 exam_number=演法资2019云0202 exam_on=2019-12-10
luo body.appoint login=zhu seat=public_lawyer since=2025-03-01 until=2027-02-28 first_on=2025-03-01 exam_number=演法资2012云0203 exam_on=2012-03-20
