#!/usr/bin/env python3
"""spoil.py KIND FROM TO [ARGUMENT]: makes a file that is wrong in one known way out of a good one.
spoil.py mutate FROM DIR COUNT SEED: COUNT copies, each damaged at random places (the same every time)."""
import random, struct, sys, zipfile, io, os

def boxes(b, at, end):
    while at + 8 <= end:
        n = struct.unpack('>I', b[at:at + 4])[0]
        if n < 8: break
        yield b[at + 4:at + 8], at, at + n
        at += n

def child(b, at, end, path):
    for name, a, e in boxes(b, at, end):
        if name == path[0]:
            return (a, e) if len(path) == 1 else child(b, a + 8, e, path[1:])
    return None

def cut(b, arg): return b[:int(len(b) * float(arg))]
def tail_pdf(b, arg): return b + b'%PDF-1.4\n1 0 obj<</OpenAction 2 0 R>>endobj\n%%EOF\n'
def tail_zip(b, arg):
    z = io.BytesIO(b)
    with zipfile.ZipFile(z, 'a') as f: f.writestr('hidden.txt', 'hidden')
    return z.getvalue()
def tail_bytes(b, arg): return b + bytes(random.Random(1).randrange(1, 255) for _ in range(1000))
def tail_exe(b, arg): return b + b'MZ\x90\0' + bytes(200)
def head_html(b, arg):          # into the comment of a JPEG
    c = b'<html><script>alert(1)</script>'
    return b[:2] + b'\xff\xfe' + struct.pack('>H', len(c) + 2) + c + b[2:]
def longer(b, arg):             # the head of an mp4 says ten times the time
    b = bytearray(b); a, e = child(b, 0, len(b), [b'moov', b'mvhd'])
    n = struct.unpack('>I', b[a + 24:a + 28])[0]; b[a + 24:a + 28] = struct.pack('>I', n * 10)
    return bytes(b)
def stretch(b, arg):            # one picture of an mp4 lasts eight seconds: a gap in its index
    b = bytearray(b); m = child(b, 0, len(b), [b'moov']); t = child(b, m[0] + 8, m[1], [b'trak', b'mdia', b'minf', b'stbl', b'stts'])
    mdhd = child(b, m[0] + 8, m[1], [b'trak', b'mdia', b'mdhd']); scale = struct.unpack('>I', b[mdhd[0] + 20:mdhd[0] + 24])[0]
    a = t[0]; n, count, delta = struct.unpack('>III', b[a + 12:a + 24]); assert n == 1
    rows = struct.pack('>IIIIIII', 3, count // 2, delta, 1, scale * 8, count - count // 2 - 1, delta)
    grow = len(rows) - 12; b[a + 12:a + 24] = rows
    for path in ([], [b'trak'], [b'trak', b'mdia'], [b'trak', b'mdia', b'minf'], [b'trak', b'mdia', b'minf', b'stbl'], [b'trak', b'mdia', b'minf', b'stbl', b'stts']):
        at = m[0] if not path else child(b, m[0] + 8, m[1] + grow, path)[0]
        b[at:at + 4] = struct.pack('>I', struct.unpack('>I', b[at:at + 4])[0] + grow)
    return bytes(b)             # moov stands at the end: no offset moves
def box_end(b, arg):            # the last box claims 100 GB
    last = [x for x in boxes(b, 0, len(b))][-1]
    return b[:last[2]] + struct.pack('>I4sQ', 1, b'mdat', 100 << 30) + b'x' * 100
def png_bomb(b, arg):
    import zlib
    def chunk(t, d): return struct.pack('>I', len(d)) + t + d + struct.pack('>I', zlib.crc32(t + d))
    z = zlib.compressobj(9); side = 60000; data = b''.join(z.compress(bytes(side * 3 + 1)) for _ in range(2000)) + z.flush()
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', side, side, 8, 2, 0, 0, 0)) + chunk(b'IDAT', data) + chunk(b'IEND', b'')
def exif(b, arg):               # time, place, maker into a JPEG; ARGUMENT: "time|offset|lat|lon|gpsdate|orientation"
    when, zone, lat, lon, day, turn = arg.split('|')
    tags = {0: [], 1: [], 2: []}
    def ascii_(i, tag, s): tags[i].append((tag, 2, len(s) + 1, s.encode() + b'\0'))
    def rat(i, tag, v): tags[i].append((tag, 5, 3, struct.pack('>IIIIII', int(v), 1, int(v % 1 * 60), 1, round(v * 3600 % 60 * 10000), 10000)))
    ascii_(0, 0x10f, 'Beidou'); ascii_(0, 0x110, 'DSJ-9'); tags[0].append((0x112, 3, 1, struct.pack('>HH', int(turn or 1), 0)))
    ascii_(1, 0x9003, when)
    if zone: ascii_(1, 0x9011, zone)
    if lat:
        ascii_(2, 1, 'S' if float(lat) < 0 else 'N'); rat(2, 2, abs(float(lat))); ascii_(2, 3, 'W' if float(lon) < 0 else 'E'); rat(2, 4, abs(float(lon)))
        if day: ascii_(2, 0x1d, day)
    def ifd(rows, at, extra):
        rows = sorted(rows + extra); out = struct.pack('>H', len(rows)); data = b''; base = at + 2 + 12 * len(rows) + 4
        for tag, kind, n, v in rows:
            if len(v) > 4: out += struct.pack('>HHII', tag, kind, n, base + len(data)); data += v + b'\0' * (len(v) % 2)
            else: out += struct.pack('>HHI', tag, kind, n) + v.ljust(4, b'\0')
        return out + bytes(4) + data
    link = lambda tag, at: (tag, 4, 1, struct.pack('>I', at))
    first = len(ifd(tags[0], 8, [link(0x8769, 0), link(0x8825, 0)])); second = len(ifd(tags[1], 8 + first, []))
    t = b'MM\0*' + struct.pack('>I', 8) + ifd(tags[0], 8, [link(0x8769, 8 + first), link(0x8825, 8 + first + second)]) + ifd(tags[1], 8 + first, []) + ifd(tags[2], 8 + first + second, [])
    body = b'Exif\0\0' + t
    return b[:2] + b'\xff\xe1' + struct.pack('>H', len(body) + 2) + body + b[2:]

def mutate(source, folder, count, seed):
    b = open(source, 'rb').read(); r = random.Random(seed); name = os.path.basename(source)
    for i in range(count):
        c = bytearray(b)
        for _ in range(r.choice((1, 3, 20, 200))):
            at = r.randrange(min(len(c), r.choice((256, 4096, len(c)))))
            how = r.randrange(4)
            if how == 0: c[at] = r.randrange(256)
            elif how == 1: c[at:at + 4] = struct.pack('>I', r.choice((0, 1, 0x7fffffff, 0xffffffff, 0x80000000, r.randrange(1 << 32))))
            elif how == 2: del c[at:at + r.randrange(1, 64)]
            else: c[at:at] = c[at:at + r.randrange(1, 64)]
        if r.randrange(4) == 0: c = c[:r.randrange(len(c))]
        open(os.path.join(folder, '%d-%03d-%s' % (seed, i, name)), 'wb').write(bytes(c))

if sys.argv[1] == 'mutate':
    mutate(sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
else:
    b = open(sys.argv[2], 'rb').read() if sys.argv[2] != '-' else b''
    open(sys.argv[3], 'wb').write(globals()[sys.argv[1]](b, sys.argv[4] if len(sys.argv) > 4 else ''))
