# proxy.sh - sourced by run.sh: a real nginx with the example of packaging/, only addresses and paths changed, in front of a server.
#   proxied SITE.db        tells what comes through it and what does not; ends both
# Who stands in front: TLS, the client's address, its certificate (or nobody's), how much it may send, and what only the operator sees.

nginx_bin=$(PATH=$PATH:/usr/sbin command -v nginx || true)

# A CA, and a certificate of li's, good for as long as any clock of these tests.
certificates_make() {
        local d=$work/ca
        mkdir -p "$d" && : > "$d/index" && echo 01 > "$d/serial"
        printf '[ca]\ndefault_ca=x\n[x]\ndatabase=%s/index\nnew_certs_dir=%s\nserial=%s/serial\ndefault_md=sha256\npolicy=p\nunique_subject=no\n[p]\ncommonName=supplied\n' "$d" "$d" "$d" > "$d/cnf"
        printf '[leaf]\nkeyUsage=digitalSignature\nextendedKeyUsage=clientAuth\n[root]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign,cRLSign\n' >> "$d/cnf"
        printf '[site]\nsubjectAltName=DNS:localhost\n[req]\ndistinguished_name=dn\n[dn]\n' >> "$d/cnf"
        openssl req -new -newkey rsa:2048 -nodes -config "$d/cnf" -keyout "$d/ca.key" -out "$d/ca.csr" -subj '/CN=example authority' &&
                openssl ca -batch -config "$d/cnf" -selfsign -keyfile "$d/ca.key" -in "$d/ca.csr" -out "$d/ca.pem" -extensions root -notext -startdate 20200101000000Z -enddate 20990101000000Z &&
                openssl req -new -newkey rsa:2048 -nodes -config "$d/cnf" -keyout "$d/li.key" -out "$d/li.csr" -subj /CN=li &&
                openssl ca -batch -config "$d/cnf" -cert "$d/ca.pem" -keyfile "$d/ca.key" -in "$d/li.csr" -out "$d/li.pem" -extensions leaf -notext -startdate 20200101000000Z -enddate 20990101000000Z &&
                openssl req -x509 -new -newkey rsa:2048 -nodes -config "$d/cnf" -extensions site -keyout "$d/site.key" -out "$d/site.pem" -subj /CN=localhost -days 2
}

# The example as it is handed out: a line that is not found any more is a test that fails.
nginx_write() {         # nginx_write SERVER-PORT
        local from=packaging/nginx.conf to=$work/proxy/site.conf change
        cp "$from" "$to"
        for change in "s#127.0.0.1:8080#127.0.0.1:$1#" "s#listen 80;#listen 127.0.0.1:$plain;#" "s#listen 443 ssl;#listen 127.0.0.1:$tls ssl;#" \
                "s#/etc/ssl/zhifa.pem#$work/ca/site.pem#" "s#/etc/ssl/private/zhifa.key#$work/ca/site.key#" "s#\#ssl_client_certificate .*#ssl_client_certificate $work/ca/ca.pem;#" \
                's#\#ssl_verify_client optional#ssl_verify_client optional#'; do
                cp "$to" "$to.was"; sed -i "$change" "$to"
                ! cmp -s "$to" "$to.was" || broke "the example has the line for $change"
        done
        {
                echo "daemon off; master_process off; pid $work/proxy/pid; error_log $work/proxy/log warn; events { worker_connections 256; }"
                echo "http { access_log off; client_body_temp_path $work/proxy/body; proxy_temp_path $work/proxy/temp; fastcgi_temp_path $work/proxy/f; uwsgi_temp_path $work/proxy/u; scgi_temp_path $work/proxy/s;"
                echo "include $to; }"
        } > "$work/proxy/nginx.conf"
}

proxied() {
        local db=sqlite:$1 plain tls nginx at pem code
        [ -n "$nginx_bin" ] || { broke "nginx is installed (tools/need.sh operate)"; return; }
        mkdir -p "$work/proxy"
        certificates_make > "$work/proxy/made" 2>&1 || { broke "certificates are made" "$work/proxy/made"; return; }
        "$program" act binding.add login=li kind=certificate "certificate=$(cat "$work/ca/li.pem")" by=fingerprint --as admin --db "$db" --now 2026-11-21T01:20 > "$work/proxy/bound" 2>&1 || broke "a certificate is bound" "$work/proxy/bound"
        printf '{ "proxies": ["127.0.0.1"], "certificate": { "header": "X-Client-Cert", "ca_file": "%s" } }\n' "$work/ca/ca.pem" > "$work/proxy/signin.json"
        serve "$work/proxy/serve" 300 --db "$db" --now 2026-11-21T01:30 --behind-tls --signin "$work/proxy/signin.json" || { broke "the server behind it starts" "$work/proxy/serve"; return; }
        plain=$(tools/port.sh) tls=$(tools/port.sh)
        nginx_write "$port"
        "$nginx_bin" -p "$work/proxy" -c "$work/proxy/nginx.conf" 2> "$work/proxy/said" & nginx=$!
        servers+=("$nginx")
        for _ in $(seq 100); do (exec 3<> "/dev/tcp/127.0.0.1/$tls") 2> /dev/null && break; kill -0 "$nginx" 2> /dev/null || break; sleep 0.1; done
        at=https://localhost:$tls
        ask() { curl --noproxy '*' -sS -m 30 --cacert "$work/ca/site.pem" --connect-to "localhost:$tls:127.0.0.1:$tls" "$@"; }
        is "who comes without TLS is sent to it" "$(curl --noproxy '*' -s -m 30 -o /dev/null -w '%{http_code} %{redirect_url}' "http://127.0.0.1:$plain/search")" '301 https://127.0.0.1/search'
        is "a page over TLS" "$(ask -o "$work/proxy/home" -w '%{http_code}' "$at/") $(grep -c '</html>' "$work/proxy/home")" '200 1'
        is "only over TLS from then on" "$(ask -D - -o /dev/null "$at/" | tr -d '\r' | grep -ci '^strict-transport-security: max-age=')" 1
        is "health and readiness are seen through it" "$(ask "$at/healthz") $(ask "$at/readyz")" 'ok {"ready":true,*'
        is "figures are not" "$(ask -o /dev/null -w '%{http_code}' "$at/metrics")" 404
        ask -D "$work/proxy/head" -o /dev/null -d 'login=li&password=mingjing-demo' "$at/login"
        is "a form signs in, and its cookie is for TLS only" "$(tr -d '\r' < "$work/proxy/head" | grep -i '^set-cookie: mj=' | grep -ci 'secure')" 1
        # An address as somebody would like it, from an address as it is.
        ask --interface 127.0.0.2 -H 'X-Forwarded-For: 203.0.113.9' -o /dev/null -d 'login=li&password=wrong' "$at/login"
        # The certificate of the handshake counts, never one that is told of.
        code=$(ask --cert "$work/ca/li.pem" --key "$work/ca/li.key" -c "$work/proxy/jar" -o "$work/proxy/in" -w '%{http_code}' -d 'next=/desk' "$at/login/certificate")
        is "a client certificate lets in" "$code $(ask -b "$work/proxy/jar" "$at/api/me")" '303 *"login":"li"*'
        pem=$(python3 -c 'import sys, urllib.parse; print(urllib.parse.quote(open(sys.argv[1]).read()))' "$work/ca/li.pem")
        is "one that is only told of in a header does not" "$(ask -H "X-Client-Cert: $pem" -H 'X-Client-Verify: SUCCESS' -o "$work/proxy/in" -w '%{http_code}' -d 'next=/desk' "$at/login/certificate") $(grep -o '没有出示证书' "$work/proxy/in" | head -n 1)" '401 没有出示证书'
        pem=$(sed '1d;$d' "$work/ca/li.pem" | tr -d '\n')
        is "nor in the other form of it" "$(ask -H "Client-Cert: :$pem:" -o /dev/null -w '%{http_code}' -d 'next=/desk' "$at/login/certificate")" 401
        is "a body beyond what may be sent ends at the proxy" "$(ask -H 'Content-Length: 300000000' -o /dev/null -w '%{http_code}' -d x "$at/api/login")" 413
        head -c 3000000 /dev/zero > "$work/proxy/large"
        is "one that the program finds too large is told by the program" "$(ask -H 'Content-Type: application/json' --data-binary @"$work/proxy/large" "$at/api/login")" '*"code":"BODY_TOO_LARGE"*'
        is "nginx had nothing to complain of but that" "$(grep -v 'too large body' "$work/proxy/log" | grep -c '\[\(warn\|error\|crit\|emerg\)\]')" 0
        kill "$nginx"; wait "$nginx" 2> /dev/null
        servers=("${servers[0]}")
        serve_end       # what was noted is written when it has ended
        is "whose password was wrong is written with the address nginx saw" \
           "$(python3 -c 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("SELECT address FROM org_attempt WHERE result = \"wrong\" ORDER BY id DESC LIMIT 1").fetchone()[0])' "$1")" 127.0.0.2
}
