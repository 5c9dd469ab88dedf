story "一件当场处罚，公示期到 2026-11-11"
pack daying
include ../../packs/daying/demo/staff.story
at 2026-08-11 09:00
li   source.register channel=inspection place=示例路8号 source_facts=巡查发现随意倾倒生活垃圾 procedure=summary -> case $c
li   recording.add case=$c kind=video recording_title=现场全程录像 file=@../../packs/daying/demo/video.mp4 taken_at="2026-08-11 08:30" place=示例路8号
     collector=李立夏 device=记录仪07 proves=违法行为 -> act $r
zhao case.assign case=$c officers=li,chen
li   inspection.record case=$c officers=li,chen started="2026-08-11 08:30" ended="2026-08-11 08:45" place=示例路8号 findings=随意倾倒生活垃圾一袋
     certificates_shown=true party_present=present recordings=$r
li   summary.inform case=$c officers=li,chen certificates_shown=true content=拟罚款150元 defence=无
li   summary.decide case=$c item=GF-111-1 party_kind=citizen party=周小川 officers=li,chen penalties=fine fine=150
     found_facts=当事人随意倾倒生活垃圾一袋。 correction=当场清理
chen publish.prepare case=$c
feng publish.release case=$c note=本局要求当场处罚一并公示
