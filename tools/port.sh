#!/usr/bin/env bash
# port.sh: prints a port of loopback that nobody listens on, for a server that cannot choose its own (nginx, slapd, PostgreSQL, …); ours takes :0 and says which.
# It lies below those that the kernel gives to whoever calls: there an outgoing connection, even one long closed, may hold any port.
set -euo pipefail
host=127.0.0.1 most=12000
read -r above _ < /proc/sys/net/ipv4/ip_local_port_range
low=$((above - most > 10000 ? above - most : 10000))    # where callers get low ports, too, there is no better place
for _ in $(seq 200); do
        port=$((low + RANDOM % most))
        (exec 3<> "/dev/tcp/$host/$port") 2> /dev/null || { echo "$port"; exit; }
done
echo "没有空闲端口 (no free port)" >&2
exit 1
