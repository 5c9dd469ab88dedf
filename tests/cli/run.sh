#!/usr/bin/env bash
# run.sh: what scripts rely on (docs/cli.md): exit codes, refusals as JSON, every subcommand; on SQLite and, with $MINGJING_TEST_PG, on
# PostgreSQL.  MINGJING: the program (default build/mingjing).  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
part=cli; . tests/lib.sh
server='' taker='' database=''
unset MINGJING_DB MINGJING_BLOBS MINGJING_PACKS

leave() {
        for p in $server $taker; do kill "$p" 2> /dev/null; done
        [ -z "$database" ] || psql -qX "$MINGJING_TEST_PG" -c "DROP DATABASE IF EXISTS $database WITH (FORCE)" > /dev/null 2>&1
}

# gives CODE PATTERN SENTENCE WORDS…: the program with these words must exit so and say so (standard output; PATTERN is a regular expression).
gives() {
        local code=$1 pattern=$2 sentence=$3 got=0
        shift 3
        timeout 120 "$program" "$@" > "$work/out" 2> "$work/err" < /dev/null || got=$?
        if [ "$got" -eq "$code" ] && { [ -z "$pattern" ] || grep -qE -- "$pattern" "$work/out"; }; then
                held "$sentence"
        else
                broke "$sentence" <(echo "exit $got, wanted $code and /$pattern/; mingjing $*") "$work/out" "$work/err"
        fi
}
refused() { gives 2 "^\{\"refused\":\{\"code\":\"$1\"" "${@:2}"; }
rules() {       # needs no database
        gives 0 '^mingjing [0-9]' "version" version
        gives 0 'case.decide' "help lists the verbs" help
        gives 0 'penalties' "help VERB lists its arguments" help case.decide
        refused VERB_UNKNOWN "help of an unknown verb is refused" help no.such.verb
        refused VERB_UNKNOWN "an unknown subcommand is refused" bogus
        refused ARG_UNKNOWN "an unknown option is refused" version --colour
        gives 0 '^2024-09-25$' "a period in working days" clock due --from 2024-09-13 --length 7 --unit working
        gives 0 '^2025-06-02 18:00$' "a period in hours" clock due --from 2025-06-01T18:00 --length 24 --unit hour
        gives 0 '^2024-06-05$' "a lead" clock due --from 2024-06-12 --length 3 --unit working --lead
        gives 0 '^2024-10-08$' "a roll for the party" clock due --from 2024-08-05 --length 60 --unit calendar --roll party
        gives 0 '^2025-05-15$' "days that do not count" clock due --from 2025-04-28 --length 7 --unit working --stop 2025-05-01..2025-05-08
        gives 0 '^UNDETERMINED' "an unpublished year is not guessed" clock due --from 2026-12-31 --length 5 --unit working
        gives 0 '国庆' "the explanation says why a day does not count" clock due --from 2024-09-30 --length 3 --unit working --explain
        refused ARG_CHOICE "an unknown unit is refused" clock due --from 2024-09-13 --length 7 --unit fortnight
        gives 0 '^27,000.00$' "a surcharge" clock surcharge --fine 180000 --last-day 2024-11-15 --paid 2024-11-20
        gives 0 'daying' "a pack is accepted" pack check packs/daying
        refused PACK_BROKEN "a broken pack is refused" pack check tests/packs/broken/dead-end
        gives 1 '' "a database that is not there is a failure" view cases --db "sqlite:$work/none.db"
        refused ARG_MISSING "no database named is refused" view cases
        gives 0 '站点已建立' "a site without a pack waits for its first hour" init --db "sqlite:$work/first.db"
}

site() {        # site URL
        local url=$1 seq key
        export MINGJING_DB=$url
        gives 0 '站点' "init makes a site" init --pack packs/daying
        refused SITE_EXISTS "init leaves a site alone" init --pack packs/daying
        gives 0 '"verb":"user.add"' "an act in real time" act user.add login=li name=李某 agency=bureau unit=team1 roles=officer --as admin
        refused TEST_CLOCK "a real site takes no set time" act user.add login=xx name=某 agency=bureau roles=officer --as admin --now 2024-09-09
        refused ARG_MISSING "an act without a person is refused" act user.add login=yy name=某 agency=bureau roles=officer
        refused ACTOR_UNKNOWN "an unknown person is refused" act user.add login=yy name=某 agency=bureau roles=officer --as nobody
        refused ROLE "a person without the role is refused" act user.add login=yy name=某 agency=bureau roles=officer --as li
        refused ARG_ENCODING "a text that could be read otherwise is refused" act user.add login=yy name=$'某\u202e' agency=bureau roles=officer --as admin
        gives 0 '"repeated":false' "a key is kept" act user.change user=2 post=执法员 --as admin --key k1
        gives 0 '"repeated":true' "the same key gives the same answer" act user.change user=2 post=执法员 --as admin --key k1
        refused KEY_REUSED "the same key for something else is refused" act user.change user=2 post=队长 --as admin --key k1
        refused STALE "a form made before the newest act is refused" act user.change user=2 post=队长 --as admin --expected 2
        echo 'mingjing-demo' > "$work/word"
        gives 0 '"verb":"user.password"' "a password comes from a file" act user.password user=1 password="@$work/word" --as admin
        refused LOGIN "views want to know who looks" view cases
        gives 0 '^编号' "a view as a table" view cases --as li
        gives 0 '"rows":\[\]' "a view as JSON" view cases --as li --format json
        gives 0 '编号,案号' "a view as CSV" view cases --as li --format csv
        refused ARG_CHOICE "an unknown format is refused" view cases --as li --format xml
        refused VIEW_UNKNOWN "an unknown view is refused" view nothing --as li
        "$program" act user.add login=zhou name=周某 agency=bureau unit=command roles=duty --as admin > /dev/null
        gives 0 '"noun":"case"' "a source is registered" act source.register channel=hotline place=示例路 source_facts=略 unit=team1 --as zhou
        refused NO_CERTIFICATE "why: an officer without certificate" why "$(subject)" evidence.add --as li
        refused ROLE "why: not this role" why "$(subject)" case.file --as li
        refused SUBJECT_UNKNOWN "why: nothing there" why case/999 case.file --as li
        gives 0 '核验通过' "the journal verifies" journal verify
        gives 0 '^— ' "a checkpoint is signed" journal checkpoint
        gives 0 '\+' "the keys are shown" journal vkey
        "$program" journal vkey > "$work/keys"
        key=$(head -n 1 "$work/keys")
        gives 0 '"name":"unit"' "a proof discloses every field" journal prove 2
        "$program" journal prove 2 --disclose name login > "$work/proof" 2>&1
        that "a proof discloses only what is named" grep -q '"disclosed":\[{"name":"[a-z]*",[^]]*"name":"[a-z]*"[^]]*\]' "$work/proof"
        that "a proof keeps the rest sealed" bash -c "! grep -q '\"name\":\"agency\"' '$work/proof'"
        refused ARG_CHOICE "an unknown field cannot be disclosed" journal prove 2 --disclose nothing
        refused SUBJECT_UNKNOWN "an act that is not there cannot be proven" journal prove 99999
        gives 0 '李某' "a proof is checked without a database" proof check "$work/proof" --key "$key"
        sed 's/"value":"李某"/"value":"王某"/' "$work/proof" > "$work/forged"
        refused PROOF "a forged proof is refused" proof check "$work/forged" --key "$key"
        refused ARG_MISSING "a proof without keys is refused" proof check "$work/proof"
        "$program" act user.change user=2 post=副队长 --as admin > /dev/null && "$program" journal checkpoint > "$work/note"
        seq=$(sed -n 2p "$work/note")
        gives 0 'mingjing-consistency/1' "two heads are consistent" journal consistency "$(first_head)" "$seq"
        gives 0 '一致' "rebuild --check agrees" rebuild --check
        change "UPDATE org_user SET name = '王某' WHERE login = 'li'"
        refused TABLES_DIFFER "a row changed behind the program's back is found" rebuild --check
        that "and named" grep -q 'org_user' "$work/err"
        gives 0 '重建' "rebuild puts it right" rebuild
        gives 0 '一致' "and agrees again" rebuild --check
        gives 0 '0 处故障' "doctor finds nothing broken" doctor
        change "UPDATE journal_act SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 2"
        refused JOURNAL_BROKEN "a changed act is found" journal verify
        gives 1 '故障' "doctor says so" doctor
}

subject() { "$program" view cases --as li --format csv | sed -n '2s/^\([0-9]*\),.*/case\/\1/p'; }
first_head() {  # the smallest size that was signed
        case "$MINGJING_DB" in
        sqlite:*) sqlite3 "${MINGJING_DB#sqlite:}" 'SELECT min(size) FROM journal_checkpoint' ;;
        *) psql -qAtX "$MINGJING_DB" -c 'SELECT min(size) FROM journal_checkpoint' ;;
        esac
}
change() {      # behind the program's back
        case "$MINGJING_DB" in
        sqlite:*) sqlite3 "${MINGJING_DB#sqlite:}" "$1" ;;
        *) psql -qX "$MINGJING_DB" -c "$1" ;;
        esac
}

serving() {     # serving URL: a fresh site is served, answers, and stops when told
        local port='' line code=0
        export MINGJING_DB=$1
        "$program" init --pack packs/daying > /dev/null
        coproc SERVE { exec "$program" serve --listen 127.0.0.1:0 --blobs "$work/blobs" 2> "$work/serve.err"; }
        server=$SERVE_PID
        while read -r -t 30 line <&"${SERVE[0]}"; do
                case "$line" in 端口*) port=${line#端口 }; break ;; esac
        done
        that "serve says its port" test -n "$port"
        that "and answers there" curl -fsS --noproxy '*' -o /dev/null "http://127.0.0.1:$port/health"
        gives 1 '' "a port that is taken is a failure" serve --listen "127.0.0.1:$port" --blobs "$work/blobs"
        gives 0 '"verb":"user.add"' "another process may act meanwhile" act user.add login=wang name=王某 agency=bureau roles=officer --as admin
        kill -TERM "$server"
        wait "$server" || code=$?
        server=''
        that "serve ends well when told to stop" test "$code" -eq 0
        gives 0 '检查点 [1-9]' "and has signed the head" journal verify
        gives 0 '' "its answer still stands" rebuild --check
}

demos() {       # the same seed gives the same cases
        local n
        for n in 1 2 3; do
                export MINGJING_DB=sqlite:$work/demo$n.db
                "$program" init --pack packs/daying > /dev/null
                "$program" demo --cases 6 --seed $((n / 3 + 1)) --until 2026-06-01 > /dev/null 2>&1 || echo "demo $n ended with $?"
                "$program" view cases --as jian --format csv limit=200 > "$work/demo$n.csv"
        done
        that "the same seed gives the same cases" cmp "$work/demo1.csv" "$work/demo2.csv"
        that "another seed gives others" bash -c "! cmp -s '$work/demo1.csv' '$work/demo3.csv'"
        that "the demo is there" test "$(wc -l < "$work/demo1.csv")" -ge 8
        refused SITE_EXISTS "a demo is made in a new site only" demo
        gives 1 '剧本只在空的数据库里演' "a story leaves other sites alone" story tests/stories/door.story
        gives 0 '核验通过' "the demo's journal verifies" journal verify
        gives 0 '一致' "and its tables agree" rebuild --check
}

engine=rules; rules
engine=sqlite; site "sqlite:$work/site.db"; serving "sqlite:$work/serve.db"; demos
if [ -n "${MINGJING_TEST_PG:-}" ]; then
        engine=postgresql
        database=mingjing_cli_$$
        export MINGJING_KEYS=$work/pg.keys MINGJING_BLOBS=$work/pg.blobs
        for part in site serving; do
                psql -qX "$MINGJING_TEST_PG" -c "DROP DATABASE IF EXISTS $database WITH (FORCE)" -c "CREATE DATABASE $database" 2> /dev/null
                rm -f "$work/pg.keys"
                "$part" "${MINGJING_TEST_PG%/*}/$database"
        done
fi
finished
