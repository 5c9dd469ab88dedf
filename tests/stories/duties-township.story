story "乡镇：音像记录或者有理由、有签批的免录，二者必有其一"
# 实施意见 二（四）3
pack township
include ../../packs/township/demo/staff.story
at 2024-10-14 10:00
tian source.register channel=complaint place=甲镇示范村 source_facts=群众举报露天焚烧秸秆 -> case $c
zhen case.file case=$c item=DQ-119-1 party_kind=citizen party=壬示范 party_id=999901198001010016 officers=miao,he
miao inspection.record case=$c officers=miao,he started="2024-10-14 09:00" ended="2024-10-14 09:20" place=甲镇示范村3组 findings=田间有焚烧痕迹约两亩
     certificates_shown=true party_present=present -> refused RECORDING_MISSING
miao inspection.record case=$c officers=miao,he started="2024-10-14 09:00" ended="2024-10-14 09:20" place=甲镇示范村3组 findings=田间有焚烧痕迹约两亩
     certificates_shown=true party_present=present waiver_reason=设备不足，文字记录完整 waiver_by=ju -> refused ROLE field=waiver_by
miao inspection.record case=$c officers=miao,he started="2024-10-14 09:00" ended="2024-10-14 09:20" place=甲镇示范村3组 findings=田间有焚烧痕迹约两亩
     certificates_shown=true party_present=present waiver_reason=设备不足，文字记录完整 waiver_by=shan
check view duties case=$c where verb=inspection.record is state=waived waiver_by=shan
miao preserve.impose case=$c items=打火机一个 place=就地 reason=可能灭失 officers=miao,he approved_by=zhen -> refused RECORDING_MISSING
miao preserve.impose case=$c items=打火机一个 place=就地 reason=可能灭失 officers=miao,he approved_by=zhen waiver_reason=当场登记，文字记录完整 waiver_by=shan
check view duties case=$c where verb=preserve.impose is state=waived
end
