story "采集站：登记、交接、检查"
pack yuxi-water
include ../../packs/yuxi-water/demo/staff.story
at 2020-03-10 09:00
li  device.register code=DSJ-0217 kind=recorder unit=brigade storage=64 -> device $r
li  device.register code=DSJ-0300 kind=recorder unit=brigade storage=64 -> device $s
bai device.hand device=$r to=yang battery=90 space=60 clock_checked=true
bai device.hand device=$s to=pu battery=90 space=60 clock_checked=true
at 2020-03-11 11:00
yang source.register channel=inspection place="示例河左岸k3+200" source_facts="巡河发现砌筑围墙。" -> case $c
yang inspection.record case=$c officers=yang,bai started="2020-03-11 09:00" ended="2020-03-11 09:30" place="示例河左岸k3+200"
     findings="围墙长四十二米。" certificates_shown=true party_present=present waiver_reason="文字记录能够全面记录。" waiver_by=bai
end
