story "公示任务：自动产生、计时、逐级预警、及时率；公示期届满自动停止；信用修复提前结束"
# 依据：国办发〔2018〕118号 二（六）（7 个、20 个工作日）；处罚法 48；信用修复管理办法（2026 年 4 月 1 日施行）
pack daying
include ../../packs/daying/demo/staff.story
at 2026-04-20 09:00
zhou source.register channel=hotline place=示例路9号 source_facts=反映倾倒垃圾 item=GF-111-1 unit=team1 -> case $c
li   recording.add case=$c kind=video recording_title=现场检查全程录像 file=@../../packs/daying/demo/video.mp4 taken_at="2026-04-20 08:30" place=示例路9号
     collector=李立夏 device=记录仪07 proves=现场情况 -> act $r
li   inspection.record case=$c officers=li,chen started="2026-04-20 08:30" ended="2026-04-20 08:45" place=示例路9号 findings=随意倾倒生活垃圾
     certificates_shown=true party_present=present recordings=$r
zhao case.file case=$c item=GF-111-1 party_kind=citizen party=演小川 officers=li,chen
li   investigation.conclude case=$c found_facts=当事人在示例路9号随意倾倒生活垃圾两袋。 evidence_summary=现场检查笔录及录像。 penalties=fine draft_fine=300 circumstance=normal
     opinion=拟罚款300元
li   notice.give case=$c content=拟罚款300元 hearing=false method=direct served_on=2026-04-20 receiver=演小川
# 查封决定：20 个工作日，在别处公开的由两个人登记和核对
li   paper.make case=$c paper=seizure measure=扣押 things=三轮车一辆 keeping=仓库 reason=用于违法行为 power=演示条例第一条 since=2026-04-20 until=2026-05-10 -> act $s
check view disclosure_tasks task=measure as feng where cause=$s is due=2026-05-20 state=open title=英综执封扣〔2026〕1号 rung=""
at 2026-05-06 10:00
li   defence.waive case=$c content=放弃 signed_on=2026-05-06
zhao case.decide case=$c penalties=fine fine=300 correction=当场清理 -> act $d
check view disclosure_tasks task=decision as feng where cause=$d is due=2026-05-14 state=open title=英综执罚决〔2026〕1号 label=公示处罚、许可决定 left=7
check view disclosure_tasks task=withdraw as feng is count=0
check page /desk/publicity as feng shows 英综执罚决〔2026〕1号 公示处罚、许可决定 以后到期
# 预警：还早，没有人被告知；两个工作日以前告知录入和核对的人，以后逐级告知
job disclosure_warn
check view disclosure_warnings as feng is count=0
at 2026-05-12 09:00
job disclosure_warn
job disclosure_warn
check view disclosure_warnings as feng is count=1
check view disclosure_warnings as feng where rung=临近 is told=editor,officer
check page /desk as feng shows 公示预警 英综执罚决〔2026〕1号
check page /desk as zhao hides 公示预警
at 2026-05-14 09:00
job disclosure_warn
check view disclosure_warnings as feng where rung=当日到期 is told=editor,officer,team_leader
at 2026-05-18 09:00
job disclosure_warn
check view disclosure_warnings as feng where rung=超期 is told=editor,officer,team_leader,head
check view disclosure_tasks state=late as jian is count=1
check view disclosure_lateness as jian where month=2026-05 is overdue=1 on_time=0 late=0
check page /desk as zhao shows 公示预警 超期
check page /desk/publicity/task/$d/decision as zhao shows 2026-05-14 劳动节 超期 公示核对员 依法不予公开
li   disclosure.enter cause=$d task=decision carrier=县人民政府门户网站 shown_on=2026-05-18 -> refused PUBLISH_HERE field=task
# 录入人不能自己核对；超期公示的计入及时率
li   publish.prepare case=$c
check view disclosure_tasks task=decision as feng where cause=$d is state=entered entered_by=李立夏
feng publish.prepare case=$c
feng publish.release case=$c -> refused SAME_PERSON
li   publish.prepare case=$c
feng publish.release case=$c left=true note=逐项核对无误
check view disclosure_tasks task=decision as feng where cause=$d is state=done checked_by=冯小雪 done_on=2026-05-18
check view disclosure_lateness as jian where month=2026-05 is overdue=0 late=1 days_late=2
check page /desk/publicity/lateness as jian shows 2026-05 大英县综合行政执法局
# 公示期：一般失信信息，最短三个月，最长一年
check page /decision/$c shows 公示到 2027-05-06 我要纠错
check view publication_period case=$c as public where class=general is least=2026-08-06 until=2027-05-06 ended=false repair=true
check page /rules shows 公示范围 一般失信信息 严重失信信息

# ---- 在别处公开的强制决定 ----
at 2026-05-19 09:00
feng disclosure.check disclosure=999999 verdict=right -> refused SUBJECT_UNKNOWN
zhou disclosure.enter cause=$s task=measure carrier=县人民政府门户网站“行政执法公示”栏 shown_on=2026-05-19 -> refused ROLE
li   disclosure.enter cause=$s task=nothing carrier=县人民政府门户网站“行政执法公示”栏 shown_on=2026-05-19 -> refused SUBJECT_UNKNOWN
ma   disclosure.enter cause=$s task=measure carrier=县人民政府门户网站“行政执法公示”栏 shown_on=2026-05-19 -> refused SCOPE
li   disclosure.enter cause=$s task=measure carrier=县人民政府门户网站“行政执法公示”栏 shown_on=2026-04-19 -> refused TOO_EARLY_DATE field=shown_on
li   disclosure.enter cause=$s task=measure carrier=县人民政府门户网站“行政执法公示”栏 shown_on=2026-05-20 -> refused FUTURE field=shown_on
sun  disclosure.enter cause=$s task=measure carrier=县人民政府门户网站“行政执法公示”栏 shown_on=2026-05-19 -> disclosure $e
sun  disclosure.check disclosure=$e verdict=right -> refused SAME_PERSON
feng disclosure.check disclosure=$e verdict=wrong note=网站上没有查到
check view disclosure_tasks task=measure as feng where cause=$s is state=open entered_by=""
li   disclosure.enter cause=$s task=measure carrier=县人民政府门户网站“行政执法公示”栏 shown_on=2026-05-19 -> disclosure $f
feng disclosure.check disclosure=$f verdict=right
check view disclosure_tasks task=measure as feng where cause=$s is state=done entered_by=李立夏 checked_by=冯小雪 done_on=2026-05-19
feng disclosure.check disclosure=$f verdict=right -> refused ONCE
li   disclosure.waive cause=$s task=measure reason=涉及商业秘密 law=政府信息公开条例第十五条 -> refused ROLE
zhao disclosure.waive cause=$s task=measure reason=涉及商业秘密 law=政府信息公开条例第十五条 -> refused ONCE
li   paper.make case=$c paper=seizure measure=扣押 things=手推车一辆 keeping=仓库 reason=用于违法行为 power=演示条例第一条 since=2026-05-19 until=2026-05-29 -> act $s2
zhao disclosure.waive cause=$s2 task=measure reason=涉及未成年人 law=政府信息公开条例第十五条
check view disclosure_tasks task=measure as feng where cause=$s2 is state=waived note=涉及未成年人
li   disclosure.warn cause=$s2 task=measure rung=amber rung_label=临近 told=editor label=略 -> refused ROLE
feng publish.end case=$c -> refused ROLE

# ---- 信用修复：最短公示期满以前不能；满了以后申请，核对后提前结束 ----
at 2026-06-10 09:00
@public repair.ask case=$c statement=罚款已缴清，垃圾已清理。 contact=示例人 -> refused PUBLISH_PERIOD says 2026-08-06
job publication_end
check view publications as public where number=英综执罚决〔2026〕1号 is state=shown
at 2026-08-10 09:00
@public repair.ask case=$c statement=罚款已缴清，垃圾已清理。 contact=示例人13900000004 -> repair $p
check view disclosure_tasks task=repair as feng where subject=$p is state=open title=英综执罚决〔2026〕1号 due=2026-08-24
check page /desk/repairs as feng shows 罚款已缴清 英综执罚决〔2026〕1号 hides 13900000004
feng repair.grant repair=$p duties_done=true harm_undone=false no_repeat=true answer=同意 -> refused NEED field=harm_undone
li   repair.grant repair=$p duties_done=true harm_undone=true no_repeat=true answer=同意 -> refused ROLE
feng repair.grant repair=$p duties_done=true harm_undone=true no_repeat=true answer=经核对，义务已经履行，提前结束公示。
feng repair.refuse repair=$p answer=再次答复这件申请 -> refused ONCE
check view publication_period case=$c as public where class=general is ended=true
check view publications as public where number=英综执罚决〔2026〕1号 is withdrawn_on=2026-08-10 withdrawn_reason=信用修复，提前结束公示 state=ended
check view disclosure_tasks task=repair as feng where subject=$p is state=done
check page /decision/$c shows 信用修复 hides 示例路9号 两袋
@public repair.ask case=$c statement=再申请一次修复 contact=示例人 -> refused ONCE
@public correction.ask case=$c what=已经停止公示的还能纠错吗 -> refused NEED

# ---- 轻微的：原则上不公示，确需公示的写明理由，最长三个月自动停止 ----
at 2026-08-11 09:00
li   source.register channel=inspection place=示例路8号 source_facts=巡查发现随意倾倒生活垃圾 procedure=summary -> case $m
li   recording.add case=$m kind=video recording_title=现场全程录像 file=@../../packs/daying/demo/video.mp4 taken_at="2026-08-11 08:30" place=示例路8号
     collector=李立夏 device=记录仪07 proves=违法行为 -> act $r2
zhao case.assign case=$m officers=li,chen
li   inspection.record case=$m officers=li,chen started="2026-08-11 08:30" ended="2026-08-11 08:45" place=示例路8号 findings=随意倾倒生活垃圾一袋
     certificates_shown=true party_present=present recordings=$r2
li   summary.inform case=$m officers=li,chen certificates_shown=true content=拟罚款150元 defence=无
li   summary.decide case=$m item=GF-111-1 party_kind=citizen party=周小川 officers=li,chen penalties=fine fine=150
     found_facts=当事人在示例路8号随意倾倒生活垃圾。 correction=当场清理 -> act $d2
check view disclosure_tasks task=decision as feng where cause=$d2 is due=2026-08-20
chen publish.prepare case=$m
feng publish.release case=$m left=true -> refused PUBLISH_REASON field=note
feng publish.release case=$m left=true note=本局要求当场处罚一并公示
check view publication_period case=$m as public where class=minor is least=2026-08-11 until=2026-11-11
at 2026-11-11 09:00
job publication_end
check view publications as public where id=$m is state=shown
at 2026-11-12 00:10
job publication_end
job publication_end
check view publications as public where id=$m is state=ended withdrawn_on=2026-11-12
check page /decision/$m shows 公示期已经届满 没有被撤销 hides 示例路8号
feng publish.amend case=$m way=correct new_result=罚款人民币150元 reason=已经停止公示的不能再更正 -> refused NEED
end
