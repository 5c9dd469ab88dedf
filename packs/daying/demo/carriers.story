story "大英综合执法：公示信息开始向县政府门户网站专栏推送"
# 依据：国办发〔2018〕118号 二（四）；网址没有设置，演示里什么也不会送出去
pack daying
include staff.story

at 2024-09-06 09:30
feng carrier.start carrier=county note=专栏已经开通
check view carriers as feng where carrier=county is waiting=0
end
