story "兴隆台区：行政执法事项清单经司法局审核、随机抽查事项清单经市场监管局审核后才能公布；版本不再改动，差别逐格可查"
# 依据：全区方案 四（一）2（1）（4）；国办发〔2018〕118号 二（四）：清单公开、动态调整
pack xinglongtai
include ../../packs/xinglongtai/demo/staff.story

# ---- 起草：系统按正在执行的规则生成；也可以粘贴 ----
at 2025-08-04 09:00
song list.draft kind=matters origin=pack law=全区方案 -> refused ROLE
gao  list.draft kind=nothing origin=pack law=全区方案 -> refused ARG_CHOICE field=kind
gao  list.draft kind=spotchecks origin=pack law=全区方案 -> refused LIST_STATE says 直接填写
gao  list.draft kind=matters origin=current law=全区方案 -> refused LIST_STATE says 还没有公布过
gao  list.draft kind=matters origin=given law=全区方案 -> refused ARG_MISSING field=rows
gao  list.draft kind=matters origin=pack rows="编号" law=全区方案 -> refused ARG_CHOICE field=origin
gao  list.draft kind=matters origin=pack law="全区方案 四（一）2（1）" -> list $a
check view list_drafts as gao where id=$a is state=note:草稿 rows=2 reviewer=兴隆台区司法局
check view list_drafts as si where id=$a is rows=2
check view list_drafts as ge where id=$a is absent

# ---- 内容要求：依据必填、编号不重复、不能有网页代码、栏目要认得 ----
gao  list.revise list=$a rows="编号,执法事项,执法类别\nGF-111-1,随意倾倒生活垃圾,行政处罚" -> refused LIST_ROWS says 执法依据
gao  list.revise list=$a rows="编号,执法事项,执法类别,执法依据\nA,B,C,D\nA,B,C,D" -> refused LIST_ROWS says 有两行
gao  list.revise list=$a rows="编号,执法事项,执法类别,执法依据\nA,<script>alert(1)</script>,C,D" -> refused LIST_ROWS says 网页代码
gao  list.revise list=$a rows="[]" -> refused LIST_ROWS says 没有一行
ge   list.revise list=$a rows="编号,执法事项,执法类别,执法依据\nA,B,C,D" -> refused SCOPE

# ---- ✗ 司法局审核以前不能公布；不该审核的机关不能审核 ----
du   list.publish list=$a effective=2025-08-10 reason=首次公布 -> refused LIST_REVIEW says 司法局
lu   list.send_review list=$a note=请审核
du   list.publish list=$a effective=2025-08-10 reason=首次公布 -> refused LIST_REVIEW
gao  list.revise list=$a rows="编号,执法事项,执法类别,执法依据\nA,B,C,D" -> refused LIST_STATE says 审核期间
fa   list.reviewed list=$a result=passed -> refused LIST_REVIEWER says 司法局
du   list.reviewed list=$a result=passed -> refused LIST_REVIEWER
si   list.reviewed list=$a result=returned -> refused ARG_MISSING field=remarks
si   list.reviewed list=$a result=returned remarks="DQ-118-1 应当写明由城市管理部门实施" instrument=兴司审〔2025〕3号
du   list.publish list=$a effective=2025-08-10 reason=首次公布 -> refused LIST_REVIEW
lu   list.send_review list=$a -> refused LIST_STATE says 先修改
gao  list.revise list=$a rows="编号	执法事项	执法类别	执法主体	执法依据\nGF-111-1	随意倾倒、抛撒、堆放或者焚烧生活垃圾	行政处罚	区综合执法局	《中华人民共和国固体废物污染环境防治法》第一百一十一条\nDQ-118-1	餐饮油烟超标排放	行政处罚	区综合执法局（城市管理部门）	《中华人民共和国大气污染防治法》第一百一十八条" note=已写明实施主体
lu   list.send_review list=$a

# ---- 通过以后又改，重新送审 ----
at 2025-08-05 09:00
si   list.reviewed list=$a result=passed instrument=兴司审〔2025〕5号
gao  list.revise list=$a rows="编号,执法事项,执法类别,执法主体,执法依据\nGF-111-1,随意倾倒、抛撒、堆放或者焚烧生活垃圾,行政处罚,区综合执法局,《中华人民共和国固体废物污染环境防治法》第一百一十一条\nDQ-118-1,餐饮油烟超标排放,行政处罚,区综合执法局,《中华人民共和国大气污染防治法》第一百一十八条"
du   list.publish list=$a effective=2025-08-10 reason=首次公布 -> refused LIST_REVIEW says 草稿
lu   list.send_review list=$a
si   list.reviewed list=$a result=passed instrument=兴司审〔2025〕6号
si   list.reviewed list=$a result=passed -> refused LIST_STATE

# ---- 公布：施行日期不能是过去；起草人不能自己公布；公布以后不再改动 ----
du   list.publish list=$a effective=2025-08-04 reason=首次公布 -> refused LIST_EFFECTIVE field=effective
gao  list.publish list=$a effective=2025-08-10 reason=首次公布 -> refused SAME_PERSON
du   list.publish list=$a effective=2025-08-10 reason=首次公布
check view lists on=2025-08-09 as public where kind=matters is absent
check view lists on=2025-08-10 as public where kind=matters is version=1 rows=2 reviewer=兴隆台区司法局 agency=urban
gao  list.revise list=$a rows="编号,执法事项,执法类别,执法依据\nA,B,C,D" -> refused LIST_FIXED
du   list.publish list=$a effective=2025-08-11 reason=再公布一次 -> refused LIST_FIXED
lu   list.send_review list=$a -> refused LIST_FIXED
check view list_rows agency=urban kind=matters on=2025-08-10 as public where number=DQ-118-1 is name=餐饮油烟超标排放
check view list_rows agency=urban kind=matters on=2025-08-10 q=无此 as public where number=DQ-118-1 is absent
check view list_rows agency=urban kind=matters on=2025-08-01 as public -> refused SUBJECT_UNKNOWN
# 与系统正在执行的规则不同：名称、依据和主体以外由系统执行的栏目
check view list_engine agency=urban kind=matters on=2025-08-10 as public where row=DQ-118-1 column=执法事项 is before=餐饮油烟超标排放
check view list_search q=油烟 as public where row=DQ-118-1 is absent

# ---- 动态调整：以系统的规则为底稿起草第 2 版；差别逐格 ----
at 2025-08-20 09:00
check view list_search q=油烟 as public where row=DQ-118-1 is label=行政执法事项清单
check view list_search q="100%_" as public where kind=matters is absent
gao  list.draft kind=matters origin=current law=大气污染防治法 -> list $same
lu   list.send_review list=$same -> refused LIST_SAME
gao  list.draft kind=matters origin=pack law="大气污染防治法 118" -> list $b
lu   list.send_review list=$b
si   list.reviewed list=$b result=passed instrument=兴司审〔2025〕9号
du   list.publish list=$b effective=2025-09-01 reason="名称与法律条文一致"
check view lists on=2025-08-31 as public where kind=matters is version=1 until=2025-08-31
check view lists on=2025-09-01 as public where kind=matters is version=2 reason=名称与法律条文一致
check view list_engine agency=urban kind=matters version=2 as public where row=DQ-118-1 is absent
check view list_changes agency=urban kind=matters from=1 to=2 as public where row=DQ-118-1 column=执法事项 is before=餐饮油烟超标排放
check view list_rows agency=urban kind=matters version=1 as public where number=DQ-118-1 is name=餐饮油烟超标排放
check view list_rows agency=urban kind=matters version=9 as public -> refused SUBJECT_UNKNOWN

# ---- 随机抽查事项清单：市场监管局审核，不由司法局 ----
at 2025-08-21 09:00
gao  list.draft kind=spotchecks origin=given law="全区方案 四（一）2（4）" rows="编号,抽查事项,抽查主体,抽查依据,抽查对象,抽查内容,抽查比例,抽查方式,抽查频次\nCC-01,餐饮油烟,区综合执法局,大气污染防治法 81,餐饮服务单位,净化设施使用情况,5%,现场检查,每年一次" -> list $s
du   list.publish list=$s effective=2025-09-01 reason=首次公布 -> refused LIST_REVIEW says 市场监督管理局
gao  list.send_review list=$s
si   list.reviewed list=$s result=passed -> refused LIST_REVIEWER says 市场监督管理局
fa   list.reviewed list=$s result=passed remarks=符合要求 instrument=兴市监〔2025〕21号
du   list.publish list=$s effective=2025-09-01 reason=首次公布
# 公布以后还要同步到其他载体：公示任务自己产生，属于清单的机关
check view disclosure_tasks as gao where task=list_published title=随机抽查事项清单 is due=2025-08-28 noun=list
check view disclosure_tasks as gao where task=list_passed title=随机抽查事项清单 is done_on=2025-08-21
# 不要求外部审核的清单不送审；没有变化的不再公布
gao  list.draft kind=recordings origin=pack law="全区方案 四（二）3" -> list $r
gao  list.send_review list=$r -> refused LIST_STATE says 没有要求
du   list.publish list=$r effective=2025-08-21 reason=首次公布
check view list_engine agency=urban kind=recordings as public where change=调整 is absent
gao  list.draft kind=recordings origin=pack law="全区方案 四（二）3" -> list $r2
du   list.publish list=$r2 effective=2025-08-22 reason=再公布 -> refused LIST_SAME
gao  list.draft kind=subjects origin=pack law=三定方案 -> list $k
du   list.publish list=$k effective=2025-08-22 reason=首次公布 -> refused LIST_ROWS says 职责权限

# ---- 新版本不能早于已公布的版本；废止 ----
gao  list.draft kind=matters origin=given law=大气污染防治法 rows="编号,执法事项,执法类别,执法依据\nGF-111-1,随意倾倒生活垃圾,行政处罚,《中华人民共和国固体废物污染环境防治法》" -> list $c
gao  list.send_review list=$c
si   list.reviewed list=$c result=passed
du   list.publish list=$c effective=2025-08-25 reason=缩减 -> refused LIST_EFFECTIVE says 不能更早
du   list.revoke list=$a reason=职能划转 -> refused LIST_STATE says 替代
du   list.revoke list=$c reason=职能划转 -> refused LIST_STATE says 审核通过
du   list.revoke list=$b on=2025-08-20 reason=职能划转 -> refused LIST_EFFECTIVE field=on
du   list.revoke list=$s on=2025-10-01 reason=职能划转
check view lists on=2025-09-30 as public where kind=spotchecks is version=1 until=2025-09-30
check view lists on=2025-10-01 as public where kind=spotchecks is absent
check view list_versions agency=urban kind=spotchecks as public where version=1 is state=已废止 revoke_reason=职能划转

# ---- 人员：只有公示的栏目；有效、过期、失效按当天 ----
admin certificate.issue login=gao number=辽演0009 kinds=综合行政执法 area=兴隆台区 since=2025-08-01 until=2028-12-31 -> certificate $photo
wei   certificate.photo certificate=$photo photo=@../../packs/daying/demo/portrait.png -> refused ROLE
admin certificate.photo certificate=$photo photo=@../../packs/daying/lists.yaml -> refused FILE_TYPE field=photo
admin certificate.photo certificate=$photo photo=@../../packs/daying/demo/portrait.png
check page /officer/辽演0009 shows 照片：郜公开 /officer/%E8%BE%BD%E6%BC%940009/photo.png
check view officers q=辽演0004 as public where number=辽演0004 is name=魏红滩 unit=执法一大队 validity=有效
check view officers q=鲍新人 as public where name=鲍新人 is absent
check page /desk/lists as gao shows 行政执法事项清单 兴隆台区司法局 一致
check page /agency/urban shows 行政执法事项清单 魏红滩 证件
check page /rules shows 兴隆台区司法局 兴隆台区市场监督管理局
check page /list/urban/matters shows 行政执法事项清单 第 1 版 DQ-118-1 hides alert(1)
check page /list/urban/matters/2 shows 第 2 版 2025-09-01
check page /list/urban/matters/2/1 shows 餐饮油烟超标排放 调整
check page /lists/matters shows 兴隆台区综合行政执法局
check page /lists?q=油烟 shows DQ-118-1
check page /officers?q=魏红滩 shows 辽演0004 有效
check page /officer/辽演0004 shows 魏红滩 证件有效 您的权利

# ---- 机构改革：没拟完的由承接的机关接着拟；公布过的仍在原机关名下，门户写明由谁承接 ----
gao   list.draft kind=matters origin=current law=全区方案 -> list $last
check view list_drafts as ge where id=$last is absent
admin agency.merge code=urban heir=market document=示例文件
check view list_drafts as ge where id=$last is state=note:草稿
check view lists as public where agency=urban is version=1
check page /agencies shows 不再存续的机关 兴隆台区综合行政执法局 承接
check page /agency/urban shows 不再存续 兴隆台区市场监督管理局 行政诉讼法第二十六条第六款
end
