story "大英：典型案例两件，上一年度的统计年报由监督人员统计、另一人核对公布"
# 依据：国办发〔2018〕118号 二（六）；本局方案 三（一）4。案情为虚构。
pack daying
include staff.story

at 2024-12-20 10:00
admin user.add login=yu name=余立春 agency=bureau unit=supervision roles=supervisor post=监督监查股科员 password=mingjing-demo
li   example.enter kind=good title=轻微违法及时改正，首违不罚重在教育
     facts="执法人员巡查时发现，一名早餐摊主收摊后将一袋生活垃圾放在路边。\n当事人系初次违法，当场清理干净，没有造成危害后果。"
     handling="依法不予行政处罚，现场教育，并签署守法承诺。" meaning="处罚与教育相结合：初次违法、危害轻微、及时改正的，可以不予处罚。执法过程全程录像，告知和教育都留有记录。"
     law="行政处罚法第六条、第三十三条" -> example $a
sun  example.enter kind=warning title=处罚决定因程序问题被撤销的教训
     facts="某大队在作出较大数额罚款以前没有送法制审核，即送达决定书。\n当事人申请行政复议。"
     handling="复议机关撤销了处罚决定；本局重新告知、听证、审核后另行作出决定。" meaning="重大执法决定未经法制审核或者审核未通过的，不得作出决定。事后补审不能弥补程序违法。"
     law="行政处罚法第五十八条" -> example $b
feng example.publish example=$a
feng example.publish example=$b

at 2025-01-20 09:30
jian report.freeze year=2024 remark=本局为单一执法主体，本年报不含受委托的乡镇。 -> report $y
at 2025-01-21 15:00
yu   report.publish report=$y
check view reports as public where year=2024 is state=ok:已公布
end
