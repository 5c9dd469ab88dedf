story "请示、会签、转办、催办、传阅：不越过任何一道法定的关"
# 党政机关公文处理工作条例 15、24；行政处罚法 56—58
pack daying
include ../../packs/daying/demo/staff.story
at 2024-09-03 09:00
admin user.add login=out name=邱外勤 agency=bureau unit=team1 roles=officer post=已调离 password=mingjing-demo -> user $out
admin user.add login=qiu name=邱立秋 agency=bureau unit=policy roles=head post=副局长 password=mingjing-demo
admin agency.add code=town name=示例镇人民政府 short_name=示例镇 level=township region=510923101 above=bureau sort=entrusted uscc=115109230000005535 superior=大英县人民政府 court=大英县人民法院
admin user.add login=zhen name=甄小雪 agency=town roles=head post=镇长 password=mingjing-demo
admin user.change user=$out enabled=false
zhou source.register channel=hotline place=示例路1号 source_facts=工地未清运建筑垃圾 unit=team1 -> case $c
zhou source.register channel=hotline place=示例路2号 source_facts=占道堆放 unit=team1 -> case $o
zhao case.file case=$c item=GF-111-3 party_kind=body party=模拟建设有限公司 party_id=91510923000000027R party_person=癸某 officers=li,chen tags=public_interest
zhao case.file case=$o item=GF-111-4 party_kind=body party=演示渣土运输有限公司 party_id=91510923000000019Y party_person=庚某 officers=li,chen

# 请谁签：停用的、自己、没有这个岗位的、写两次的都不行；拟办的动作要有
li   approval.ask case=$c request_title=先行登记保存 request_text=保存两车 approvers=out mode=one -> refused ACTOR_DISABLED
li   approval.ask case=$c request_title=先行登记保存 request_text=保存两车 approvers=li mode=one -> refused APPROVAL_SIGNER says 请示人
li   approval.ask case=$c request_title=先行登记保存 request_text=保存两车 approvers=admin mode=one -> refused APPROVAL_SIGNER
li   approval.ask case=$c request_title=先行登记保存 request_text=保存两车 approvers=sun,sun mode=one -> refused ARG_RANGE field=approvers
li   approval.ask case=$c for_verb=case.fly request_title=先行登记保存 request_text=保存两车 approvers=sun mode=one -> refused ARG_CHOICE field=for_verb
li   approval.ask case=$c request_title=先行登记保存 request_text=保存两车 draft=1 approvers=sun mode=one -> refused SUBJECT_UNKNOWN field=draft
li   approval.ask case=$c request_title=先行登记保存 request_text=保存两车 answer_by=2024-09-01 approvers=sun mode=one -> refused ARG_RANGE field=answer_by
wu   approval.ask case=$c request_title=先行登记保存 request_text=保存两车 approvers=sun mode=one -> refused NO_CERTIFICATE

# 撤回：阅看以前可以，阅看以后不行；撤回以后不能再同意
li   approval.ask case=$c request_title=延长 request_text=延长 approvers=sun mode=one -> act $w
chen approval.withdraw case=$c approval=$w -> refused APPROVAL_TURN
li   approval.withdraw case=$c approval=$w words=写错了
sun  approval.agree case=$c approval=$w -> refused APPROVAL_OVER says 已撤回
li   approval.withdraw case=$c approval=$w -> refused APPROVAL_OVER

# 依次签署：没有轮到的、请示人自己、签过的、别的案件的都不行
li   approval.ask case=$c for_verb=preserve.impose request_title=先行登记保存 request_text=保存两车 approvers=sun,zhao mode=one answer_by=2024-09-11 -> act $a
check view approval_waiting as sun where id=$a is title=先行登记保存 due=2024-09-11
check view approval_waiting as zhao is count=0
li   approval.agree case=$c approval=$a -> refused APPROVAL_TURN
zhao approval.agree case=$c approval=$a -> refused APPROVAL_TURN says sun
sun  approval.agree case=$o approval=$a -> refused SUBJECT_UNKNOWN field=approval
sun  approval.read case=$c approval=$a
sun  approval.read case=$c approval=$a -> refused ONCE
li   approval.withdraw case=$c approval=$a -> refused APPROVAL_READ says 孙惊蛰
li   approval.urge case=$c approval=$a -> refused APPROVAL_URGED
at 2024-09-04 09:01
chen approval.urge case=$c approval=$a -> refused APPROVAL_TURN
li   approval.urge case=$c approval=$a words=请尽快
li   approval.urge case=$c approval=$a -> refused APPROVAL_URGED

# 转办：不能转给外人、请示人、经手过的人；转来转去绕不成圈
sun  approval.hand_over case=$c approval=$a to=out -> refused ACTOR_DISABLED
sun  approval.hand_over case=$c approval=$a to=zhen -> refused APPROVAL_SIGNER says 不是本机关
sun  approval.hand_over case=$c approval=$a to=li -> refused APPROVAL_SIGNER
sun  approval.hand_over case=$c approval=$a to=zhao -> refused APPROVAL_SIGNER says 流转
sun  approval.hand_over case=$c approval=$a to=gao words=出差
sun  approval.agree case=$c approval=$a -> refused APPROVAL_TURN
gao  approval.hand_over case=$c approval=$a to=sun -> refused APPROVAL_SIGNER says 流转
# 二大队的大队长本来看不到这件案件，请他签署以后才看得到；别的案件仍然看不到
check page /desk/case/$c?tab=approvals as gao shows 先行登记保存 高寒露 赵清明
gao  approval.ask case=$o request_title=看看 request_text=看看 approvers=zhao mode=one -> refused SCOPE

# 加签、会签、或签
gao  approval.add_signer case=$c approval=$a people=out where=before -> refused ACTOR_DISABLED
gao  approval.add_signer case=$c approval=$a people=zhao where=after -> refused APPROVAL_SIGNER
gao  approval.countersign case=$c approval=$a people=qian,feng mode=all where=before words=请会签
gao  approval.agree case=$c approval=$a -> refused APPROVAL_TURN
qian approval.agree case=$c approval=$a
qian approval.agree case=$c approval=$a -> refused APPROVAL_TURN says 签署过
gao  approval.agree case=$c approval=$a -> refused APPROVAL_TURN
feng approval.agree case=$c approval=$a words=同意
gao  approval.countersign case=$c approval=$a people=he,shen mode=any where=after
gao  approval.agree case=$c approval=$a
check view approval_run approval=$a as li where login=he is state=now mode=any
shen approval.agree case=$c approval=$a
check view approval_run approval=$a as li where login=he is state=skipped
he   approval.agree case=$c approval=$a -> refused APPROVAL_TURN

# 退给前面签署的人，从那里起重新签；退给请示人，修改后从头签
zhao approval.return case=$c approval=$a to=he words=再看看 -> refused APPROVAL_SIGNER
zhao approval.return case=$c approval=$a to=gao words=数量不清
check view approval_run approval=$a as li where login=shen is state=todo
zhao approval.agree case=$c approval=$a -> refused APPROVAL_TURN
gao  approval.return case=$c approval=$a words=写明数量
gao  approval.agree case=$c approval=$a -> refused APPROVAL_OVER says 退回修改
sun  approval.revise case=$c approval=$a request_text=改数量 -> refused APPROVAL_TURN
li   approval.revise case=$c approval=$a request_text=保存自卸车两辆，车牌另附
qian approval.agree case=$c approval=$a
feng approval.agree case=$c approval=$a
gao  approval.agree case=$c approval=$a
he   approval.agree case=$c approval=$a
zhao approval.hand_over case=$c approval=$a to=ma
ma   approval.refuse case=$c approval=$a words=没有必要
li   approval.urge case=$c approval=$a -> refused APPROVAL_OVER
li   approval.close case=$c approval=$a

# 传阅：有回执；没有送的人不能签收
li   approval.ask case=$c request_title=会议安排 request_text=安排会议 approvers=zhao mode=one -> act $r
chen approval.circulate case=$c approval=$r people=shen -> refused APPROVAL_TURN
li   approval.circulate case=$c approval=$r people=shen,he
li   approval.circulate case=$c approval=$r people=shen -> refused DUPLICATE
feng approval.read case=$c approval=$r -> refused APPROVAL_TURN
check page /desk/approvals?which=reading as shen shows 会议安排
shen approval.read case=$c approval=$r
check page /desk/approval/$r as li shows 会议安排 沈冬至 已阅 何大雪 未阅
check page /desk as zhao shows 等我签署和待阅 会议安排
zhao approval.agree case=$c approval=$r

# 同意了也走不到决定：法定的关一道也没有打开
li   approval.ask case=$c for_verb=case.decide request_title=作出处罚决定 request_text=罚款十五万元 approvers=zhao mode=one -> act $d
zhao approval.agree case=$c approval=$d
zhao case.decide case=$c penalties=fine fine=150000 -> refused STAGE
check fact case=$c stage=investigating

# 文稿变了，同意失效；失效的可以修改后再报
li   material.add case=$c material_kind=draft_decision material_title=决定书草稿 text=拟罚款150000元。 -> act $m
li   approval.revise case=$c approval=$d request_text=罚款十五万元，见草稿 draft=$m
zhao approval.agree case=$c approval=$d
check view approvals which=mine as li where id=$d is state=已同意
li   material.add case=$c material_kind=draft_decision material_title=决定书草稿（二） text=拟罚款160000元。
check view approvals which=mine as li where id=$d is state=已失效
zhao approval.agree case=$c approval=$d -> refused APPROVAL_OVER says 已失效

# 退回上一环节：审核通过失效，大门又关上
li   recording.add case=$c kind=video recording_title=全程录像 file=@../../packs/daying/demo/video.mp4 taken_at="2024-09-04 08:30" place=示例路1号 collector=李立夏 proves=现场情况 -> act $v
li   inspection.record case=$c officers=li,chen started="2024-09-04 08:30" ended="2024-09-04 08:50" place=示例路1号 findings=建筑垃圾未清运
     certificates_shown=true party_present=present recordings=$v
li   investigation.conclude case=$c found_facts=未及时清运 evidence_summary=检查笔录及录像 penalties=fine draft_fine=150000 opinion=拟罚款150000元
li   notice.give case=$c content=拟罚款150000元，有权要求听证 hearing=true method=direct served_on=2024-09-04 receiver=癸某
li   case.return case=$c mend=补证 -> refused ROLE
sun  case.return case=$c mend="补充勘测\n核对当事人"
check fact case=$c stage=investigating
li   review.submit case=$c opinion=送审 -> refused STAGE
li   notice.give case=$c content=拟罚款150000元 hearing=true method=direct served_on=2024-09-04 receiver=癸某 -> refused NEED says 调查
li   investigation.conclude case=$c found_facts=未及时清运 evidence_summary=检查笔录及录像 penalties=fine draft_fine=150000 opinion=拟罚款150000元
li   notice.give case=$c content=拟罚款150000元，有权要求听证 hearing=true method=direct served_on=2024-09-04 receiver=癸某
at 2024-09-13 09:00
li   approval.revise case=$c approval=$d request_text=罚款十五万元
zhao approval.agree case=$c approval=$d
zhao case.deliberate case=$c held_on=2024-09-13 attendees=赵清明 minutes=同意 -> refused REVIEW_MISSING
zhao case.decide case=$c penalties=fine fine=150000 -> refused REVIEW_MISSING
li   material.add case=$c material_kind=evidence_list material_title=证据目录 text=略
li   review.submit case=$c opinion=拟罚款150000元
sun  case.return case=$c mend=补证 -> refused STAGE
qian review.check case=$c point=all verdict=good
qian review.pass case=$c opinion=同意
zhao case.return case=$c back_to=served mend=补证 -> refused ARG_CHOICE field=back_to
zhao case.return case=$c back_to=accepted mend=补证 -> refused ARG_CHOICE says 不能退回到
zhao case.return case=$c mend=补充当事人规模
check fact case=$c stage=noticed
check view approvals which=mine as li where id=$d is state=已失效
zhao case.deliberate case=$c held_on=2024-09-13 attendees=赵清明 minutes=同意 -> refused REVIEW_MISSING
zhao case.decide case=$c penalties=fine fine=150000 -> refused REVIEW_MISSING

# 不附文稿的请示：案件的文字改了，同意失效；没有改的不失效
li   approval.ask case=$c for_verb=case.decide request_title=作出处罚决定 request_text=罚款十五万元 approvers=zhao mode=one -> act $t
li   approval.ask case=$c request_title=会议安排 request_text=安排会议 approvers=zhao mode=one -> act $u
zhao approval.agree case=$c approval=$t
li   investigation.conclude case=$c found_facts=未及时清运 evidence_summary=检查笔录及录像 penalties=fine draft_fine=150000 opinion=拟罚款150000元
check view approvals which=mine as li where id=$t is state=已同意
li   investigation.conclude case=$c found_facts=未及时清运约二十立方米 evidence_summary=检查笔录及录像 penalties=fine draft_fine=150000 opinion=拟罚款150000元
check view approvals which=mine as li where id=$t is state=已失效
check view approvals which=mine as li where id=$u is state=正在签署
li   approval.revise case=$c approval=$t request_text=罚款十五万元，事实已改
zhao approval.agree case=$c approval=$t
li   investigation.conclude case=$c found_facts=未及时清运约二十立方米 evidence_summary=检查笔录及录像 penalties=fine draft_fine=140000 opinion=拟罚款140000元
check view approvals which=mine as li where id=$t is state=已失效

# 一次退到更前面的环节：审核通过以后直接退到立案调查，中间的都失效，顺序错了哪一步也走不到决定
li   notice.give case=$c content=拟罚款140000元，有权要求听证 hearing=true method=direct served_on=2024-09-13 receiver=癸某
at 2024-09-24 09:00
li   review.submit case=$c opinion=拟罚款140000元
qian review.check case=$c point=all verdict=good
qian review.pass case=$c opinion=同意
check page /desk/case/$c?tab=approvals as zhao shows 退回到“立案调查” 退回到“事先告知”
li   case.return case=$c back_to=investigating mend=补证 -> refused ROLE
zhao case.return case=$c back_to=investigating mend="补充勘测\n重新询问"
check fact case=$c stage=investigating
zhao case.decide case=$c penalties=fine fine=140000 -> refused REVIEW_MISSING
zhao case.deliberate case=$c held_on=2024-09-24 attendees=赵清明 minutes=同意 -> refused REVIEW_MISSING
qian review.pass case=$c opinion=同意 -> refused STAGE
li   review.submit case=$c opinion=拟罚款140000元 -> refused STAGE
li   notice.give case=$c content=拟罚款140000元，有权要求听证 hearing=true method=direct served_on=2024-09-24 receiver=癸某 -> refused NEED says 调查
sun  case.return case=$c mend=补证 -> refused STAGE

# 策略包要求先经同意的：2027 年起先行登记保存须有负责人的同意；用过一次就没有了，大队长同意的不算
at 2027-01-04 09:00
li   recording.add case=$o kind=video recording_title=登记保存录像 file=@../../packs/daying/demo/preserve.mp4 taken_at="2027-01-04 08:30" place=示例路2号 collector=李立夏 proves=登记保存过程 -> act $q
li   preserve.impose case=$o items=渣土车一辆 place=就地 reason=可能灭失 officers=li,chen approved_by=zhao recordings=$q -> refused APPROVAL_MISSING says 先行登记保存的批准
li   approval.ask case=$o for_verb=preserve.impose request_title=登记保存渣土车 request_text=保存渣土车一辆 approvers=sun mode=one -> act $s
sun  approval.agree case=$o approval=$s
li   preserve.impose case=$o items=渣土车一辆 place=就地 reason=可能灭失 officers=li,chen approved_by=zhao recordings=$q -> refused APPROVAL_MISSING
li   approval.ask case=$o for_verb=preserve.impose request_title=登记保存渣土车 request_text=保存渣土车一辆 approvers=zhao mode=one -> act $z
zhao approval.hand_over case=$o approval=$z to=gao -> refused APPROVAL_SIGNER says 岗位
zhao approval.agree case=$o approval=$z
li   preserve.impose case=$o items=渣土车一辆 place=就地 reason=可能灭失 officers=li,chen approved_by=zhao recordings=$q
check view approvals which=done as li where id=$z is state=已据此办理
li   preserve.impose case=$o items=渣土车一辆 place=就地 reason=可能灭失 officers=li,chen approved_by=zhao recordings=$q -> refused APPROVAL_MISSING
