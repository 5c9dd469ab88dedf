story "年报：由日志统计上一年度，冻结后由另一人核对公布；每个数字打开到所统计的动作；同一位置再统计，一字不差"
# 依据：国办发〔2018〕118号 二（六）；每年 1 月 31 日前公布（不顺延，2026-01-31 是周六，最后一个工作日 2026-01-30）
pack daying
include ../../packs/daying/demo/staff.story
at 2024-10-08 09:00
admin user.add login=yu name=余立春 agency=bureau unit=supervision roles=supervisor post=监督监查股科员 password=mingjing-demo
li   source.register channel=inspection place=示例路8号 source_facts=巡查发现随意倾倒生活垃圾 procedure=summary -> case $a
li   recording.add case=$a kind=video recording_title=现场全程录像 file=@../../packs/daying/demo/video.mp4 taken_at="2024-10-08 08:30" place=示例路8号
     collector=李立夏 device=记录仪07 proves=违法行为 -> act $r1
zhao case.assign case=$a officers=li,chen
li   inspection.record case=$a officers=li,chen started="2024-10-08 08:30" ended="2024-10-08 08:45" place=示例路8号 findings=随意倾倒生活垃圾一袋
     certificates_shown=true party_present=present recordings=$r1
li   summary.inform case=$a officers=li,chen certificates_shown=true content=拟罚款150元 defence=无
li   summary.decide case=$a item=GF-111-1 party_kind=citizen party=周小川 officers=li,chen penalties=fine fine=150
     found_facts=当事人在公园入口随意倾倒生活垃圾。 correction=当场清理 -> act $d
chen publish.prepare case=$a
feng publish.release case=$a

# 没有结束的年度不统计；只有监督人员统计
at 2024-12-31 17:00
jian report.freeze year=2024 -> refused ARG_RANGE field=year
at 2025-01-15 09:00
li   report.freeze year=2024 -> refused ROLE
jian report.freeze year=2024 position=99999 -> refused ARG_RANGE field=position
jian report.freeze year=2024 figures=1 -> refused ARG_UNKNOWN
jian report.freeze year=2024 remark=本局只有一个执法主体。 -> report $y
check view reports as public where year=2024 is absent
check view reports as jian where year=2024 is state=note:待核对
check view report_figures report=$y as jian where figure=penalty agency=bureau is number=1
check view report_figures report=$y as jian where figure=summary agency=bureau is number=1
check view report_figures report=$y as jian where figure=kind_fine agency=bureau is number=1
check view report_figures report=$y as jian where figure=kind_warning agency=bureau is number=0
check view report_figures report=$y as jian where figure=fine agency=bureau is money=15000
check view report_figures report=$y as jian where figure=inspection agency=bureau is number=1
check view report_figures report=$y as jian where figure=released agency=bureau is number=1
check view report_figures report=$y as jian where figure=late agency=bureau is number=0
check view report_acts report=$y figure=penalty as jian where seq=$d is seq=$d
check view report_acts report=$y figure=fine agency=bureau as jian where seq=$d is seq=$d
check view report_acts report=$y figure=nothing as jian -> refused ARG_CHOICE
check view report_acts report=$y figure=penalty as li -> refused ROLE
check view report_check report=$y as jian where id=$y is same=true

# 没有核对以前公众看不到；统计人不能自己公布；公布一次
check view report_figures report=$y as public -> refused SUBJECT_UNKNOWN
check view report_figures year=2024 as public -> refused SUBJECT_UNKNOWN
check view report_figures as public -> refused ARG_MISSING
jian report.publish report=$y -> refused SAME_PERSON
yu   report.publish report=$y
yu   report.publish report=$y -> refused ONCE
check view report_figures year=2024 as public where figure=penalty agency=bureau is number=1
check view reports as public where year=2024 is state=ok:已公布

# 后来的动作不改变已经冻结的数字；更正的先撤下，说明原因
at 2025-02-10 09:00
li   source.register channel=inspection place=示例路9号 source_facts=另一处 procedure=summary -> case $b
zhao case.assign case=$b officers=li,chen
check view report_check report=$y as yu where id=$y is same=true
jian report.freeze year=2024 -> report $y2
yu   report.publish report=$y2 -> refused ONCE
yu   report.withdraw report=$y -> refused ARG_MISSING field=reason
yu   report.withdraw report=$y reason=说明有误，重新统计
yu   report.withdraw report=$y reason=再撤一次 -> refused ONCE
yu   report.publish report=$y2
check view reports as public where id=$y is absent
check view report_figures year=2024 as public where figure=penalty agency=bureau is number=1
end
