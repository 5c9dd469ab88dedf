story "大英：登录安全——绑定身份、重置密码、解锁"
# 依据：GB/T 22239 8.1.4.1（身份鉴别）。证书指纹和外部身份均为虚构。
pack daying
include staff.story
at 2024-09-11 08:30
admin binding.add login=li kind=certificate value=sha256:1f0e9d8c7b6a59483726150f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b -> binding $a
admin binding.add login=sun kind=oidc value=sun@example.test
admin binding.add login=zhao kind=ldap value=zhao.qingming
admin user.unlock login=chen reason=本人来电，已核实
at 2025-06-03 09:10
admin binding.end binding=$a reason=证书到期，换发新证书
admin binding.add login=li kind=certificate value=sha256:2a1b0c9d8e7f60514233241506f7e8d9cabbac9d8e7f605142332415060f1e2d
check view bindings as admin where login=sun is value=sun@example.test
end
