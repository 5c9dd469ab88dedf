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
check page /desk/case/$a?tab=approvals as li shows 先行登记保存自卸货车 联合现场勘测 孙惊蛰
end
