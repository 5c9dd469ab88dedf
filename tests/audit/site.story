story "审计日志：有人想看、想做"
pack daying
include ../../packs/daying/demo/staff.story
at 2026-08-10 08:00
admin user.add login=audit1 name=（演示）审一 agency=bureau roles=auditor post=审计管理员 password=mingjing-demo
at 2026-08-11 09:00
li   source.register channel=inspection place=示例路8号 source_facts=巡查发现随意倾倒生活垃圾 procedure=ordinary -> case $c
