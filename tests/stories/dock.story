story "采集站比对：设备时间按时钟更正，前后文件的发现记在收件上；没有收到的、已经办完的不能比对"
# 依据：国办发〔2018〕118号 三（八）；三项制度方案 第6条（五项采集信息）
pack daying
include ../../packs/daying/demo/staff.story
at 2024-09-18 08:00
shen device.register code=DSJ-0007 kind=recorder unit=team1 -> device $r
zhao device.hand device=$r to=li battery=90 space=60 clock_checked=true
at 2024-09-18 17:00
li   device.clock device=$r shown="2024-09-18 17:03" real="2024-09-18 17:00" source=dock
li   source.register channel=inspection place=示例路8号 source_facts=巡查发现 -> case $c
li   intake.promise file_name=085310_0001.mp4 size=20068 source=dock device=DSJ-0007 -> intake $v
li   intake.flag intake=$v device=DSJ-0007 shown="2024-09-18 08:53:10" -> refused INTAKE_STATE
li   intake.receive intake=$v file=@../../packs/daying/demo/video.mp4
li   intake.flag intake=$v device=DSJ-0007 sequence=TRUNCATED -> refused ARG_CHOICE field=sequence
li   intake.flag intake=$v device=DSJ-0007 sequence=APART,NONSENSE -> refused ARG_CHOICE field=sequence
ma   intake.flag intake=$v device=DSJ-0007 -> refused SCOPE
he   intake.flag intake=$v device=DSJ-0007 -> refused ROLE
li   intake.flag intake=$v device=DSJ-0007 case=999999 -> refused SUBJECT_UNKNOWN
li   intake.flag intake=$v device=DSJ-0007 shown="2024-09-18 08:53:10" number=1 sequence=APART,MISSING note="与 085100_0000.mp4：间断 70 秒" case=$c
check view dock_files device=DSJ-0007 as li where intake=$v is made=2024-09-18T00:50:10.000Z shown=2024-09-18T00:53:10.000Z number=1 collector=li case=$c
check view inbox as li where id=$v is made=2024-09-18T00:50:10.000Z case=$c
# 前面的文件补到以后重新比对：原来文件自身的发现不动，前后的发现撤销
li   intake.flag intake=$v device=DSJ-0007 shown="2024-09-18 08:53:10" number=1
check view dock_files device=DSJ-0007 as li where intake=$v is note= case=$c
check view dock_files device=DSJ-0007 as ma where intake=$v is absent
li   recording.add case=$c kind=video recording_title=全程录像 intake=$v taken_at="2024-09-18 08:50" place=示例路8号 collector=李立夏 proves=现场
     time_reason=示例
li   intake.flag intake=$v device=DSJ-0007 -> refused INTAKE_STATE
end
check verify
check rebuild
