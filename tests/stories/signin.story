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
end
