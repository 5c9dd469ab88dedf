story "大英：裁量基准分档——提前公布，2027 年起施行；阶次、情形和数额均为示例"
# 处罚法 34；国办发〔2022〕27号
pack daying
include staff.story
at 2026-11-20 16:00
feng list.draft kind=grades origin=pack law="处罚法 34；国办发〔2022〕27号；本局裁量规则（示例）" -> list $g
zhao list.publish list=$g effective=2027-01-01 reason="首次公布：把裁量基准细化为可以计算的阶次"
check view list_grades agency=bureau on=2027-01-01 item=DL-42 as public where grade=一般 is way=按数量
end
