story "大英：资格考试和成绩，证件审验和到期，年度培训、签到和补训通知，保险和体检"
# 依据：处罚法 42；国办发〔2023〕27号（每人每年不少于六十学时）。人名、题目、保单均为虚构。
pack daying
include staff.story

at 2026-03-02 09:00
admin user.add login=jiao name=焦春分 agency=bureau unit=office roles=trainer post=人事教育股股长 password=mingjing-demo
admin user.add login=xu   name=许夏至 agency=bureau unit=team2 roles=officer post=执法二大队执法员 password=mingjing-demo
jiao question.import lines="公共法律知识|单选|实施行政处罚的执法人员不得少于几人？|一人；二人；三人|B|行政处罚法 42\n公共法律知识|单选|当场处罚公民的罚款限额是多少？|一百元以下；二百元以下；五百元以下|B|行政处罚法 51\n公共法律知识|单选|行政处罚决定一般应当自立案之日起几日内作出？|三十日；六十日；九十日；一百二十日|C|行政处罚法 60\n公共法律知识|单选|先行登记保存的证据应当在几日内作出处理决定？|三日；七日；十五日|B|行政处罚法 56\n公共法律知识|单选|当事人逾期不缴纳罚款的，每日按罚款数额的多少加处罚款？|百分之一；百分之三；百分之五|B|行政处罚法 72"
jiao question.import lines="执法程序和实务|判断|执法人员应当主动向当事人出示执法证件。||对|行政处罚法 55\n执法程序和实务|判断|目录内的案件法制审核未通过，不得作出决定。||对|行政处罚法 58\n执法程序和实务|判断|证件暂扣期间可以协助执法。||错|行政处罚法 42\n执法程序和实务|判断|询问或者检查应当制作笔录。||对|行政处罚法 55\n专业法律知识|多选|工程施工单位的下列哪些行为应当处罚？|未编制建筑垃圾处理方案；擅自倾倒建筑垃圾；委托有资质的单位清运；未及时清运|A,B,D|固体废物污染环境防治法 111\n专业法律知识|多选|下列哪些属于行政处罚的种类？|警告；罚款；责令改正；吊销许可证件|A,B,D|行政处罚法 9\n专业法律知识|多选|哪些案件应当法制审核？|涉及重大公共利益；直接关系当事人重大权益并经过听证；所有当场处罚|A,B|行政处罚法 58"
jiao training.plan year=2026 title=2026年度执法人员培训计划 content="全员轮训：公共法律知识二十学时、业务知识三十学时、文书和程序十学时；法制审核人员另训。" hours=60 -> training_plan $p
jiao course.add title=行政处罚程序和文书 kind=procedure teacher=县司法局 plan=$p -> course $c1
jiao course.add title=建筑垃圾管理执法实务 kind=business teacher=本局法规股 plan=$p -> course $c2
jiao course.add title=重大执法决定法制审核 kind=review teacher=市司法局 plan=$p -> course $c3

# 上半年的培训：没有手机的由授课人登记
at 2026-03-09 08:30
jiao class.plan course=$c1 starts="2026-03-10 09:00" ends="2026-03-10 17:00" place=二楼会议室 hours=8 trainer=qian -> class $k1
jiao class.plan course=$c2 starts="2026-05-11 09:00" ends="2026-05-11 17:00" place=二楼会议室 hours=8 trainer=sun -> class $k2
jiao class.plan course=$c3 starts="2026-06-08 09:00" ends="2026-06-08 12:00" place=市司法局 hours=4 -> class $k3
at 2026-03-10 09:20
qian class.enter class=$k1 login=li reason=手机送修，本人到场
qian class.enter class=$k1 login=chen reason=网络不通，本人到场
jiao class.enter class=$k1 login=sun reason=网络不通，本人到场
qian class.enter class=$k1 login=lin reason=网络不通，本人到场
# 资格考试：许夏至合格，马白露不合格、申请复核
at 2026-04-13 09:00
jiao exam.plan rule=qualification title=2026年行政执法资格考试 opens="2026-04-20 09:00" closes="2026-04-20 11:00" candidates=xu,ma -> exam $e
at 2026-04-20 09:05
xu exam.start exam=$e -> sitting $s1
xu exam.submit sitting=$s1 q1=B q2=B q3=B q4=B q5=A q6=A q7=A q8=A,B,D q9=A,B,D
at 2026-04-20 09:20
ma exam.start exam=$e -> sitting $s2
ma exam.submit sitting=$s2 q1=A q2=A q3=C q5=B
at 2026-04-21 09:00
ma exam.appeal sitting=$s2 reason=第一题题意不清
jiao exam.recheck sitting=$s2 result=keep answer=题意清楚，依据见题后，维持原分

at 2026-05-11 09:20
jiao class.enter class=$k2 login=li reason=集中签名册，本人到场
jiao class.enter class=$k2 login=lin reason=集中签名册，本人到场
at 2026-06-08 09:30
jiao class.enter class=$k3 login=qian reason=市司法局签到册

# 证件：许夏至合格后登记，审验、补发；2027 年 1 月到期
at 2026-06-15 09:00
jiao certificate.issue login=xu number=川演0018 kinds=综合行政执法 area=大英县 since=2026-06-15 until=2027-01-15 -> certificate $k
jiao certificate.check certificate=$k year=2026 result=pass note=考试和培训合格
jiao certificate.replace certificate=$k cause=damaged reason=证卡磨损

# 保险和体检
jiao cover.add login=li kind=accident insurer=示例财产保险公司 policy=示例保单1001 sum=500000 since=2026-01-01 until=2026-12-10
jiao cover.add login=chen kind=accident insurer=示例财产保险公司 policy=示例保单1002 sum=500000 since=2026-01-01 until=2027-06-30
jiao medical.add login=li checked=2026-04-02 class=fit next=2027-04-02
jiao medical.add login=chen checked=2025-11-20 class=recheck next=2026-11-10

# 学时不足的，通知机构；下半年的资格考试正在报名
at 2026-10-12 09:00
jiao shortfall.notify unit=team1 year=2026 people=li,chen told=sun rule=officer content=截至九月底学时不足，十二月中旬前补足。 until=2026-12-15 -> shortfall $n
sun shortfall.read shortfall=$n answer=安排十一月、十二月集中补训
jiao class.plan course=$c1 starts="2026-12-01 09:00" ends="2026-12-01 17:00" place=二楼会议室 hours=8 trainer=sun notice=$n
jiao shortfall.notify unit=team2 year=2026 people=ma,lin told=gao rule=officer content=截至九月底学时不足，十二月中旬前补足。 until=2026-12-15
jiao exam.plan rule=qualification title=2026年下半年行政执法资格考试 opens="2026-11-01 09:00" closes="2026-12-31 17:00" candidates=chen,ma,lin
jiao census.freeze note=三季度报县司法局
end
