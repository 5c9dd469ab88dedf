story "要发邮件和推送的消息"
# 人物均为虚构。li 和 chen 要邮件，li 还要推送；马某（另一个大队）什么也不要。
pack daying
include ../../packs/daying/demo/staff.story

at 2024-09-09 09:00
li    reminder.choose mail=li@example.test mail_kinds=assigned,notice hook_kinds=assigned quiet_from=22:00 quiet_until=06:30
chen  reminder.choose mail=chen@example.test mail_kinds=assigned quiet_from=22:00 quiet_until=06:30
zhou  source.register channel=inspection place=示例路1号 source_facts=举报人王某某说，示例路1号每晚倾倒垃圾 unit=team1 -> case $c
sun   case.assign case=$c officers=li,chen
job inbox_acts
end
