#!/usr/bin/env bash
# Imports all statutes that are there (../shared/data/laws beside the project, or the selection of the demo), compares them with what an independent
# reader makes of the files, and tries what is broken or hostile.  MINGJING: the program.  MINGJING_TEST_PG: also there.  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
part=statutes; . tests/lib.sh

laws=${MINGJING_LAWS:-../shared/data/laws}
[ -d "$laws" ] || laws=packs/daying/demo/laws
export XDG_STATE_HOME=$work/state

import() { "$program" statute import "$@" --as admin --db "$db"; }

hostile() {     # one folder with everything that must not go in, and one text that must
        local d=$work/hostile
        mkdir -p "$d/sub"
        printf '# 好的条例\n2020年1月2日 公布\n<!-- INFO END -->\n第一条 <script>alert(1)</script>\n第二条 本条例自2020年3月1日起施行。\n' > "$d/good.md"
        printf '# 重复条例\n2020年1月2日 公布\n<!-- INFO END -->\n第一条 甲。\n第二条 乙。\n第一条 丙。\n' > "$d/doubled.md"
        printf '# 空条例\n2020年1月2日 公布\n<!-- INFO END -->\n' > "$d/empty.md"
        printf '# 无日期条例\n<!-- INFO END -->\n第一条 甲。\n' > "$d/undated.md"
        printf '# 坏字条例\n2020年1月2日 公布\n<!-- INFO END -->\n第一条 \xff\xfe\n' > "$d/bytes.md"
        printf 'PK\003\004 no text' > "$d/zip.md"
        head -c 10000000 /dev/zero | tr '\0' 'a' > "$d/large.md"
        { printf '# 长行条例\n2020年1月2日 公布\n<!-- INFO END -->\n第一条 '; head -c 1000000 /dev/zero | tr '\0' 'b'; } > "$d/line.md"
        printf '# ../../etc/passwd\n2020年1月2日 公布\n<!-- INFO END -->\n第一条 甲。\n' > "$d/sub/path.md"
        ln -s /etc/passwd "$d/link.md"
        ln -s / "$d/sub/root"
        printf 'not looked at' > "$d/readme.txt"
}

one_engine() {
        "$program" init --db "$db" --pack packs/daying > /dev/null || give_up "no site"
        import "$laws" --source 官方公布的文本 > "$work/first" 2>&1
        is "all statutes go in, or it is said why not" "$(grep -c '^失败' "$work/first")" 0
        python3 tests/statutes/check.py "$program" "$db" "$laws" > "$work/checked" 2>&1 || echo "not ok - the independent reader stopped" >> "$work/checked"
        counted "$work/checked"
        import "$laws" > "$work/second" 2>&1
        is "importing again changes nothing" "$(tail -n 5 "$work/second")" '*收入 0，*'
        import "$work/hostile" > "$work/bad" 2>&1
        is "of the hostile folder one text goes in" "$(tail -n 3 "$work/bad")" '*收入 1，已有 0，不收 8，没有成功 0*'
        is "what is doubled is told with its line" "$(grep doubled "$work/bad")" '*doubled.md:6*'
        is "what is no text is told with its line" "$(grep bytes "$work/bad")" '*bytes.md:4*UTF-8*'
        is "ten megabytes are refused unread" "$(grep large "$work/bad")" '*large.md:1*字节*'
        is "a line without end is refused" "$(grep line.md "$work/bad")" '*line.md:4*'
        is "a title is no path" "$(grep path.md "$work/bad")" '*path.md:1*斜线*'
        is "links are not followed" "$(grep -c 'link.md\|root' "$work/bad")" 0
        is "the log verifies" "$("$program" journal verify --db "$db")" '核验通过*'
        is "the tables are what the log says" "$("$program" rebuild --check --db "$db")" '业务表与存证日志一致'
}

hostile
engine=sqlite db=sqlite:$work/site.db
one_engine
is "an officer may not" "$("$program" user.add 2>/dev/null; "$program" act user.add login=li name=甲某 agency=bureau unit=team1 roles=officer --as admin --db "$db" > /dev/null;
        "$program" statute import "$work/hostile/good.md" --as li --db "$db")" '*"ROLE"*'
if [ -n "${MINGJING_TEST_PG:-}" ]; then
        engine=postgresql db=$MINGJING_TEST_PG
        one_engine
fi
finished
