story "大英：案件审查委员会——任期、资格、回避、法律顾问、会议表决，没有会议通过的不能审核通过"
# 处罚法 43、58；国办发〔2018〕118号 四（十一）；本局方案 三（三）8。委员会规则 2026 年 7 月 1 日起施行（示例）
pack daying
include ../../packs/daying/demo/staff.story
include ../../packs/daying/demo/staff-committee.story

# 一、登记席位：任期不超过三年，一人同时一席，外单位的人不能任委员，购买服务要有合同，资格编号和日期要一起填
at 2026-06-01 09:00
admin user.add login=he2 name=贺小暑 agency=bureau unit=policy roles=reviewer post=政策法规股新进人员 password=mingjing-demo
zhao body.appoint login=he2 seat=member since=2026-06-01 until=2029-06-01 -> refused ARG_RANGE field=until says 2029-05-31
zhao body.appoint login=he2 seat=member since=2026-06-01 until=2026-05-31 -> refused ARG_RANGE field=until
zhao body.appoint login=he2 seat=member since=2026-06-01 until=2029-05-31 exam_number=演法资2026川0104 -> refused ARG_MISSING field=exam_on
zhao body.appoint login=qian seat=secretary since=2027-08-31 until=2028-08-31 -> refused DUPLICATE field=login says 委员
zhao body.appoint login=gu seat=purchased since=2026-06-01 until=2026-12-31 -> refused REVIEW_CONTRACT field=contract
li   body.appoint login=li seat=member since=2026-06-01 until=2027-05-31 -> refused ROLE
zhao body.contract supplier=示例衡平律师事务所 number=演示合同01 since=2026-07-01 until=2026-06-30 amount=60000 persons=1 scope=略 -> refused ARG_RANGE field=until
zhao body.contract supplier=示例衡平律师事务所 number=演示合同01 since=2026-06-01 until=2026-12-31 amount=60000 persons=1
     scope=协助审核重大复杂案件，保守案件秘密 -> service_contract $k
admin user.add login=lv name=吕冬雪 agency=bureau roles=adviser post=外聘律师 password=mingjing-demo
zhao body.appoint login=lv seat=purchased since=2026-06-01 until=2027-01-31 contract=$k -> refused REVIEW_CONTRACT field=contract
zhao body.appoint login=lv seat=purchased since=2026-06-01 until=2026-12-31 contract=$k firm=示例衡平律师事务所 exam_number=演法资2010川0009 exam_on=2010-03-01 -> seat $lv
zhao body.appoint login=lv seat=legal_adviser since=2026-06-01 until=2026-12-31 contract=$k -> refused ARG_UNKNOWN field=contract
zhao body.appoint login=he2 seat=secretary since=2026-06-01 until=2026-06-30 -> seat $he2
check view body_members as zhao where login=he2 is state=bad:没有法律职业资格
check view body_members as zhao where login=zhao is exam="2012-03-01 起从事，不要求" state=ok:在任
check view body_contracts as zhao where id=$k is persons=1 state=ok:有效 amount=6000000
check view bodies as zhao where agency=bureau is body=案件审查委员会 officers=6 needed=1 missing=0 state=ok:齐
check view review_ratio agency=bureau months=2 as zhao is count=2
check view body_members as gu -> refused ROLE

# 二、两个案件到审核环节
at 2026-06-02 09:00
zhou source.register channel=hotline place=示例路1号 source_facts=工地倾倒建筑垃圾 unit=team1 -> case $c
zhou source.register channel=hotline place=示例路9号 source_facts=另一工地倾倒建筑垃圾 unit=team1 -> case $d
zhao case.file case=$c item=GF-111-4 party_kind=body party=模拟建设有限公司 party_id=91510923000000027R party_person=癸某 officers=li,chen
zhao case.file case=$d item=GF-111-4 party_kind=body party=模拟建设有限公司 party_id=91510923000000027R party_person=癸某 officers=li,chen
li   recording.add case=$c kind=video recording_title=检查录像 file=@../../packs/daying/demo/survey.mp4 taken_at="2026-06-02 08:30" place=示例路1号
     collector=李立夏 device=DSJ-0007 proves=现场情况 -> act $r
li   inspection.record case=$c officers=li,chen started="2026-06-02 08:30" ended="2026-06-02 08:50" place=示例路1号 findings=倾倒建筑垃圾
     certificates_shown=true party_present=present recordings=$r
li   evidence.add case=$c evidence_kind=documentary evidence_title=营业执照复印件 proves=主体资格
li   evidence.add case=$d evidence_kind=documentary evidence_title=营业执照复印件 proves=主体资格
li   investigation.conclude case=$c found_facts=模拟建设有限公司倾倒建筑垃圾 evidence_summary=检查笔录及录像 penalties=fine draft_fine=150000 opinion=拟罚款150000元
li   investigation.conclude case=$d found_facts=模拟建设有限公司倾倒建筑垃圾 evidence_summary=营业执照 penalties=fine draft_fine=150000 opinion=拟罚款150000元
li   notice.give case=$c content=拟罚款150000元，有权要求听证 hearing=true method=direct served_on=2026-06-02
li   notice.give case=$d content=拟罚款150000元，有权要求听证 hearing=true method=direct served_on=2026-06-02
at 2026-06-25 09:00
li   material.add case=$c material_kind=evidence_list material_title=证据目录 text=略
li   material.add case=$c material_kind=draft_decision material_title=决定书草稿 text=略
li   material.add case=$d material_kind=evidence_list material_title=证据目录 text=略
li   material.add case=$d material_kind=draft_decision material_title=决定书草稿 text=略
li   review.submit case=$c opinion=拟罚款150000元
li   review.submit case=$d opinion=拟罚款150000元

# 三、法律顾问只看到向他咨询的那一个案件，只在审核期间
check view case case=$c as gu -> refused SCOPE
zhou review.ask_adviser case=$c adviser=gu question=裁量是否适当 -> refused ROLE
qian review.ask_adviser case=$c adviser=gu question=裁量是否适当 until=2026-06-24 -> refused TOO_EARLY_DATE field=until
qian review.ask_adviser case=$c adviser=tao question=裁量是否适当 -> refused NOT_MEMBER field=adviser
qian review.ask_adviser case=$c adviser=gu question=裁量是否适当，是否应当没收 until=2026-06-30 -> act $ask
qian review.ask_adviser case=$c adviser=gu question=再问一次 -> refused DUPLICATE field=adviser
check view case case=$c as gu where name=stage is value=reviewing
check view materials case=$c as gu where kind=evidence_list is title=证据目录
check view case case=$d as gu -> refused SCOPE
check view case case=$c as lv -> refused SCOPE
check view review_advice as gu where id=$ask is state=warn:待答复 case=$c
check view review_advice as lv is count=0
check page /desk as gu shows 法律咨询 裁量是否适当
check page /desk/case/$c?tab=review as gu shows 提出意见
gu   review.advise case=$d ask=$ask conclusion=agree opinion=看别的案件 -> refused SCOPE
lv   review.advise case=$c ask=$ask conclusion=agree opinion=替别人答 -> refused SCOPE
qian review.advise case=$c ask=$ask conclusion=agree opinion=替别人答 -> refused ADVICE field=ask
gu   review.advise case=$c ask=$ask conclusion=partly opinion=裁量适当；没有证据证明违法所得，不宜没收。
gu   review.advise case=$c ask=$ask conclusion=agree opinion=再答一次 -> refused ADVICE field=ask says 已经答复过
gu   material.add case=$c material_kind=other material_title=越权 text=略 -> refused ROLE
check view review_advice case=$c as qian where id=$ask is state=ok:已答复 conclusion=部分同意

# 四、回避：负责人决定，本人不能决定自己的；决定以前不停止，决定以后不能审核
chen review.ask_recusal case=$c reviewer=jian asked_by=self reason=略 -> refused ARG_CHOICE field=asked_by
chen review.ask_recusal case=$c reviewer=jian asked_by=party reason=当事人称其亲属在竞争企业任职 -> act $a1
chen review.ask_recusal case=$c reviewer=jian asked_by=party reason=再申请 -> refused DUPLICATE field=reviewer says 还没有决定
qian review.decide_recusal case=$c recusal=$a1 recusal_result=granted reason=属实 -> refused ROLE
zhao review.decide_recusal case=$c recusal=$ask recusal_result=granted reason=属实 -> refused SUBJECT_UNKNOWN field=recusal
zhao review.decide_recusal case=$c recusal=$a1 recusal_result=granted reason=有利害关系，属实
zhao review.decide_recusal case=$c recusal=$a1 recusal_result=refused reason=改主意 -> refused ONCE
chen review.ask_recusal case=$c reviewer=zhao asked_by=party reason=略 -> act $a2
zhao review.decide_recusal case=$c recusal=$a2 recusal_result=refused reason=不成立 -> refused RECUSAL
qiu  review.ask_recusal case=$d reviewer=qiu asked_by=self reason=与当事人是同学 -> act $a3
zhao review.decide_recusal case=$d recusal=$a3 recusal_result=granted reason=同意
check page /desk/case/$c?tab=review as qian shows 已回避 部分同意 咨询法律顾问
check view review_recusals case=$c as qian where login=jian is state=granted decided_by=赵清明

# 五、规则施行以后：没有席位的、任期届满的、没有资格的，都不能审核；没有会议的不能通过
at 2026-07-02 09:00
admin user.add login=xu name=徐小寒 agency=bureau unit=policy roles=reviewer post=借调人员 password=mingjing-demo
xu   review.pass case=$c opinion=同意 -> refused NOT_MEMBER
he2  review.pass case=$c opinion=同意 -> refused TERM_OVER says 2026-06-30
zhao body.appoint login=he2 seat=secretary since=2026-07-01 until=2027-06-30 -> seat $he3
he2  review.pass case=$c opinion=同意 -> refused EXAM_MISSING says 法律职业资格
zhao body.qualify seat=$he3 exam_number=演法资2026川0104 exam_on=2026-07-01
he2  review.pass case=$c opinion=同意 -> refused MEETING_MISSING
zhao body.leave seat=$he3 on=2027-07-01 reason=略 -> refused ARG_RANGE field=on
zhao body.leave seat=$he3 on=2026-07-01 reason=调离
zhao body.leave seat=$he3 on=2026-07-02 reason=再调离 -> refused ONCE
he2  review.return case=$c points=略 -> refused TERM_OVER says 2026-07-01

# 六、会议：召集、到会、表决、记录
tao  meeting.call starts="2026-07-02 14:30" place=局三楼会议室 cases=$c -> refused NOT_MEMBER
qiu  meeting.call starts="2026-07-01 14:30" place=局三楼会议室 cases=$c -> refused TOO_EARLY_DATE field=starts
qiu  meeting.call starts="2026-07-02 14:30" place=局三楼会议室 cases=999999 -> refused SUBJECT_UNKNOWN
qiu  meeting.call starts="2026-07-02 14:30" place=局三楼会议室 cases=$c,$d note=请带案卷 -> meeting $m
qiu  meeting.open meeting=$m chair=zhao present=zhao,qian,qiu -> refused NO_QUORUM field=present says "到会 2 人"
qiu  meeting.open meeting=$m chair=zhao present=zhao,qian,li,tao -> refused NOT_MEMBER field=present says 李立夏
qiu  meeting.open meeting=$m chair=qiu present=zhao,qian,jian,qiu -> refused ARG_CHOICE field=chair
zhao meeting.vote meeting=$m case=$c vote=for -> refused MEETING_STATE
qiu  meeting.open meeting=$m chair=zhao present=zhao,qian,jian,tao,qiu guests=承办人李立夏；法律顾问夏至
check page /desk as tao shows 去表决
zhao meeting.vote meeting=$m case=$c vote=for reason=事实清楚
zhao meeting.vote meeting=$m case=$c vote=against reason=改主意 -> refused VOTED
jian meeting.vote meeting=$m case=$c vote=for -> refused RECUSAL
qiu  meeting.vote meeting=$m case=$c vote=for -> refused NOT_MEMBER
gu   meeting.vote meeting=$m case=$c vote=for -> refused ROLE
qian meeting.vote meeting=$m case=$c vote=against -> refused ARG_MISSING field=reason
qian meeting.vote meeting=$m case=$c vote=for
qiu  meeting.close meeting=$m minutes=略 -> refused VOTES_OPEN says 陶大暑
tao  meeting.vote meeting=$m case=$c vote=abstain reason=分管该工地
# 第二个案件：只有两票同意，没有超过全体有表决权委员的半数
zhao meeting.vote meeting=$m case=$d vote=for
qian meeting.vote meeting=$m case=$d vote=for
jian meeting.vote meeting=$m case=$d vote=against reason=没有测量倾倒量
tao  meeting.vote meeting=$m case=$d vote=abstain reason=材料不足
tao  meeting.close meeting=$m minutes=略 -> refused NOT_MEMBER
check view meeting_agenda meeting=$m as qian where case=$c is entitled=3 present=3 in_favour=2 aside=简大寒
qiu  meeting.close meeting=$m minutes=承办机构汇报案情、证据和拟处理意见；法律顾问意见已宣读。
qiu  meeting.close meeting=$m minutes=再开一次 -> refused MEETING_STATE
check page /desk/meeting/$m as zhao shows 表决通过 表决没有通过 "同意 2 票，不同意 0 票，弃权 1 票"
check view meetings as zhao where id=$m is state=held cases=2 present=4 voters=4 chair=赵清明
check view meeting_agenda meeting=$m as zhao where case=$c is result=pass in_favour=2 against=0 abstained=1
check view meeting_agenda meeting=$m as zhao where case=$d is result=return in_favour=2 against=1
check view meeting_votes meeting=$m as zhao where login=tao is count=2
check view meeting_votes meeting=$m as li -> refused ROLE

# 七、通过和退回：回避的人不能，会议没有通过的不能；通过的案卷里有会议记录
qian review.check case=$c point=all verdict=good
jian review.pass case=$c opinion=同意 -> refused ROLE|RECUSAL
qian review.pass case=$c opinion=主体、权限、程序合法，事实清楚，同意。 -> act $passed
qian review.pass case=$d opinion=同意 -> refused MEETING_MISSING says 没有通过
qiu  review.return case=$d points=略 -> refused RECUSAL
qian review.return case=$d points=没有测量倾倒量，请补充
check view papers case=$c as qian where id=committee_minutes is name=案件审查委员会审查会议记录
check view papers case=$c as qian where id=legal_advice is name=法律意见书
check view case case=$c as gu -> refused SCOPE

# 八、重新送审的要重新表决；取消的会议不能再开
at 2026-07-03 09:00
li   review.answer case=$d answers=已测量：12立方米
li   review.submit case=$d opinion=拟罚款150000元
qian review.check case=$d point=all verdict=good
qian review.pass case=$d opinion=同意 -> refused MEETING_MISSING says 还没有会议表决
qiu  meeting.call starts="2026-07-06 09:00" place=局三楼会议室 cases=$d -> meeting $n
qiu  meeting.open meeting=$n chair=zhao present=zhao,qian,jian,tao -> refused TOO_EARLY_DATE
qiu  meeting.cancel meeting=$n reason=主任委员出差
qiu  meeting.open meeting=$n chair=zhao present=zhao,qian,jian,tao -> refused MEETING_STATE
qiu  meeting.call starts="2026-07-03 10:00" place=局三楼会议室 cases=$d -> meeting $o
qiu  meeting.open meeting=$o chair=qian present=zhao,qian,tao absent=简大寒请假
zhao meeting.vote meeting=$o case=$d vote=for
qian meeting.vote meeting=$o case=$d vote=for
tao  meeting.vote meeting=$o case=$d vote=for
jian meeting.vote meeting=$o case=$d vote=for -> refused MEETING_STATE says 没有到会
zhao meeting.vote meeting=$o case=$c vote=for -> refused MEETING_STATE field=case says 不在会议的议程
qiu  meeting.close meeting=$o minutes=补充了测量记录，一致同意。
qian review.pass case=$d opinion=同意
check view meeting_agenda meeting=$o as zhao where case=$d is result=pass entitled=4 present=3 in_favour=3
# 合同终止、任期将满
zhao body.contract_end service_contract=$k on=2027-01-01 reason=略 -> refused ARG_RANGE field=on
zhao body.contract_end service_contract=$k on=2026-07-31 reason=服务完成
zhao body.contract_end service_contract=$k on=2026-08-31 reason=再终止 -> refused ONCE
at 2026-11-20 09:00
check view body_members as zhao where login=gu is state="warn:56 天后届满"
check view body_contracts as zhao where id=$k is state=note:已到期

# 机构改革：席位、合同随人员到承接的机关
admin agency.add code=next name=示例新局 short_name=示例新局 level=county sort=statutory region=510923 uscc=115109230000005535 superior=大英县人民政府 court=大英县人民法院
admin agency.merge code=bureau heir=next document=示例文件
check view body_members as zhao where login=gu is agency=next state="warn:56 天后届满"
check view body_contracts as zhao where id=$k is agency_name=示例新局
end
