# 案件审查委员会的演示人员和席位。姓名、证书编号均为虚构；夏至律师来自虚构的律师事务所。
at 2024-09-02 10:00
admin user.add login=qiu  name=邱立秋 agency=bureau unit=policy roles=reviewer post=政策法规股法制审核员 password=mingjing-demo
admin user.add login=tao  name=陶大暑 agency=bureau unit=enforcement roles=committee post=执法管理股股长 password=mingjing-demo
admin user.add login=gu   name=夏至 agency=bureau roles=adviser post=局法律顾问 password=mingjing-demo
zhao body.appoint login=zhao seat=chair since=2024-09-01 until=2027-08-31 first_on=2012-03-01 instrument=英综执〔2024〕演示11号 -> seat $chair
zhao body.appoint login=qian seat=member since=2024-09-01 until=2027-08-31 exam_number=演法资2019川0101 exam_on=2019-03-20 instrument=英综执〔2024〕演示11号 -> seat $qian
zhao body.appoint login=jian seat=member since=2024-09-01 until=2027-08-31 first_on=2015-06-01 instrument=英综执〔2024〕演示11号 -> seat $jian
zhao body.appoint login=tao seat=member since=2024-09-01 until=2027-08-31 exam_number=演法资2021川0102 exam_on=2021-04-02 instrument=英综执〔2024〕演示11号 -> seat $tao
zhao body.appoint login=qiu seat=secretary since=2024-09-01 until=2027-08-31 exam_number=演法资2022川0103 exam_on=2022-03-31 instrument=英综执〔2024〕演示11号 -> seat $qiu
zhao body.appoint login=gu seat=legal_adviser since=2024-09-01 until=2027-01-15 firm=示例天平律师事务所 instrument=法律顾问聘任书（演示） -> seat $gu
