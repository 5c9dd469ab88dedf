story "投诉举报：谁先收到谁负责，到接收单位确认为止；反映人得到答复；反映执法人员的不给同事看"
# 实施意见（二）1 首问负责制；四7 投诉举报。姓名、电话均为虚构。
pack township
include ../../packs/township/demo/staff.story

at 2025-05-12 09:05
# 谁都可以反映，不用账号；反映违法行为要说清楚在哪里，实名的要能联系到
@public complaint.file kind=violation facts=有人往河边倒渣土 place=路边 identity=anonymous -> refused ARG_RANGE field=place says 路边
@public complaint.file kind=violation facts=有人往河边倒渣土 identity=anonymous -> refused ARG_MISSING field=place
@public complaint.file kind=violation facts=有人往河边倒渣土 place=甲镇示例村三组河边 identity=named -> refused ARG_MISSING field=reporter_name
@public complaint.file kind=violation facts=有人往河边倒渣土 place=甲镇示例村三组河边 identity=named reporter_name=示例人甲 -> refused ARG_MISSING field=reporter_phone
@public complaint.file kind=violation facts=有人往河边倒渣土 place=甲镇示例村三组河边 identity=named reporter_name=示例人甲 reporter_phone=只要来人 -> refused ARG_RANGE|ARG_TYPE field=reporter_phone
@public complaint.file kind=violation facts=有人往河边倒渣土 place=甲镇示例村三组河边 identity=named reporter_name=示例人甲 reporter_phone=打村里的电话 -> refused ARG_TYPE field=reporter_phone
@public complaint.file kind=violation facts="昨天晚上十点多，三辆大货车往河边空地倒渣土。" place=甲镇示例村三组河边 identity=named reporter_name=示例人甲
        reporter_phone=13900000001 agency=town-a -> complaint $k
# 没有账号的人只能办对公众开放的事
@public complaint.accept complaint=$k decision=yes -> refused ROLE
check view complaints as tian where id=$k is state=info:已收到 step=决定是否受理 due=2025-05-19 number=TS20250512-0001 unit=甲镇综合行政执法队
check view complaints as da where id=$k is absent
check view complaints as kuai -> refused ROLE

# 代为登记的要写明来源；当天的编号接着往下排
at 2025-05-12 09:20
tian complaint.file kind=violation facts=来电反映油烟扰民 place=甲镇示例街12号 identity=anonymous -> refused ARG_CHOICE field=channel
tian complaint.file kind=violation facts=来电反映油烟扰民 place=甲镇示例街12号 identity=anonymous channel=phone -> complaint $p
check view complaints as tian where id=$p is number=TS20250512-0002 owner=田值守 channel=电话

# 建筑垃圾归区城管局管：移送要写给谁、为什么；对方确认以前，甲镇一直是首问责任单位
at 2025-05-12 10:00
tian complaint.transfer complaint=$k reason=建筑垃圾由区城管局处理 -> refused ARG_MISSING field=to_agency
tian complaint.transfer complaint=$k to_agency=urban to_unit=town-b-team reason=建筑垃圾由区城管局处理 -> refused ARG_CHOICE field=to_unit
tian complaint.transfer complaint=$k to_unit=town-a-team reason=建筑垃圾由区城管局处理 -> refused ARG_CHOICE says 已经在
cheng complaint.transfer complaint=$k to_agency=urban reason=越权 -> refused SCOPE
tian complaint.received complaint=$k -> refused COMPLAINT_STATE
tian complaint.transfer complaint=$k to_agency=urban to_unit=urban-team urgent=true reason="车辆倾倒建筑垃圾由区城市管理综合行政执法局处理"
check view complaints as tian where id=$k is state=warn:移送中 unit=甲镇综合行政执法队 step=接收单位确认 due=2025-05-14
check view complaints as da where id=$k is state=warn:移送中 unit=甲镇综合行政执法队
tian complaint.received complaint=$k -> refused COMPLAINT_FIRST says 甲镇综合行政执法队
tian complaint.answer complaint=$k answer=已经移送了请等候 -> refused COMPLAINT_FIRST

at 2025-05-12 11:10
da   complaint.received complaint=$k
check view complaints as da where id=$k is state=info:已收到 unit=执法大队 first=甲镇综合行政执法队 owner=达队长 step=决定是否受理
check view complaints as tian where id=$k is absent
da   complaint.answer complaint=$k answer=还没有受理就想答复 -> refused COMPLAINT_STATE
da   complaint.accept complaint=$k decision=no -> refused ARG_MISSING field=reason
da   complaint.accept complaint=$k decision=yes owner=miao -> refused ARG_CHOICE field=owner
da   complaint.accept complaint=$k decision=yes owner=cheng
check view complaints as cheng where id=$k is state=info:办理中 step=办结并答复 owner=成城管
da   complaint.accept complaint=$k decision=yes -> refused COMPLAINT_STATE

# 反映人是谁：看要写明为什么，当天有效，记入办理经过；丢了的查询码核实本人以后重新制发，匿名的无从核实
check page /desk/complaint/$k as cheng shows 实名 查看反映人 hides 示例人甲
tian complaint.identity complaint=$k reason=想知道 -> refused SCOPE
tian complaint.identity complaint=$p reason=回访 -> refused COMPLAINT_STATE says 匿名
cheng complaint.identity complaint=$k -> refused ARG_MISSING field=reason
cheng complaint.identity complaint=$k reason=电话补充车牌
check page /desk/complaint/$k as cheng shows 示例人甲 13900000001 查看反映人
check page /desk/complaint/$k as da hides 示例人甲
# 日志里谁都看不到反映人，监督人员也一样：只从上面登记的查看里看
check page /desk/journal/$k as xie shows 为举报人保密 hides 示例人甲 13900000001
tian complaint.code complaint=$p checked=来人自称 -> refused COMPLAINT_STATE says 无从核实
tian complaint.code complaint=$k checked=来人自称 -> refused SCOPE
cheng complaint.code complaint=$k checked=回拨登记的电话核对

# 登记案源，写回案件
at 2025-05-13 09:00
da   source.register channel=complaint place=甲镇示例村三组河边 source_facts=投诉反映货车倾倒建筑垃圾 unit=urban-team -> case $c
da   complaint.link complaint=$k case=999999 -> refused SUBJECT_UNKNOWN
da   complaint.link complaint=$k case=$c
da   complaint.link complaint=$k case=$c -> refused ONCE
cheng complaint.close complaint=$k how=done -> refused COMPLAINT_STATE
cheng complaint.answer complaint=$k answer="您反映的情况属实，已经立案调查，处理结果将依法公示。" found=现场留有渣土约三车
cheng complaint.close complaint=$k how=done
check view complaints as cheng where id=$k is state=ok:已办结 case=$c
da   complaint.transfer complaint=$k to_agency=town-a reason=再退回去 -> refused COMPLAINT_STATE

# 系统以外的单位：由移送的人记下回执
at 2025-05-14 09:00
tian complaint.transfer complaint=$p to_outside=某区生态环境局 reason=油烟由生态环境部门监测处理
tian complaint.received complaint=$p -> refused ARG_MISSING field=receipt
tian complaint.received complaint=$p receipt=区环收〔2025〕18号
check view complaints as tian where id=$p is state=ok:已办结

# 反映执法人员的：同单位的人看不到，机关负责人和监督人员办理
at 2025-05-15 09:00
@public complaint.file kind=officer facts="执法时没有亮证，态度粗暴。" about=甲镇执法队一名队员 identity=anonymous reporter_name=不该留下 reporter_phone=13900000002 agency=town-a -> complaint $o
check view complaints as shan where id=$o is absent
check view complaints as zhen where id=$o is kind=执法人员
check view complaints as xie where id=$o is kind=执法人员
shan complaint.accept complaint=$o decision=yes -> refused SCOPE
zhen complaint.accept complaint=$o decision=yes
zhen complaint.release complaint=$o file=1 reason=要看一看 -> refused ARG_CHOICE field=file

# 咨询：同意的才公开，公开的文字里不能有个人信息
at 2025-05-16 09:00
@public consultation.ask topic=占道经营怎样申请 question=想在街边摆摊卖早点，手续怎样办？ asker_name=示例人丙 asker_phone=13900000003 agreed=true agency=town-a -> consultation $q
@public consultation.ask topic=只问一次 question=这个问题不想让别人看到 agency=town-a -> consultation $s
check view consultations as tian where id=$q is state=info:待答复 number=ZX20250516-0001
check view questions as public is count=0
cheng consultation.answer consultation=$q answer=越权答复 -> refused SCOPE
tian consultation.answer consultation=$q answer=请到便民服务中心办理。 publish=true -> refused ARG_MISSING field=public_question
tian consultation.answer consultation=$q answer=请到便民服务中心办理。 publish=true public_question="电话 13900000003 的群众问怎样办手续？" public_answer=请到便民服务中心。
     -> refused PUBLISH_MASK field=public_question
tian consultation.answer consultation=$q answer=请到便民服务中心办理。 publish=true public_question=摆早点摊怎样办手续？ public_answer=示例人丙您好，请到便民服务中心。
     -> refused PUBLISH_MASK field=public_answer
tian consultation.answer consultation=$s answer=请到便民服务中心办理。 publish=true public_question=怎样办手续？ public_answer=请到便民服务中心。 -> refused COMPLAINT_STATE field=publish
tian consultation.answer consultation=$q answer=请到便民服务中心办理。 publish=true public_question=摆早点摊怎样办手续？ public_answer=请到便民服务中心提出申请。
tian consultation.answer consultation=$q answer=再答一次 -> refused ONCE
check view questions as public is count=1
check view questions as public where question=摆早点摊怎样办手续？ is answer=请到便民服务中心提出申请。

# 进度查询码：重新制发的，原来的作废；指纹以外什么也不留
tian progress.code case=$c holder=party -> refused SCOPE
da   progress.code case=$c holder=party note=随立案告知交付 -> progress $g
da   progress.code case=$c holder=agent -> progress $h
end
