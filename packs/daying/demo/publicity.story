story "大英：公示的日常——临近和超期的任务、公众纠错与更正、查封决定在别处公开、信用修复、期满停止"
# 供演示：示例人员、地点、文号均为虚构。依据见 docs/publicity.md
pack daying
include staff.story

at 2026-06-10 09:00
li   source.register channel=inspection place=示例路21号 source_facts=巡查发现随意倾倒生活垃圾 procedure=summary -> case $a
li   recording.add case=$a kind=video recording_title=现场全程录像 file=@video.mp4 taken_at="2026-06-10 08:30" place=示例路21号 collector=李立夏 device=记录仪07 proves=违法行为 -> act $ra
zhao case.assign case=$a officers=li,chen
li   inspection.record case=$a officers=li,chen started="2026-06-10 08:30" ended="2026-06-10 08:45" place=示例路21号 findings=倾倒生活垃圾两袋 certificates_shown=true party_present=present recordings=$ra
li   summary.inform case=$a officers=li,chen certificates_shown=true content=拟罚款150元 defence=无
li   summary.decide case=$a item=GF-111-1 party_kind=citizen party=演小川 officers=li,chen penalties=fine fine=150 found_facts=当事人在示例路21号倾倒生活垃圾两袋。 correction=当场清理 -> act $da

at 2026-06-11 10:00
chen publish.prepare case=$a note=按决定书录入
feng publish.release case=$a left=true note=本局要求当场处罚一并公示，逐项核对无误

at 2026-09-11 00:30
job publication_end

at 2026-09-22 09:00
li   source.register channel=inspection place=示例路23号 source_facts=巡查发现随意倾倒生活垃圾 procedure=summary -> case $b
li   recording.add case=$b kind=video recording_title=现场全程录像 file=@video.mp4 taken_at="2026-09-22 08:30" place=示例路23号 collector=李立夏 device=记录仪07 proves=违法行为 -> act $rb
zhao case.assign case=$b officers=li,chen
li   inspection.record case=$b officers=li,chen started="2026-09-22 08:30" ended="2026-09-22 08:45" place=示例路23号 findings=倾倒生活垃圾三袋 certificates_shown=true party_present=present recordings=$rb
li   summary.inform case=$b officers=li,chen certificates_shown=true content=拟罚款150元 defence=无
li   summary.decide case=$b item=GF-111-1 party_kind=citizen party=演大山 officers=li,chen penalties=fine fine=150 found_facts=当事人在示例路23号倾倒生活垃圾三袋。 correction=当场清理 -> act $db

at 2026-09-23 10:00
li   publish.prepare case=$b note=按决定书录入

at 2026-09-24 09:00
feng publish.release case=$b left=true note=本局要求当场处罚一并公示，逐项核对无误

at 2026-11-02 10:00
@public correction.ask case=$b what=事实写的是三袋，现场记录是两袋，请核对。 contact=示例人甲 -> correction $k1

at 2026-11-04 10:00
feng correction.accept correction=$k1 answer=经核对现场录像，应为两袋，已经更正。

at 2026-11-05 09:00
li   publish.amend case=$b way=correct new_facts=当事人在示例路23号倾倒生活垃圾两袋。 reason=经核对现场录像，数量应为两袋。 request=$k1
feng publish.correct case=$b note=与录像一致

at 2026-11-09 09:00
@public repair.ask case=$b statement=罚款当天已经缴清，垃圾当场清理，请提前结束公示。 contact=示例人乙

at 2026-11-10 09:00
li   source.register channel=inspection place=示例路31号 source_facts=巡查发现随意倾倒生活垃圾 procedure=summary -> case $c
li   recording.add case=$c kind=video recording_title=现场全程录像 file=@video.mp4 taken_at="2026-11-10 08:30" place=示例路31号 collector=李立夏 device=记录仪07 proves=违法行为 -> act $rc
zhao case.assign case=$c officers=li,chen
li   inspection.record case=$c officers=li,chen started="2026-11-10 08:30" ended="2026-11-10 08:45" place=示例路31号 findings=倾倒生活垃圾一袋 certificates_shown=true party_present=present recordings=$rc
li   summary.inform case=$c officers=li,chen certificates_shown=true content=拟罚款150元 defence=无
li   summary.decide case=$c item=GF-111-1 party_kind=citizen party=演小雨 officers=li,chen penalties=fine fine=150 found_facts=当事人在示例路31号倾倒生活垃圾一袋。 correction=当场清理 -> act $dc

at 2026-11-12 09:00
li   source.register channel=inspection place=示例路33号 source_facts=巡查发现随意倾倒生活垃圾 procedure=summary -> case $d
li   recording.add case=$d kind=video recording_title=现场全程录像 file=@video.mp4 taken_at="2026-11-12 08:30" place=示例路33号 collector=李立夏 device=记录仪07 proves=违法行为 -> act $rd
zhao case.assign case=$d officers=li,chen
li   inspection.record case=$d officers=li,chen started="2026-11-12 08:30" ended="2026-11-12 08:45" place=示例路33号 findings=倾倒生活垃圾一袋 certificates_shown=true party_present=present recordings=$rd
li   summary.inform case=$d officers=li,chen certificates_shown=true content=拟罚款100元 defence=无
li   summary.decide case=$d item=GF-111-1 party_kind=citizen party=演小满 officers=li,chen penalties=fine fine=100 found_facts=当事人在示例路33号倾倒生活垃圾一袋。 correction=当场清理 -> act $dd

at 2026-11-13 09:00
chen publish.prepare case=$d note=按决定书录入

at 2026-11-16 09:00
li   source.register channel=inspection place=示例路35号 source_facts=巡查发现随意倾倒生活垃圾 procedure=summary -> case $e
li   recording.add case=$e kind=video recording_title=现场全程录像 file=@video.mp4 taken_at="2026-11-16 08:30" place=示例路35号 collector=李立夏 device=记录仪07 proves=违法行为 -> act $re
zhao case.assign case=$e officers=li,chen
li   inspection.record case=$e officers=li,chen started="2026-11-16 08:30" ended="2026-11-16 08:45" place=示例路35号 findings=倾倒生活垃圾两袋 certificates_shown=true party_present=present recordings=$re
li   summary.inform case=$e officers=li,chen certificates_shown=true content=拟罚款200元 defence=无
li   summary.decide case=$e item=GF-111-1 party_kind=citizen party=演小寒 officers=li,chen penalties=fine fine=200 found_facts=当事人在示例路35号倾倒生活垃圾两袋。 correction=当场清理 -> act $de

at 2026-11-16 15:00
li   source.register channel=inspection place=示例路37号 source_facts=巡查发现占道堆放建筑垃圾 -> case $f
zhao case.file case=$f item=GF-111-4 party_kind=body party=示例建材有限公司 party_id=91510923000000019Y officers=li,chen opinion=同意
li   paper.make case=$f paper=seizure measure=扣押 things=运输车一辆 keeping=本局停车场 reason=用于违法行为 power=演示条例第一条 since=2026-11-16 until=2026-12-15 -> act $s

at 2026-11-17 09:00
@public correction.ask case=$b what=页面上的地址不该写门牌号，请遮盖。 -> correction $k2

at 2026-11-18 09:00
sun  disclosure.enter cause=$s task=measure carrier=县人民政府门户网站“行政执法公示”栏 shown_on=2026-11-18
job disclosure_warn

at 2026-11-20 09:00
job disclosure_warn

end
