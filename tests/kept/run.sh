#!/usr/bin/env bash
# A head kept elsewhere: who can change the database can take away its end and the site's own heads with it, or put a copy that went
# another way in its place; a head in somebody else's drawer still tells.
# MINGJING: the program (default build/mingjing).  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
part=kept; . tests/lib.sh
hour=9

journal() { "$program" journal "$@" --db "sqlite:$work/site.db"; }
people() {      # people NAME…: one act each
        for who in "$@"; do
                "$program" act user.add login="$who" name="甲某$who" agency=bureau roles=officer --as admin --db "sqlite:$work/site.db" --now "2026-12-01 09:$((hour++))" > /dev/null
        done
}

"$program" init --db "sqlite:$work/site.db" --pack packs/daying > /dev/null
hour=10; people a1 a2 a3
cp "$work/site.db" "$work/early.db"
people a4 a5
journal checkpoint > "$work/kept"
people a6
is "a log that only grew agrees with the head" "$(journal verify --checkpoint "$work/kept")" '*与 1 个另行保存的签名树头一致*'
cp "$work/site.db" "$work/whole.db"

sqlite3 "$work/site.db" "DELETE FROM journal_act WHERE seq >= 5; DELETE FROM org_user WHERE id >= 5; DELETE FROM journal_checkpoint"
is "a log cut together with its heads looks whole by itself" "$(journal verify)" '核验通过：5 条*'
is "but not beside the head" "$(journal verify --checkpoint "$work/kept")" '*JOURNAL_BROKEN*签名时有 7 条，现在只有 5 条*'

cp "$work/early.db" "$work/site.db"
people b4 b5 b6
is "a copy that went another way looks whole by itself" "$(journal verify)" '核验通过：8 条*'
is "but not beside the head" "$(journal verify --checkpoint "$work/kept")" '*JOURNAL_BROKEN*签名的前 7 条与现在的日志不符*'

cp "$work/whole.db" "$work/site.db"
sed 's/^7$/6/' "$work/kept" > "$work/forged"
is "a head somebody edited is no head" "$(journal verify --checkpoint "$work/forged")" '*PROOF*'
is "and the whole log agrees again" "$(journal verify --checkpoint "$work/kept")" '*一致*'
finished
