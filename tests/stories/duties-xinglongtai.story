story "兴隆台：根据实际情况音像记录，可以免录；在执法办案场所要全程；登记保存不能免"
# 全区方案 四（二）3
pack xinglongtai
include ../../packs/xinglongtai/demo/staff.story
at 2025-09-01 09:00
song source.register channel=inspection place=示范街12号 source_facts=巡查发现 -> case $c
guan case.file case=$c item=SP-126-3 party_kind=sole_trader party=戊示范食品店 officers=song,jin
song inspection.record case=$c officers=song,jin started="2025-09-01 08:30" ended="2025-09-01 08:50" place=示范街12号 findings=没有进货查验记录
     certificates_shown=true party_present=present -> refused RECORDING_MISSING
song recording.add case=$c kind=photo recording_title=货架照片 file=@../../packs/xinglongtai/demo/photo.jpg taken_at="2025-09-01 08:40" place=示范街12号
     collector=宋辽河 proves=没有标签 -> act $p
song inspection.record case=$c officers=song,jin started="2025-09-01 08:30" ended="2025-09-01 08:50" place=示范街12号 findings=没有进货查验记录
     certificates_shown=true party_present=present recordings=$p
check view duties case=$c where verb=inspection.record is state=met
# 询问用照片不行；在询问室有固定设备，录了一分钟、问了五分钟的，缺四分钟
song interview.record case=$c officers=song,jin interviewee=戊某 relation=经营者 started="2025-09-01 08:50" ended="2025-09-01 08:55" place=本局询问室
     certificates_shown=true rights_told=true content=问：……答：…… signed=signed recordings=$p -> refused RECORDING_MISSING
song recording.add case=$c kind=audio recording_title=询问录音 file=@../recordings/voice.mp3 taken_at="2025-09-01 08:50" place=本局询问室 collector=宋辽河 proves=询问
     -> act $v
song interview.record case=$c officers=song,jin interviewee=戊某 relation=经营者 started="2025-09-01 08:50" ended="2025-09-01 08:55" place=本局询问室
     certificates_shown=true rights_told=true content=问：……答：…… signed=signed recordings=$v
check view duties case=$c where verb=interview.record is state=part bare=4
song preserve.impose case=$c items=食品两箱 place=就地 reason=可能转移 officers=song,jin approved_by=guan waiver_reason=来不及 waiver_by=tang -> refused WAIVER
song preserve.impose case=$c items=食品两箱 place=就地 reason=可能转移 officers=song,jin approved_by=guan recordings=$p -> refused RECORDING_MISSING
end
