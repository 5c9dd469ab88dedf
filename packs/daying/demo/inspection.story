story "大英综合执法：检查对象名录库，一次公布了的双随机抽取，一次正在检查的，一份等人核对公布的检查结果"
# 依据：国办发〔2015〕58号；国办发〔2018〕118号 二（六）。对象、地址均为虚构；抽到谁由种子决定，事项按比例全抽的除外。
pack daying
include staff.story
include staff-spotchecks.story

at 2024-09-12 09:00
li   object.register name=示例一号工地 code=GD-01 kind=在建工地 address=大英县示例大道1号 -> object $w1
li   object.register name=示例二号工地 code=GD-02 kind=在建工地 class=c class_why=近一年两次群众投诉 address=大英县示例大道22号 -> object $w2
li   object.register name=示例三号工地 code=GD-03 kind=在建工地 class=a class_why=连续三年没有处罚 address=大英县示例路5号 -> object $w3
li   object.register name=示例四号工地 code=GD-04 kind=在建工地 class=d class_why=两年内两次处罚 address=大英县示例路17号 -> object $w4
chen object.register name=大英示例餐饮有限公司 code=CY-01 kind=餐饮服务单位 address=大英县示例街3号 -> object $f1
chen object.register name=郑立秋 person=true code=CY-02 kind=餐饮服务单位 class=c class_why=油烟投诉较多 address=大英县示例街41号 -> object $f2
chen object.register name=大英示例面馆 code=CY-03 kind=餐饮服务单位 address=大英县示例街8号 -> object $f3
chen object.register name=示例渣土运输有限公司 code=YS-01 kind=取得核准的运输单位 class=c class_why=抛洒滴漏投诉 -> object $t1

# 餐饮油烟：三家全抽，查了两家，公布一家
at 2024-10-08 09:00
sun  draw.make item=CC-02 number=3 recused=zhao recuse_reason=局长不参加检查 -> draw $d
at 2024-10-10 16:00
li   check.record object=$f1 source=draw draw=$d officers=li,chen substitute=抽中的人员出差 on=2024-10-10 findings=净化设施运行正常，有清洗记录 result=pass -> check $k1
li   check.record object=$f2 source=draw draw=$d officers=li,chen substitute=抽中的人员出差 on=2024-10-10 findings="净化器没有清洗，当场责令清洗；经营者电话13800001111" result=correct -> check $k2
at 2024-10-14 09:30
feng draw.publish draw=$d
feng check.publish check=$k1 findings_public=净化设施运行正常，有清洗记录。
feng check.publish check=$k2 findings_public=净化器没有清洗，已责令清洗。
check view inspections as public where id=$k2 is object=郑某某 result=warn:责令改正
check view draws as public where id=$d is drawn=3 checked=2

# 工地扬尘：一季度一次；一家因投诉专门去查，结果等人核对
at 2026-11-16 09:00
sun  draw.make item=CC-01 number=2 -> draw $e
at 2026-11-18 17:00
li   check.record object=$w2 source=report basis=县热线转办投诉（示例） officers=li,chen on=2026-11-18 findings=围挡有缺口，洒水车停用 result=correct -> check $k3
end
