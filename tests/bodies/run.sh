#!/usr/bin/env bash
# run.sh: the ratio of reviewers in a whole district, with the figures of scenario XL: four agencies of 63, 40, 41 and 20 officers need 4, 2, 3
# and 1 reviewers.  The story is written here, for its 164 officers say nothing one by one; it is told over HTTP on SQLite and PostgreSQL.
set -uo pipefail
cd "$(dirname "$0")/../.."
part=bodies; . tests/lib.sh

officers() {    # officers AGENCY N
        for n in $(seq "$2"); do
                printf 'admin user.add login=%s%d name=%s演示%d agency=%s roles=officer post=执法人员\n' "$1" "$n" "$1" "$n" "$1"
                printf 'admin certificate.issue login=%s%d number=辽演%s%03d kinds=行政执法 area=兴隆台区 since=2026-01-01 until=2027-12-31\n' "$1" "$n" "$1" "$n"
        done
}
{
        sed -n '1,/^# 执法人员/p' tests/bodies/district.txt
        officers market 63; officers urban 40; officers health 41; officers emergency 20
        sed '1,/^# 执法人员/d' tests/bodies/district.txt
} > "$work/district.story"
[ "$(grep -c certificate.issue "$work/district.story")" -eq 164 ]
tell $? "the story has 164 officers"

"$program" story "$work/district.story" --db "sqlite:$work/story.db" --via http --blobs "$work/blobs" > "$work/out" 2>&1 < /dev/null
tell $? "63, 40, 41 and 20 officers need 4, 2, 3 and 1 reviewers, and what is missing is named (SQLite)" "$work/out"
if [ -n "${MINGJING_TEST_PG:-}" ]; then
        "$program" story "$work/district.story" --db "$MINGJING_TEST_PG" --via http --blobs "$work/blobs" > "$work/out" 2>&1 < /dev/null
        tell $? "the same on PostgreSQL" "$work/out"
fi
finished
