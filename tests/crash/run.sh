#!/usr/bin/env bash
# run.sh [ROUNDS [PG_ROUNDS]]: kills the program in the middle of its work, again and again, and then looks whether it kept its word:
# every act that was answered is there exactly once under its number, a key sent again writes nothing twice, the log verifies and the
# tables are those of the log.  On SQLite and on a PostgreSQL of its own, which is killed too.
# MINGJING: the program (default build/mingjing).  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
part=crash; . tests/lib.sh
rounds=${1:-20} pg_rounds=${2:-10}
clients=12
chmod 711 "$work"
server=

. tests/forger/play.sh
real_clock=yes

leave() {
        [ -z "$server" ] || kill -9 "$server" 2> /dev/null
        [ ! -d "$work/pg" ] || tools/pg.sh stop "$work"
}

${CC:-gcc} -std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Werror -O1 -g -o "$work/load" tests/crash/load.c -lpthread || give_up "load.c does not compile"
cp "$program" "$work/mingjing" && program=$work/mingjing        # a build that goes on meanwhile is not our business

# serve: starts the server and waits for its port (its second line); bounded.
serve() {
        local line
        port=
        rm -f "$work/said"; mkfifo "$work/said"
        "$program" serve --listen 127.0.0.1:0 --blobs "$work/blobs" > "$work/said" 2> "$work/serve.err" &
        server=$!
        exec 8< "$work/said"
        while read -r -t 60 line <&8; do
                case "$line" in "端口 "*) port=${line#端口 }; break ;; esac
        done
        [ -n "$port" ] || { echo "the server did not start:"; cat "$work/serve.err"; return 1; }
}

# gone: waits for the server's end, however it came about.
gone() { wait "$server" 2> /dev/null; exec 8<&-; server=; }

sign_in() {
        curl --noproxy '*' -sS -m 60 -H 'Content-Type: application/json' -d '{"login":"li","password":"mingjing-demo"}' "http://127.0.0.1:$port/api/login" |
                sed -nE 's/.*"token":"([^"]+)".*/\1/p'
}

rows() { if [ "$engine" = sqlite ]; then sqlite3 -separator ' ' "$work/crash.db" "$1"; else psql -qAtX -F ' ' "$MINGJING_DB" -c "$1"; fi; }

# What was answered (all rounds so far) against what is there.
kept_its_word() {
        local n=$1 bad=0
        sed -n 's/^acked //p' "$work/$engine.answers" | LC_ALL=C sort -u > "$work/acked"
        rows "SELECT k.key, k.seq FROM journal_key k JOIN journal_act a ON a.seq = k.seq WHERE a.noun = 'case'" | LC_ALL=C sort > "$work/there"
        rows "SELECT place, id FROM case_file" | LC_ALL=C sort > "$work/cases"
        {
                echo "answered, but not there:";          comm -23 "$work/acked" "$work/there"
                echo "there under two numbers:";          cut -d' ' -f1 "$work/acked" | uniq -d
                echo "a case without its key, or the other way round:"; comm -3 "$work/there" "$work/cases"
        } > "$work/word"
        grep -qv ':$' "$work/word" && bad=1
        tell $bad "$n: each of $(wc -l < "$work/acked") answered acts is there once, and nothing is there twice" "$work/word"
        "$program" journal verify > "$work/out" 2>&1; tell $? "$n: the log verifies" "$work/out"
        "$program" rebuild --check > "$work/out" 2>&1; tell $? "$n: the tables are those of the log" "$work/out"
}

# again: what was not answered is sent again, and some of what was answered too.
again() {
        { grep '^open ' "$work/round"; grep '^acked ' "$work/round" | tail -n 20; } > "$work/list"
        "$work/load" again "$port" "$token" < "$work/list" > "$work/answers" 2> "$work/again.err"
        local rc=$?
        kill -0 "$server" 2> /dev/null || { cat "$work/serve.err" >> "$work/again.err"; echo "the server is gone" >> "$work/again.err"; }
        tell $rc "$1: $(wc -l < "$work/list") keys sent twice more write nothing twice" "$work/again.err"
        cat "$work/round" "$work/answers" >> "$work/$engine.answers"
}

# one_round NAME ACKS MORE COMMAND: load until ACKS answers, then COMMAND; the server may die of it.
one_round() {
        "$work/load" send "$port" "$token" "$clients" "$1" "$2" "$3" "$4" > "$work/round" 2> "$work/load.err"
        tell $? "$1: the load reached $2 answers before it happened" "$work/load.err"
        [ ! -s "$work/load.err" ] || { cat "$work/load.err" >> "$work/round.err"; tell 1 "$1: no answer but done and later" "$work/load.err"; }
}

killed_rounds() {
        local i acks
        for i in $(seq "$1"); do
                acks=$((1 + (i * 37) % 180))
                one_round "kill$i" "$acks" 1000000 "kill -9 $server"
                gone
                serve || { tell 1 "kill$i: the server starts again" "$work/serve.err"; return; }
                again "kill$i"
                # the next kill comes to a server at rest as well as to one at work: every fifth time it has only just started
                if [ $((i % 5)) -eq 0 ]; then
                        kill -9 "$server"; gone
                        serve || { tell 1 "kill$i: the server starts again" "$work/serve.err"; return; }
                fi
                if [ $((i % 5)) -eq 0 ] || [ "$i" -eq "$1" ]; then kept_its_word "kill$i"; fi
        done
}

site() {
        clock=0
        make_site || exit 1
        people
        : > "$work/$engine.answers"
        serve || { echo "0 passed, 1 failed"; exit 1; }
        token=$(sign_in)
        [ -n "$token" ] || { echo "no token"; exit 1; }
}

stop_server() {
        kill -TERM "$server"; wait "$server"; tell $? "the server ends well when told to" "$work/serve.err"
        exec 8<&-; server=
        kept_its_word end
}

engine=sqlite
export MINGJING_DB=sqlite:$work/crash.db
site
killed_rounds "$rounds"
stop_server

if [ "$pg_rounds" -gt 0 ]; then
        engine=postgresql
        export MINGJING_DB MINGJING_KEYS=$work/pg.keys
        MINGJING_DB=$(tools/pg.sh start "$work") || { echo "PostgreSQL did not start"; exit 1; }
        site
        killed_rounds "$pg_rounds"
        for i in 1 2 3; do      # the connection of the writer (and all others of the program) is cut by the database
                one_round "cut$i" $((20 * i)) 100 "psql -qAtX '$MINGJING_DB' -c \"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()\" > /dev/null"
                again "cut$i"
        done
        as=()
        [ "$(id -u)" -ne 0 ] || as=(runuser -u postgres --)
        bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
        for i in 1 2 3; do      # the database itself dies at once and is started again, while the program runs on
                one_round "fall$i" $((20 * i)) 100 "cd / && ${as[*]} $bin/pg_ctl -D $work/pg/data -m immediate -w -t 60 restart > $work/restart.log 2>&1 < /dev/null"
                again "fall$i"
        done
        stop_server
fi
finished
