story "兴隆台区：审核意见与拟处理意见不一致的，先协调，协调不成由负责人决策；没有免予审核的规定"
# 全区方案 四（三）5、6
pack xinglongtai
include ../../packs/xinglongtai/demo/staff.story
at 2025-09-02 09:00
tang source.register channel=complaint place=示范街12号 source_facts=没有进货查验记录 -> case $c
guan case.file case=$c item=SP-126-3 party_kind=body party=示例食品店 party_id=91211103000000019Y party_person=戊某 officers=song,jin
song evidence.add case=$c evidence_kind=documentary evidence_title=进货单据 proves=没有查验记录
song investigation.conclude case=$c found_facts=示例食品店没有进货查验记录。 evidence_summary=进货单据 penalties=fine draft_fine=5000 opinion=拟罚款5000元
song notice.give case=$c content=拟罚款5000元 method=direct served_on=2025-09-02 receiver=戊某
check view review_catalogue case=$c as fa where id=not_summary is applies=true reason=程序：行政处罚普通程序
song material.add case=$c material_kind=evidence_list material_title=证据目录 text=略
song material.add case=$c material_kind=draft_decision material_title=决定书文稿 text=略
song review.submit case=$c opinion=拟罚款5000元
fa   review.exempt case=$c exempt_number=审〔2025〕1号 exempt_body=区政府 exempt_on=2025-09-01 reason=略 -> refused STAGE
fa   review.check case=$c point=5 verdict=bad finding=裁量偏重
guan review.resolve case=$c minutes=按承办机构意见办 attendees=关某 -> refused STAGE|NEED
fa   review.return case=$c
guan review.resolve case=$c minutes=按承办机构意见办 attendees=关某 -> refused NEED says 会商
song review.consult case=$c minutes=协调会：承办机构认为在基准档内，审核机构认为偏重，未达成一致 attendees=宋辽河、法某
guan review.resolve case=$c minutes=经领导决策程序，按拟处理意见办理，理由记录在案 attendees=关某及其他负责人 -> act $resolved
check fact case=$c stage=passed
check view review_duty case=$c as guan where act=$resolved is role=机关负责人（领导决策） for_what=领导决策程序的决定
song material.add case=$c material_kind=other material_title=新材料 text=略
guan case.decide case=$c penalties=fine fine=5000 -> refused REVIEW_MISSING
end
