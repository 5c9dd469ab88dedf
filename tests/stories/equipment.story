story "玉溪水利：装备登记与配备标准比对，领用前检查，检定，故障与维修，时钟核对，任一时刻由谁持有"
# 依据：本局方案 二（二）2（配备数量）；国办发〔2018〕118号 三（八）；计量法 9；处罚法 42
pack yuxi-water
include ../../packs/yuxi-water/demo/staff.story

at 2020-03-10 09:00
admin user.add login=xin name=新入职 agency=water unit=brigade roles=officer post=见习
check view equipment_shortfall as li where kind=recorder is standard=2 stock=0 missing=2

# 登记一台执法记录仪、一台相机：与局方案的标准比对
li device.register code=DSJ-0217 kind=recorder model=示例A1 serial=SN0217 storage=64 unit=brigade -> device $r
li device.register code=XJ-01 kind=camera model=示例X unit=brigade -> device $k
check view equipment_shortfall as li where kind=printer is standard=1 stock=0 missing=1
check view equipment_shortfall as li where kind=recorder is standard=2 stock=1 missing=1
check view equipment_shortfall as li where kind=laptop is standard=1 stock=0 missing=1
check view equipment_shortfall as li where kind=gps is standard=1 stock=0 missing=1
check view equipment_shortfall as li where kind=voice_recorder is standard=2 stock=0 missing=2
check view equipment_shortfall as li where kind=camcorder is standard=1 stock=0 missing=1
check view equipment_shortfall as li where kind=camera is standard=1 stock=1 missing=0

# 编号不能重复、不能夹带路径；种类须在清单中；执法人员不管登记
li   device.register code=DSJ-0217 kind=recorder -> refused DUPLICATE field=code
li   device.register code=../DSJ kind=recorder -> refused ARG_RANGE field=code
li   device.register code=.hidden kind=recorder -> refused ARG_RANGE field=code
li   device.register code="A B" kind=recorder -> refused ARG_RANGE field=code
li   device.register code=DSJ-0300 kind=radar -> refused ARG_CHOICE field=kind
yang device.register code=DSJ-0300 kind=recorder -> refused ROLE
bai  device.register code=DSJ-0300 kind=recorder unit=office -> refused SCOPE
yang device.hand device=$r to=yang battery=90 space=60 clock_checked=true -> refused ROLE

# 领用：记录设备先检查电量、空间、时钟，只交给当日持证的人
bai device.hand device=$r to=yang -> refused DEVICE_CHECK field=battery
bai device.hand device=$r to=yang battery=90 -> refused DEVICE_CHECK field=space
bai device.hand device=$r to=yang battery=90 space=60 -> refused DEVICE_CHECK field=clock_checked
bai device.hand device=$r to=yang battery=0 space=60 clock_checked=true -> refused DEVICE_CHECK field=battery
bai device.hand device=$r to=yang battery=90 space=0 clock_checked=true -> refused DEVICE_CHECK field=space
bai device.hand device=$r to=xin battery=90 space=60 clock_checked=true -> refused NO_CERTIFICATE field=to
bai device.hand device=$r to=nobody battery=90 space=60 clock_checked=true -> refused ACTOR_UNKNOWN
bai device.hand device=$r to=yang battery=90 space=60 clock_checked=true at="2020-03-09 18:00" -> refused ARG_RANGE field=at
bai device.hand device=$r to=yang battery=90 space=60 clock_checked=true note=巡河
bai device.hand device=$r to=pu battery=90 space=60 clock_checked=true -> refused DEVICE_HELD
bai device.retire device=$r reason=到期 -> refused DEVICE_HELD
check view devices as bai where code=DSJ-0217 is holder=杨清江
check view devices as pu where code=DSJ-0217 is holder=杨清江

# 归还再交给别人：任一时刻由谁持有都查得到
at 2020-03-10 17:00
pu  device.fault device=$r what=不开机 -> refused ROLE
bai device.return device=$r condition=good content=巡河录像两段，已导入采集站
bai device.return device=$r condition=good -> refused DEVICE_STATE
at 2020-03-11 09:00
bai device.hand device=$r to=pu battery=80 space=55 clock_checked=true at="2020-03-11 08:30"
check view device_at code=DSJ-0217 at="2020-03-10 12:00" as li where code=DSJ-0217 is holder=yang known=false
check view device_at code=DSJ-0217 at="2020-03-10 20:00" as li where code=DSJ-0217 is holder=
check view device_at code=DSJ-0217 at="2020-03-11 08:29" as li where code=DSJ-0217 is holder=
check view device_at code=DSJ-0217 at="2020-03-11 08:30" as li where code=DSJ-0217 is holder=pu
check view device_at code=NO-SUCH at="2020-03-11 08:30" as li -> refused SUBJECT_UNKNOWN
check view device_log code=DSJ-0217 as li where verb=device.hand is count=2

# 时钟：采集站核对出快三分钟，录像的时间按此更正
pu device.clock device=$r shown="2020-03-11 09:03" real="2020-03-11 09:00" source=hand note=对表
check view device_at code=DSJ-0217 at="2020-03-11 08:53" as li where code=DSJ-0217 is real=2020-03-11T00:50:00.000Z offset=180000 known=true
pu device.clock device=$r shown="2020-03-11 09:03" real="2020-03-12 09:00" -> refused FUTURE field=real

# 故障、维修、报废：修复以前不能领用，报废的不算现有
pu  device.fault device=$r what=按键失灵
bai device.repair device=$r result=sent -> refused DEVICE_HELD
bai device.return device=$r condition=fault
bai device.hand device=$r to=pu battery=80 space=55 clock_checked=true -> refused DEVICE_STATE
bai device.repair device=$r result=sent by=示例维修部
bai device.hand device=$r to=pu battery=80 space=55 clock_checked=true -> refused DEVICE_STATE
check view equipment_shortfall as li where kind=recorder is stock=1 good=0 missing=1
bai device.repair device=$r result=fixed
bai device.repair device=$r result=fixed -> refused DEVICE_STATE
bai device.retire device=$r reason=超过使用年限，记录已导出
bai device.retire device=$r reason=再一次 -> refused DEVICE_STATE
bai device.clock device=$r shown="2020-03-11 09:03" -> refused DEVICE_STATE
bai device.move device=$r unit=river -> refused DEVICE_STATE
check view equipment_shortfall as li where kind=recorder is stock=0 missing=2
check view devices as li where code=DSJ-0217 is state=note:已报废

# 检定：没有检定或者过期的不能领用；周期不能超过规定
li  device.register code=SJ-01 kind=sound_meter unit=brigade -> device $s
bai device.hand device=$s to=yang -> refused DEVICE_CALIBRATION
bai device.calibrate device=$s by=示例计量院 on=2020-03-01 until=2020-02-01 -> refused ARG_RANGE field=until
bai device.calibrate device=$s by=示例计量院 on=2020-03-01 until=2021-03-02 -> refused ARG_RANGE field=until
bai device.calibrate device=$s by=示例计量院 on=2020-03-01
check view devices as li where code=SJ-01 is calibrated_until=2021-03-01 calibration=ok:有效
bai device.calibrate device=$k by=示例计量院 -> refused ARG_MISSING field=until
bai device.hand device=$s to=yang
bai device.return device=$s condition=good
bai device.move device=$s unit=river note=调配
check view devices as li where code=SJ-01 is unit=河湖管理科
bai device.hand device=$s to=yang -> refused SCOPE
at 2021-02-15 09:00
check view devices due=true as li where code=SJ-01 is calibration=warn:快到期
at 2021-03-02 09:00
luo device.hand device=$s to=yang -> refused DEVICE_CALIBRATION
check view devices due=true as li where code=SJ-01 is calibration=bad:过期
end
check verify
check rebuild
