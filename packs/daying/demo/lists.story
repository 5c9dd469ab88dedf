story "大英：公开清单——由系统正在执行的规则生成，随法律和机构调整出新的版本"
# 依据：本局方案 三（一）2；国办发〔2018〕118号 二（四）：动态调整。内容由规则生成或者为示例。
pack daying
include staff.story

at 2024-09-05 09:00
feng list.draft kind=powers origin=pack law="固体废物污染环境防治法、大气污染防治法等；本局三定方案" -> list $p
zhao list.publish list=$p effective=2024-09-10 reason="首次公布：权责清单与办案系统正在执行的事项一致" -> act $p1
feng list.draft kind=officers origin=pack law="处罚法 42" -> list $o
zhao list.publish list=$o effective=2024-09-05 reason=首次公布
feng list.draft kind=procedures origin=pack law="处罚法 51—65；行政许可法 29—44" -> list $q
zhao list.publish list=$q effective=2024-09-10 reason=首次公布
feng list.draft kind=terms origin=pack law="处罚法、行政许可法" -> list $t
zhao list.publish list=$t effective=2024-09-10 reason=首次公布
feng list.draft kind=basis origin=pack law="处罚法 39" -> list $l
zhao list.publish list=$l effective=2024-09-10 reason=首次公布
feng list.draft kind=recordings origin=pack law="本局方案 三（二）6" -> list $r
zhao list.publish list=$r effective=2024-09-10 reason=首次公布
feng list.draft kind=review origin=pack law="本局方案 三（三）9" -> list $c
zhao list.publish list=$c effective=2024-09-10 reason=首次公布
feng list.draft kind=services origin=pack law="行政许可法 30" -> list $g
zhao list.publish list=$g effective=2024-09-10 reason=首次公布
feng list.draft kind=benchmarks origin=pack law="处罚法 34；国办发〔2022〕27号" -> list $b
zhao list.publish list=$b effective=2024-09-10 reason="首次公布：法定幅度"
feng list.draft kind=subjects origin=given law=本局三定方案 rows="执法主体,统一社会信用代码,职责权限,主体依据,电话,行政复议机关,管辖法院\n大英县综合行政执法局,115109230000000197,\"市容环境卫生、建筑垃圾、城市道路、油烟和噪声等城市管理领域的行政处罚和相关行政许可、检查（示例）\",大英县机构改革方案（示例）,12345,大英县人民政府,大英县人民法院" -> list $s
zhao list.publish list=$s effective=2024-09-10 reason=首次公布
include staff-spotchecks.story
feng list.draft kind=remedies origin=given law="复议法 20；诉讼法 46；国家赔偿法 39" rows="救济途径,受理机关,期限,依据,怎样提出\n陈述、申辩,作出决定的执法机关,收到告知书后按告知书载明的期限,《中华人民共和国行政处罚法》第四十五条,当面、书面或者电话提出\n听证,作出决定的执法机关,收到告知书之日起五个工作日内,《中华人民共和国行政处罚法》第六十三条、第六十四条,书面申请\n行政复议,大英县人民政府,知道决定之日起六十日内,《中华人民共和国行政复议法》第二十条,书面申请，也可以口头申请\n行政诉讼,大英县人民法院,知道决定之日起六个月内,《中华人民共和国行政诉讼法》第四十六条,递交起诉状\n国家赔偿,作出决定的执法机关,知道侵权之日起两年内,《中华人民共和国国家赔偿法》第三十九条,书面申请" -> list $y
zhao list.publish list=$y effective=2024-09-10 reason=首次公布
feng list.draft kind=supervision origin=given law="处罚法 75、76" rows="监督方式,受理单位,联系方式,受理时间,依据\n电话,大英县综合行政执法局监督监查股,12345（示例）,工作日 9:00—17:30,《中华人民共和国行政处罚法》第七十五条\n来信来访,大英县司法局行政执法监督机构（示例）,大英县示例路 1 号（示例）,工作日 9:00—17:30,《中华人民共和国行政处罚法》第七十五条" -> list $z
zhao list.publish list=$z effective=2024-09-10 reason=首次公布

# 同步到县人民政府门户网站：一人登记，另一人到网站核对
at 2024-09-06 16:00
feng disclosure.enter cause=$p1 task=list_published carrier="县人民政府门户网站“行政执法公示”栏（示例）" shown_on=2024-09-06 -> disclosure $d1
feng disclosure.enter cause=$x1 task=list_published carrier="县人民政府门户网站“行政执法公示”栏（示例）" shown_on=2024-09-06 -> disclosure $d2
zhao disclosure.check disclosure=$d1 verdict=right
zhao disclosure.check disclosure=$d2 verdict=right

# ---- 一年后：裁量基准细化为三档，随机抽查清单增加一项、调整比例 ----
at 2025-09-08 10:00
feng list.draft kind=benchmarks origin=given law="处罚法 34；国办发〔2022〕27号；本局裁量规则（示例）" rows="编号,违法行为,依据,法定幅度（法人和其他组织）,从轻,一般,从重,说明\nGF-111-4,工程施工单位擅自倾倒、抛撒或者堆放建筑垃圾,《中华人民共和国固体废物污染环境防治法》第一百一十一条第一款第四项、第二款,\"100,000.00—1,000,000.00 元\",不足 5 立方米且及时清运：10 万至 15 万元,5 至 50 立方米：15 万至 40 万元,超过 50 立方米或者拒不清运：40 万至 100 万元,数额为示例，以省级裁量基准为准\nDQ-118-1,餐饮服务业经营者未安装或者不正常使用油烟净化设施，超标准排放油烟,《中华人民共和国大气污染防治法》第一百一十八条第一款,\"5,000.00—50,000.00 元\",初次且当场改正：5 千至 1 万元,超标一倍以下：1 万至 3 万元,超标一倍以上或者一年内再犯：3 万至 5 万元,数额为示例" -> list $b2
zhao list.publish list=$b2 effective=2025-10-01 reason="国办发〔2022〕27号：细化为从轻、一般、从重三档"
feng list.draft kind=spotchecks origin=given law="国办发〔2015〕58号；2025 年度抽查计划（示例）" rows="编号,抽查事项,抽查主体,抽查依据,抽查对象,抽查内容,抽查比例,抽查方式,抽查频次\nCC-01,建筑工地扬尘防治和渣土清运,大英县综合行政执法局,大气污染防治法 69、115；固体废物污染环境防治法 63,在建工地,围挡、喷淋、出场冲洗、密闭运输,15%,现场检查,每季度一次\nCC-02,餐饮服务单位油烟净化,大英县综合行政执法局,大气污染防治法 81、118,餐饮服务单位,净化设施安装和使用、清洗记录,5%,现场检查,每半年一次\nCC-03,建筑垃圾处置核准后的运输处置,大英县综合行政执法局,城市建筑垃圾管理规定 7,取得核准的运输单位,路线、车辆、消纳场所是否与核准一致,20%,现场检查、调取行驶记录,每季度一次\nCC-04,城市道路占用挖掘许可后的恢复,大英县综合行政执法局,城市道路管理条例 31,占用、挖掘城市道路的单位,是否按期恢复、有无超范围,10%,现场检查,每半年一次" -> list $x2
zhao list.publish list=$x2 effective=2025-10-01 reason="工地扬尘抽查比例提高到 15%，增加道路挖掘恢复" -> act $x3
admin user.add login=xiazhi name=夏小至 agency=bureau unit=team2 roles=officer post=执法二大队执法员
admin certificate.issue login=xiazhi number=川演0008 kinds=综合行政执法 area=大英县 since=2025-09-01 until=2030-08-31 -> certificate $k
admin certificate.photo certificate=$k photo=@portrait.png
feng list.draft kind=officers origin=pack law="处罚法 42；证件到期、新发的人员" -> list $o2
zhao list.publish list=$o2 effective=2025-09-08 reason="一人证件到期、一人新发证件，名单更新"
at 2025-09-09 16:00
feng disclosure.enter cause=$x3 task=list_published carrier="县人民政府门户网站“行政执法公示”栏（示例）" shown_on=2025-09-09 -> disclosure $d3
zhao disclosure.check disclosure=$d3 verdict=right
check view lists on=2025-10-01 as public where kind=spotchecks is version=2 rows=4
check view list_changes agency=bureau kind=spotchecks from=1 to=2 as public where row=CC-01 is before=10% after=15%
end
