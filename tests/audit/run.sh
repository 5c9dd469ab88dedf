#!/usr/bin/env bash
# run.sh: what is refused and what personal data are looked at stands in the log beside the journal, is sealed day by day, shows when it is
# changed afterwards, and goes only when it is old enough; on both engines.
set -uo pipefail
cd "$(dirname "$0")/../.."
part=audit; . tests/lib.sh
export XDG_STATE_HOME=$work/state

sql() {         # sql STATEMENT: past the program, as somebody with the file or the server's password might
        case $db in
        sqlite:*) python3 -c 'import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); [print(*r) for r in d.execute(sys.argv[2])]; d.commit()' "${db#sqlite:}" "$1" ;;
        *) psql -qAtX "$db" -c "$1" ;;
        esac
}
token() { curl --noproxy '*' -sS -m 60 -H 'Content-Type: application/json' -d "{\"login\":\"$1\",\"password\":\"mingjing-demo\"}" "$at/api/login" | sed 's/.*"token":"\([^"]*\)".*/\1/'; }
ask() { curl --noproxy '*' -sS -m 60 -H "Authorization: Bearer $1" "${@:3}" "$at$2"; }
view() { "$program" view "$1" --db "$db" --as audit1 --now "$2" --format json "${@:3}"; }

logged() {
        local at case li audit
        "$program" story tests/audit/site.story --db "$db" --blobs "$blobs" > "$work/story" 2>&1 || { broke "the story that makes the site" "$work/story"; return; }
        case=$(sql "SELECT MAX(subject) FROM journal_act WHERE noun = 'case'")
        serve "$work/serve" 300 --db "$db" --blobs "$blobs" --now 2026-08-12T09:00 || { broke "the server starts" "$work/serve"; return; }
        at=http://127.0.0.1:$port
        li=$(token li) audit=$(token audit1)
        ask "$li" "/desk/case/$case" -o /dev/null
        ask "$li" "/api/views/timeline?case=$case" -o /dev/null
        ask "$li" /desk/admin/log -o "$work/page"
        that "an officer does not read the log" grep -q 岗位 "$work/page"
        is "an act that is refused" "$(ask "$li" /api/acts/user.add -H 'Content-Type: application/json' -d '{"login":"x1","name":"某","agency":"bureau","roles":"head"}')" '*"code":"ROLE"*'
        is "the auditor sees acts" "$(ask "$audit" '/api/views/log?actor=li&verb=source.register')" "*\"subject\":\"case/$case\"*"
        is "and acts by day" "$(ask "$audit" '/api/views/log?from=2026-08-10&to=2026-08-10&actor=li')" '*"rows":?]*'
        ask "$audit" "/desk/admin/log?noun=case" -o "$work/page"
        that "and reads them on a page" grep -q 案源登记 "$work/page"
        serve_end       # what was noted is written when it has ended
        is "the refused act is in the log" "$(view log_refused 2026-08-12T10:00 what=user.add)" '*"login":"li"*user.add*"code":"ROLE"*'
        is "and the refused page" "$(view log_refused 2026-08-12T10:00 what=/desk/admin/log)" '*"login":"li"*"code":"ROLE"*'
        is "who looked at the case is in the log" "$(view log_looks 2026-08-12T10:00 login=li)" "*\"subject\":\"case/$case\"*\"subject\":\"case/$case\"*"
        is "nothing of what was typed" "$(sql "SELECT COUNT(*) FROM org_trace WHERE subject LIKE '%x1%' OR what LIKE '%x1%'")" 0
        "$program" act user.add login=x2 name=某 agency=bureau roles=head --as li --db "$db" --now 2026-08-12T11:00 > "$work/said"
        is "what is refused at the prompt is in the log as well" "$(view log_refused 2026-08-12T12:00 login=li what=user.add)" '*"code":"ROLE"*"address":"命令行"*'
        "$program" job run log_seal --db "$db" --now 2026-08-12T23:00 > "$work/seal"
        is "a day is sealed when it is over, not before" "$(view log_seals 2026-08-12T23:10)" '*"rows":?]*'
        "$program" job run log_seal --db "$db" --now 2026-08-13T01:00 > "$work/seal"
        is "then it is, with all of its entries" "$(view log_seals 2026-08-13T02:00)" '*"day":"2026-08-12","entries":[1-9]*"ok:一致"*'
        is "once" "$("$program" act audit.seal day=2026-08-12 entries=1 digest=sm3:$(printf '0%.0s' {1..64}) --as @system --db "$db" --now 2026-08-13T03:00)" '*"code":"LOG_SEALED"*'
        sql "DELETE FROM org_trace WHERE what = 'user.add'"
        is "an entry that somebody took out shows" "$(view log_seals 2026-08-13T04:00)" '*"bad:不一致"*'
        is "no act takes out what must be kept" "$("$program" act audit.expire before=2026-08-13 --as @system --db "$db" --now 2026-08-14T03:00)" '*"code":"LOG_KEPT"*'
        "$program" job run log_expire --db "$db" --now 2027-08-11T00:00 > "$work/expire"
        is "within a year it stays" "$(sql 'SELECT COUNT(*) > 0 FROM org_trace')" '[1t]*'
        "$program" job run log_expire --db "$db" --now 2027-08-14T00:00 > "$work/expire"
        is "after it goes, by an act" "$(sql 'SELECT COUNT(*) FROM org_trace') $(sql "SELECT COUNT(*) FROM journal_act WHERE verb = 'audit.expire'")" '0 1'
        that "the journal holds" "$program" journal verify --db "$db"
        that "the tables follow from it" "$program" rebuild --check --db "$db"
}

db=sqlite:$work/site.db blobs=$work/blobs
logged
if [ -n "${MINGJING_TEST_PG:-}" ]; then
        engine=PostgreSQL db=$MINGJING_TEST_PG blobs=$work/blobs-pg
        logged
fi
finished
