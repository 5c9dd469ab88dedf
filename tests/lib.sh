# lib.sh - sourced by the run.sh of a part: the program, a folder that goes when the part ends, and the counting, once for all of them.
#   part=NAME; . tests/lib.sh        at the top of the checkout; sets $program (MINGJING, default build/mingjing), $work, $passed, $failed
#   leave() { … }                    redefined by a part that started something: ends it
#   $engine                          stands before each sentence when it is not empty

program=$(realpath "${MINGJING:-build/mingjing}")
work=$(mktemp -d "${TMPDIR:-/tmp}/mingjing-$part.XXXXXX")
passed=0 failed=0 engine=''

leave() { :; }
lib_end() { leave; rm -rf "$work"; }
trap lib_end EXIT
trap 'exit 143' INT TERM

held() { passed=$((passed + 1)); echo "ok - ${engine:+$engine: }$1"; }
broke() {       # broke SENTENCE [FILE…]: what they say is shown
        failed=$((failed + 1)); echo "not ok - ${engine:+$engine: }$1"
        shift
        [ $# -eq 0 ] || cat "$@" 2> /dev/null | tail -n 60 | cut -c1-600 | sed 's/^/#   /'
}
tell() { if [ "$1" -eq 0 ]; then held "$2"; else broke "${@:2}"; fi; }         # tell RC SENTENCE [FILE…]
that() {        # that SENTENCE COMMAND…: it must succeed; what it prints is shown when it does not
        local sentence=$1
        shift
        if "$@" > "$work/that.out" 2>&1; then held "$sentence"; else broke "$sentence" "$work/that.out"; fi
}
is() {          # is SENTENCE GOT PATTERN: a pattern as in [[ … == … ]]
        if [[ $2 == $3 ]]; then held "$1"; else broke "$1" <(printf 'got: %s\n' "$2"); fi
}
counted() {     # counted FILE: its "ok" and "not ok" lines are ours
        cat "$1"
        passed=$((passed + $(grep -c '^ok' "$1"))) failed=$((failed + $(grep -c '^not ok' "$1")))
}
give_up() { echo "$1"; echo "$passed passed, $((failed + 1)) failed"; exit 1; }
finished() { echo "$passed passed, $failed failed"; [ "$failed" -eq 0 ]; }      # the last line of a part
