story "大英：审核认为涉嫌犯罪、不属于本机关权限的，不移送、不重新审核，任何决定都作不出"
# 处罚法 22、27、58；国办发〔2018〕118号 四（十三）
pack daying
include ../../packs/daying/demo/staff.story
at 2024-09-03 09:00
zhou source.register channel=hotline place=示例路1号 source_facts=工地未清运建筑垃圾 unit=team1 -> case $c
zhou source.register channel=hotline place=示例路2号 source_facts=工地未清运建筑垃圾 unit=team1 -> case $d
zhao case.file case=$c item=GF-111-3 party_kind=body party=模拟建设有限公司 party_id=91510923000000027R party_person=癸某 officers=li,chen
zhao case.file case=$d item=GF-111-3 party_kind=body party=模拟建设有限公司 party_id=91510923000000027R party_person=癸某 officers=li,chen
li   evidence.add case=$c evidence_kind=documentary evidence_title=合同 proves=承运
li   evidence.add case=$d evidence_kind=documentary evidence_title=合同 proves=承运
li   investigation.conclude case=$c found_facts=模拟建设有限公司未及时清运建筑垃圾 evidence_summary=合同 penalties=fine draft_fine=150000 opinion=拟罚款150000元
li   investigation.conclude case=$d found_facts=模拟建设有限公司未及时清运建筑垃圾 evidence_summary=合同 penalties=fine draft_fine=150000 opinion=拟罚款150000元
li   notice.give case=$c content=拟罚款150000元 hearing=true method=direct served_on=2024-09-03
li   notice.give case=$d content=拟罚款150000元 hearing=true method=direct served_on=2024-09-03
at 2024-09-12 09:00
li   material.add case=$c material_kind=evidence_list material_title=证据目录 text=略
li   material.add case=$c material_kind=draft_decision material_title=决定书草稿 text=略
li   material.add case=$d material_kind=evidence_list material_title=证据目录 text=略
li   material.add case=$d material_kind=draft_decision material_title=决定书草稿 text=略
li   review.submit case=$c opinion=拟罚款150000元
li   review.submit case=$d opinion=拟罚款150000元
qian review.crime case=$c -> refused ARG_MISSING field=points
qian review.check case=$c point=8 verdict=bad finding=倾倒危险废物数量可能达到追诉标准 law=刑法338
qian review.crime case=$c -> act $crime
check fact case=$c stage=noticed
check page /desk/journal/$crime as qian shows 涉嫌犯罪 追诉标准 移送司法机关
zhao case.decide case=$c penalties=fine fine=150000 -> refused REVIEW_MISSING
zhao case.decide_none case=$c ground=slight reason=略 education=略 -> refused REVIEW_AGAINST
zhao case.transfer_crime case=$c to=大英县公安局 reason=涉嫌污染环境 basis=移送规定5
qian review.outside case=$d points=该路段由水务部门管辖
zhao case.decide_none case=$d ground=slight reason=略 education=略 -> refused REVIEW_AGAINST
li   review.answer case=$d answers=已与水务部门核对，属本局管辖
li   review.submit case=$d opinion=拟罚款150000元
qian review.check case=$d point=all verdict=good
qian review.outside case=$d points=仍不属于本局
zhao source.transfer case=$d to=大英县水务局 reason=不属于本机关管辖 basis=处罚法22
check fact case=$d stage=transferred
end
