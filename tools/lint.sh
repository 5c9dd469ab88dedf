#!/usr/bin/env bash
# lint.sh: what the compiler cannot see.  One line per rule; every breach with file:line.  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."
passed=0 failed=0

rule() {        # rule SENTENCE: breaches come on standard input, one a line
        local found
        found=$(cat)
        if [ -z "$found" ]; then
                passed=$((passed + 1)); echo "ok - $1"
        else
                failed=$((failed + 1)); echo "not ok - $1"; printf '%s\n' "$found" | sed 's/^/#   /'
        fi
}

sources() { find src \( -name '*.c' -o -name '*.h' \) | LC_ALL=C sort; }
code() { sources | xargs grep -nE "$1" | grep -v 'lint:'; }     # a line with "lint: reason" is a judged exception

includes() {    # an include that runs up a layer, or sideways
        sources | xargs awk '
                BEGIN { while ((getline line < "tools/layers.txt") > 0) { split(line, w, " "); layer[w[1]] = w[2] } }
                FNR == 1 { split(FILENAME, part, "/"); me = part[2] }
                /^#[ \t]*include[ \t]*"/ {
                        split($0, quoted, "\""); split(quoted[2], part, "/"); it = part[1]
                        if (quoted[2] !~ /\// || it == me) next
                        if (!(me in layer) || !(it in layer)) print FILENAME ":" FNR ": a folder without a layer: " me " or " it
                        else if (layer[it] + 0 >= layer[me] + 0) print FILENAME ":" FNR ": " me " (" layer[me] ") includes " it " (" layer[it] ")"
                }'
}

tables() {      # SQL that names the table of another folder; the portal may read what publicity has published
        find src -name '*.sql' | LC_ALL=C sort | xargs awk 'FNR == 1 { split(FILENAME, part, "/"); me = part[2] }
                match($0, /CREATE (VIRTUAL )?TABLE (IF NOT EXISTS )?[a-z_0-9]+/) {
                        n = split(substr($0, RSTART, RLENGTH), word, " "); print me, word[n] }' > "$work/tables"
        find src -name '*.c' ! -name '*_test.c' | LC_ALL=C sort | xargs awk -v list="$work/tables" '
                BEGIN { while ((getline line < list) > 0) { split(line, w, " "); owner[w[2]] = w[1] } }
                FNR == 1 { split(FILENAME, part, "/"); me = part[2] }
                /"/ { text = $0
                        while (match(text, /(FROM|JOIN|INTO|UPDATE|TABLE) +[a-z_0-9]+/)) {
                                split(substr(text, RSTART, RLENGTH), w, / +/); text = substr(text, RSTART + RLENGTH)
                                if (!(w[2] in owner) || owner[w[2]] == me) continue
                                if (me == "portal" && w[2] ~ /^pub_/) continue
                                print FILENAME ":" FNR ": " me " names " w[2] ", a table of " owner[w[2]]
                        } }' /dev/null
}

long_functions() {
        find src -name '*.c' | LC_ALL=C sort | xargs awk '
                /^[a-z].*\(/ { name = $0; sub(/\(.*/, "", name); sub(/.*[ *]/, "", name) }
                /^\{/ { start = FNR } /^\}/ { if (start && FNR - start - 1 > 60) print FILENAME ":" start ": " name " has " FNR - start - 1 " lines"; start = 0 }'
}

benchmarks() {  # they are built where they are run, which is seldom
        local f flags
        read -ra flags <<< "$(tools/libraries.sh | sed 's/ -l[^ ]*//g')"
        for f in bench/*.c; do gcc -std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Werror -Isrc -Ibench -fsyntax-only "${flags[@]}" "$f" 2>&1 | grep -E 'error|warning'; done
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
banned='(^|[^a-z_A-Z0-9.>])(strcpy|strcat|sprintf|vsprintf|gets|strtok|atoi|atol|atof|system|popen|alloca|rand|srand|random|tmpnam|mktemp|localtime|gmtime|ctime|asctime)\('
memory='(^|[^a-z_A-Z0-9.>])(malloc|calloc|realloc|strdup|strndup|asprintf|vasprintf|free)\('
clocks='(^|[^a-z_A-Z0-9.>])(time|clock_gettime|gettimeofday)\('
drivers='#include <(sqlite3|libpq-fe)'

rule "includes run down the layers only, never sideways" < <(includes)
rule "SQL names only the tables of its own folder" < <(tables)
rule "no function that overruns, forks a shell or hides state" < <(code "$banned")
rule "memory comes from arenas and memory_take" < <(code "$memory" | grep -v '^src/base/arena.c:')
rule "rules, pages and handlers read no clock" < <(code "$clocks" | grep -vE '^src/(web|cli)/|_test\.c:|^src/journal/(journal|writer)')
rule "the environment is asked in one place" < <(code "(^|[^a-z_])getenv\(" | grep -vE "^src/base/setting.c:|_test\.c:|^src/base/test_main.c:")
rule "database drivers stay inside db/" < <(code "$drivers" | grep -v '^src/db/')
rule "no function is longer than 60 lines" < <(long_functions)
rule "every .c opens with what it is for" < <(sources | grep '\.c$' | while read -r f; do head -n 1 "$f" | grep -q '^/\*' || echo "$f:1: no opening comment"; done)
rule "lines fit on a screen (200 characters)" < <(sources | LC_ALL=C.UTF-8 xargs grep -nE "^.{201,}" | cut -c1-100)
rule "nothing is left to be done later" < <(grep -rnE '\b(TODO|FIXME|XXX)\b' src web packs tests tools docs --include='*' -I --exclude-dir=node_modules --exclude=lint.sh 2>/dev/null)
rule "every benchmark compiles" < <(benchmarks)
rule "every script parses" < <(for f in run test tools/*.sh tests/*.sh tests/*/*.sh; do [ -f "$f" ] && bash -n "$f" 2>&1; done)

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
