story "大英：三员到位，借调人员的自定义范围，大队长离岗由人代行"
# 依据：GB/T 22239—2019 8.1.4.2（最小权限）、8.1.5（系统、审计、安全管理）
pack daying
include staff.story

at 2026-11-20 15:00
admin user.add login=audit name=季示例 agency=bureau roles=auditor post=审计管理员 password=mingjing-demo
admin user.add login=security name=鲍示例 agency=bureau roles=security post=安全管理员 password=mingjing-demo
admin user.add login=extra name=无权示例 agency=bureau roles=officer -> refused RIGHTS_SECURITY
security rights.grant login=ma granted=officer scope=custom units=team1,team3 since=2026-11-20 until=2026-12-31 reason="年末集中整治，局领导批准借调一、三大队" -> grant $g
sun  rights.delegate login=ma granted=team_leader since=2026-11-20 until=2026-11-27 reason=参加省厅培训 -> grant $d
check view grants as audit is count=2
