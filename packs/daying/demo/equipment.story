story "大英：执法装备的登记、领用、时钟核对和检定"
# 依据：三项制度方案 第6条（按照规定比例配备）；计量法 9
pack daying
include staff.story
at 2024-09-10 14:00
shen device.register code=DSJ-0101 kind=recorder model=示例A1 serial=SN-0101 storage=64 unit=team1 -> device $a
shen device.register code=DSJ-0102 kind=recorder model=示例A1 serial=SN-0102 storage=64 unit=team1 -> device $b
shen device.register code=DSJ-0201 kind=recorder model=示例A2 serial=SN-0201 storage=128 unit=team2 -> device $c
shen device.register code=XJ-0101 kind=camera model=示例X100 serial=C-0101 unit=team1 -> device $d
shen device.register code=SJ-0201 kind=sound_meter model=示例声级计 serial=M-0201 unit=team2 -> device $m
sun  device.hand device=$a to=wu battery=95 space=60 clock_checked=true -> refused NO_CERTIFICATE field=to
sun  device.hand device=$a to=li battery=95 space=60 clock_checked=true note=日常巡查
gao  device.hand device=$m to=ma -> refused DEVICE_CALIBRATION
check view equipment_shortfall as shen where place=执法一大队 kind=recorder is officers=3 standard=1 stock=2 missing=0
at 2024-09-10 18:00
sun  device.return device=$a condition=good content=巡查录像已导入采集站
sun  device.clock device=$a shown="2024-09-10 18:00:14" real="2024-09-10 18:00:00" source=dock
at 2025-12-15 09:00
shen device.calibrate device=$m by=示例计量检定所 on=2025-12-12 certificate=检演0001
shen device.calibrate device=$m by=示例计量检定所 on=2025-12-12 until=2026-12-13 -> refused ARG_RANGE field=until
sun  device.clock device=$a shown="2025-12-15 09:00:51" real="2025-12-15 09:00:00" source=dock
sun  device.hand device=$a to=li battery=90 space=58 clock_checked=true
sun  device.hand device=$b to=chen battery=90 space=61 clock_checked=true
sun  device.fault device=$d what=镜头不能对焦
check view device_at code=DSJ-0101 at="2024-09-10 16:00" as sun where code=DSJ-0101 is holder=li
check view devices state=fault as shen where code=XJ-0101 is state=bad:故障
end
