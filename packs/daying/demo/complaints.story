story "大英综合执法：投诉举报、咨询和进度查询码；谁先收到谁负责，移送要对方确认"
# 依据：三项制度方案（办理进度查询、咨询服务、投诉举报）；行政处罚法 75。姓名、电话均为虚构。
pack daying
include staff.story

at 2024-11-06 09:05
@public complaint.file kind=violation facts="昨天晚上十点多，三辆大货车往路边空地倒渣土，倒完就走了，今天一早灰很大。" place=示例镇示例大道北段空地 about=车身写有“示例运输”
        happened=2024-11-05 identity=named reporter_name=示例人甲 reporter_phone=13900000001 file_1=@photo.jpg -> complaint $k
check view complaints as zhou where id=$k is state=info:已收到 unit=数管中心 due=2024-11-13
zhou complaint.accept complaint=$k decision=yes owner=zhou reason=已经受理，安排执法一大队到现场核查。
zhou source.register channel=complaint place=示例镇示例大道北段空地 source_facts=投诉反映夜间倾倒渣土 unit=team1 -> case $c
zhou complaint.link complaint=$k case=$c note=夜间倾倒渣土
zhou progress.code case=$c holder=party note=演示 -> progress $g

at 2024-11-06 10:20
zhou complaint.file kind=violation facts=来电反映楼下烧烤店油烟直排 place=示例镇示例街12号 identity=anonymous channel=phone -> complaint $p
zhou complaint.transfer complaint=$p to_outside=大英县生态环境部门（示例） reason=油烟监测由生态环境部门处理 urgent=true

at 2024-11-07 09:00
@public complaint.file kind=officer facts=检查时没有出示执法证件，说话很不客气。 about=一名执法队员 identity=anonymous -> complaint $o
check view complaints as zhou where id=$o is absent
zhao complaint.accept complaint=$o decision=yes reason=由局领导核查。
@public consultation.ask topic=占道经营怎样申请 question=想在街边摆摊卖早点，需要办什么手续？ agreed=true -> consultation $q
@public consultation.ask topic=建筑垃圾运输 question=家里装修的建筑垃圾可以自己运吗？ asker_name=示例人乙 asker_phone=13900000002 -> consultation $s

at 2024-11-08 10:00
zhou consultation.answer consultation=$q answer=请带身份证到便民服务中心综合窗口申请，五个工作日内答复。 publish=true
     public_question=在街边摆早点摊，需要办什么手续？ public_answer=带身份证到便民服务中心综合窗口申请，五个工作日内答复；指定区域以外不能摆。
check view questions as public where question=在街边摆早点摊，需要办什么手续？ is agency=大英县综合行政执法局
zhou complaint.answer complaint=$k answer=您反映的情况属实，已经登记案源，由执法一大队依法调查，处理结果将公示。 found=现场有渣土约三车，调取沿线监控
check view complaints as zhou where id=$k is state=ok:已答复 case=$c

# 留着没有办的，演示期限
at 2024-11-12 16:00
@public complaint.file kind=inaction facts=上个月反映过违建，没有人来看。 identity=anonymous -> complaint $n
@public complaint.file kind=violation facts=示例小区门口每天早上有人占道卖菜，救护车进不来。 place=示例镇示例小区东门 identity=anonymous -> complaint $m
check view complaints as zhou where id=$m is state=info:已收到
check page /complain shows 投诉举报 hides 13900000001
check page /consult shows 在街边摆早点摊 hides 13900000002
end
