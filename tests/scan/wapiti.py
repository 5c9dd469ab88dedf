"""wapiti.py REPORT.json LOG: what wapiti found, one a line; nothing if it found nothing.  wapiti.py --asked SESSION.db: how many requests it knows."""
import glob
import json
import os
import re
import sqlite3
import sys


# Judged, and right as they are: the cookies of how pages look are written by the page's own script too and hold no secret; browsers have dropped
# X-XSS-Protection for the policy that is there; the proxy that speaks TLS says Strict-Transport-Security (docs/operator.md).
JUDGED = re.compile(r"HttpOnly flag is not set in the cookie : mj_(size|mode|contrast|theme)$|X-XSS-Protection is not set$|Strict-Transport-Security is not set$")


def found(report, log):
    if not os.path.exists(report):
        return ["wapiti did not come to its end: " + "".join(open(log, errors="replace").readlines()[-1:]).strip()]
    d = json.load(open(report, encoding="utf-8"))
    return [f"{kind}: {one.get('method')} {one.get('path')} {one.get('parameter') or ''} {one.get('info')}"
            for part in ("vulnerabilities", "anomalies") for kind, ones in sorted(d[part].items(), reverse=True) for one in ones if not JUDGED.search(str(one.get("info")))]


def asked(session):
    n = 0
    for f in [session] if os.path.isfile(session) else glob.glob(session + "/**/*.db", recursive=True):
        n += sqlite3.connect(f).execute("SELECT count(*) FROM paths").fetchone()[0]
    return n


if sys.argv[1] == "--asked":
    print(asked(sys.argv[2]))
else:
    for line in found(sys.argv[1], sys.argv[2]):
        print(line)
