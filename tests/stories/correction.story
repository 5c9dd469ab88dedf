story "撤下、更正、更新和公众纠错：录入和核对是两个人，每个版本都留着，理由公开"
# 依据：处罚法 48（三日内撤回并公开说明理由）；政府信息公开条例 41；本局方案 三（一）4（1 个工作日）
pack daying
include ../../packs/daying/demo/staff.story
at 2024-10-08 09:00
li   source.register channel=inspection place=示例路8号 source_facts=巡查发现随意倾倒生活垃圾 procedure=summary -> case $c
li   recording.add case=$c kind=video recording_title=现场全程录像 file=@../../packs/daying/demo/video.mp4 taken_at="2024-10-08 08:30" place=示例路8号
     collector=李立夏 device=记录仪07 proves=违法行为 -> act $r
zhao case.assign case=$c officers=li,chen
li   inspection.record case=$c officers=li,chen started="2024-10-08 08:30" ended="2024-10-08 08:45" place=示例路8号 findings=随意倾倒生活垃圾一袋
     certificates_shown=true party_present=present recordings=$r
li   summary.inform case=$c officers=li,chen certificates_shown=true content=拟罚款150元 defence=无
li   summary.decide case=$c item=GF-111-1 party_kind=citizen party=周小川 officers=li,chen penalties=fine fine=150
     found_facts=当事人在示例路8号随意倾倒生活垃圾两袋。 correction=当场清理 -> act $d
check view disclosure_tasks task=decision as feng where cause=$d is due=2024-10-16
@public correction.ask case=$c what=还没有公示的不能纠错 -> refused SUBJECT_UNKNOWN
li   publish.amend case=$c way=correct new_facts=略 reason=略略 -> refused NEED
chen publish.prepare case=$c
feng publish.release case=$c left=true note=核对无误 -> act $v1
check view publications as public where id=$c is state=shown
check view publication_period case=$c as public is count=0

# ---- 公众纠错 ----
at 2024-10-14 10:00
@public correction.ask case=$c what=短 -> refused ARG_RANGE field=what
@public correction.ask case=$c what=事实写的是两袋，现场只有一袋，请核对录像。 contact=示例人13900000005 -> correction $k
@public correction.ask case=$c what=罚款数额写错了，应该是100元。 -> correction $n
check view disclosure_tasks task=correction as feng where subject=$k is due=2024-10-21 state=open title=英综执罚决〔2024〕1号
check view corrections as public -> refused LOGIN
check view corrections as feng is count=2
check page /desk/corrections as feng shows 事实写的是两袋
check page /desk/corrections/$k as feng shows 13900000005 采纳 2024-10-21
check page /desk/corrections/$k as ma status=403
@public correction.accept correction=$k answer=同意 -> refused ROLE
li   correction.accept correction=$k answer=同意采纳 -> refused ROLE
gao  correction.accept correction=$k answer=同意采纳 -> refused SCOPE
feng correction.accept correction=$k answer=已联系13900000005核实 -> refused PUBLISH_MASK field=answer
feng correction.accept correction=$k answer=经核对录像，确为一袋，予以更正。
feng correction.reject correction=$k answer=再次答复这件纠错 -> refused ONCE
feng correction.reject correction=$n answer=经核对，罚款150元与决定书一致。
check view corrections as feng where id=$n is answered_by=冯小雪
check view disclosure_tasks task=correction as feng where subject=$k is state=done checked_by=冯小雪
check view disclosure_tasks task=correct as feng where subject=$k is due=2024-10-17 state=open

# ---- 更正：录入、核对是两个人 ----
at 2024-10-15 09:00
feng publish.correct case=$c -> refused PUBLISH_NO_DRAFT
li   publish.amend case=$c way=correct new_facts=当事人在示例路8号随意倾倒生活垃圾两袋。 reason=核对录像 -> refused PUBLISH_SAME
li   publish.amend case=$c way=correct new_facts=当事人在示例路8号随意倾倒生活垃圾一袋。 -> refused ARG_MISSING field=reason
li   publish.amend case=$c way=correct new_facts=周小川在示例路8号随意倾倒生活垃圾一袋。 reason=核对录像 -> refused PUBLISH_MASK field=new_facts
li   publish.amend case=$c way=correct new_number=改号 reason=核对录像 -> refused ARG_CHOICE field=new_number
li   publish.amend case=$c way=update new_result=罚款100元 instrument=略 reason=核对录像 -> refused NEED field=way
feng publish.amend case=$c way=correct new_facts=当事人在示例路8号随意倾倒生活垃圾一袋。 reason=经核对现场录像，数量应为一袋。 request=$k
feng publish.correct case=$c -> refused SAME_PERSON
li   publish.amend case=$c way=correct new_facts=当事人在示例路8号随意倾倒生活垃圾一袋。 reason=经核对现场录像，数量应为一袋。 request=$k
check page /desk/publicity/$c/versions as feng shows 等待核对的更正 一袋 核对并更正
li   publish.correct case=$c -> refused ROLE
feng publish.correct case=$c note=与录像一致 -> act $v2
feng publish.correct case=$c -> refused PUBLISH_NO_DRAFT
check view corrections as feng where id=$k is corrected=$v2 state=ok:已更正
check view disclosure_tasks task=correct as feng where subject=$k is state=done
check page /decision/$c shows 一袋 这条公示更正过 数量应为一袋 hides 两袋
check page /search?q=两袋 hides 英综执罚决〔2024〕1号
check page /search?q=一袋 shows 英综执罚决〔2024〕1号
check page /desk/publicity/$c/versions as feng shows "第 2 版：更正" "第 1 版：公示" 两袋 一袋
check proof $v2 public.facts public.text
check page /proof/$v2 shows mingjing-proof/1

# ---- 决定被变更：更新，或者撤下；本局一个工作日，法律三个工作日 ----
at 2024-10-28 16:00
qian decision.revoke case=$c by=大英县人民政府 effect=changed instrument=大府复决〔2024〕演2号 effective_on=2024-10-28 reason=罚款变更为100元。
check view disclosure_tasks task=withdraw as feng where subject=$c is due=2024-10-31 alarm=2024-10-29 state=open title=大府复决〔2024〕演2号
li   publish.amend case=$c way=update new_result=罚款100元 new_fine=100 reason=复议决定变更罚款数额。 -> refused ARG_MISSING field=instrument
li   publish.amend case=$c way=update new_result=罚款100元 new_fine=100 new_number=大府复决〔2024〕演2号 new_decided_on=2024-10-28 reason=复议决定变更罚款数额。
     instrument=大府复决〔2024〕演2号
at 2024-10-29 09:00
feng publish.update case=$c
check view publications as public where id=$c is number=大府复决〔2024〕演2号 fine=100.00 decided_on=2024-10-28
check view disclosure_tasks task=withdraw as feng where subject=$c is state=done done_on=2024-10-29
check view clocks case=$c as feng where clock=withdraw_alarm is state=ended
# ---- 撤下：只能一次；撤下以后不能再更正 ----
at 2024-10-30 09:00
feng publish.withdraw case=$c reason=打周小川的电话问问 -> refused PUBLISH_MASK field=reason
feng publish.withdraw case=$c reason=复议机关又决定撤销。 instrument=大府复决〔2024〕演3号
feng publish.withdraw case=$c reason=再撤一次 -> refused NEED
feng publish.amend case=$c way=correct new_facts=略 reason=撤下以后不能再更正 -> refused NEED
@public correction.ask case=$c what=撤下以后不能再纠错 -> refused NEED
check page /decision/$c shows 撤下 hides 一袋
check page /desk/publicity/$c/versions as feng shows "第 4 版：撤下"
end
