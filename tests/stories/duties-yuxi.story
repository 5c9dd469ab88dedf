story "玉溪：文字足以记录的可以免录，须写明理由、由机构负责人签批；涉及重大财产权益的不可以"
# 本局方案 二（二）2
pack yuxi-water
include ../../packs/yuxi-water/demo/staff.story
at 2020-03-18 10:00
yang source.register channel=inspection place=示例河左岸k3+200 source_facts=巡河发现河道管理范围内正在砌筑围墙 -> case $c
check view duties case=$c where state=open is count=5
yang inspection.record case=$c officers=yang,pu started="2020-03-18 09:10" ended="2020-03-18 09:50" place=示例河左岸k3+200 findings=围墙长四十二米
     certificates_shown=true party_present=present -> refused RECORDING_MISSING
yang inspection.record case=$c officers=yang,pu started="2020-03-18 09:10" ended="2020-03-18 09:50" place=示例河左岸k3+200 findings=围墙长四十二米
     certificates_shown=true party_present=present waiver_reason=设备送修 -> refused ARG_MISSING field=waiver_by
yang inspection.record case=$c officers=yang,pu started="2020-03-18 09:10" ended="2020-03-18 09:50" place=示例河左岸k3+200 findings=围墙长四十二米
     certificates_shown=true party_present=present waiver_reason=设备送修 waiver_by=yang -> refused ROLE field=waiver_by
yang inspection.record case=$c officers=yang,pu started="2020-03-18 09:10" ended="2020-03-18 09:50" place=示例河左岸k3+200 findings=围墙长四十二米
     certificates_shown=true party_present=present waiver_reason=偏远河段，设备送修，文字记录能够全面记录 waiver_by=bai
check view duties case=$c where verb=inspection.record is state=waived waiver_by=bai
# 先行登记保存涉及重大财产权益：全过程音像记录，负责人签了也不能免
yang preserve.impose case=$c items=砌筑工具一套 place=就地 reason=可能转移 officers=yang,pu approved_by=luo -> refused RECORDING_MISSING
yang preserve.impose case=$c items=砌筑工具一套 place=就地 reason=可能转移 officers=yang,pu approved_by=luo waiver_reason=设备送修 waiver_by=bai -> refused WAIVER
yang preserve.impose case=$c items=砌筑工具一套 place=就地 reason=可能转移 officers=yang,pu approved_by=luo waiver_reason=设备送修 waiver_by=luo -> refused WAIVER
yang recording.add case=$c kind=video recording_title=登记保存录像 file=@../../packs/yuxi-water/demo/video.mp4 taken_at="2020-03-18 09:15" place=示例河左岸
     collector=杨某 proves=物品清点 -> act $r
yang preserve.impose case=$c items=砌筑工具一套 place=就地 reason=可能转移 officers=yang,pu approved_by=luo recordings=$r
check view duties case=$c where verb=preserve.impose is state=met
check view duties case=$c where state=open is count=3
end
