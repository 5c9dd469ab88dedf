#!/usr/bin/env python3
"""receiver.py - the other side of a carrier: a small server that checks every signature by itself and answers as it is told.

    receiver.py PORTFILE LOG MODEFILE SECRET [VKEY …]

MODEFILE holds good, fail, hang or no (200 with errcode).  Each request is one line of JSON in LOG: path, key, body, signature "good" or why not.
HMAC-SM3 is computed with Python's own hmac; notes by tools/verify/verify.py.
"""
import base64
import hashlib
import hmac
import http.server
import json
import os
import sys
import threading

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "..", "tools", "verify"))
import verify  # noqa: E402

portfile, logfile, modefile, secret = sys.argv[1:5]
vkeys = sys.argv[5:]
stop = threading.Event()


class Sm3:
    """What hmac needs of a hash, over verify.py's SM3."""
    block_size, digest_size, name = 64, 32, "sm3"

    def __init__(self, data=b""):
        self.data = data

    def update(self, data):
        self.data += data

    def copy(self):
        return Sm3(self.data)

    def digest(self):
        return verify.sm3(self.data)


def signature_wrong(headers, body):
    kind, _, value = headers.get("X-Mingjing-Signature", "").partition(" ")
    stamp = headers.get("X-Mingjing-Timestamp", "")
    if not verify.instant(stamp):
        return "no time"
    if kind == "hmac-sm3":
        mine = hmac.new(secret.encode(), stamp.encode() + b"." + body, Sm3).digest().hex()
        return "" if hmac.compare_digest(mine, value) else "hmac differs"
    if kind != "note":
        return "no signature"
    try:
        text, signers = verify.note_open(base64.b64decode(value).decode(), [verify.Key(k) for k in vkeys])
    except verify.Refused as refused:
        return str(refused)
    lines = text.split("\n")
    if lines[0] != "mingjing-delivery/1" or lines[2] != headers.get("Idempotency-Key") or lines[3] != stamp:
        return "the note is of another delivery"
    return "" if lines[4] == "sm3:" + verify.sm3(body).hex() else "digest differs"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with open(modefile) as file:
            mode = file.read().strip()
        wrong = signature_wrong(self.headers, body)
        line = json.dumps({"path": self.path, "key": self.headers.get("Idempotency-Key"), "mode": mode, "body": body.decode(),
                           "signature": wrong or "good", "type": self.headers.get("Content-Type")}, ensure_ascii=False)
        with open(logfile, "a") as file:
            file.write(line + "\n")
        if mode == "hang":
            stop.wait(30)
            return
        answer = b'{"errcode":40001,"errmsg":"no"}' if mode == "no" else b'{"errcode":0}' if mode == "good" else b"<b>broken</b>"
        self.send_response(500 if mode == "fail" else 200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
        if mode == "good":      # an answer twice: what comes behind the first is nobody's
            self.wfile.write(b"HTTP/1.1 500 again\r\nContent-Length: 0\r\n\r\n")

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
with open(portfile + ".part", "w") as file:
    file.write(str(server.server_port))
os.rename(portfile + ".part", portfile)
server.serve_forever()
