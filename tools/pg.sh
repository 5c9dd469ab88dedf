#!/usr/bin/env bash
# pg.sh start DIR [SETTING=VALUE…]: a private PostgreSQL in DIR (unix socket and a free loopback port), prints its URL.   pg.sh stop DIR: ends it.
# A DIR that was stopped and kept starts again with what is in it.
# initdb refuses root: then the server runs as user postgres.  Durable writes stay on, as in real use, unless a setting says otherwise.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb)")

as=()
if [ "$(id -u)" -eq 0 ]; then
        as=(runuser -u postgres --)
        command -v runuser >/dev/null || as=(su -s /bin/sh postgres -c 'exec "$0" "$@"' --)
fi

case "$1" in
start)
        dir=$2 settings=("${@:3}")
        mkdir -p "$dir"
        chmod 711 "$dir"
        mkdir -p "$dir/pg"
        [ ${#as[@]} -eq 0 ] || chown postgres "$dir/pg"
        kept=
        [ ! -f "$dir/pg/data/PG_VERSION" ] || kept=yes
        [ -n "$kept" ] || od -An -N12 -tx1 /dev/urandom | tr -d ' \n' > "$dir/pg.word"
        word=$(cat "$dir/pg.word")
        [ ${#as[@]} -eq 0 ] || chown postgres "$dir/pg.word"
        chmod 600 "$dir/pg.word"
        cd /
        [ -n "$kept" ] || "${as[@]}" "$bin/initdb" -D "$dir/pg/data" -U mingjing -E UTF8 --locale=C.UTF-8 --auth-local=trust --auth-host=scram-sha-256 \
                --pwfile="$dir/pg.word" > "$dir/initdb.log" 2>&1 < /dev/null || { cat "$dir/initdb.log" >&2; exit 1; }
        for try in 1 2 3; do    # somebody may take the port between the look and the start
                port=$("$here/port.sh")
                "${as[@]}" "$bin/pg_ctl" -D "$dir/pg/data" -w -t 60 -l "$dir/pg/log" \
                        -o "-p $port -k $dir/pg -c listen_addresses=127.0.0.1 -c max_connections=200 -c timezone=UTC ${settings[*]/#/-c }" start \
                        > "$dir/pg_ctl.log" 2>&1 < /dev/null && break
                [ "$try" -lt 3 ] || { cat "$dir/pg_ctl.log" "$dir/pg/log" >&2; exit 1; }
        done
        [ -n "$kept" ] || "${as[@]}" "$bin/createdb" -h "$dir/pg" -p "$port" -U mingjing mingjing_test < /dev/null
        echo "postgresql://mingjing:$word@127.0.0.1:$port/mingjing_test"
        ;;
stop)
        dir=$2
        cd /
        [ ! -f "$dir/pg/data/postmaster.pid" ] ||
                "${as[@]}" "$bin/pg_ctl" -D "$dir/pg/data" -m fast -w -t 60 stop > /dev/null 2>&1 < /dev/null ||
                kill -QUIT "$(head -n 1 "$dir/pg/data/postmaster.pid")"
        ;;
*)
        echo "pg.sh start|stop DIR" >&2
        exit 1
        ;;
esac
