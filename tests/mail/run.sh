#!/usr/bin/env bash
# run.sh: reminders leave the house: an SMTP server (aiosmtpd, with STARTTLS and AUTH) and a receiver of pushes on loopback, up, down and saying no.
# MINGJING: the program (default build/mingjing).  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
part=mail
. tests/lib.sh

tools/need.sh mail || give_up "not ok - the mail server could not be installed"
export PYTHONDONTWRITEBYTECODE=1 LC_ALL=C.UTF-8 XDG_STATE_HOME="$work/state"
unset MINGJING_DB MINGJING_KEYS MINGJING_BLOBS MINGJING_PACKS MINGJING_CONFIG
"$program" story tests/mail/site.story --db "sqlite:$work/site.db" > "$work/story" 2>&1 || { cat "$work/story"; give_up "not ok - the story that makes the site"; }
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -keyout "$work/key.pem" -out "$work/cert.pem" \
        2> "$work/openssl" || give_up "not ok - no certificate"
MINGJING=$program timeout -k 10 120 /usr/bin/python3 tests/mail/mail.py "$work" < /dev/null > "$work/mail.log" 2>&1
code=$?
counted "$work/mail.log"
tell $code "everything was tried" "$work/mail.log"
that "the journal holds" "$program" journal verify --db "sqlite:$work/site.db"
that "the tables follow from it" "$program" rebuild --check --db "sqlite:$work/site.db"
finished
