#!/usr/bin/env bash
# swift.sh start DIR: an S3 server of its own on loopback (OpenStack Swift with s3api), all its files in DIR; prints its endpoint.
# swift.sh pause DIR | resume DIR: the proxy is killed, and started again on the same port.      swift.sh stop DIR: everything ends.
# Key "test:tester", secret "testing", region us-east-1.  Needs the packages of group s3 (tools/need.sh s3).
set -euo pipefail
what=${1:?start, pause, resume or stop} dir=$(realpath -m "${2:?a folder}")
host=127.0.0.1

configure() {
        local kind port
        mkdir -p "$dir/conf" "$dir/log" "$dir/devices/sdb1" "$dir/pids"
        printf '%s\n' '[swift-hash]' 'swift_hash_path_prefix = mingjing' 'swift_hash_path_suffix = test' \
                '[storage-policy:0]' 'name = Policy-0' 'default = yes' > "$dir/conf/swift.conf"
        for kind in account container object; do
                port=$(tools/port.sh)
                printf '%s\n' '[DEFAULT]' "bind_ip = $host" "bind_port = $port" 'workers = 1' "user = $(id -un)" "swift_dir = $dir/conf" \
                        "devices = $dir/devices" 'mount_check = false' 'log_level = WARNING' '[pipeline:main]' "pipeline = $kind-server" \
                        "[app:$kind-server]" "use = egg:swift#$kind" > "$dir/conf/$kind.conf"
                (cd "$dir/conf" && swift-ring-builder "$kind.builder" create 8 1 0 && swift-ring-builder "$kind.builder" add "r1z1-$host:$port/sdb1" 100 &&
                        swift-ring-builder "$kind.builder" rebalance) > "$dir/log/$kind.ring" 2>&1
        done
        port=$(tools/port.sh)
        tools/port.sh > "$dir/conf/memcached.port"
        echo "$port" > "$dir/conf/proxy.port"
        cat > "$dir/conf/proxy.conf" <<-END
	[DEFAULT]
	bind_ip = $host
	bind_port = $port
	workers = 1
	user = $(id -un)
	swift_dir = $dir/conf
	log_level = WARNING
	[pipeline:main]
	pipeline = catch_errors gatekeeper healthcheck cache listing_formats bulk s3api tempauth copy slo dlo versioned_writes symlink proxy-server
	[app:proxy-server]
	use = egg:swift#proxy
	account_autocreate = true
	[filter:s3api]
	use = egg:swift#s3api
	location = us-east-1
	allow_multipart_uploads = true
	[filter:tempauth]
	use = egg:swift#tempauth
	user_test_tester = testing .admin
	[filter:cache]
	use = egg:swift#memcache
	memcache_servers = $host:$(cat "$dir/conf/memcached.port")
	END
        for kind in catch_errors gatekeeper healthcheck listing_formats bulk copy slo dlo versioned_writes symlink; do
                printf '[filter:%s]\nuse = egg:swift#%s\n' "$kind" "$kind" >> "$dir/conf/proxy.conf"
        done
}

# daemon NAME COMMAND…: in a process group of its own, so that its workers end with it.
daemon() {
        local name=$1
        shift
        setsid "$@" > "$dir/log/$name" 2>&1 < /dev/null &
        echo $! > "$dir/pids/$name"
}

end() {         # end NAME SIGNAL
        local pid
        [ -f "$dir/pids/$1" ] || return 0
        pid=$(cat "$dir/pids/$1")
        rm -f "$dir/pids/$1"
        kill "-$2" -- "-$pid" 2> /dev/null || true
        for _ in $(seq 100); do kill -0 -- "-$pid" 2> /dev/null || return 0; sleep 0.05; done
        kill -9 -- "-$pid" 2> /dev/null || true
}

proxy_start() {
        daemon proxy swift-proxy-server "$dir/conf/proxy.conf"
        for _ in $(seq 600); do
                curl --noproxy '*' -fs -m 5 "http://$host:$(cat "$dir/conf/proxy.port")/healthcheck" > /dev/null && return 0
                sleep 0.1
        done
        tail -n 20 "$dir/log/"* >&2
        return 1
}

case $what in
start)
        configure
        as=()
        [ "$(id -u)" -ne 0 ] || as=(-u root)
        daemon memcached memcached "${as[@]}" -l "$host" -p "$(cat "$dir/conf/memcached.port")" -m 16
        for kind in account container object; do daemon "$kind" "swift-$kind-server" "$dir/conf/$kind.conf"; done
        proxy_start || { "$0" stop "$dir"; exit 1; }
        echo "http://$host:$(cat "$dir/conf/proxy.port")" ;;
pause)  end proxy KILL ;;
resume) proxy_start ;;
stop)   for name in proxy object container account memcached; do end "$name" TERM; done ;;
*)      echo "unknown: $what" >&2; exit 1 ;;
esac
