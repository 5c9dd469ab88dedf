story "大英：擅自倾倒建筑垃圾，从举报到撤下公示"
# 依据：固体废物污染环境防治法 63（3）、111（1）（4）、111（2）；行政处罚法；本局三项制度实施方案
pack daying
include staff.story

# ---- 案源：谁先接到谁负责（首问责任） ----
at 2024-09-09 10:20
zhou source.register channel=hotline place="大英县示范路与样板街交叉口东南侧空地"
     source_facts="市民来电：昨夜有工程车在空地倾倒建筑垃圾，约十余车，并发来照片。"
     party=示例建筑工程有限公司 item=GF-111-4 unit=team1 reporter=王某 reporter_phone=13800000000 file=@photo.jpg
     -> case $c
check fact case=$c source_number=英综执案源〔2024〕1号 owner=zhou stage=registered number=""
li   source.register channel=hotline place="同上" source_facts="" -> refused ARG_MISSING field=source_facts

# ---- 现场检查：取证属于必须全程录音录像的环节（方案 三（二）6） ----
at 2024-09-10 15:00
li   inspection.record case=$c officers=li,chen started="2024-09-10 14:05" ended="2024-09-10 14:50"
     place="大英县示范路与样板街交叉口东南侧空地" findings="空地上堆有砖渣、混凝土块，西侧有新鲜车辙。"
     certificates_shown=true party_present=present
     -> refused RECORDING_MISSING field=recordings
li   inspection.record case=$c officers=li,chen started="2024-09-10 14:05" ended="2024-09-10 14:50"
     place="同上" findings="同上" certificates_shown=true party_present=present
     waiver_reason="忘带执法记录仪" waiver_by=sun
     -> refused WAIVER
li   recording.add case=$c kind=video recording_title="现场检查全程录像" file=@video.mp4 taken_at="2024-09-10 14:05"
     place="大英县示范路与样板街交叉口东南侧空地" device=执法记录仪07
     -> refused RECORDING_META says 采集人
li   recording.add case=$c kind=video recording_title="现场检查全程录像" file=@video.mp4 taken_at="2024-09-10 14:05"
     place="大英县示范路与样板街交叉口东南侧空地" collector=李立夏 device=执法记录仪07 proves="建筑垃圾堆放的位置、范围和种类"
     -> act $r1
li   inspection.record case=$c officers=li started="2024-09-10 14:05" ended="2024-09-10 14:50"
     place="同上" findings="同上" certificates_shown=true party_present=present recordings=$r1
     -> refused TWO_OFFICERS field=officers
li   inspection.record case=$c officers=li,wu started="2024-09-10 14:05" ended="2024-09-10 14:50"
     place="同上" findings="同上" certificates_shown=true party_present=present recordings=$r1
     -> refused NO_CERTIFICATE says 吴谷雨
li   inspection.record case=$c officers=li,chen started="2024-09-10 14:05" ended="2024-09-10 14:50"
     place="同上" findings="同上" certificates_shown=false party_present=present recordings=$r1
     -> refused NEED field=certificates_shown
li   inspection.record case=$c officers=li,chen started="2024-09-10 14:05" ended="2024-09-10 14:50"
     place="大英县示范路与样板街交叉口东南侧空地"
     findings="空地上堆有砖渣、混凝土块，西侧有新鲜车辙。示例建筑工程有限公司现场负责人乙某承认系其工地所出。"
     certificates_shown=true party_present=present recordings=$r1
wu   evidence.add case=$c evidence_kind=physical evidence_title=砖渣样品 proves=种类 -> refused NO_CERTIFICATE

# ---- 立案：九十日内作出决定（处罚法 60） ----
at 2024-09-12 09:00
sun  case.file case=$c item=GF-111-4 party_kind=body party=示例建筑工程有限公司 officers=li,chen -> refused ROLE says 机关负责人
zhao case.file case=$c item=GF-111-4 party_kind=body party=示例建筑工程有限公司 party_id=91510923000000019A officers=li,chen
     -> refused USCC
zhao case.file case=$c item=GF-111-4 party_kind=body party=示例建筑工程有限公司 party_id=91510923000000019Y party_person=郑卫东
     party_address="大英县演示大道9号" party_phone=13900000000 officers=li,chen act_ended_on=2022-09-08 discovered_on=2024-09-09
     -> refused LIMITATION
zhao case.file case=$c item=GF-111-4 party_kind=body party=示例建筑工程有限公司 party_id=91510923000000019Y party_person=郑卫东
     party_address="大英县演示大道9号" party_phone=13900000000 officers=li,chen act_ended_on=2024-09-08 discovered_on=2024-09-09
     opinion="事实初步清楚，属本局管辖，建议立案。"
check fact case=$c number=英综执立〔2024〕1号 stage=investigating
check page /desk/signing as li shows 立案审批表 现场检查（勘验）笔录 英综执立〔2024〕1号
check page /desk/signing as qian hides 立案审批表
check page /desk as li shows 待我签名 立案审批表
check view clocks case=$c where clock=decide is due=2024-12-11 state=running

# ---- 先行登记保存：七个工作日内处理（14 日调休上班，15 至 17 日放假） ----
at 2024-09-13 16:00
li   recording.add case=$c kind=video recording_title="登记保存全程录像" file=@preserve.mp4 taken_at="2024-09-13 15:20"
     place="大英县演示大道9号停车场" collector=陈处暑 device=执法记录仪07 proves="登记保存的车辆及其状况"
     -> act $r2
li   preserve.impose case=$c items="自卸货车一辆，车牌川J示例1" place="就地" reason="车辆可能转移，以后难以取得。" officers=li,chen
     approved_by=sun recordings=$r2
     -> refused ROLE field=approved_by
li   preserve.impose case=$c items="自卸货车一辆，车牌川J示例1" place="就地" reason="车辆可能转移，以后难以取得。" officers=li,chen
     approved_by=zhao recordings=$r2
check view clocks case=$c where clock=preserve is due=2024-09-25
check clock due --from 2024-09-13 --length 7 --unit working = 2024-09-25

at 2024-09-20 10:00
li   recording.add case=$c kind=video recording_title="询问全程录像" file=@interview.mp4 taken_at="2024-09-20 09:05"
     place="本局询问室" collector=陈处暑 device=询问室固定设备 proves="询问过程和陈述内容"
     -> act $r3
li   interview.record case=$c officers=li,chen interviewee=郑卫东 relation=法定代表人 started="2024-09-20 09:05" ended="2024-09-20 09:50"
     place="本局询问室" certificates_shown=true rights_told=false content="问：是否申请回避？" signed=signed recordings=$r3
     -> refused NEED field=rights_told
li   interview.record case=$c officers=li,chen interviewee=郑卫东 relation=法定代表人 started="2024-09-20 09:05" ended="2024-09-20 09:50"
     place="本局询问室" certificates_shown=true rights_told=true
     content="问：是否申请回避？答：不申请。问：9月8日夜间的建筑垃圾是谁运来的？答：是我公司工地的，赶工期，没有办处置手续。"
     signed=signed recordings=$r3

at 2024-09-24 11:00
li   preserve.resolve case=$c resolution=release note="车辆已拍照并复制行驶证，当日发还，当事人签收。"
check view clocks case=$c where clock=preserve is state=ended

at 2024-10-08 16:30
li   evidence.add case=$c evidence_kind=documentary evidence_title="车辆行驶证复印件" proves="运输车辆属于当事人" origin="当事人提供，与原件核对无异"
     officers=li,chen
li   investigation.conclude case=$c found_facts="示例建筑工程有限公司于2024年9月8日夜间，将工地产生的建筑垃圾约十二车倾倒在示范路与样板街交叉口东南侧空地。法定代表人郑卫东，联系电话13900000000。"
     evidence_summary="现场检查笔录及录像、询问笔录及录像、车辆行驶证复印件。" penalties=fine draft_fine=2000000
     opinion="拟罚款。"
     -> refused FINE_RANGE
li   investigation.conclude case=$c found_facts="示例建筑工程有限公司于2024年9月8日夜间，将工地产生的建筑垃圾约十二车倾倒在示范路与样板街交叉口东南侧空地。法定代表人郑卫东，联系电话13900000000。"
     evidence_summary="现场检查笔录及录像、询问笔录及录像、车辆行驶证复印件。" penalties=fine draft_fine=180000 circumstance=normal
     opinion="违反固体废物污染环境防治法第六十三条第三款，拟依据第一百一十一条第一款第四项、第二款罚款180000元，责令清运。"

# ---- 事先告知：十万元以上有听证权利（参数）；五个工作日内提出（12 日调休上班） ----
at 2024-10-10 10:00
li   notice.give case=$c content="拟罚款180000元并责令清运。事实、理由、依据和陈述、申辩、听证权利如告知书。" method=direct served_on=2024-10-10
     -> refused HEARING_MISSING field=hearing
li   notice.give case=$c content="拟罚款180000元并责令清运。事实、理由、依据和陈述、申辩、听证权利如告知书。" hearing=true
     method=direct served_on=2024-10-10 receiver=郑卫东
check view clocks case=$c where clock=hearing_request is due=2024-10-16

at 2024-10-14 09:40
li   defence.record case=$c form=written content="已连夜清运，请求从轻。"
zhao case.decide case=$c penalties=fine fine=180000 -> refused REVIEW_MISSING
li   defence.answer case=$c adopted=none answer="清运系责令改正后的义务，不影响数额；且态度不好，拟加重。" draft_fine=200000
     -> refused FINE_RAISED field=draft_fine
li   review.submit case=$c opinion="拟罚款180000元。" -> refused DEFENCE_OPEN
li   defence.answer case=$c adopted=part answer="清运属实，已按一般情节裁量，维持180000元。" draft_fine=180000

# ---- 没有法制审核，任何途径都不能作出决定（处罚法 58；方案 三（三）） ----
at 2024-10-17 09:30
zhao case.decide case=$c penalties=fine fine=180000 correction="三日内清运完毕" -> refused REVIEW_MISSING says 第五十八条
zhao case.decide case=$c penalties=fine fine=100 -> refused REVIEW_MISSING
check view next case=$c as zhao where verb=case.decide is may=false code=REVIEW_MISSING

at 2024-10-18 15:00
li   review.submit case=$c opinion="拟罚款180000元，责令清运。" -> refused MATERIALS_MISSING says 证据目录
li   material.add case=$c material_kind=evidence_list material_title=证据目录 text="1 现场检查笔录及录像；2 询问笔录及录像；3 行驶证复印件。"
li   review.submit case=$c opinion="拟罚款180000元，责令清运。" -> refused MATERIALS_MISSING says 决定书文稿
li   material.add case=$c material_kind=draft_decision material_title=行政处罚决定书（送审稿） text="罚款180000元，责令清运。"
li   review.submit case=$c opinion="拟罚款180000元，责令清运。"
chen review.pass case=$c opinion="同意。" -> refused ROLE

at 2024-10-21 14:30
qian review.return case=$c points="倾倒的建筑垃圾数量没有勘测\n运输车次与询问笔录不一致"
     opinion="主要事实尚需补充，退回补充后再审。"
li   review.submit case=$c opinion="拟罚款180000元。" -> refused POINTS_OPEN
check fact case=$c stage=noticed

at 2024-10-23 11:20
li   recording.add case=$c kind=video recording_title="勘测全程录像" file=@survey.mp4 taken_at="2024-10-23 09:30"
     place="大英县示范路与样板街交叉口东南侧空地" collector=李立夏 device=执法记录仪07 proves="勘测过程和数量"
     -> act $r4
li   inspection.record case=$c officers=li,chen started="2024-10-23 09:30" ended="2024-10-23 10:40"
     place="大英县示范路与样板街交叉口东南侧空地" findings="经勘测，堆体约 96 立方米，折合十二车。"
     certificates_shown=true party_present=present recordings=$r4
li   review.answer case=$c answers="已勘测，约96立方米，见10月23日勘验笔录" -> refused POINTS_OPEN
li   review.answer case=$c answers="已勘测，约96立方米，见10月23日勘验笔录\n按勘测数量折合十二车，与询问笔录一致"
li   review.submit case=$c opinion="拟罚款180000元，责令清运。" -> act $submitted

at 2024-10-25 16:00
qian review.check case=$c point=all verdict=good
qian review.pass case=$c opinion="主体、权限、程序合法，事实清楚，证据充分，适用法律正确，裁量适当，同意。" -> act $passed
check fact case=$c stage=passed
zhao case.decide case=$c penalties=fine fine=180000 -> refused NEED says 集体讨论

at 2024-10-28 09:00
zhao case.deliberate case=$c held_on=2024-10-28 attendees="局长赵清明，副局长丙某，案件审查委员会办公室主任钱芒种" minutes="一致同意罚款180000元，责令清运。"

at 2024-10-29 09:10
sun  case.decide case=$c penalties=fine fine=180000 -> refused ROLE
zhao case.decide case=$c penalties=fine fine=200000 -> refused FINE_RAISED field=fine
zhao case.decide case=$c penalties=fine,stop_production fine=180000 -> refused FINE_RAISED field=penalties says 责令停产停业
zhao case.decide case=$c penalties=fine fine=180000 correction="收到决定书之日起三日内清运完毕。" -> act $decided
check fact case=$c decision_number=英综执罚决〔2024〕1号 fine=180000.00 stage=decided decided_on=2024-10-29
check view clocks case=$c where clock=publish is due=2024-11-07 state=running
check view clocks case=$c where clock=serve is due=2024-11-07 state=running
check view clocks case=$c where clock=decide is state=ended

# ---- 送达：缴款、复议、诉讼期限 ----
at 2024-10-31 10:30
li   decision.serve case=$c method=direct served_on=2024-10-28 receiver=郑卫东 -> refused TOO_EARLY_DATE
li   decision.serve case=$c method=leave served_on=2024-10-31 witness=丁某 -> refused RECORDING_MISSING
li   decision.serve case=$c method=direct served_on=2024-10-31 receiver=郑卫东
check view clocks case=$c where clock=pay is due=2024-11-15
check view clocks case=$c where clock=reconsider is due=2024-12-30
check view clocks case=$c where clock=sue is due=2025-04-30

# ---- 公示：录入人不能自己核对；公开版可证明是原件的遮盖版 ----
at 2024-11-01 09:00
feng publish.prepare case=$c note="按决定书录入。"
feng publish.release case=$c -> refused SAME_PERSON
li   publish.prepare case=$c note="按决定书录入，事实部分使用自动遮盖的版本。"
feng publish.release case=$c note="逐项核对，与原件一致，个人信息已遮盖。"
check view publications as public where number=英综执罚决〔2024〕1号 is party=示例建筑工程有限公司 fine=180000.00 released_on=2024-11-01 decided_on=2024-10-29
check proof $decided decision_number fine party_public facts_public decided_on
check page / shows 大英县 hides 13900000000
check page /decision/$c shows 英综执罚决〔2024〕1号 180,000.00 大英县人民政府 hides 13900000000 王某 郑卫东
check page /search?q=建筑垃圾 shows 英综执罚决〔2024〕1号
check page /search?q=郑卫东 hides 英综执罚决〔2024〕1号
check page /proof/$decided shows mingjing-proof/1 hides 13900000000 郑卫东
check page /desk/case/$c as li shows 英综执立〔2024〕1号
check page /desk/case/$c as ma status=403

at 2024-11-14 16:00
li   case.close case=$c summary="尚未缴款。" -> refused NEED

# ---- 逾期缴款：每日加处百分之三（处罚法 72），五日 ----
at 2024-11-20 15:30
he   payment.record case=$c amount=180000 paid_on=2024-11-20 receipt=演票000001 -> refused PAYMENT says 27,000.00
he   payment.record case=$c amount=207000 paid_on=2024-11-20 receipt=演票000001
check fact case=$c paid=180000.00 surcharge=27000.00
check clock surcharge --fine 180000 --last-day 2024-11-15 --paid 2024-11-20 = 27,000.00

at 2024-11-25 10:00
li   case.close case=$c summary="罚款及加处罚款已缴清，建筑垃圾已清运，登记保存的车辆已发还。"
check fact case=$c stage=closed
li   case.close case=$c summary="再次结案。" -> refused STAGE
at 2024-12-02 10:00
# 归档的是制好的卷：没有制卷、制卷以后又有变动、卷皮写的与归档的不同，都不能归档
shen case.archive case=$c retention=years30 volume=2024-处罚-0001 -> refused DOSSIER_INCOMPLETE says 还没有制卷
shen dossier.bind case=$c retention=years30 volume=2024-处罚-0001
shen case.archive case=$c retention=years10 volume=2024-处罚-0001 -> refused DOSSIER_INCOMPLETE field=retention
shen case.archive case=$c retention=years30 volume=2024-处罚-0001
check fact case=$c stage=archived

# ---- 复议撤销：本局一个工作日（1 月 26 日调休上班），法律三个工作日 ----
at 2025-01-24 17:00
qian decision.revoke case=$c by=大英县人民政府 effect=revoked instrument=大府复决〔2025〕演1号 effective_on=2025-01-24
     reason="认定倾倒数量的主要证据不足。"
check view clocks case=$c where clock=withdraw_alarm is due=2025-01-26 state=running
check view clocks case=$c where clock=withdraw is due=2025-02-05 state=running
at 2025-01-26 09:20
feng publish.withdraw case=$c reason="行政复议决定撤销，认定事实的主要证据不足。" instrument=大府复决〔2025〕演1号
check view publications as public where number=英综执罚决〔2024〕1号 is state=withdrawn withdrawn_on=2025-01-26
check view clocks case=$c where clock=withdraw_alarm is state=ended
check page /decision/$c shows 撤 hides 示例建筑工程有限公司 180,000.00
feng publish.release case=$c -> refused NEED|ONCE|STAGE

# ---- 任何人任何时候都能核验 ----
end
tamper "UPDATE case_file SET fine = 100"
check verify
check rebuild names case_file
