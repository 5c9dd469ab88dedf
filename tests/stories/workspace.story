story "办公底座：参数、字典、公告和回执、消息、提醒、收藏、批量办理"
# 依据：行政处罚法 60（期限）；国办发〔2018〕118号 四（十二）（限期）。人物均为虚构。
pack daying
include ../../packs/daying/demo/staff.story

# 参数：一张表写明范围、谁能改；从今天或以后的某天起，写明原因
at 2024-09-09 09:00
admin parameter.set name=batch_rows value=20 reason=先从少的开始 -> parameter $p
admin parameter.set name=batch_rows value=501 reason=太多 -> refused ARG_RANGE field=value
admin parameter.set name=batch_rows value=多 reason=不是数 -> refused ARG_RANGE field=value
admin parameter.set name=quiet_from value=25:00 reason=没有这个时间 -> refused ARG_RANGE field=value
admin parameter.set name=no_such value=1 reason=没有 -> refused ARG_CHOICE field=name
admin parameter.set name=batch_rows value=30 since=2024-09-08 reason=回到过去 -> refused TOO_EARLY_DATE field=since
admin parameter.set name=batch_rows value=40 since=2024-09-20 reason=以后再放开
li    parameter.set name=batch_rows value=30 reason=不归我管 -> refused ROLE

# 字典：案源可以加本机关的词条；没有加的不能用，停用的不再能用
zhou source.register channel=网格员上报 place=示例路1号 source_facts=略 unit=team1 -> refused ARG_CHOICE field=channel
li    dictionary.set list=source word=网格员上报 used=true reason=不归我管 -> refused ROLE
admin dictionary.set list=nothing word=网格员上报 used=true reason=没有这个字典 -> refused ARG_CHOICE field=list
admin dictionary.set list=source word=检查发现 used=true reason=本来就有 -> refused DUPLICATE field=word
admin dictionary.set list=source word="a|b" used=true reason=分隔符 -> refused ARG_RANGE field=word
admin dictionary.set list=source word=网格员上报 used=true reason=网格化管理办法
admin dictionary.set list=source word=网格员上报 used=true reason=又加一次 -> refused DUPLICATE field=word
check page /desk/act/source.register as zhou shows 网格员上报
zhou source.register channel=网格员上报 place=示例路1号 source_facts=略 unit=team1 -> case $c
admin dictionary.set list=source word=网格员上报 used=false reason=改由热线统一受理
zhou source.register channel=网格员上报 place=示例路1号 source_facts=略 unit=team1 -> refused ARG_CHOICE field=channel
# 停用的不再列出，用过它的案件照样看得到
check page /desk/act/source.register as zhou shows 检查发现 hides 网格员上报
check page /desk/case/$c?tab=log as zhou shows 网格员上报
check view parameters as li where name=batch_rows is value=20 from=set next=40 next_since=2024-09-20
check view parameter_history as li where id=$p is value=20 since=2024-09-09 actor=admin

# 公告：发给一个机构、一个岗位、全体；谁读了谁没读；不是自己的公告当作没有
at 2024-09-10 08:40
sun   notice.publish title=周五上午装备清点 kind=notice body=请各自带齐记录仪 to=unit unit=team1 -> notice $n
sun   notice.publish title=不归我发 kind=notice body=略 to=all -> refused ROLE field=to
li    notice.publish title=不归我发 kind=notice body=略 to=agency -> refused ROLE
sun   notice.publish title=已经过去 kind=notice body=略 to=agency until=2024-09-01 -> refused TOO_EARLY_DATE field=until
sun   notice.publish title=没写机构 kind=notice body=略 to=unit -> refused ARG_MISSING field=unit
sun   notice.publish title=没写岗位 kind=notice body=略 to=role -> refused ARG_MISSING field=role
sun   notice.publish title=不是选项 kind=吃饭 body=略 to=agency -> refused ARG_CHOICE field=kind
admin notice.publish title=<script>alert(1)</script> kind=system body=周日停机一小时 to=all -> notice $m
check view notice_receipts notice=$n as sun where login=li is at=
# 批量办理是列表的一种性质：有未签收的才有选框，选了以后只问一次
check page /desk/notices as li shows 批量办理 未签收
check page /desk/batch?verb=notice.read&ids=$n&back=/desk/notices as li shows 批量已阅
check page /desk/equipment as li hides 批量办理
li    notice.read notice=$n
li    notice.read notice=$n -> refused DUPLICATE
ma    notice.read notice=$n -> refused SUBJECT_UNKNOWN
check view notice_receipts notice=$n as sun where login=li is "at=2024-09-10T00:40:00.000Z"
check view notice_receipts notice=$n as sun where login=chen is at=
li    notice.withdraw notice=$n reason=不是我发的 -> refused ROLE
sun   notice.withdraw notice=$n reason=改到下周
sun   notice.withdraw notice=$n reason=再撤一次 -> refused DUPLICATE

# 消息：由动作产生，任务发出；读过即记下；别人的消息当作没有
at 2024-09-10 09:00
sun   case.assign case=$c officers=li,chen
job inbox_acts
check view messages as li where kind=assigned is link=/desk/case/$c seen=
# 邮件里只有编号：案件名称和线索里的话只在消息页上
check view messages as li where kind=assigned is title=英综执案源〔2024〕1号 text=略
check view messages as chen where kind=assigned is seen=
job inbox_acts
li    inbox.read -> refused ARG_MISSING
li    inbox.read messages=0 -> refused SUBJECT_UNKNOWN field=messages
li    inbox.send kind=urged about=x to=chen title=伪造 link=/desk -> refused ROLE
li    inbox.read until=1000000
check view messages unread=true as chen where kind=assigned is seen=

# 收藏、筛选条件、提醒：各管各的；地址只能是工作台里的
li    favourite.add link=/desk/case/$c label=沿街堆放 -> favourite $f
li    favourite.add link=https://example.org/ label=外面 -> refused ARG_RANGE field=link
li    favourite.add link="/desk//example.org" label=外面 -> refused ARG_RANGE field=link
chen  favourite.drop favourite=$f -> refused SUBJECT_UNKNOWN
check view favourites as li where id=$f is link=/desk/case/$c
li    favourite.drop favourite=$f
li    filter.save path=/desk/cases query=stage=investigating name=在办的 shared=true -> filter $s
li    filter.save path=/login query=a=1 name=外面 -> refused ARG_RANGE field=path
li    filter.save path=/desk/cases query="a=<script>" name=外面 -> refused ARG_RANGE field=query
check view saved_filters as chen where id=$s is name=在办的 login=li
check view saved_filters as sun where id=$s is shared=true
chen  filter.drop filter=$s -> refused SUBJECT_UNKNOWN
check page /desk/cases as chen shows 保存的条件 在办的
check page /desk/statutes as chen hides 在办的
chen  filter.rename filter=$s name=抢过来 -> refused SUBJECT_UNKNOWN
li    filter.rename filter=$s name=我们在办的
check page /desk/cases as chen shows 我们在办的
li    filter.drop filter=$s
check page /desk/cases as chen hides 我们在办的
li    reminder.choose mail=li@example.gov.cn mail_kinds=assigned,overdue quiet_from=22:00 quiet_until=06:30
li    reminder.choose mail="li@example.gov.cn,x@example.org" -> refused ARG_RANGE field=mail
li    reminder.choose mail_kinds=assigned -> refused ARG_MISSING field=mail
li    reminder.choose mail=li@example.gov.cn mail_kinds=weather -> refused ARG_CHOICE field=mail_kinds
li    reminder.choose mail=li@example.gov.cn quiet_from=22:00 -> refused ARG_MISSING field=quiet_until
li    reminder.choose mail=li@example.gov.cn quiet_from=22时00 quiet_until=06:30 -> refused ARG_RANGE field=quiet_from

# 任务：请求立即运行是一个动作
admin job.run name=inbox_acts reason=试一试
admin job.run name=no_such -> refused ARG_CHOICE field=name
li    job.run name=inbox_acts -> refused ROLE
check view jobs as admin where name=inbox_acts is minutes=1
end
