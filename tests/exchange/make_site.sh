#!/usr/bin/env bash
# make_site.sh N PACK: prints a story of N small decisions, published a day later; the first one is revoked and withdrawn.
set -euo pipefail
echo 'story "公示出去的几件小案子"'
echo 'pack daying'
echo 'include '"$2"'/demo/staff.story'
for n in $(seq "$1"); do
        day=2024-10-$(printf %02d $((7 + n))) next=2024-10-$(printf %02d $((8 + n)))
        cat <<STORY
at $day 09:00
li   source.register channel=inspection place=示例路${n}号 source_facts=巡查发现随意倾倒生活垃圾 procedure=summary -> case \$c$n
li   recording.add case=\$c$n kind=video recording_title=现场全程录像 file=@$2/demo/video.mp4 taken_at="$day 08:30" place=示例路${n}号
     collector=李立夏 device=记录仪07 proves=违法行为 -> act \$r$n
zhao case.assign case=\$c$n officers=li,chen
li   inspection.record case=\$c$n officers=li,chen started="$day 08:30" ended="$day 08:45" place=示例路${n}号 findings=随意倾倒生活垃圾一袋
     certificates_shown=true party_present=present recordings=\$r$n
li   summary.inform case=\$c$n officers=li,chen certificates_shown=true content=拟罚款150元 defence=无
li   summary.decide case=\$c$n item=GF-111-1 party_kind=citizen party=演某 officers=li,chen penalties=fine fine=150
     found_facts=演某在示例河边随意倾倒生活垃圾一袋。 correction=当场清理
at $next 08:00
li   publish.prepare case=\$c$n
feng publish.release case=\$c$n
STORY
done
cat <<STORY
at 2024-11-20 10:00
qian decision.revoke case=\$c1 by=大英县人民政府 effect=revoked instrument=大府复决〔2024〕演1号 effective_on=2024-11-20 reason=主要证据不足
feng publish.withdraw case=\$c1 reason=行政复议决定撤销 instrument=大府复决〔2024〕演1号
end
STORY
