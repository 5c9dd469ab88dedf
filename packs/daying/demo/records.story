story "大英综合执法：装备领用，采集站取回的音像在收件箱里等人归卷，一份坏文件隔离，一件调阅申请等人批"
# 依据：本局三项制度方案 三（二）6、7；国办发〔2018〕118号 三。设备编号、型号均为虚构。
pack daying
include staff.story

at 2024-11-04 08:40
shen device.register code=DSJ-0007 kind=recorder model=示例A1 serial=SN-0007 storage=64 unit=team1 -> device $r7
shen device.register code=DSJ-0009 kind=recorder model=示例A1 serial=SN-0009 storage=64 unit=team2 -> device $r9
sun  device.hand device=$r7 to=li battery=96 space=58 clock_checked=true note=上午巡查
zhou source.register channel=inspection place=大英县示例大道18号 source_facts=巡查发现沿街商铺占道堆放货物 unit=team1 -> case $c

# 采集站取回的录像在收件箱里等李立夏归卷；手机拍的照片也是
at 2024-11-04 11:50
li   intake.promise file_name=DSJ-0007_20241104093012_0003.mp4 size=20068 source=dock device=DSJ-0007 batch=2024-11-04上午 collector=li case=$c -> intake $v
li   intake.receive intake=$v file=@video.mp4
chen intake.promise file_name=现场照片.jpg size=6133 source=phone collector=chen case=$c -> intake $p
chen intake.receive intake=$p file=@photo.jpg

# 传到一半就拔线的录像放不出来：隔离，原件保留，等大队长决定
li   intake.promise file_name=DSJ-0007_20241104101544_0004.mp4 size=13378 source=dock device=DSJ-0007 batch=2024-11-04上午 collector=li case=$c -> intake $q
li   intake.receive intake=$q file=@cut-off.mp4
check view inbox as li where id=$v is state=inbox kind=video
check view inbox as li where id=$q is state=quarantine
shen device.fault device=$r9 what=存储卡接触不良，导出中断

# 大队培训想看一段别的大队的录像：先申请
at 2024-11-05 09:20
li   recording.add case=$c kind=video recording_title=巡查全程录像 file=@survey.mp4 taken_at="2024-11-04 09:30" place=大英县示例大道18号 collector=李立夏 device=DSJ-0007
     proves=占道堆放货物的位置和范围 -> act $a
zhao case.assign case=$c officers=li,chen
li   recording.open recording=$a mode=view purpose=handling words=核对检查笔录
ma   retrieval.ask recording=$a mode=view purpose=training words=大队培训观看取证要领 wanted=2024-11-15 -> retrieval $t
end
