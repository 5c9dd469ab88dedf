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
zhou source.register channel=网格员上报 place=示例路1号 source_facts=略 unit=team1 -> case $c
admin dictionary.set list=source word=网格员上报 used=false reason=改由热线统一受理
zhou source.register channel=网格员上报 place=示例路1号 source_facts=略 unit=team1 -> refused ARG_CHOICE field=channel
end
