story "大英综合执法：请示和会签——一份等局长签署，一份正在会签，一份送人传阅"
# 党政机关公文处理工作条例 15、24。当事人、地点均为虚构。
pack daying
include staff.story

at 2026-06-15 09:00
zhou source.register channel=inspection place=大英县示例大道88号 source_facts=巡查发现工地未及时清运建筑垃圾 unit=team1 -> case $a
zhao case.file case=$a item=GF-111-3 party_kind=body party=示例宏远建设有限公司 party_id=91510923000000027R party_person=申某 officers=li,chen
li   approval.ask case=$a for_verb=preserve.impose request_title=先行登记保存自卸货车 request_text="现场有自卸货车一辆，可能转移，拟就地登记保存，请批准。（行政处罚法第五十六条）" approvers=sun,zhao mode=one -> act $one
li   approval.ask case=$a request_title=联合现场勘测 request_text="拟会同政策法规股、监督监查股到现场勘测垃圾数量。" approvers=qian,feng mode=all -> act $two
at 2026-06-15 14:20
sun  approval.read case=$a approval=$one
sun  approval.agree case=$a approval=$one words=情况属实，同意
qian approval.agree case=$a approval=$two
li   approval.circulate case=$a approval=$two people=zhao,shen words=请阅
shen approval.read case=$a approval=$two
# 每一种结果各一份：已同意后失效、退回修改、不同意、撤回、了结，还有一份转办后催办的
li   material.add case=$a material_kind=draft_decision material_title=责令改正通知书草稿 text=限三日内清运。 -> act $m
li   approval.ask case=$a request_title=责令改正的期限 request_text="拟责令三日内清运，草稿附后。" draft=$m approvers=sun mode=one -> act $lapsed
sun  approval.agree case=$a approval=$lapsed words=同意
li   approval.ask case=$a request_title=聘请测绘机构 request_text="拟聘请测绘机构测量垃圾方量，费用从办案经费列支。" approvers=zhao mode=one -> act $returned
zhao approval.return case=$a approval=$returned words=写明费用上限和经费科目
li   approval.ask case=$a request_title=延长现场检查时间 request_text="拟连续检查三日。" approvers=sun mode=one -> act $refused
sun  approval.refuse case=$a approval=$refused words=一日足够，不必延长
li   approval.ask case=$a request_title=调用无人机 request_text="拟调用无人机航拍。" approvers=sun mode=one -> act $withdrawn
li   approval.withdraw case=$a approval=$withdrawn words=设备已送检，改用人工测量
li   approval.ask case=$a request_title=约谈施工单位 request_text="拟约谈施工单位负责人。" approvers=sun mode=one -> act $closed
sun  approval.agree case=$a approval=$closed words=同意
at 2026-06-16 09:30
li   material.add case=$a material_kind=draft_decision material_title=责令改正通知书草稿（改为五日） text=限五日内清运。
li   approval.close case=$a approval=$closed words=已经约谈
li   approval.ask case=$a request_title=夜间检查 request_text="拟于六月十八日夜间检查运输车辆。" approvers=sun,zhao mode=one answer_by=2026-06-17 -> act $handed
sun  approval.hand_over case=$a approval=$handed to=gao words=本周出差
at 2026-06-17 10:00
li   approval.urge case=$a approval=$handed words=明晚执行，请今日答复
check page /desk/approvals?which=mine as li shows 责令改正的期限 已失效 聘请测绘机构 退回修改 延长现场检查时间 不同意 夜间检查 高寒露
check page /desk/approvals?which=done as li shows 调用无人机 已撤回 约谈施工单位 已了结
check page /desk/case/$a?tab=approvals as li shows 先行登记保存自卸货车 联合现场勘测 孙惊蛰
end
