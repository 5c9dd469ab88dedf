story "大英综合执法：检查对象名录库、双随机抽取（谁都可以重算）、检查结果、逾期预警、由另一人公布"
# 依据：国办发〔2015〕58号 二；国办发〔2018〕118号 二（四）（六）；行政处罚法 42、43、50
pack daying
include ../../packs/daying/demo/staff.story

# ---- 名录库 ----
at 2024-11-04 09:00
feng object.register name=示例一号工地 code=GD-01 kind=在建工地 -> refused ROLE
li   object.register name=示例一号工地 code=GD-01 kind=在建工地 class=d -> refused ARG_MISSING field=class_why
li   object.register name=示例一号工地 code=GD-01 kind=在建工地 class=z -> refused ARG_CHOICE field=class
li   object.register name=示例一号工地 code=GD-01 kind=在建工地 class=d class_why=两年内两次处罚 address=大英县示例大道1号 -> object $a
li   object.register name=示例一号工地 code=GD-01 kind=在建工地 -> refused DUPLICATE field=code
li   object.register name=示例二号工地 code=GD-02 kind=在建工地 -> object $b
li   object.register name=郑立秋 person=true code=CY-01 kind=餐饮服务单位 class=c class_why=投诉较多 -> object $p
li   object.register name=示例三号工地 code=GD-03 kind=在建工地 -> object $z
li   object.grade object=$z class=b class_why=已完工 closed=true -> refused ROLE
sun  object.grade object=$z class=b class_why=已完工 closed=true
check view inspection_objects as li where code=GD-01 is class=D state=ok:列入
check view inspection_objects as li where code=GD-03 is state=note:不再列入

# ---- 没有公布清单，不得抽取 ----
sun  draw.make item=CC-01 -> refused SPOTCHECK_UNLISTED field=item says 没有生效
feng list.draft kind=spotchecks origin=given law="国办发〔2015〕58号" rows="编号,抽查事项,抽查主体,抽查依据,抽查对象,抽查内容,抽查比例,抽查方式,抽查频次\nCC-01,工地扬尘,大英县综合行政执法局,大气污染防治法 69,在建工地,围挡、喷淋,100%,现场检查,每季度一次\nCC-02,餐饮油烟,大英县综合行政执法局,大气污染防治法 81,餐饮服务单位,净化设施,按计划,现场检查,每半年一次\nCC-03,渣土运输,大英县综合行政执法局,城市建筑垃圾管理规定 7,运输单位,路线,20%,现场检查,每季度一次" -> list $l
zhao list.publish list=$l effective=2024-11-05 reason=首次公布
sun  draw.make item=CC-01 -> refused SPOTCHECK_UNLISTED field=item

# ---- 抽取 ----
at 2024-11-05 09:00
sun  draw.make item=CC-09 -> refused SPOTCHECK_UNLISTED field=item says CC-09
sun  draw.make item=CC-03 -> refused DRAW_BOWL field=item
sun  draw.make item=CC-02 -> refused ARG_MISSING field=number
sun  draw.make item=CC-01 number=1 -> refused DRAW_BOWL field=number says 至少抽
sun  draw.make item=CC-01 number=9 -> refused DRAW_BOWL field=number says 候选
sun  draw.make item=CC-01 officers_number=1 -> refused ARG_RANGE field=officers_number
sun  draw.make item=CC-01 officers_number=20 -> refused DRAW_BOWL field=officers_number
sun  draw.make item=CC-01 recused=zhao -> refused ARG_MISSING field=recuse_reason
sun  draw.make item=CC-01 recused=sun,ma,lin,zhao,li recuse_reason=与示例一号工地有利害关系 -> refused TWO_OFFICERS
sun  draw.make item=CC-01 seed=sm3:00 -> refused ARG_UNKNOWN
li   draw.make item=CC-01 -> refused ROLE
# 高寒露的证件 10 月 31 日到期，吴谷雨没有证件：都不在候选人员里；回避的也不在
sun  draw.make item=CC-01 recused=sun,ma,lin,zhao recuse_reason=与示例一号工地有利害关系 -> draw $d
sun  draw.make item=CC-01 -> refused ONCE field=item
check view inspection_draws as sun where id=$d is candidates=2 drawn=2 checked=0 state=warn:未公布
check view draw_bowl draw=$d as sun where id=川演0001 is what=officer drawn=true
check view draw_bowl draw=$d as sun where id=川演0002 is drawn=true
check view draw_bowl draw=$d as sun where id=川演0006 is absent
check view draw_bowl draw=$d as sun where id=川演0003 is absent
check view draw_bowl draw=$d as sun where id=$a is weight=8 drawn=true
check view draw_bowl draw=$d as sun where id=$b is weight=2 drawn=true
check view draw_bowl draw=$d as sun where id=$z is absent
check view draw_bowl draw=$d as public -> refused SUBJECT_UNKNOWN
check view disclosure_tasks task=draw as feng where subject=$d is state=open due=2024-12-03
sun  draw.make item=CC-02 number=1 -> draw $e

# ---- 检查 ----
at 2024-11-07 16:00
li   check.record object=$a source=draw draw=$d officers=li on=2024-11-07 findings=喷淋正常 result=pass -> refused TWO_OFFICERS field=officers
li   check.record object=$a source=draw draw=$d officers=li,li on=2024-11-07 findings=喷淋正常 result=pass -> refused ARG_RANGE field=officers
li   check.record object=$a source=draw draw=$d officers=li,wu on=2024-11-07 findings=喷淋正常 result=pass -> refused NO_CERTIFICATE field=officers
li   check.record object=$a source=draw draw=$d officers=li,gao on=2024-11-07 findings=喷淋正常 result=pass -> refused NO_CERTIFICATE field=officers
li   check.record object=$a source=draw draw=$d officers=li,ma on=2024-11-07 findings=喷淋正常 result=pass -> refused NOT_DRAWN field=officers
li   check.record object=$p source=draw draw=$d officers=li,chen on=2024-11-07 findings=喷淋正常 result=pass -> refused NOT_DRAWN field=object
li   check.record object=$a source=draw draw=$d officers=li,chen on=2024-11-08 findings=喷淋正常 result=pass -> refused FUTURE field=on
li   check.record object=$a source=draw draw=$d officers=li,chen on=2024-11-04 findings=喷淋正常 result=pass -> refused TOO_EARLY_DATE field=on
li   check.record object=$a source=draw officers=li,chen on=2024-11-07 findings=喷淋正常 result=pass -> refused ARG_MISSING field=draw
li   check.record object=$a source=daily draw=$d officers=li,chen on=2024-11-07 findings=喷淋正常 result=pass -> refused ARG_RANGE field=draw
li   check.record object=$a source=daily officers=li,chen on=2024-11-07 findings=喷淋正常 result=pass -> refused ARG_MISSING field=basis
li   check.record object=$a source=draw draw=$d officers=li,chen on=2024-11-07 findings=围挡缺失 result=case -> refused ARG_MISSING field=case
li   check.record object=$a source=draw draw=$d officers=li,chen on=2024-11-07 findings=喷淋正常 result=pass -> check $k
li   check.record object=$a source=draw draw=$d officers=li,chen on=2024-11-07 findings=喷淋正常 result=pass -> refused ONCE field=object
zhou source.register channel=inspection place=大英县示例大道2号 source_facts=检查发现工地未围挡 unit=team1 -> case $c
li   check.record object=$b source=draw draw=$d officers=li,ma substitute=陈处暑出差 on=2024-11-07 findings="没有围挡，负责人电话13812345678" result=case case=$c -> check $m
li   check.record object=$b source=daily basis=2024年检查计划 officers=li,chen on=2024-11-07 findings=复查 result=pass case=$c -> refused ARG_RANGE field=case
li   check.record object=$p source=report basis=投诉2024-7 officers=li,chen on=2024-11-07 findings=郑立秋已清洗净化器 result=correct -> check $r
check view inspection_draws as sun where id=$d is checked=2
check view disclosure_tasks task=inspection as feng where subject=$k is state=open due=2024-12-05

# ---- 公布：由另一人；不得有个人信息 ----
at 2024-11-08 09:00
check view inspections as public where id=$k is absent
li   check.publish check=$k findings_public=未发现问题 -> refused ROLE
sun  draw.publish draw=$d -> refused ROLE
feng check.publish check=$m findings_public="没有围挡，负责人电话13812345678" -> refused PUBLISH_MASK field=findings_public
feng check.publish check=$r findings_public=郑立秋已清洗净化器 -> refused PUBLISH_MASK field=findings_public
feng check.publish check=$k findings_public=喷淋、围挡正常，未发现问题
feng check.publish check=$k findings_public=再公布一次 -> refused ONCE
feng check.publish check=$r findings_public=已责令清洗油烟净化器
check view inspections as public where id=$k is object=示例一号工地 result=ok:未发现问题
check view inspections as public where id=$r is object=郑某某 result=warn:责令改正
check view inspections as public where id=$m is absent
check view disclosure_tasks task=inspection as feng where subject=$k is state=done

feng draw.publish draw=$d
feng draw.publish draw=$d -> refused ONCE
check view draws as public where id=$d is drawn=2 checked=1
check view draws as public where id=$e is absent
check view draw_bowl draw=$d as public where id=$a is weight=8 drawn=true

# ---- 到了最后一天还没有公布：预警 ----
at 2024-12-05 09:00
job disclosure_warn
check view disclosure_warnings as feng where title=示例二号工地：双随机抽查 is rung=当日到期
check view disclosure_tasks task=inspection as feng where subject=$m is state=open

# ---- 机构合并：原来的检查由接续的机构看得到 ----
check view inspection_checks as ma where id=$k is absent
admin unit.merge code=team1 heir=team2 document=英编发〔2024〕9号
check view inspection_checks as ma where id=$k is object=示例一号工地
end
