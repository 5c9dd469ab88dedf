#!/usr/bin/env python3
"""proof.py ORIGINAL CLIP PROOF.json ROOT: is the clip what the proof says – made of bytes of those segments of the original, and are those the
segments under ROOT?  Knows nothing of the program: hashes, the tree of RFC 6962, and where ffprobe finds the clip's packets."""
import hashlib, json, subprocess, sys

SEGMENT = 4 << 20
original, clip, proof, root = sys.argv[1:5]
rows = json.load(open(proof))['rows']
sha = lambda b: hashlib.sha256(b).digest()
data = open(original, 'rb').read()
n = (len(data) + SEGMENT - 1) // SEGMENT


def climb(h, i, n, path):               # RFC 9162, 2.1.3.2
    fn, sn = i, n - 1
    for p in path:
        assert sn, 'the way is too long'
        if fn & 1 or fn == sn:
            h = sha(b'\1' + p + h)
            while not fn & 1 and fn: fn >>= 1; sn >>= 1
        else:
            h = sha(b'\1' + h + p)
        fn >>= 1; sn >>= 1
    assert sn == 0, 'the way is too short'
    return h


assert rows, 'no segment is named'
held = b''
for r in rows:
    i = int(r['segment'])
    segment = data[i * SEGMENT:(i + 1) * SEGMENT]
    assert int(r['first']) == i * SEGMENT and r['root'] == root
    assert sha(segment).hex() == r['hash'], f'segment {i} has another hash'
    assert climb(sha(b'\0' + sha(segment)), i, n, [bytes.fromhex(p) for p in (r['path'] or '').split()]).hex() == root, f'segment {i} is not under the root'
    held += segment

made = open(clip, 'rb').read()
said = subprocess.run(['ffprobe', '-v', 'error', '-show_packets', '-show_entries', 'packet=pos,size', '-of', 'json', clip], capture_output=True, check=True).stdout
packets = json.loads(said)['packets']
for p in packets:
    piece = made[int(p['pos']):int(p['pos']) + int(p['size'])]
    assert piece in held, f'a packet at {p["pos"]} of the clip is not in the named segments'
print(f'{len(packets)} packets in {len(rows)} of {n} segments')
