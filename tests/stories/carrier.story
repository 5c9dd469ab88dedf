story "载体推送：谁能开始和暂停，没有送到的隔多久再送、几次以后放弃，送到的不再送；订阅和开放数据里看得到公示和撤下"
# 依据：国办发〔2018〕118号 二（四）（多渠道公示）；行政处罚法 48
pack daying
include ../../packs/daying/demo/staff.story
at 2024-10-08 09:00
li   source.register channel=inspection place=示例河边 source_facts=巡查发现随意倾倒生活垃圾 procedure=summary -> case $c
li   recording.add case=$c kind=video recording_title=现场全程录像 file=@../../packs/daying/demo/video.mp4 taken_at="2024-10-08 08:30" place=示例河边
     collector=李立夏 device=记录仪07 proves=违法行为 -> act $r
zhao case.assign case=$c officers=li,chen
li   inspection.record case=$c officers=li,chen started="2024-10-08 08:30" ended="2024-10-08 08:45" place=示例河边 findings=随意倾倒生活垃圾一袋
     certificates_shown=true party_present=present recordings=$r
li   summary.inform case=$c officers=li,chen certificates_shown=true content=拟罚款150元 defence=无
li   summary.decide case=$c item=GF-111-1 party_kind=citizen party=演某 officers=li,chen penalties=fine fine=150
     found_facts=演某在示例河边随意倾倒生活垃圾一袋。 correction=当场清理

# ---- 开始和暂停：只有负责人、公示核对员、监督人员、管理员；载体要是策略包里写明的 ----
at 2024-10-09 08:00
li   carrier.start carrier=county -> refused ROLE
feng carrier.start carrier=nowhere -> refused ARG_CHOICE field=carrier
feng carrier.start carrier=county since=100000 -> refused ARG_RANGE field=since
feng carrier.pause carrier=county note=还没有开始 -> refused DUPLICATE
feng carrier.start carrier=county
feng carrier.start carrier=county -> refused DUPLICATE says 已经在推送
check view carriers where carrier=county is waiting=0
check view carriers where carrier=province is state=note:没有开始
check view carriers as li -> refused ROLE

li   publish.prepare case=$c
feng publish.release case=$c -> act $p
check view carriers where carrier=county is waiting=1
# 没有设置网址的，什么也不送，什么也不写
job deliver
check view deliveries as feng is count=0

# ---- 送到与没有送到，只有系统任务能记；间隔越来越长 ----
feng carrier.delivered carrier=county change=$p what=released -> refused ROLE
@system carrier.failed carrier=province change=$p what=released record=$c -> refused DUPLICATE
@system carrier.failed carrier=county change=$p what=released record=$c number=英综执罚决〔2024〕1号 status=500 detail=对方出错
check view deliveries as feng where outcome=failed is try=1 status=500 next_at=2024-10-09T00:01:00.000Z
check view carriers as feng where carrier=county is pending=$p tries=1 waiting=1
at 2024-10-09 08:01
@system carrier.failed carrier=county change=$p what=released record=$c detail=没有答复
check view deliveries as feng where try=2 is next_at=2024-10-09T00:06:00.000Z
at 2024-10-09 08:06
@system carrier.delivered carrier=county change=$p what=released record=$c status=200
check view deliveries as feng where outcome=delivered is try=3 status=200
check view carriers as feng where carrier=county is waiting=0
@system carrier.delivered carrier=county change=$p what=released record=$c status=200 -> refused DUPLICATE says 不等这一件

# ---- 微信公众号只试四次：第四次以后放弃，写在工作台上 ----
feng carrier.start carrier=account since=-1
@system carrier.failed carrier=account change=$p what=released record=$c number=英综执罚决〔2024〕1号 detail=没有答复
@system carrier.failed carrier=account change=$p what=released record=$c number=英综执罚决〔2024〕1号 detail=没有答复
@system carrier.failed carrier=account change=$p what=released record=$c number=英综执罚决〔2024〕1号 detail=没有答复
check view deliveries as feng outcome=given_up is count=0
@system carrier.failed carrier=account change=$p what=released record=$c number=英综执罚决〔2024〕1号 detail=没有答复
check view deliveries as feng where outcome=given_up is try=4 carrier=account
check page /desk as feng shows 局微信公众号没有收到公示
check page /desk/carriers as feng shows 放弃 没有设置网址

# ---- 暂停：撤下排着，重新开始以后接着送 ----
feng carrier.pause carrier=county note=对方系统升级
at 2024-11-20 10:00
qian decision.revoke case=$c by=大英县人民政府 effect=revoked instrument=大府复决〔2024〕演1号 effective_on=2024-11-20 reason=主要证据不足
feng publish.withdraw case=$c reason=行政复议决定撤销 instrument=大府复决〔2024〕演1号 -> act $w
check view carriers as feng where carrier=county is waiting=1 state=warn:暂停
@system carrier.delivered carrier=county change=$w what=withdrawn record=$c -> refused DUPLICATE
feng carrier.start carrier=county
@system carrier.delivered carrier=county change=$w what=withdrawn record=$c status=200
check view carriers as feng where carrier=county is waiting=0
# 从头再送：撤下以前的公示不再送，只送撤下
feng carrier.start carrier=county since=-1
check view carriers as feng where carrier=county is waiting=1

# ---- 公众看到的 ----
check page /open shows decisions-2024.csv 增量 字段说明
check page /browse shows 2024 hides 演某
check page /browse/bureau/2024-10 shows 已依法撤下 hides 演某
end
