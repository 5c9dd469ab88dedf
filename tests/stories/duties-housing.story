story "兴隆台住建：检查、询问、证据保全、听证、送达都要音像记录，没有免录一说"
# 本局方案 二（二）1
pack xinglongtai-housing
include ../../packs/xinglongtai-housing/demo/staff.story
at 2025-03-10 09:00
ning source.register channel=inspection place=示范小区 source_facts=巡查发现物业管理区域内道路被占用 -> case $c
jv   case.file case=$c item=WY-63 party_kind=citizen party=辛示范 officers=rong,hua
rong inspection.record case=$c officers=rong,hua started="2025-03-10 08:20" ended="2025-03-10 08:50" place=示范小区 findings=搭建棚架占用道路
     certificates_shown=true party_present=present -> refused RECORDING_MISSING
rong inspection.record case=$c officers=rong,hua started="2025-03-10 08:20" ended="2025-03-10 08:50" place=示范小区 findings=搭建棚架占用道路
     certificates_shown=true party_present=present waiver_reason=文字足以记录 waiver_by=ning -> refused WAIVER
rong interview.record case=$c officers=rong,hua interviewee=辛某 relation=当事人 started="2025-03-10 08:51" ended="2025-03-10 08:55" place=示范小区
     certificates_shown=true rights_told=true content=问：……答：…… signed=signed waiver_reason=文字足以记录 waiver_by=ning -> refused WAIVER
rong preserve.impose case=$c items=棚架一副 place=就地 reason=可能转移 officers=rong,hua approved_by=jv waiver_reason=来不及 waiver_by=ning -> refused WAIVER
rong recording.add case=$c kind=video recording_title=检查录像 file=@../../packs/xinglongtai-housing/demo/video.mp4 taken_at="2025-03-10 08:15" place=示范小区
     collector=荣质监 proves=占用道路 -> act $r
rong inspection.record case=$c officers=rong,hua started="2025-03-10 08:20" ended="2025-03-10 08:50" place=示范小区 findings=搭建棚架占用道路
     certificates_shown=true party_present=present recordings=$r
check view duties case=$c where verb=inspection.record is state=met covered=30 bare=0
check view duties case=$c where verb=decision.serve is state=open
end
