story "某区：权责清单写明每个事项在各乡镇怎样实施；裁量基准分档。2027 年起施行，内容为示例"
# 处罚法 20、24、34；实施意见 二（二）
pack township
include staff.story
at 2026-11-20 16:00
fan list.draft kind=powers origin=given law="实施意见 二（二）" rows="编号	事项名称	职权类别	设定和实施依据	处罚种类	乡镇实施方式\nDQ-115-1	施工工地未采取有效防尘降尘措施	行政处罚	《中华人民共和国大气污染防治法》第一百一十五条第一款	罚款	甲镇：委托，某城管委托〔2026〕1号，2027-01-01，2027-12-31；乙镇：配合，实施意见 二（二），2027-01-01；丙乡：赋权，某政发〔2026〕8号，2027-01-01" -> list $p
ju  list.publish list=$p effective=2027-01-01 reason="首次公布：写明乡镇实施方式"
fan list.draft kind=grades origin=pack law="处罚法 34；国办发〔2022〕27号" -> list $g
ju  list.publish list=$g effective=2027-01-01 reason="首次公布：裁量阶次"
check view list_powers item=DQ-115-1 on=2027-01-01 as public where town=某区丙乡人民政府 is mode=赋权 holds=true
end
