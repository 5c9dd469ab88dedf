story "遮盖：规则、本案的人、人工标记；没有定的不能悄悄公开"
# 行政处罚法 50；个人信息保护法 28；未成年人保护法 103；政府信息公开条例 15；兴隆台方案 四（五）
pack daying
include ../../packs/daying/demo/staff.story
at 2024-09-09 08:50
li   source.register channel=hotline place="大英县示范路" source_facts=有人倾倒垃圾 procedure=summary reporter=赵举报 reporter_phone=13800000001 -> case $c
li   recording.add case=$c kind=video recording_title="现场全程录像，王秀珍在场" file=@../../packs/daying/demo/video.mp4 taken_at="2024-09-09 08:30" place="大英县示范路" collector=李立夏 proves=违法行为 -> act $r
sun  case.assign case=$c officers=li,chen
li   inspection.record case=$c officers=li,chen started="2024-09-09 08:30" ended="2024-09-09 08:45" place="大英县示范路"
     findings=倾倒生活垃圾一袋 certificates_shown=true party_present=present witness=王秀珍 recordings=$r
li   summary.inform case=$c officers=li,chen certificates_shown=true content=拟罚款150元 defence=无
li   summary.decide case=$c item=GF-111-1 party_kind=citizen party=郑卫东 party_id=510923199001010011 party_address="大英县蓬莱镇江源路36号2单元501室"
     party_phone=13900000000 officers=li,chen penalties=fine fine=150 correction=当场清理
     found_facts="郑卫东（公民身份号码５１０９２３１９９００１０１００１１，住址：大英县蓬莱镇江源路36号2单元501室，电话139 0000 0000）驾驶川J12345，在示范路 12 号门前倾倒垃圾。举报人赵举报、见证人王秀珍证实。投诉电话0825-7812345。邻居孙小妹称其月营业额约 4.2 万元。"
     -> act $decided
at 2024-09-10 09:00
# ---- 录入：改动都要写理由，要对得上原文；一律不公开的不能保留 ----
li   publish.prepare case=$c facts_public=当事人倾倒垃圾。 -> refused ARG_MISSING field=edit_reason
li   publish.prepare case=$c covers=约4.2万元 -> refused PUBLISH_MASK field=covers says 没有写明理由
li   publish.prepare case=$c covers="第五百页｜商业秘密" -> refused PUBLISH_MASK field=covers says 原文中没有
li   publish.prepare case=$c keeps="赵举报｜他同意了" -> refused PUBLISH_MASK field=keeps says 一律不公开
li   publish.prepare case=$c keeps="倾倒垃圾｜可以" -> refused PUBLISH_MASK field=keeps says 不需要保留
li   publish.prepare case=$c keeps="0825-7812345｜请拨13900000000" -> refused PUBLISH_MASK field=keeps says 理由
li   publish.prepare case=$c note=按规则遮盖
# ---- 核对：机器提出而没有定的，须有人说可以公开 ----
feng publish.release case=$c -> refused PUBLISH_MASK field=left says 门牌号
check page /desk/publicity/$c as feng shows 郑卫东 示范路 商业秘密 证人姓名 孙小妹
check page /desk/publicity/$c as li shows 车牌号
# ---- 改写的文字不替人遮：还有个人信息就不放行 ----
li   publish.prepare case=$c facts_public="郑 卫　东倾倒垃圾" edit_reason=原文表述不清
feng publish.release case=$c left=true -> refused PUBLISH_MASK says 当事人姓名
li   publish.prepare case=$c facts_public="当事人驾驶川 J·12345 倾倒垃圾" edit_reason=原文表述不清
feng publish.release case=$c left=true -> refused PUBLISH_MASK says 车牌号
at 2024-09-10 10:00
li   publish.prepare case=$c keeps="12 号｜违法行为发生地\n0825-7812345｜对外公布的投诉电话" covers="营业额约 4.2 万元｜商业秘密\n孙小妹｜案外人，个人隐私"
feng publish.release case=$c note=逐处核对
check view publications as public where id=$c is party=郑某某
check page /decision/$c shows 郑某某 商业秘密 0825-7812345 hides 郑卫东 王秀珍 赵举报 孙小妹 13900000000 川J12345 501室 5109231990
check proof $decided decision_number fine party_public
check page /proof/$decided shows mingjing-proof/1 hides 郑卫东 王秀珍 赵举报 孙小妹 川J12345
end
