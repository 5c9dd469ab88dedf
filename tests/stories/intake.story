story "大英综合执法：历史案件补录、导出登记：查重、日期先后、岗位；与本系统案件分开"
# 依据：个人信息保护法 54（导出登记）；行政处罚法 58（没有见证的过程不能当作经过审核）
pack daying
include ../../packs/daying/demo/staff.story

at 2024-09-03 15:00
shen old_case.add number=演示〔2019〕1号 cause=占道经营 party=演示甲 agency=bureau filed=2019-03-01 decided=2019-03-05 closed=2019-03-12 decision=罚款 fine=200 -> old_case $o
check view old_cases as shen where number=演示〔2019〕1号 is fine=20000 decided=2019-03-05 mark=导入数据，导入之前的过程本系统未见证
check view old_case_counts as shen where year=2019 is cases=1 fine=20000

shen old_case.add number=演示〔2019〕1号 cause=占道经营 party=演示乙 decided=2019-03-05 decision=罚款 -> refused DUPLICATE field=number
shen old_case.add number=演示〔2019〕2号 cause=占道经营 party=演示乙 filed=2019-04-01 decided=2019-03-05 decision=罚款 -> refused TOO_EARLY_DATE field=decided
shen old_case.add number=演示〔2019〕2号 cause=占道经营 party=演示乙 decided=2019-03-05 closed=2019-03-01 decision=罚款 -> refused TOO_EARLY_DATE field=closed
shen old_case.add number=演示〔2019〕2号 cause=占道经营 party=演示乙 decided=2031-03-05 decision=罚款 -> refused FUTURE field=decided
li   old_case.add number=演示〔2019〕2号 cause=占道经营 party=演示乙 decided=2019-03-05 decision=罚款 -> refused ROLE

# 导出登记
zhao export.take view=cases rows=120 filters=stage=closed
check view exports as jian where rows=120 is filters=stage=closed
zhao export.take view=no_such_view rows=1 -> refused VIEW_UNKNOWN field=view
