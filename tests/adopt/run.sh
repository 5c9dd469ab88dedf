#!/usr/bin/env bash
# A period that runs into a year without a calendar is UNDETERMINED; when the pack with the new holidays is adopted, the day is there.
# MINGJING: the program (default build/mingjing).  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
part=adopt; . tests/lib.sh

act() { "$program" act "$@" --db "sqlite:$work/site.db"; }
due() { "$program" view clocks case=6 --as li --format csv --db "sqlite:$work/site.db" --now "$1" | awk -F, '/^preserve/ { print $6 }'; }
adopt() { "$program" pack adopt "$work/daying" --as "$1" --db "sqlite:$work/site.db" --now "2027-01-04 09:00"; }

cp -r packs/national packs/daying "$work/"
"$program" init --db "sqlite:$work/site.db" --pack packs/daying > /dev/null
for who in li wu; do
        act user.add login=$who name="甲某$who" agency=bureau unit=team1 roles=officer,team_leader,head --as admin --now 2026-12-01 > /dev/null
done
for who in li wu; do
        act certificate.issue login=$who number=演示证$who kinds=综合执法 area=大英县 since=2026-01-01 until=2028-01-01 --as admin --now 2026-12-01 > /dev/null
done
cp packs/daying/demo/video.mp4 "$work/film"
act source.register channel=hotline place=某处 source_facts=某事 --as li --now "2026-12-28 09:00" > /dev/null
act recording.add case=6 kind=video recording_title=录像 file=@"$work/film" taken_at="2026-12-30 08:30" place=某处 collector=甲某 proves=过程 \
        --as li --now "2026-12-30 09:10" > /dev/null
act preserve.impose case=6 items=车辆一台 place=就地 reason=可能灭失 officers=li,wu approved_by=li recordings=7 --as li --now "2026-12-30 09:20" > /dev/null

is "seven working days from 30 December cannot be counted yet" "$(due '2026-12-30 10:00')" UNDETERMINED
is "the same pack changes nothing" "$(adopt admin)" '*"pack.adopt"*'
is "still undetermined" "$(due '2027-01-04 10:00')" UNDETERMINED
echo 2027-01-01,元旦,off >> "$work/national/workdays.csv"
is "an officer may not adopt rules" "$(adopt li)" '*"ROLE"*'
sed -i 's/case.decide:/case.decide_now:/' "$work/daying/pack.yaml" "$work/national/pack.yaml"
is "a pack that does not hold is not adopted" "$(adopt admin)" '*"PACK_BROKEN"*'
cp packs/national/pack.yaml "$work/national/"; cp packs/daying/pack.yaml "$work/daying/"
is "the pack with the new year's holidays is" "$(adopt admin)" '*"pack.adopt"*'
is "1 January off, 4 to 11 January counted" "$(due '2027-01-04 10:00')" 2027-01-11
is "the log verifies" "$("$program" journal verify --db "sqlite:$work/site.db")" '核验通过*'
is "the tables are what the log says" "$("$program" rebuild --check --db "sqlite:$work/site.db")" '业务表与存证日志一致'
finished
