story "大英综合执法：两份当场处罚，一份等录入，一份等核对：身份证件号码、住址、证人姓名、经营数据怎样遮盖"
# 行政处罚法 48、50；个人信息保护法 28；政府信息公开条例 15。人名、号码、车牌均为虚构。
pack daying
include staff.story

at 2024-11-13 08:50
li   source.register channel=hotline place="大英县示范路" source_facts=市民反映有人夜间倾倒生活垃圾 procedure=summary reporter=钟示意 reporter_phone=13800000001 -> case $c
li   recording.add case=$c kind=video recording_title="现场全程录像" file=@video.mp4 taken_at="2024-11-13 08:30" place="大英县示范路" collector=李立夏 proves=违法行为 -> act $r
sun  case.assign case=$c officers=li,chen
li   inspection.record case=$c officers=li,chen started="2024-11-13 08:30" ended="2024-11-13 08:45" place="大英县示范路"
     findings="示范路 12 号门前倾倒生活垃圾三袋" certificates_shown=true party_present=present witness=汪秀示 recordings=$r
li   summary.inform case=$c officers=li,chen certificates_shown=true content=拟罚款150元 defence=无
li   summary.decide case=$c item=GF-111-1 party_kind=citizen party=邹示例 party_id=510923199001010011 party_address="大英县蓬莱镇演示路36号2单元501室"
     party_phone=13900000000 officers=li,chen penalties=fine fine=150 correction=当场清理
     found_facts="邹示例（公民身份号码510923199001010011，住址：大英县蓬莱镇演示路36号2单元501室，电话139 0000 0000）驾驶川J00001货车，于2024年11月13日在示范路 12 号门前倾倒生活垃圾三袋。钟示意举报、见证人汪秀示在场证实。邻居孙小妹称，当事人经营小吃店，月营业额约 4.2 万元，其母患有慢性支气管炎。当事人提供的联系电话为0825-7812345。"
     -> act $decided
at 2024-11-13 16:20
li   publish.prepare case=$c note="规则遮盖的各处已看过；12 号是违法行为地。" keeps="12 号｜违法行为发生地" covers="营业额约 4.2 万元｜与违法事实无关的经营数据，商业秘密"
feng publish.release case=$c -> refused PUBLISH_MASK field=left says 孙小妹
check page /desk/publicity/$c as feng shows 孙小妹 商业秘密

at 2024-11-14 08:50
li   source.register channel=inspection place="大英县样板街" source_facts=巡查发现随意倾倒生活垃圾 procedure=summary -> case $d
li   recording.add case=$d kind=video recording_title="现场全程录像" file=@video.mp4 taken_at="2024-11-14 08:30" place="大英县样板街" collector=李立夏 proves=违法行为 -> act $s
sun  case.assign case=$d officers=li,chen
li   inspection.record case=$d officers=li,chen started="2024-11-14 08:30" ended="2024-11-14 08:45" place="大英县样板街"
     findings=倾倒生活垃圾一袋 certificates_shown=true party_present=present recordings=$s
li   summary.inform case=$d officers=li,chen certificates_shown=true content=拟罚款100元 defence=无
li   summary.decide case=$d item=GF-111-1 party_kind=citizen party=蒋示范 party_id=11010519491231002X officers=li,chen penalties=fine fine=100 correction=当场清理
     found_facts="蒋示范（身份证11010519491231002X）在样板街 8 号门前倾倒生活垃圾一袋，店主何小样劝阻无效。"
check page /desk/publicity/$d as li shows 何小样 待定
end
