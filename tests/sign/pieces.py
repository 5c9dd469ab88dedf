"""pieces.py - takes signed files apart without any code of the program, for openssl to judge the pieces.

  pieces.py pdf FILE OUT    for the n-th signature OUT/n.cms, n.content (what it covers), n.attributes (as signed), n.signature, n.certificate;
                            the digest of the content must stand in the attributes
  pieces.py ofd FILE OUT    checks every digest of every Signature.xml; OUT/n.tbs, n.signature, n.certificate and the same of its seal;
                            OUT/parts has the parts
"""
import base64
import hashlib
import re
import sys
import zipfile
import xml.etree.ElementTree as tree

NS = "{http://www.ofdspec.org/2016}"


def tlv(data, at):
    """One DER element: its tag, where its content begins, where it ends."""
    size, head = data[at + 1], 2
    if size & 0x80:
        count = size & 0x7F
        size, head = int.from_bytes(data[at + 2:at + 2 + count], "big"), 2 + count
    return data[at], at + head, at + head + size


def children(data, at):
    """Where the elements inside the constructed element at `at` begin and end."""
    _, here, end = tlv(data, at)
    found = []
    while here < end:
        stop = tlv(data, here)[2]
        found.append((here, stop))
        here = stop
    return found


def inside(data, span):
    return data[tlv(data, span[0])[1]:span[1]]


def save(out, name, data):
    with open(f"{out}/{name}", "wb") as f:
        f.write(data)


def pdf(path, out):
    data = open(path, "rb").read()
    ranges = re.findall(rb"/ByteRange \[0 (\d+) (\d+) (\d+) *\]", data)
    for n, (a, b, c) in enumerate((tuple(int(x) for x in r) for r in ranges), 1):
        cms = bytes.fromhex(data[a + 1:b - 1].decode())
        cms = cms[:tlv(cms, 0)[2]]
        save(out, f"{n}.cms", cms)
        save(out, f"{n}.content", data[:a] + data[b:b + c])
        signed = children(cms, children(cms, 0)[1][0])[0]
        parts = children(cms, signed[0])
        certificates, signer = next(p for p in parts if cms[p[0]] == 0xA0), children(cms, parts[-1][0])[0]
        fields = children(cms, signer[0])
        attributes = next(f for f in fields if cms[f[0]] == 0xA0)
        save(out, f"{n}.attributes", b"\x31" + cms[attributes[0] + 1:attributes[1]])
        save(out, f"{n}.signature", inside(cms, fields[-1]))
        first = children(cms, certificates[0])[0]
        save(out, f"{n}.certificate", cms[first[0]:first[1]])
        covered = data[:a] + data[b:b + c]
        assert any(hashlib.new(d, covered).digest() in cms[attributes[0]:attributes[1]] for d in ("sm3", "sha256"))
        print(f"signature {n}: covers {len(data) - (b - a)} of {len(data)} bytes" if b + c == len(data) else f"signature {n}: up to {b + c}")


def ofd_digests(package, path):
    root = tree.fromstring(package.read(path))
    references = root.find(f"{NS}SignedInfo/{NS}References")
    assert references.get("CheckMethod") == "1.2.156.10197.1.401"
    for r in references.findall(f"{NS}Reference"):
        said = base64.b64decode(r.find(f"{NS}CheckValue").text)
        assert hashlib.new("sm3", package.read(r.get("FileRef")[1:])).digest() == said, r.get("FileRef")
    return len(references), root


def ofd(path, out):
    package = zipfile.ZipFile(path)
    assert package.testzip() is None
    package.extractall(f"{out}/parts")
    entry = tree.fromstring(package.read("OFD.xml"))
    listed = tree.fromstring(package.read(entry.find(f"{NS}DocBody/{NS}Signatures").text[1:]))
    for n, s in enumerate(listed.findall(f"{NS}Signature"), 1):
        where = s.get("BaseLoc")[1:]
        count, root = ofd_digests(package, where)
        value = package.read(root.find(f"{NS}SignedValue").text[1:])
        tbs, cert, _, signature = children(value, 0)[:4]
        fields = children(value, tbs[0])
        assert inside(value, fields[3]) == b"\0" + hashlib.new("sm3", package.read(where)).digest()
        save(out, f"{n}.tbs", value[tbs[0]:tbs[1]])
        save(out, f"{n}.certificate", inside(value, cert))
        save(out, f"{n}.signature", inside(value, signature)[1:])
        info, maker, _, made = children(value, fields[1][0])
        save(out, f"{n}.seal.tbs", value[info[0]:info[1]])
        save(out, f"{n}.seal.certificate", inside(value, maker))
        save(out, f"{n}.seal.signature", inside(value, made)[1:])
        seal = package.read(root.find(f"{NS}SignedInfo/{NS}Seal/{NS}BaseLoc").text[1:])
        assert seal == value[fields[1][0]:fields[1][1]]
        print(f"seal {n}: {count} parts")


if __name__ == "__main__":
    {"pdf": pdf, "ofd": ofd}[sys.argv[1]](*sys.argv[2:])
