story "大英综合执法：系统启用以前的案件台账补录，只供查阅；导入之前的过程本系统未见证"
# 案号、当事人均为虚构。
pack daying
include staff.story

at 2024-09-03 15:00
shen old_case.add number=英综执罚〔2019〕12号 cause=占道经营 party=演示早餐店 agency=bureau officers=李立夏、陈处暑 filed=2019-03-01 decided=2019-03-05 closed=2019-03-12 decision_number=英综执罚决〔2019〕12号 decision=罚款200元，已缴纳 fine=200 place="档案室 2019-1 盒"
shen old_case.add number=英综执罚〔2021〕7号 cause=擅自设置户外广告 party=演示广告有限公司 agency=bureau officers=孙惊蛰、马白露 filed=2021-06-01 decided=2021-06-20 closed=2021-07-02 decision_number=英综执罚决〔2021〕7号 decision=罚款3000元，已拆除 fine=3000 place="档案室 2021-2 盒"
shen old_case.add number=英综执罚〔2021〕7号 cause=重复 party=演示 decided=2021-06-20 decision=重复 -> refused DUPLICATE field=number
