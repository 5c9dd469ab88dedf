#!/usr/bin/env python3
"""clamd.py SOCKET: what clamd's INSTREAM looks like from outside: a file that holds MALWARE-TEST is found, all others are fine."""
import os, socket, struct, sys

def take(c, n):
    b = b''
    while len(b) < n:
        more = c.recv(n - len(b))
        if not more: raise EOFError
        b += more
    return b

s = socket.socket(socket.AF_UNIX)
if os.path.exists(sys.argv[1]): os.unlink(sys.argv[1])
s.bind(sys.argv[1]); s.listen(8)
print('ready', flush=True)
while True:
    c, _ = s.accept()
    try:
        assert take(c, 10) == b'zINSTREAM\0'
        body = b''
        while True:
            n = struct.unpack('>I', take(c, 4))[0]
            if not n: break
            body += take(c, n)
        c.sendall(b'stream: Test.Malware FOUND\0' if b'MALWARE-TEST' in body else b'stream: OK\0')
    except (EOFError, OSError):
        pass
    c.close()
