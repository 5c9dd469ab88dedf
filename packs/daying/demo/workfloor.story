story "大英综合执法：公告和签收、消息、参数、字典、收藏、保存的筛选条件、任务"
# 公告、参数和词条均为演示。消息由任务按动作产生，和运行中的系统一样。
pack daying
include staff.story

at 2026-11-16 08:30
admin parameter.set name=remind_amber_days value=5 reason=大队反映三个工作日来不及安排听证
admin parameter.set name=batch_rows value=60 since=2027-01-04 reason=元旦后试行，先放少一些
admin dictionary.set list=source word=网格员上报 used=true reason=与网格化管理中心的工作约定
admin dictionary.set list=source word=无人机巡查 used=true reason=试飞期间单独统计
admin dictionary.set list=source word=无人机巡查 used=false reason=试飞结束，并入检查发现
admin dictionary.set list=notice word=值班安排 used=true reason=值班表改在系统里发布

at 2026-11-20 08:40
zhao  notice.publish title=年底前办结积案的通知 kind=notice body="各大队：\n一、十二月二十日前，超过六十日没有办结的案件逐件说明原因；\n二、需要延期的，依法报批，不得补办。" to=agency until=2027-01-10 -> notice $n
sun   notice.publish title=周五上午清点执法记录仪 kind=notice body=请各自带齐设备和充电底座，九点在采集站集合。 to=unit unit=team1 until=2026-12-15 -> notice $r
admin notice.publish title=周日凌晨停机一小时 kind=system body=升级程序，一点到两点不能登录；没有提交的表单请先保存。 to=all until=2026-12-31 -> notice $s
li    notice.read notice=$n
chen  notice.read notice=$n
chen  notice.read notice=$r
zhou  source.register channel=网格员上报 place=大英县示例街6号 source_facts=网格员上报人行道上堆放装修垃圾 unit=team1 -> case $c
sun   case.assign case=$c officers=li,chen
job inbox_acts
job inbox_clocks

at 2026-11-20 09:10
li    favourite.add link=/desk/case/$c label=示例街装修垃圾
li    favourite.add link=/desk/todo label=我的待办
li    favourite.add link=/desk/equipment?unit=team1 label=一大队的装备
li    filter.save path=/desk/cases query=stage=investigating name=正在调查的
sun   filter.save path=/desk/cases query=q=装修垃圾 name=装修垃圾专项 shared=true
sun   filter.save path=/desk/complaints query=unit=team1 name=一大队的投诉 shared=true
li    reminder.choose mail=li@example.gov.cn mail_kinds=assigned,due_red,overdue quiet_from=22:00 quiet_until=06:30
admin job.run name=inbox_clocks reason=改了提前量，看看会提醒哪些案件
end
