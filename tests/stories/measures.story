story "查封：最多三十日，延长一次再三十日，期满以前决定；复议期满以前不能申请法院执行"
# 依据：行政强制法 25、53、54；民法典 201；受委托组织不能作出见 measures-township.story（行政强制法 17）
pack daying
include ../../packs/daying/demo/staff.story
at 2024-10-08 09:00
li   source.register channel=inspection place=示例路8号 source_facts=巡查发现 -> case $c
zhao case.file case=$c item=GF-111-4 party_kind=body party=示例建筑工程有限公司 party_id=91510923000000019Y officers=li,chen opinion=同意
li   paper.make case=$c paper=seizure measure=查封 things=搅拌机一台 keeping=原地 reason=用于违法行为 power=演示条例第一条 since=2024-10-08 until=2024-11-08
     -> refused ARG_RANGE field=until says 2024-11-07
li   paper.make case=$c paper=seizure measure=查封 things=搅拌机一台 keeping=原地 reason=用于违法行为 power=演示条例第一条 since=2024-10-08 until=2024-10-07
     -> refused ARG_RANGE field=until
li   paper.make case=$c paper=seizure_extended decision=不存在 reason=情况复杂 since=2024-11-08 until=2024-12-07 -> refused NEED field=decision
li   paper.make case=$c paper=seizure measure=查封 things=搅拌机一台 keeping=原地 reason=用于违法行为 power=演示条例第一条 since=2024-10-08 until=2024-11-07 -> act $s
at 2024-11-05 09:00
li   paper.make case=$c paper=seizure_extended decision=英综执封扣〔2024〕1号 reason=情况复杂 since=2024-11-20 until=2024-12-07
     -> refused ARG_RANGE field=since
li   paper.make case=$c paper=seizure_extended decision=英综执封扣〔2024〕1号 reason=情况复杂 since=2024-11-07 until=2024-12-08
     -> refused ARG_RANGE field=until says 2024-12-07
li   paper.make case=$c paper=seizure_extended decision=英综执封扣〔2024〕1号 reason=情况复杂 since=2024-11-07 until=2024-12-07
li   paper.make case=$c paper=seizure_extended decision=英综执封扣〔2024〕1号 reason=情况复杂 since=2024-11-07 until=2024-12-07 -> refused ONCE
at 2024-11-06 09:00
li   paper.make case=$c paper=seizure measure=扣押 things=水泵一台 keeping=仓库 reason=用于违法行为 power=演示条例第一条 since=2024-11-06 until=2024-11-20
at 2024-11-21 09:00
li   paper.make case=$c paper=seizure_extended decision=英综执封扣〔2024〕2号 reason=情况复杂 since=2024-11-21 until=2024-12-01 -> refused WINDOW_OVER

# 当场处罚的决定：催告十个工作日、复议六十日都满了，才能申请法院
at 2024-12-02 09:00
li   source.register channel=inspection place=示例路8号 source_facts=巡查发现随意倾倒生活垃圾 procedure=summary -> case $d
li   recording.add case=$d kind=video recording_title=现场全程录像 file=@../../packs/daying/demo/video.mp4 taken_at="2024-12-02 08:30" place=示例路8号
     collector=李立夏 device=记录仪07 proves=违法行为 -> act $r
zhao case.assign case=$d officers=li,chen
li   inspection.record case=$d officers=li,chen started="2024-12-02 08:30" ended="2024-12-02 08:45" place=示例路8号 findings=随意倾倒生活垃圾一袋
     certificates_shown=true party_present=present recordings=$r
li   summary.inform case=$d officers=li,chen certificates_shown=true content=拟罚款150元 defence=无
li   summary.decide case=$d item=GF-111-1 party_kind=citizen party=演某 officers=li,chen penalties=fine fine=150
     found_facts=演某在示例路8号随意倾倒生活垃圾。 correction=当场清理
at 2024-12-20 09:00
li   demand.serve case=$d content=催告 method=direct served_on=2024-12-20
at 2025-01-10 09:00
zhao court.apply case=$d court=大英县人民法院 applied_on=2025-01-10 content=罚款150元 -> refused WINDOW_OPEN says 申请行政复议
at 2025-02-10 09:00
zhao court.apply case=$d court=大英县人民法院 applied_on=2025-02-10 content=罚款150元
end
check verify
check rebuild
