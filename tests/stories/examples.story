story "典型案例：一人编写，另一人核对后公开；写进了号码、住址的不能录入；撤下写明原因"
pack daying
include ../../packs/daying/demo/staff.story
at 2024-11-05 09:00
li   example.enter kind=good title=首次违法轻微不罚，教育到位 facts=当事人某在街边随手丢弃少量生活垃圾，电话13912345678，当场清理。 handling=不予处罚，教育。 meaning=轻微违法及时改正的，教育优先。
     law=行政处罚法第三十三条 -> refused PUBLISH_MASK field=facts says 13912345678
he   example.enter kind=good title=首次违法轻微不罚 facts=当事人某在街边随手丢弃少量生活垃圾，当场清理。 handling=不予处罚 meaning=轻微违法及时改正的，教育优先。 law=行政处罚法第三十三条 -> refused ROLE
li   example.enter kind=good title=首次违法轻微不罚，教育到位 facts=当事人某在街边随手丢弃少量生活垃圾，当场清理。 handling=不予处罚，教育。 meaning=轻微违法及时改正的，教育优先。
     law=行政处罚法第三十三条 -> example $e
check view examples as public where id=$e is absent
check view examples as feng where id=$e is state=note:待核对
li   example.publish example=$e -> refused ROLE
feng example.enter kind=warning title=先批后审的教训 facts=某案未经法制审核即送达决定书，复议中被撤销。 handling=决定被撤销，重新审核后作出。 meaning=重大执法决定未经法制审核不得作出。
     law=行政处罚法第五十八条 -> example $f
feng example.publish example=$f -> refused SAME_PERSON
feng example.publish example=$e
feng example.publish example=$e -> refused ONCE
check view examples as public where id=$e is kind=示范
check page /examples shows 首次违法轻微不罚 hides 先批后审
feng example.withdraw example=$e -> refused ARG_MISSING field=reason
feng example.withdraw example=$e reason=案情描述须补充
feng example.withdraw example=$e reason=再撤 -> refused ONCE
feng example.publish example=$e -> refused ONCE
check view examples as public where id=$e is absent
check page /example/$e shows 案情描述须补充 hides 生活垃圾
end
