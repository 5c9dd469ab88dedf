story "登录安全：重置密码、解锁、绑定身份、动态码由谁办，错的一概不收"
# 依据：GB/T 22239 8.1.4.1（身份鉴别）、8.1.4.2（访问控制）
pack daying
include ../../packs/daying/demo/staff.story
at 2024-09-10 09:00
admin user.add login=bai name=白小寒 agency=bureau unit=team1 roles=officer password=mingjing-demo -> user $bai
li    user.reset user=$bai reason=忘记密码 -> refused ROLE
admin user.reset user=$bai reason=忘记密码
admin user.reset user=999999 -> refused SUBJECT_UNKNOWN
li    user.unlock login=bai -> refused ROLE
admin user.unlock login=nobody -> refused ACTOR_UNKNOWN
admin user.unlock login=li reason=本人来电
admin user.unlock login=li reason=又一次
li    user.password user=$bai password=another-one-2024 -> refused ROLE
li    user.password user=$bai password=short -> refused ARG_RANGE field=password

# 绑定：一个身份只归一个账号
li    binding.add login=li kind=oidc value=ext-li -> refused ROLE
admin binding.add login=li kind=oidc -> refused ARG_MISSING field=value
admin binding.add login=li kind=certificate -> refused ARG_MISSING field=certificate
admin binding.add login=li kind=certificate value=CN=li -> refused ARG_TYPE field=value
admin binding.add login=li kind=certificate certificate=不是证书 -> refused ARG_TYPE field=certificate
admin binding.add login=nobody kind=ldap value=li -> refused ACTOR_UNKNOWN
admin binding.add login=li kind=oidc value=ext-li -> binding $b
admin binding.add login=chen kind=oidc value=ext-li -> refused DUPLICATE field=value
check view bindings as admin where value=ext-li is login=li
check view bindings as li -> refused ROLE
li    binding.end binding=$b -> refused ROLE
admin binding.end binding=$b reason=换了身份
admin binding.end binding=$b -> refused SUBJECT_UNKNOWN
admin binding.add login=chen kind=oidc value=ext-li
admin binding.add login=li kind=certificate value=sha256:0000000000000000000000000000000000000000000000000000000000000000

# 动态码：密钥只能是本站为本人生成的
li    factor.enrol sealed=v1.AAAA code=123456 -> refused FORM_TOKEN
li    factor.codes factor=999999 -> refused SUBJECT_UNKNOWN
li    factor.end factor=999999 -> refused SUBJECT_UNKNOWN
li    trusted.end trusted=999999 -> refused SUBJECT_UNKNOWN
check view stale_accounts days=1 as admin where login=bai is name=白小寒
check view sessions as li -> refused ROLE
# 登录规则：安全管理员在法律事实要求的范围内改，有历史；系统管理员不能改，也不能放宽
admin user.add login=bao name=鲍示例 agency=bureau roles=security post=安全管理员 password=mingjing-demo
admin parameter.set name=signin_attempts value=4 reason=收紧 -> refused ROLE
bao   parameter.set name=signin_attempts value=6 reason=放宽 -> refused ARG_RANGE field=value
bao   parameter.set name=signin_idle_minutes value=60 reason=放宽 -> refused ARG_RANGE field=value
bao   parameter.set name=signin_hours value=24 reason=放宽 -> refused ARG_RANGE field=value
bao   parameter.set name=signin_length value=6 reason=放宽 -> refused ARG_RANGE field=value
bao   parameter.set name=signin_factor value=head,nobody reason=负责人要有动态码 -> refused ARG_CHOICE field=value
bao   parameter.set name=signin_length value=12 since=2024-09-09 reason=收紧 -> refused TOO_EARLY_DATE field=since
bao   parameter.set name=signin_length value=12 reason=收紧
bao   parameter.set name=signin_factor value=head,cashier reason=负责人和出纳要有动态码
bao   parameter.set name=remind_red_days value=2 reason=不归我 -> refused ROLE
li    user.password user=$bai password=elevenwords -> refused PASSWORD_WEAK says 12
check page /desk/signin as bao shows 至少 12 个字 head cashier
check page /desk/admin/parameter/signin_length as bao shows 收紧 12

# 权限数据：表里多出的岗位、授权，不是由日志来的；按日志比对找得到，报警一天一次（GB/T 39786 8.4）
bao   rights.grant login=chen granted=editor since=2024-09-10 reason=临时负责公示 -> grant $g
job access_rows
check view log verb=access.alarm as bao is count=0
tamper "UPDATE org_user SET roles = 'officer,admin,security' WHERE login = 'bai'"
tamper "UPDATE org_grant SET role = 'admin' WHERE login = 'chen'"
tamper "UPDATE org_user SET enabled = 0 WHERE login = 'ma'"
check page /desk/signin as bao shows 权限与日志不符 白小寒 officer,admin,security 授权 停用
job access_rows
check view log verb=access.alarm as bao is count=3
job access_rows
check view log verb=access.alarm as bao is count=3
check rebuild names org_user
tamper "UPDATE org_user SET roles = 'officer' WHERE login = 'bai'"
tamper "UPDATE org_user SET enabled = 1 WHERE login = 'ma'"
tamper "UPDATE org_grant SET role = 'editor' WHERE login = 'chen'"
tamper "UPDATE org_grant SET ended = '2024-09-10T01:00:00.000Z' WHERE login = 'chen'"
check page /desk/signin as bao shows 授权（editor）与日志不符
tamper "UPDATE org_grant SET ended = '' WHERE login = 'chen'"
check rebuild
end
