story "兴隆台：资格考试（组卷、计时、收卷、补考、复核），合格才发证；证件暂扣、延期、补卡、审验；培训签到、学时不足、补训；保险和体检"
# 依据：全区方案 三（二）（持证上岗和资格管理）、四（一）3（摸底调查）；行政处罚法 18、42；国办发〔2023〕27号（学时）
pack xinglongtai
include ../../packs/xinglongtai/demo/staff.story

at 2027-03-01 09:00
admin user.add login=ren name=任教育 agency=market unit=market-legal roles=trainer post=人事教育股股长 password=mingjing-demo
admin user.add login=bie name=别单位 agency=urban unit=urban-team1 roles=officer post=执法队员 password=mingjing-demo

# 没有合格成绩不发证（处罚法 42）；2027 年以前登记的证件照旧
admin certificate.issue login=bao number=辽演0101 kinds=市场监管 area=兴隆台区 since=2027-03-01 until=2030-12-31 -> refused EXAM_NOT_PASSED field=login

# 题库：一题一题录，或者成批录；有一行不对就一题也不收
ren question.add topic=public kind=single stem=当场处罚公民的罚款限额是多少？ options="一百元以下\n二百元以下\n五百元以下" answer=B basis="行政处罚法 51" -> question $q
ren question.add topic=public kind=single stem=题干 options="甲\n乙" answer=C -> refused ARG_RANGE field=answer
ren question.add topic=nothing kind=judge stem=题干 answer=对 -> refused ARG_CHOICE field=topic
ren question.add topic=public kind=single stem=题干 answer=A -> refused ARG_MISSING field=options
ren question.import lines="公共法律知识;单选" -> refused ARG_RANGE field=lines
song question.add topic=public kind=judge stem=题干 answer=对 -> refused ROLE
check view exam_questions as song -> refused ROLE
ren exam.plan rule=qualification title=2027年第一次资格考试 opens="2027-03-08 09:00" closes="2027-03-08 11:00" candidates=bao -> refused BANK_SHORT field=rule
ren question.import lines="公共法律知识|单选|执法人员不得少于几人？|一人；二人；三人|B|行政处罚法 42\n公共法律知识|单选|陈述申辩权由谁享有？|执法人员；当事人；复议机关|B|行政处罚法 7\n公共法律知识|单选|一般案件应在几日内作出决定？|三十日；九十日；一百二十日|B|行政处罚法 60\n公共法律知识|单选|证据先行登记保存几日内处理？|三日；七日；十五日|B|行政处罚法 56" -> question $many
ren question.import lines="执法程序和实务|判断|执法时应当主动出示执法证件。||对|行政处罚法 55\n执法程序和实务|判断|法制审核未通过不得作出决定。||对|行政处罚法 58\n执法程序和实务|判断|询问应当制作笔录。||对|行政处罚法 55\n专业法律知识|多选|下列哪些是行政处罚的种类？|警告；行政拘留以外的刑罚；罚款|A,C|行政处罚法 9\n专业法律知识|多选|哪些情形应当回避？|有直接利害关系；同乡；可能影响公正的其他关系|AC|行政处罚法 43"
check view exam_questions as ren where kind=判断题 is count=3 answer=A
ren exam.plan rule=nothing title=考试 opens="2027-03-08 09:00" closes="2027-03-08 11:00" candidates=bao -> refused ARG_CHOICE field=rule
ren exam.plan rule=qualification title=考试 opens="2027-03-08 09:00" closes="2027-03-08 09:30" candidates=bao -> refused ARG_RANGE field=closes
ren exam.plan rule=qualification title=考试 opens="2027-03-08 09:00" closes="2027-03-08 11:00" candidates=bao,ren -> refused EXAM_ENROLLED field=candidates
ren exam.plan rule=qualification title=考试 opens="2027-03-08 09:00" closes="2027-03-08 11:00" candidates=wei -> refused SCOPE field=candidates
ren exam.plan rule=qualification title=2027年第一次资格考试 opens="2027-03-08 09:00" closes="2027-03-08 11:00" candidates=bao,jin -> exam $e
ren exam.enrol exam=$e logins=bao -> refused DUPLICATE field=logins
ren exam.enrol exam=$e logins=song
bao exam.start exam=$e -> refused EXAM_TIME field=exam

# 开考：名单以外的、别的机关的人不能进；一场只考一次；不能做别人的卷子
at 2027-03-08 09:00
tang exam.start exam=$e -> refused EXAM_ENROLLED field=exam
bao exam.start exam=$e -> sitting $b
bao exam.start exam=$e -> refused EXAM_ONCE
check view exam_paper sitting=$b as ren where same=true is count=9
check view exam_paper sitting=$b as bao -> refused ROLE
song exam.save sitting=$b q1=A -> refused EXAM_OTHERS
song exam.submit sitting=$b -> refused EXAM_OTHERS
bao exam.save sitting=$b -> refused ARG_MISSING
bao exam.save sitting=$b q10=A -> refused ARG_UNKNOWN field=q10
bao exam.save sitting=$b q1=Z -> refused ARG_CHOICE field=q1
bao exam.save sitting=$b marking=A -> refused ARG_UNKNOWN
bao exam.submit sitting=$b marking=A|A|A -> refused ARG_UNKNOWN
bao exam.save sitting=$b q1=B q2=A q5=A q8=A,C
bao exam.save sitting=$b q2=B q9=A
jin exam.start exam=$e -> sitting $j
jin exam.save sitting=$j q1=B q2=B q3=B q4=B q5=A q6=A q7=A q8=C,A q9=A,C
jin exam.submit sitting=$j
jin exam.submit sitting=$j -> refused EXAM_OVER
jin exam.save sitting=$j q1=A -> refused EXAM_OVER
check view my_exams as jin where id=$j is mark=100 result=ok:合格
ren exam.cancel exam=$e reason=改期 -> refused EXAM_STATE
at 2027-03-08 10:00
bao exam.save sitting=$b q3=B
at 2027-03-08 10:01
bao exam.save sitting=$b q4=B -> refused EXAM_OVER
bao exam.submit sitting=$b q4=B -> refused EXAM_OVER
job exam_end
check view my_exams as bao where id=$b is mark=55 result=bad:不合格
check view exam_results exam=$e as ren where login=bao is mark=55 pass=60
check view exam_results as bao -> refused ROLE
check view exam_results exam=$e as lu -> refused ROLE
song exam.start exam=$e -> sitting $s
at 2027-03-08 11:01
song exam.save sitting=$s q1=B -> refused EXAM_OVER
job exam_end
check view my_exams as song where id=$s is mark=0
admin certificate.issue login=bao number=辽演0101 kinds=市场监管 area=兴隆台区 since=2027-03-01 until=2030-12-31 -> refused EXAM_NOT_PASSED field=login

# 成绩复核一次，由人事教育答复
bao exam.appeal sitting=$j reason=看错了 -> refused EXAM_OTHERS
bao exam.appeal sitting=$b reason="第九题两个选项都可以"
bao exam.appeal sitting=$b reason=再申请 -> refused EXAM_STATE
bao exam.recheck sitting=$b result=change mark=100 answer=改 -> refused ROLE
ren exam.recheck sitting=$j result=keep answer=没有申请 -> refused EXAM_STATE
ren exam.recheck sitting=$b result=change answer=漏分 -> refused ARG_MISSING field=mark
ren exam.recheck sitting=$b result=keep mark=60 answer=不改 -> refused ARG_UNKNOWN field=mark
ren exam.recheck sitting=$b result=change mark=101 answer=太多 -> refused ARG_RANGE field=mark
ren exam.recheck sitting=$b result=keep answer="第九题应选 A、C，漏选不得分，维持 55 分。"
check view my_exams as bao where id=$b is mark=55 answer="第九题应选 A、C，漏选不得分，维持 55 分。"

# 补考：隔 15 日，十二个月内补考一次；过了复核的日子不再受理
at 2027-03-15 09:00
song exam.appeal sitting=$s reason=没收到通知 -> refused EXAM_TIME
ren exam.plan rule=qualification title=补考 opens="2027-03-15 09:00" closes="2027-04-30 11:00" candidates=bao,song -> exam $m
bao exam.start exam=$m -> refused EXAM_LIMIT
at 2027-03-23 09:00
bao exam.start exam=$m -> sitting $b2
bao exam.submit sitting=$b2 q1=B q2=B q3=B q4=B q5=A q6=A q8=A,C
check view my_exams as bao where id=$b2 is mark=75 result=ok:合格
song exam.start exam=$m -> sitting $s2
song exam.submit sitting=$s2
at 2027-04-20 09:00
ren exam.plan rule=qualification title=再补考 opens="2027-04-20 09:00" closes="2027-04-30 11:00" candidates=song -> exam $m2
song exam.start exam=$m2 -> refused EXAM_LIMIT
ren exam.cancel exam=$m2 reason=没有可考的人
song exam.start exam=$m2 -> refused EXAM_TIME
ren question.withdraw question=$q reason=限额已修改
ren question.withdraw question=$q reason=再停用 -> refused SUBJECT_UNKNOWN field=question
check view exam_paper sitting=$b2 as ren where same=true is count=9

# 合格的登记证件；证件的类别与案件不符的不得承办
ren certificate.issue login=bao number=辽演0101 kinds=公共卫生 area=兴隆台区 since=2027-04-20 until=2027-12-31 -> certificate $k
at 2027-04-21 09:20
tang source.register channel=inspection place=示例路1号 source_facts=巡查发现 unit=market-team -> case $c
guan case.assign case=$c officers=bao,jin -> refused CERTIFICATE_FIT field=officers
ren certificate.change certificate=$k reason=发证机关更正 -> refused ARG_MISSING field=kinds
ren certificate.change certificate=$k kinds=市场监管 area=双台子区 reason=发证机关更正
guan case.assign case=$c officers=bao,jin -> refused CERTIFICATE_FIT field=officers
ren certificate.change certificate=$k area=兴隆台区 reason=发证机关更正
guan case.assign case=$c officers=bao,jin

# 暂扣：只从今天起、有期限；期间不得执法，期满恢复；可以提前解除
song certificate.suspend certificate=$k until=2027-05-10 reason=略 -> refused ROLE
ren certificate.suspend certificate=$k since=2027-04-01 until=2027-05-10 reason=粗暴执法 -> refused TOO_EARLY_DATE field=since
ren certificate.suspend certificate=$k since=2027-05-01 until=2029-05-10 reason=粗暴执法 -> refused ARG_RANGE field=until
ren certificate.suspend certificate=$k since=2027-05-01 until=2027-05-10 reason=粗暴执法
ren certificate.suspend certificate=$k since=2027-05-05 until=2027-05-20 reason=粗暴执法 -> refused CERTIFICATE_STATE field=since
ren certificate.lift certificate=$k reason=查清 -> refused CERTIFICATE_STATE
ren certificate.change certificate=$k area=双台子区 reason=示例：调离
bao evidence.add case=$c evidence_kind=documentary evidence_title=补充 proves=补充 -> refused CERTIFICATE_FIT
ren certificate.change certificate=$k area=兴隆台区 reason=示例：调回
at 2027-05-01 09:00
guan case.assign case=$c officers=bao,jin -> refused NO_CERTIFICATE
bao evidence.add case=$c evidence_kind=documentary evidence_title=补充 proves=补充 -> refused NO_CERTIFICATE
check view certificates as ren where login=bao is state=bad:暂扣中
check view officers as public where number=辽演0101 is validity=暂扣中
at 2027-05-10 09:00
guan case.assign case=$c officers=bao,jin -> refused NO_CERTIFICATE
at 2027-05-11 09:00
guan case.assign case=$c officers=bao,jin
ren certificate.suspend certificate=$k until=2027-05-30 reason=投诉查实
guan case.assign case=$c officers=bao,jin -> refused NO_CERTIFICATE
at 2027-05-12 09:00
ren certificate.lift certificate=$k reason=复核改变
guan case.assign case=$c officers=bao,jin

# 补发证卡、年度审验、延期；过期的不能延期
ren certificate.replace certificate=$k cause=lost reason=外出执法途中遗失，已声明作废
check view certificates as ren where login=bao is card=2 state=ok:有效
ren certificate.check certificate=$k year=2028 result=pass -> refused ARG_RANGE field=year
ren certificate.check certificate=$k year=2027 result=pass note=培训、考核合格
ren certificate.check certificate=$k year=2027 result=pass -> refused DUPLICATE field=year
check view certificates unchecked=true as ren where login=bao is absent
ren certificate.renew certificate=$k until=2027-06-30 -> refused ARG_RANGE field=until
at 2027-11-20 09:00
check view certificates days=30 as ren where login=bao is absent
check view certificates days=90 as ren where login=bao is left=41

# 培训：计划、课程、班次；扫码签到要用现场正在显示的码
ren training.plan year=2027 title=2027年度培训计划 content=全员轮训，每人不少于60学时 hours=60 -> training_plan $p
ren course.add title=行政处罚程序 kind=procedure teacher=区司法局 plan=$p -> course $co
song course.add title=行政处罚程序 kind=procedure teacher=区司法局 -> refused ROLE
ren class.plan course=$co starts="2027-11-22 09:00" ends="2027-11-22 17:00" place=三楼会议室 hours=8 trainer=tang -> class $cl
ren class.plan course=$co starts="2027-11-22 09:00" ends="2027-11-22 08:00" place=三楼会议室 hours=8 -> refused ARG_RANGE field=ends
ren class.plan course=$co starts="2027-11-24 09:00" ends="2027-11-24 12:00" place=三楼会议室 hours=4 -> class $cx
song class.attend class=$cl code=0000000000000000 -> refused ATTEND_TIME
at 2027-11-22 08:45
song class.attend class=$cl code=0000000000000000 -> refused ATTEND_CODE field=code
tang class.enter class=$cl login=song reason=没有手机 -> refused ATTEND_TIME
at 2027-11-22 09:10
jin  class.enter class=$cl login=song reason=代签 -> refused ROLE
tang class.enter class=$cl login=tang reason=本人 -> refused SAME_PERSON field=login
tang class.enter class=$cl login=song reason=没有带手机，本人在第二排
tang class.enter class=$cl login=song reason=再登记 -> refused DUPLICATE field=login
check view training_attendance class=$cl as ren where login=song is way=登记 by=唐渤海
ren class.cancel class=$cl reason=改期 -> refused EXAM_STATE
ren class.cancel class=$cx reason=改期
tang class.enter class=$cx login=jin reason=没有手机 -> refused EXAM_STATE
check view my_hours as song where rule=officer is hours=8 needed=60 missing=52
check view training_shortfall missing=true as ren where login=jin is hours=0 missing=60
check view training_shortfall as lu -> refused ROLE

# 学时不足：通知机构负责人，由他确认；补训；办结
ren shortfall.notify unit=market-team year=2027 people=song,jin told=tang content=年底前补足学时 until=2027-11-01 -> refused TOO_EARLY_DATE field=until
ren shortfall.notify unit=urban-team1 year=2027 people=wei told=cui content=补足 until=2027-12-20 -> refused SCOPE field=unit
ren shortfall.notify unit=market-team year=2027 people=song,jin told=tang content=年底前补足学时 until=2027-12-20 -> shortfall $n
song shortfall.read shortfall=$n -> refused ROLE
tang shortfall.read shortfall=$n answer=安排12月集中补训
tang shortfall.read shortfall=$n -> refused ONCE
ren class.plan course=$co starts="2027-12-06 09:00" ends="2027-12-06 17:00" place=三楼会议室 hours=8 notice=$n -> class $c3
at 2027-12-06 10:00
ren class.enter class=$c3 login=jin reason=补训，纸质签到
check view training_shortfall as ren where login=jin is hours=8 missing=52
ren shortfall.close shortfall=$n outcome=仍不足，暂停执法，列入下年首批培训
ren shortfall.close shortfall=$n outcome=再办结 -> refused ONCE
check view training_notices as tang where id=$n is state=ok:已办结

# 保险和体检：只给本人和人事教育看；只登记体检结论的类别
ren cover.add login=song kind=accident insurer=示例财产保险公司 policy=YW-2027-001 sum=500000 since=2027-01-01 until=2027-12-31 -> cover $co1
ren cover.add login=jin kind=accident insurer=示例财产保险公司 policy=YW-2027-002 sum=500000 since=2027-12-31 until=2027-01-01 -> refused ARG_RANGE field=until
ren cover.add login=wei kind=accident insurer=示例财产保险公司 policy=YW-2027-003 sum=500000 since=2027-01-01 until=2027-12-31 -> refused SCOPE field=login
ren medical.add login=song checked=2027-06-01 class=fit next=2027-12-20
ren medical.add login=song checked=2027-06-01 class=fit next=2027-05-01 -> refused ARG_RANGE field=next
check view covers due=true as ren where id=$co1 is state="warn:30 天内到期"
check view covers as song where id=$co1 is sum=500000.00
check view covers as jin where id=$co1 is absent
check view medicals due=true as ren where login=song is state="warn:30 天内体检"
check view medicals as tang where login=song is absent
ren cover.end cover=$co1 on=2027-12-06 reason=更换保险公司
ren cover.end cover=$co1 on=2027-12-06 reason=再终止 -> refused ONCE

# 摸底调查：现在的数据，定稿以后不变
ren census.freeze note=报区司法局 -> census $z
song census.freeze -> refused ROLE
check view census census=$z as ren where label=持有效证件 is value=4
at 2028-01-10 09:00
check view census as ren where label=持有效证件 is value=3
check view census census=$z as ren where label=持有效证件 is value=4
check view census census=1 as ren -> refused SUBJECT_UNKNOWN
ren certificate.renew certificate=$k until=2030-12-31 -> refused CERTIFICATE_STATE
end
