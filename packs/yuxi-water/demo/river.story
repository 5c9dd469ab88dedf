story "玉溪水利：河道内建设妨碍行洪的建筑物，审核异议与复核"
# 依据：水法 65（1）；行政处罚法；本局三项制度实施方案 二（二）2、二（三）4
pack yuxi-water
include staff.story

# ---- 文字记录完整的，经机构负责人签批可以不录音录像；先行登记保存等不可以 ----
at 2020-03-18 10:00
yang source.register channel=inspection place="示例河左岸k3+200" source_facts="巡河发现河道管理范围内正在砌筑围墙。" -> case $c
yang source.register channel=inspection place="示例河右岸k5+100" source_facts="巡河发现河道管理范围内搭建棚房。" -> case $d
yang inspection.record case=$c officers=yang,pu started="2020-03-18 09:10" ended="2020-03-18 09:50" place="示例河左岸k3+200"
     findings="围墙长四十二米，位于河道管理范围内。" certificates_shown=true party_present=present
     -> refused RECORDING_MISSING
yang inspection.record case=$c officers=yang,pu started="2020-03-18 09:10" ended="2020-03-18 09:50" place="示例河左岸k3+200"
     findings="围墙长四十二米，位于河道管理范围内。" certificates_shown=true party_present=present waiver_reason="偏远河段，设备送修，文字记录能够全面记录。"
     -> refused ARG_MISSING field=waiver_by
yang inspection.record case=$c officers=yang,pu started="2020-03-18 09:10" ended="2020-03-18 09:50" place="示例河左岸k3+200"
     findings="围墙长四十二米，位于河道管理范围内。" certificates_shown=true party_present=present
     waiver_reason="偏远河段，设备送修，文字记录能够全面记录。" waiver_by=pu
     -> refused ROLE field=waiver_by
yang inspection.record case=$c officers=yang,pu started="2020-03-18 09:10" ended="2020-03-18 09:50" place="示例河左岸k3+200"
     findings="围墙长四十二米，位于河道管理范围内。" certificates_shown=true party_present=present
     waiver_reason="偏远河段，设备送修，文字记录能够全面记录。" waiver_by=bai
yang inspection.record case=$d officers=yang,pu started="2020-03-18 09:55" ended="2020-03-18 09:59" place="示例河右岸k5+100"
     findings="棚房约六十平方米。" certificates_shown=true party_present=present waiver_reason="同日巡查，设备送修，文字记录完整。" waiver_by=bai
yang preserve.impose case=$c items="砌筑工具一套" place=就地 reason="可能转移。" officers=yang,pu approved_by=luo
     waiver_reason="设备送修。" waiver_by=bai
     -> refused WAIVER

# ---- 立案 ----
at 2020-03-20 09:00
luo  case.file case=$c item=SF-65-1 party_kind=citizen party=甲示范 party_id=530402198001010012 officers=yang,pu -> refused ID_NUMBER
luo  case.file case=$c item=SF-65-1 party_kind=citizen party=甲示范 party_id=530402201205010018 officers=yang,pu -> refused AGE
luo  case.file case=$c item=SF-65-1 party_kind=citizen party=甲示范 party_id=530402198001010011 party_address=示例村3组 party_phone=13700000000
     officers=yang,pu act_ended_on=2020-03-18
luo  case.file case=$d item=SF-65-1 party_kind=citizen party=乙某某 party_id=530402197512120015 officers=yang,pu act_ended_on=2020-03-18
check fact case=$c number=玉水立〔2020〕1号
check view clocks case=$c where clock=decide is due=2020-06-18

at 2020-03-25 15:00
yang interview.record case=$c officers=yang,pu interviewee=甲示范 relation=当事人 started="2020-03-25 14:10" ended="2020-03-25 14:50" place=本局
     certificates_shown=true rights_told=true content="问：围墙何时开工？答：三月初。" signed=signed waiver_reason="文字记录完整，当事人逐页签名。" waiver_by=bai
yang interview.record case=$d officers=yang,pu interviewee=乙某某 relation=当事人 started="2020-03-25 14:55" ended="2020-03-25 14:59" place=本局
     certificates_shown=true rights_told=true content="问：棚房何时搭建？答：二月底。" signed=signed waiver_reason="文字记录完整，当事人逐页签名。" waiver_by=bai
at 2020-04-10 10:00
yang investigation.conclude case=$c found_facts="甲示范在河道管理范围内砌筑围墙四十二米，妨碍行洪。" evidence_summary="检查笔录、询问笔录。" penalties=fine
     draft_fine=20000 opinion="拟责令拆除，罚款20000元。"
yang investigation.conclude case=$d found_facts="乙某某在河道管理范围内搭建棚房，妨碍行洪。" evidence_summary="检查笔录、询问笔录。" penalties=fine
     draft_fine=12000 opinion="拟责令拆除，罚款12000元。"

# ---- 告知：公民一万元以上有听证权利（参数） ----
at 2020-04-13 09:30
yang notice.give case=$c content="拟罚款20000元，有权陈述、申辩，有权要求听证。" hearing=true method=direct served_on=2020-04-13 receiver=甲示范
yang notice.give case=$d content="拟罚款12000元，有权陈述、申辩，有权要求听证。" hearing=true method=direct served_on=2020-04-13 receiver=乙某某
check view clocks case=$c where clock=hearing_request is due=2020-04-20
at 2020-04-17 09:00
luo  case.decide case=$c penalties=fine fine=20000 -> refused REVIEW_MISSING
at 2020-04-21 09:00
yang hearing.request case=$c received_on=2020-04-21 -> refused WINDOW_OVER
yang material.add case=$c material_kind=evidence_list material_title=证据目录 text=略
yang material.add case=$c material_kind=draft_decision material_title=决定书文稿 text=略
yang review.submit case=$c opinion="拟责令拆除，罚款20000元。"
yang material.add case=$d material_kind=evidence_list material_title=证据目录 text=略
yang material.add case=$d material_kind=draft_decision material_title=决定书文稿 text=略
yang review.submit case=$d opinion="拟责令拆除，罚款12000元。"

# ---- 意见：4 月 30 日收到；提请复核到 5 月 7 日（1 至 5 日放假）；只能一次 ----
at 2020-04-30 11:00
shi  review.return case=$c points="程序不明确：未见责令限期拆除的期限" received_on=2020-04-30
shi  review.return case=$d points="程序不明确：未见责令限期拆除的期限" received_on=2020-04-30
check view clocks case=$c where clock=objection is due=2020-05-07
yang review.resolve case=$c minutes=略 attendees=略 -> refused ROLE|NEED
at 2020-05-07 16:00
yang review.object case=$c reason="责令拆除期限已在告知书中写明。"
yang review.object case=$c reason="再提一次。" -> refused ONCE
check view clocks case=$c where clock=recheck is due=2020-05-11
at 2020-05-08 09:00
yang review.object case=$d reason="责令拆除期限已在告知书中写明。" -> refused WINDOW_OVER

# ---- 复核维持；仍不一致：会商，领导决策程序；之后才能决定 ----
at 2020-05-11 10:00
shi  review.recheck case=$c recheck=upheld answer="告知书中的期限与水法第六十五条不符，维持原意见。"
luo  review.resolve case=$c minutes="直接决定。" attendees=罗抚仙 -> refused NEED says 会商
luo  case.decide case=$c penalties=fine fine=20000 -> refused REVIEW_MISSING
at 2020-05-12 15:00
yang review.consult case=$c minutes="咨询市司法局：限期拆除期限可在决定书中载明。" attendees="市司法局丙某，本局施星云、杨清江"
at 2020-05-13 09:00
luo  review.resolve case=$c minutes="按市司法局意见办理，决定书中载明限期十日拆除。" attendees="局长罗抚仙，副局长丁某，施星云"
check fact case=$c stage=passed
at 2020-05-14 10:00
luo  case.deliberate case=$c held_on=2020-05-14 attendees="局长罗抚仙，副局长丁某" minutes="一致同意。"
luo  case.decide case=$c penalties=fine fine=20000 correction="收到决定书之日起十日内拆除围墙。" -> act $decided
check fact case=$c decision_number=玉水罚决〔2020〕1号 fine=20000.00

# ---- 5 月 30 日是星期六，缴款期限顺延到 6 月 1 日 ----
at 2020-05-15 10:00
yang decision.serve case=$c method=direct served_on=2020-05-15 receiver=甲示范
check view clocks case=$c where clock=pay is due=2020-06-01
at 2020-05-18 09:00
yang publish.prepare case=$c
mu   publish.release case=$c
check view publications as public where number=玉水罚决〔2020〕1号 is party=甲某某
check proof $decided decision_number fine party_public facts_public
at 2020-06-01 16:00
he   payment.record case=$c amount=20000 paid_on=2020-06-01 receipt=演票100001
at 2020-06-05 10:00
yang case.close case=$c summary="罚款已缴，围墙已拆除。"
li   case.archive case=$c retention=years30 volume=2020-处罚-0001 -> refused DOSSIER_INCOMPLETE says 还没有制卷
li   dossier.bind case=$c retention=years30 volume=2020-处罚-0001
li   case.archive case=$c retention=years30 volume=2020-处罚-0001
end
