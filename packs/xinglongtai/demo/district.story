story "兴隆台区：简易程序以外的都要审核，当场处罚的限额，公示期限"
# 依据：全区方案 四（三）3（2）；行政处罚法 42、51、58；国办发〔2018〕118号
pack xinglongtai
include staff.story

# ---- 没有通过考试、没有证件的人员，什么都不能办 ----
at 2025-09-01 09:00
tang source.register channel=complaint place="示范街12号" source_facts="群众投诉：示例食品店进货没有查验记录。" party=示例食品店 -> case $c
bao  evidence.add case=$c evidence_kind=documentary evidence_title=进货单 proves=进货 -> refused NO_CERTIFICATE
bao  inspection.record case=$c officers=song,jin started="2025-09-01 08:30" ended="2025-09-01 08:50" place=示范街12号 findings=略
     certificates_shown=true party_present=present -> refused NO_CERTIFICATE
guan case.file case=$c item=SP-126-3 party_kind=body party=示例食品店 party_id=91211103000000019Y officers=song,bao -> refused NO_CERTIFICATE says 鲍新人
# 一般人员只能看本机构的案件；全区的执法监督可以看全部
check view case case=$c as wei -> refused SCOPE
check view cases as si where id=$c is count=1
check view cases as wei where id=$c is absent

# ---- 普通程序：五千元也要法制审核（简易程序以外全部纳入） ----
guan case.file case=$c item=SP-126-3 party_kind=body party=示例食品店 party_id=91211103000000019Y party_person=戊某 officers=song,jin
check fact case=$c number=兴执立〔2025〕1号
song recording.add case=$c kind=photo recording_title=货架照片 file=@photo.jpg taken_at="2025-09-01 08:40" place=示范街12号 collector=宋辽河
     proves=在售食品没有进货查验记录 -> act $r
at 2025-09-02 10:00
song inspection.record case=$c officers=song,jin started="2025-09-01 08:30" ended="2025-09-01 08:50" place=示范街12号
     findings="货架上三种食品没有进货查验记录。" certificates_shown=true party_present=present recordings=$r
song evidence.add case=$c evidence_kind=documentary evidence_title=进货单据 proves=没有查验记录
song investigation.conclude case=$c found_facts="示例食品店未按规定建立进货查验记录。" evidence_summary="检查笔录、照片。" penalties=fine draft_fine=5000
     opinion=拟罚款5000元
song notice.give case=$c content=拟罚款5000元 method=direct served_on=2025-09-02 receiver=戊某
check view clocks case=$c where clock=hearing_request is absent
check view clocks case=$c where clock=defence is due=2025-09-05
at 2025-09-04 09:00
guan case.decide case=$c penalties=fine fine=5000 -> refused REVIEW_MISSING
song material.add case=$c material_kind=evidence_list material_title=证据目录 text=略
song material.add case=$c material_kind=draft_decision material_title=决定书文稿 text=略
song review.submit case=$c opinion=拟罚款5000元
fa   review.check case=$c point=all verdict=good
fa   review.pass case=$c opinion=同意
guan case.decide case=$c penalties=fine fine=5000 -> refused WINDOW_OPEN|NEED
# 送审以后又取得新的证据：原审核失效，重新送审
at 2025-09-10 09:00
song evidence.add case=$c evidence_kind=documentary evidence_title=补充进货单据 proves=没有查验记录
check fact case=$c stage=noticed
guan case.decide case=$c penalties=fine fine=5000 -> refused REVIEW_MISSING
song review.submit case=$c opinion=拟罚款5000元
fa   review.check case=$c point=all verdict=good
fa   review.pass case=$c opinion=同意
at 2025-09-25 10:00
guan case.deliberate case=$c held_on=2025-09-25 attendees=局长关盘锦，法规科法小兰 minutes=一致同意
guan case.decide case=$c penalties=fine fine=5000 correction=立即改正 -> act $decided
# 国庆、中秋放假，9 月 28 日和 10 月 11 日上班
check view clocks case=$c where clock=publish is due=2025-10-11
check clock due --from 2025-09-25 --length 20 --unit working = 2025-10-29
check clock due --from 2025-09-25 --length 7 --unit working = 2025-10-11
at 2025-09-26 09:00
song publish.prepare case=$c
ge   publish.release case=$c
song decision.serve case=$c method=post served_on=2025-09-26
check view clocks case=$c where clock=pay is due=2025-10-11
at 2025-10-11 15:00
qi   payment.record case=$c amount=5000 paid_on=2025-10-11 receipt=演票200001

# ---- 当场处罚：公民二百元以下（含二百元），超过的改用普通程序 ----
at 2025-10-13 09:00
wei  source.register channel=inspection place="样板路公交站" source_facts="巡查发现一人随意倾倒生活垃圾。" procedure=summary -> case $s
wei  inspection.record case=$s officers=wei,xia started="2025-10-13 08:30" ended="2025-10-13 08:40" place=样板路公交站 findings=倾倒生活垃圾一袋
     certificates_shown=true party_present=present waiver_reason=设备故障，文字记录完整 waiver_by=cui
wei  summary.inform case=$s officers=wei,xia certificates_shown=true content=拟罚款200元 defence=无 -> refused TWO_OFFICERS
cui  case.assign case=$s officers=wei,bao -> refused NO_CERTIFICATE
cui  case.assign case=$s officers=wei,xia
wei  summary.decide case=$s item=GF-111-1 party_kind=citizen party=己示范 officers=wei,xia penalties=fine fine=200 found_facts=随意倾倒生活垃圾
     -> refused STAGE|NEED|NOTICE_MISSING
wei  summary.inform case=$s officers=wei certificates_shown=true content=拟罚款200元 defence=无 -> refused TWO_OFFICERS
wei  summary.inform case=$s officers=wei,xia certificates_shown=true content=拟罚款200元 defence=无
wei  summary.decide case=$s item=GF-111-1 party_kind=citizen party=己示范 officers=wei,xia penalties=fine fine=200.01 found_facts=随意倾倒生活垃圾
     -> refused SUMMARY_LIMIT
wei  summary.decide case=$s item=DQ-118-1 party_kind=citizen party=己示范 officers=wei,xia penalties=fine fine=200 found_facts=随意倾倒生活垃圾
     -> refused SUMMARY_LIMIT
wei  summary.decide case=$s item=GF-111-1 party_kind=citizen party=己示范 party_id=211103198001010018 officers=wei,xia penalties=fine fine=200
     found_facts=己示范在样板路公交站随意倾倒生活垃圾 correction=当场清理
check view clocks case=$s where clock=pay is due=2025-10-28
# 当场处罚应当先申请复议，没有直接起诉的期限（复议法 23）
check view clocks case=$s where clock=sue is absent
check view clocks case=$s where clock=reconsider is due=2025-12-12

# ---- 年度统计数据 1 月 31 日前公开，不顺延；稳妥日是 1 月 30 日 ----
check clock due --from 2025-12-31 --length 1 --unit month = 2026-01-31
check clock due --from 2025-12-31 --length 1 --unit month --roll safe = 2026-01-30
end
