story "岗位和权限：三员分立，授予、委托代行、自定义范围都是动作；不该看的看不见，不该办的办不成"
# 依据：GB/T 22239—2019 8.1.4.2（最小权限）、8.1.5（系统、审计、安全管理）；行政处罚法 42、57、58
pack daying
include ../../packs/daying/demo/staff.story

# ---- 三员：安全管理员到位以前由系统管理员分配岗位；到位以后只由安全管理员 ----
at 2024-09-02 09:30
admin user.add login=fu    name=傅三员 agency=bureau roles=admin,security -> refused ROLES_APART says 三员分立
admin user.add login=fu    name=傅三员 agency=bureau roles=auditor,officer -> refused ROLES_APART says 管理员不办案
admin user.add login=bao   name=鲍安全 agency=bureau roles=security post=安全管理员 password=mingjing-demo -> user $bao
admin user.add login=ji    name=季审计 agency=bureau roles=auditor post=审计管理员 password=mingjing-demo -> refused RIGHTS_SECURITY
admin user.add login=ji    name=季审计 agency=bureau post=审计管理员 password=mingjing-demo -> user $ji
admin user.change user=$ji roles=auditor -> refused RIGHTS_SECURITY
bao   user.change user=$ji roles=auditor
bao   user.change user=$ji roles=auditor,supervisor -> refused ROLES_APART
bao   user.change user=$bao roles=security,admin -> refused SELF_GRANT
bao   user.change user=$bao roles=auditor -> refused SELF_GRANT
bao   user.change user=$bao enabled=false -> refused LAST_ADMIN says 安全管理员
ji    user.change user=$ji enabled=false -> refused ROLE
bao   user.change user=$ji enabled=false -> refused LAST_ADMIN says 审计管理员
admin user.change user=$bao enabled=false -> refused LAST_ADMIN
admin user.change user=1 enabled=false -> refused LAST_ADMIN says 系统管理员
bao   user.change user=1 roles=officer -> refused LAST_ADMIN
li    user.change user=1 enabled=false -> refused ROLE

# ---- 两件案源：一大队、二大队 ----
at 2024-09-02 10:00
zhou source.register channel=hotline place=示范路 source_facts=倾倒渣土 party=示例建筑工程有限公司 item=GF-111-4 unit=team1 reporter=王某 reporter_phone=13800000000 -> case $a
zhou source.register channel=hotline place=样板街 source_facts=占道堆放 party=演示商行 item=GF-111-4 unit=team2 -> case $b
check view cases as li where id=$a is count=1
check view cases as li where id=$b is absent
check view case case=$b as li -> refused SCOPE
check view cases as gao where id=$a is absent
check view cases as zhou is count=2

# ---- 授予：安全管理员办理，写明范围、期间、事由；不能给自己，不能越出互斥 ----
at 2024-09-03 09:00
li    rights.grant login=li granted=head since=2024-09-03 reason=想当局长 -> refused ROLE
admin rights.grant login=li granted=head since=2024-09-03 reason=帮忙 -> refused RIGHTS_SECURITY
bao   rights.grant login=bao granted=auditor since=2024-09-03 reason=自己看看日志 -> refused SELF_GRANT
bao   rights.grant login=li granted=auditor since=2024-09-03 reason=看日志 -> refused ROLES_APART says 管理员不办案
bao   rights.grant login=li granted=officer scope=custom since=2024-09-03 reason=借调 -> refused ARG_MISSING field=units
bao   rights.grant login=li granted=officer scope=unit units=team2 since=2024-09-03 reason=借调 -> refused ARG_UNKNOWN field=units
bao   rights.grant login=li granted=officer scope=custom units=team9 since=2024-09-03 reason=借调 -> refused ARG_CHOICE
bao   rights.grant login=li granted=officer since=2024-09-05 until=2024-09-04 reason=借调 -> refused ARG_RANGE field=until
bao   rights.grant login=li granted=officer since=2024-09-01 reason=借调 -> refused TOO_EARLY_DATE field=since
bao   rights.grant login=nobody granted=officer since=2024-09-03 reason=借调 -> refused ACTOR_UNKNOWN
bao   rights.grant login=li granted=officer scope=custom units=team2 since=2024-09-04 until=2024-09-10 reason=借调二大队一周 -> grant $g
check view cases as li where id=$b is absent
at 2024-09-04 09:00
check view cases as li where id=$b is count=1
check view case case=$b as li where name=id is value=$b
check view cases as chen where id=$b is absent
at 2024-09-11 09:00
check view cases as li where id=$b is absent
check view case case=$b as li -> refused SCOPE
bao   rights.withdraw grant=$g reason=借调结束 -> refused ONCE
bao   rights.grant login=ma granted=editor since=2024-09-11 reason=公示核对员请假 -> grant $e
li    rights.withdraw grant=$e reason=不该有 -> refused ROLE
admin rights.withdraw grant=$e reason=不该有 -> refused RIGHTS_SECURITY
bao   rights.delegation_end grant=$e reason=不该有 -> refused DELEGATION
bao   rights.withdraw grant=$e reason=已回岗
bao   rights.withdraw grant=$e reason=已回岗 -> refused ONCE
bao   rights.withdraw grant=999999 reason=没有这一条 -> refused SUBJECT_UNKNOWN

# ---- 委托代行：同一机关、自己的岗位、有起止；法律要求本人的不行，绕圈的不行 ----
at 2024-09-12 09:00
sun  rights.delegate login=sun granted=team_leader since=2024-09-12 until=2024-09-14 reason=出差 -> refused DELEGATION field=login
sun  rights.delegate login=chen granted=head since=2024-09-12 until=2024-09-14 reason=出差 -> refused DELEGATION field=granted
sun  rights.delegate login=chen granted=team_leader since=2024-09-12 until=2024-11-30 reason=出差 -> refused ARG_RANGE field=until
sun  rights.delegate login=chen granted=team_leader since=2024-09-10 until=2024-09-14 reason=出差 -> refused TOO_EARLY_DATE
sun  rights.delegate login=qian granted=team_leader since=2024-09-12 until=2024-09-14 reason=出差 -> refused ROLES_APART says 承办和审核
sun  rights.delegate login=ji granted=team_leader since=2024-09-12 until=2024-09-14 reason=出差 -> refused ROLES_APART says 管理员不办案
qian rights.delegate login=zhao granted=reviewer since=2024-09-12 until=2024-09-14 reason=出差 -> refused DELEGATE_PERSONAL says 处罚法
li   rights.delegate login=wu granted=officer since=2024-09-12 until=2024-09-14 reason=出差 -> refused NO_CERTIFICATE field=login
li   rights.delegate away=sun login=chen granted=team_leader since=2024-09-12 until=2024-09-14 reason=出差 -> refused ROLE field=away
sun  rights.delegate login=ma granted=team_leader since=2024-09-12 until=2024-09-14 reason=出差 -> grant $d
sun  rights.delegate login=chen granted=team_leader since=2024-09-14 until=2024-09-16 reason=出差 -> refused DELEGATION says 已经委托
ma   rights.delegate login=lin granted=team_leader since=2024-09-12 until=2024-09-14 reason=也要出差 -> refused DELEGATION says 不能再委托
ma   rights.delegate login=sun granted=officer since=2024-09-13 until=2024-09-14 reason=绕一圈 -> refused DELEGATION says 自己也委托了别人
check view cases as ma where id=$a is count=1

# ---- 代行的人办理：写明代谁；只在被代的范围里是大队长，在自己的大队不是 ----
ma   case.assign case=$b officers=ma,lin -> refused ROLE
ma   case.assign case=$a officers=li,chen
check view timeline case=$a as zhao where verb=case.assign is name="马白露（代 孙惊蛰）"
ma   rights.delegation_end grant=$d reason=孙惊蛰已回岗
ma   case.assign case=$a officers=li,wu -> refused SCOPE
check view cases as ma where id=$a is absent

# ---- 到期自动结束 ----
at 2024-09-16 09:00
zhao rights.delegate away=sun login=ma granted=team_leader since=2024-09-16 until=2024-09-17 reason=住院 -> grant $d2
at 2024-09-17 18:00
check view cases as ma where id=$a is count=1
at 2024-09-18 09:00
check view cases as ma where id=$a is absent
ma   case.assign case=$a officers=li,chen -> refused SCOPE
sun  rights.delegation_end grant=$d2 reason=已回岗 -> refused ONCE

# ---- 代来的岗位不能用在自己的案件上 ----
at 2024-09-19 09:00
gao  case.assign case=$b officers=ma,lin
gao  rights.delegate login=ma granted=team_leader since=2024-09-19 until=2024-09-20 reason=培训 -> grant $d3
ma   case.assign case=$b officers=ma,li -> refused ROLE
lin  rights.delegation_end grant=$d3 reason=我来 -> refused ROLE
bao  rights.withdraw grant=$d3 reason=代行人办的是自己的案件

# ---- 停用的人委托出去的岗位随之失效 ----
at 2024-09-23 09:00
sun  rights.delegate login=ma granted=team_leader since=2024-09-23 until=2024-09-27 reason=调离前交接 -> grant $d4
check view cases as ma where id=$a is count=1
