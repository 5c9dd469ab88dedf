#!/usr/bin/env bash
# run.sh: jobs run by themselves while two servers serve one database, do each act once, and stop cleanly; at the prompt they do nothing twice.
set -uo pipefail
cd "$(dirname "$0")/../.."
part=jobs; . tests/lib.sh

db=sqlite:$work/site.db
now=2026-11-20T12:00
servers=()
leave() { for p in "${servers[@]}"; do kill "$p" 2> /dev/null; wait "$p" 2> /dev/null; done; }
state() { "$program" view publications --db "$db" --now "$now" --format json 2> /dev/null | grep -o '"state":"[a-z]*"'; }
acts() { python3 -c 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("SELECT COUNT(*) FROM journal_act WHERE verb = ?", (sys.argv[2],)).fetchone()[0])' "$work/site.db" "$1"; }

"$program" story tests/jobs/due.story --db "$db" > "$work/story" 2>&1 || { cat "$work/story"; give_up "not ok - the story that makes the site"; }
that "jobs are listed with what they do" grep -q '^publication_end .*公示期届满' <("$program" job list)
"$program" job run nothing --db "$db" --now "$now" > "$work/nothing"; code=$?
is "a job that there is not is refused" "$code $(cat "$work/nothing")" '2 *"code":"ARG_CHOICE"*'
is "before its day nothing is due" "$("$program" job run publication_end --db "$db" --now 2026-11-11T23:00)" '{"job":"publication_end","done":0,"repeated":0,"unfinished":0}'

# The second begins an hour later: on a set clock nobody may begin before what the other has done.
for n in 1 2; do
        "$program" serve --db "$db" --listen 127.0.0.1:0 --now "2026-11-20T1$n:00" --jobs > "$work/serve$n" 2>&1 &
        servers+=("$!")
        for try in $(seq 300); do
                grep -q '^端口' "$work/serve$n" && break
                sleep 0.1
        done
done
for try in $(seq 300); do
        [ "$(state)" = '"state":"ended"' ] && break
        sleep 0.1
done
is "a server ends what is over by itself" "$(state)" '"state":"ended"'
for n in 0 1; do
        kill -TERM "${servers[$n]}"
        wait "${servers[$n]}"; code=$?
        is "server $((n + 1)) stops cleanly with its jobs" "$code" 0
done
servers=()
is "two servers ended it once" "$(acts publish.end)" 1
is "done again by hand, nothing is left to do" "$("$program" job run publication_end --db "$db" --now 2026-11-20T13:00)" '{"job":"publication_end","done":0,"repeated":0,"unfinished":0}'
that "all jobs run at the prompt" "$program" job run --all --db "$db" --now 2026-11-20T13:00
that "the journal holds" "$program" journal verify --db "$db"
that "the tables follow from it" "$program" rebuild --check --db "$db"
finished
