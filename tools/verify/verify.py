#!/usr/bin/env python3
"""verify.py - checks a Mingjing proof or consistency bundle without any part of Mingjing.

    python3 verify.py FILE --key VKEY [--key VKEY ...]
    python3 verify.py site DIR --key VKEY [--key VKEY ...]      a static copy of the portal: every file, and nothing else

Python 3 standard library only.  The formats stand in docs/proof-format.md and, for keys and signatures, in README.md beside this file.
Exit 0: everything holds.  1: it does not, with the reason.  2: wrong use.
"""
import argparse
import base64
import binascii
import datetime
import hashlib
import json
import os
import re
import sys

INT64_MAX = 2**63 - 1
PATH_MAX = 64            # a tree of 2^63 leaves needs no longer path
FIELDS_MAX = 200         # an act has at most this many fields
SIGNATURES_MAX = 100
VALUE_SHOWN = 2000
SM2_TYPE = b"mingjing/sm2/1"
SM2_ID = b"1234567812345678"


class Refused(Exception):
    """The bundle does not prove what it says."""


def need(condition, chinese, english):
    if not condition:
        raise Refused(f"{chinese} ({english})")


# ---- SM3 (GB/T 32905), for Pythons whose OpenSSL has none ----

def sm3_plain(data):
    def rol(x, n):
        n %= 32
        return ((x << n) | (x >> (32 - n))) & 0xFFFFFFFF

    v = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    message = data + b"\x80" + bytes(-(len(data) + 9) % 64) + (8 * len(data)).to_bytes(8, "big")
    for start in range(0, len(message), 64):
        w = [int.from_bytes(message[start + i:start + i + 4], "big") for i in range(0, 64, 4)]
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ rol(w[j - 3], 15)
            w.append(x ^ rol(x, 15) ^ rol(x, 23) ^ rol(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = v
        for j in range(64):
            t = 0x79CC4519 if j < 16 else 0x7A879D8A
            ss1 = rol((rol(a, 12) + e + rol(t, j)) & 0xFFFFFFFF, 7)
            ss2 = ss1 ^ rol(a, 12)
            ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if j < 16 else (e & f) | (~e & g)
            tt1 = (ff + d + ss2 + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
            tt2 = (gg + h + ss1 + w[j]) & 0xFFFFFFFF
            a, b, c, d, e, f, g, h = tt1, a, rol(b, 9), c, tt2 ^ rol(tt2, 9) ^ rol(tt2, 17), e, rol(f, 19), g
        v = [x ^ y for x, y in zip(v, (a, b, c, d, e, f, g, h))]
    return b"".join(x.to_bytes(4, "big") for x in v)


def sm3(data):
    try:
        return hashlib.new("sm3", data).digest()
    except ValueError:
        return sm3_plain(data)


def sha256(data):
    return hashlib.sha256(data).digest()


HASHES = {"sm3": sm3, "sha256": sha256}


# ---- Ed25519 (RFC 8032), verification only ----

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def ed_add(p, q):        # extended coordinates x, y, z, t with x*y = z*t
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def ed_mul(n, p):
    r = (0, 1, 1, 0)
    while n:
        if n & 1:
            r = ed_add(r, p)
        p, n = ed_add(p, p), n >> 1
    return r


def ed_encode(p):
    inverse = pow(p[2], -1, P)
    x, y = p[0] * inverse % P, p[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def ed_decode(data):
    """The point, or None: y not below p, or not on the curve."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    if x * x % P != square or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def ed_small(p):         # points of order 1, 2, 4, 8: with such a key anybody can sign
    return ed_encode(ed_mul(8, p)) == ed_encode((0, 1, 1, 0))


ED_BASE = ed_decode((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def ed25519_holds(public, message, signature):
    a = ed_decode(public)
    s = int.from_bytes(signature[32:], "little")
    if a is None or len(signature) != 64 or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    minus_a = (P - a[0], a[1], 1, P - a[3])
    return ed_encode(ed_add(ed_mul(s, ED_BASE), ed_mul(h, minus_a))) == signature[:32]


# ---- SM2 signatures (GB/T 32918.2) on the recommended curve, verification only ----

QP = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
QA = QP - 3
QB = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
QN = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
QG = (0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
      0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0)


def sm2_add(p, q):       # affine; None is the point at infinity
    if p is None or q is None:
        return q if p is None else p
    if p[0] == q[0]:
        if (p[1] + q[1]) % QP == 0:
            return None
        slope = (3 * p[0] * p[0] + QA) * pow(2 * p[1], -1, QP)
    else:
        slope = (q[1] - p[1]) * pow(q[0] - p[0], -1, QP)
    x = (slope * slope - p[0] - q[0]) % QP
    return x, (slope * (p[0] - x) - p[1]) % QP


def sm2_mul(n, p):
    r = None
    while n:
        if n & 1:
            r = sm2_add(r, p)
        p, n = sm2_add(p, p), n >> 1
    return r


def sm2_point(data):
    """The point, or None if it is not on the curve."""
    if len(data) != 65 or data[0] != 4:
        return None
    x, y = int.from_bytes(data[1:33], "big"), int.from_bytes(data[33:], "big")
    return (x, y) if x < QP and y < QP and (y * y - x * x * x - QA * x - QB) % QP == 0 else None


def sm2_holds(public, message, signature):
    point = sm2_point(public)
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if point is None or len(signature) != 64 or not (1 <= r < QN and 1 <= s < QN) or (r + s) % QN == 0:
        return False
    curve = b"".join(x.to_bytes(32, "big") for x in (QA, QB, *QG))
    z = sm3((8 * len(SM2_ID)).to_bytes(2, "big") + SM2_ID + curve + public[1:])
    e = int.from_bytes(sm3(z + message), "big")
    sum_ = sm2_add(sm2_mul(s, QG), sm2_mul((r + s) % QN, point))
    return sum_ is not None and (e + sum_[0]) % QN == r


# ---- texts ----

def b64(text, size=None):
    """Canonical base64 only; None if it is not, or is not `size` bytes."""
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error, ValueError):
        return None
    return raw if base64.b64encode(raw).decode() == text and size in (None, len(raw)) else None


def decimal(text):
    """A number without sign or leading zeros that fits 63 bits; None if it is not."""
    return int(text) if re.fullmatch(r"0|[1-9][0-9]{0,18}", text) and int(text) <= INT64_MAX else None


def instant(text):
    """RFC 3339, UTC, milliseconds, years 1900 to 2199; None if it is not or no such day exists."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z", text):
        return None
    try:
        when = datetime.datetime.strptime(text[:-1] + "000", "%Y-%m-%dT%H:%M:%S.%f")
    except ValueError:
        return None
    return when if 1900 <= when.year <= 2199 else None


def origin_valid(text):
    return re.fullmatch(r"[!-*,-~]{1,100}", text) is not None


def key_name_valid(name):
    return name != "" and not any(c.isspace() or c == "+" or c < " " or "\ud800" <= c <= "\udfff" for c in name)


def shown(text):
    """A value may hold anything; on a screen it must not draw lines of its own or turn the text around."""
    text = text if len(text) <= VALUE_SHOWN else text[:VALUE_SHOWN] + "…"
    return "".join(c if c.isprintable() else f"\\u{{{ord(c):04X}}}" for c in text)


# ---- keys and signed notes ----

class Key:
    def __init__(self, vkey):
        parts = vkey.split("+", 2)
        need(len(parts) == 3 and re.fullmatch(r"[0-9a-f]{8}", parts[1]), "公钥格式不对", "vkey is not name+id+base64")
        self.name, material = parts[0], b64(parts[2])
        need(key_name_valid(self.name), "公钥名称不对", "bad key name")
        need(material is not None, "公钥不是规范的 base64", "vkey is not canonical base64")
        self.id = sha256(self.name.encode() + b"\n" + material)[:4]
        need(self.id.hex() == parts[1], "公钥编号与密钥不符", "key id does not belong to the key")
        self.type, self.public = material[:1], material[1:]
        if self.type in (b"\x01", b"\x04"):
            point = ed_decode(self.public) if len(self.public) == 32 else None
            need(point is not None and not ed_small(point), "不是可用的 Ed25519 公钥", "not a sound Ed25519 key")
        else:
            need(self.type == b"\xff" and self.public.startswith(SM2_TYPE), "不认识的密钥类型", "unknown key type")
            self.public = self.public[len(SM2_TYPE):]
            need(sm2_point(self.public) is not None, "不是可用的 SM2 公钥", "not a point of the SM2 curve")
        self.kind = {b"\x01": "Ed25519", b"\x04": "Ed25519 witness 见证", b"\xff": "SM2"}[self.type]

    def holds(self, text, signature):
        if self.type == b"\x04":                         # eight bytes of time, then the signature
            when = int.from_bytes(signature[:8], "big")
            if len(signature) != 72 or when > INT64_MAX:
                return False
            return ed25519_holds(self.public, b"cosignature/v1\ntime %d\n" % when + text, signature[8:])
        if len(signature) != 64:
            return False
        return (sm2_holds if self.type == b"\xff" else ed25519_holds)(self.public, text, signature)

    def __str__(self):
        return f"{self.kind} {shown(self.name)}+{self.id.hex()}"


def note_open(note, keys):
    """Returns the text and the keys that signed; every signature of a known key must hold, and there must be one."""
    need(not re.search(r"[\x00-\x09\x0b-\x1f]", note), "签名文书含有控制字符", "control character in the note")
    cut = note.rfind("\n\n")
    need(cut >= 0 and cut + 2 < len(note), "没有签名", "no signatures")
    text, lines = note[:cut + 1], note[cut + 2:]
    need(lines.endswith("\n") and lines.count("\n") <= SIGNATURES_MAX, "签名行不完整或太多", "signature lines cut short or too many")
    signers = []
    for line in lines[:-1].split("\n"):
        match = re.fullmatch("— ([^ ]*) ([^ ]*)", line)
        raw = b64(match[2]) if match else None
        need(match and key_name_valid(match[1]) and raw is not None and len(raw) >= 5, "签名行格式不对", "malformed signature line")
        for key in keys:
            if (key.name, key.id) == (match[1], raw[:4]):
                need(key not in signers, "同一密钥签了两次", "a key signed twice")
                need(key.holds(text.encode(), raw[4:]), f"{key} 签名不成立", "a signature of a known key does not hold")
                signers.append(key)
                break
    need(signers, "没有一个签名出自所给的公钥", "no signature under a given key")
    return text, signers


class Checkpoint:
    def __init__(self, note, keys):
        text, self.signers = note_open(note, keys)
        lines = text.split("\n")
        need(len(lines) == 6 and lines[5] == "", "检查点应当正好五行", "a checkpoint has exactly five lines")
        self.origin, self.size, self.root = lines[0], decimal(lines[1]), b64(lines[2], 32)
        self.hash, self.at = lines[3].removeprefix("hash "), lines[4].removeprefix("at ")
        need(origin_valid(self.origin), "检查点的日志名不对", "bad origin")
        need(self.size is not None, "检查点的大小不对", "bad tree size")
        need(self.root is not None, "检查点的根不对", "bad root")
        need(lines[3].startswith("hash ") and self.hash in HASHES, "检查点的哈希算法不对", "bad hash line")
        need(lines[4].startswith("at ") and instant(self.at), "检查点的时间不对", "bad time line")

    def say(self, label):
        print(f"  {label}: {self.size} acts 个动作, root 根 {self.root.hex()[:16]}… ({self.hash}), signed at 签发于 {self.at}")
        for key in self.signers:
            print(f"    signed by 签名: {key}")


# ---- the tree: RFC 9162 sections 2.1.3.2 and 2.1.4.2 ----

def node(h, left, right):
    return h(b"\x01" + left + right)


def inclusion_holds(h, index, size, leaf, path, root):
    if index >= size:
        return False
    fn, sn, r = index, size - 1, leaf
    for p in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node(h, p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node(h, r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def consistency_holds(h, old, new, old_root, new_root, path):
    if old > new:
        return False
    if old == 0:
        return not path and old_root == h(b"") and (new > 0 or new_root == old_root)
    if old == new:
        return not path and old_root == new_root
    path = ([old_root] if old & (old - 1) == 0 else []) + path
    if not path:
        return False
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for p in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node(h, p, fr), node(h, p, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(h, sr, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == old_root and sr == new_root


# ---- acts ----

class Act:
    def __init__(self, text):
        need(text.endswith("\n"), "动作原文没有以换行结尾", "the act text does not end in LF")
        lines = text[:-1].split("\n")
        need(len(lines) >= 6 and lines[0] == "mingjing-act/1", "动作原文格式不对", "not a mingjing-act/1")
        heads = ("log ", "seq ", "at ", "verb ", "subject ")
        need(all(line.startswith(head) for head, line in zip(heads, lines[1:])), "动作原文的行不对", "wrong lines in the act text")
        self.log, seq, self.at, self.verb, self.subject = (line[len(head):] for head, line in zip(heads, lines[1:]))
        self.seq, subject = decimal(seq), re.fullmatch(r"[a-z][a-z0-9_]*/([0-9]+)", self.subject)
        need(origin_valid(self.log), "日志名不对", "bad log line")
        need(self.seq is not None, "编号不对", "bad seq line")
        need(instant(self.at), "时间不对", "bad at line")
        need(re.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+", self.verb), "动作名不对", "bad verb line")
        need(subject and decimal(subject[1]) is not None, "对象不对", "bad subject line")
        fields = lines[6:]
        for line in fields:
            need(line.startswith("f ") and b64(line[2:], 32) is not None, "承诺值不对", "bad f line")
        need(all(a < b for a, b in zip(fields, fields[1:])), "承诺值没有按序排列", "f lines are not in strictly ascending order")
        self.commitments = {b64(line[2:]) for line in fields}


# ---- bundles ----

def strict_object(pairs):
    members = dict(pairs)
    need(len(members) == len(pairs), "JSON 有重复的成员", "duplicate member")
    return members


def no_constant(name):
    raise Refused(f"JSON 不允许 {name} (not JSON)")


def bundle_parse(data):
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=strict_object, parse_constant=no_constant)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError, ValueError) as error:
        raise Refused(f"不是有效的 JSON ({error})") from None


def members(item, /, **types):
    """The members named, each of its type, and no other."""
    need(isinstance(item, dict) and set(item) == set(types), "成员缺少或多余", "missing or unknown member")
    for name, kind in types.items():
        need(type(item[name]) is kind, f"成员 {name} 类型不对", f"{name} has the wrong type")
        if kind is str:
            need("\0" not in item[name] and not re.search("[\ud800-\udfff]", item[name]), f"{name} 不是有效文字", "not valid text")
        if kind is int:
            need(0 <= item[name] <= INT64_MAX, f"{name} 超出范围", f"{name} is out of range")
    return item


def hash_and_path(value):
    need(value["hash"] in HASHES, "不认识的哈希算法", "unknown hash")
    path = [b64(p, 32) if isinstance(p, str) else None for p in value["path"]]
    need(len(path) <= PATH_MAX and None not in path, "路径中的哈希不对", "bad hash in the path")
    return HASHES[value["hash"]], path


def disclosed_read(items, act, h):
    fields = {}
    need(len(items) <= FIELDS_MAX, "公开的字段太多", "too many disclosed fields")
    for item in items:
        members(item, name=str, salt=str, value=str)
        name, salt, value = item["name"], b64(item["salt"], 16), item["value"]
        need(re.fullmatch(r"[a-z][a-z0-9_.]*", name), "字段名不对", "bad field name")
        need(salt is not None, "盐不对", "bad salt")
        need(name not in fields, "同一字段公开了两次", "a field is disclosed twice")
        commitment = h(b"\x02" + salt + name.encode() + b"\x00" + value.encode())
        need(commitment in act.commitments, f"字段 {name} 与承诺不符", "a disclosed field does not match its commitment")
        fields[name] = value
    return fields


def proof_check(value, keys):
    members(value, format=str, hash=str, act=str, disclosed=list, leaf_index=int, tree_size=int, path=list, checkpoint=str)
    h, path = hash_and_path(value)
    act = Act(value["act"])
    fields = disclosed_read(value["disclosed"], act, h)
    point = Checkpoint(value["checkpoint"], keys)
    need(act.seq == value["leaf_index"], "动作编号与叶子位置不一致", "seq is not leaf_index")
    need(point.origin == act.log, "检查点属于另一个日志", "the checkpoint is of another log")
    need(point.hash == value["hash"], "哈希算法不一致", "the checkpoint uses another hash")
    need(point.size == value["tree_size"], "树的大小与检查点不一致", "tree_size is not the checkpoint's")
    leaf = h(b"\x00" + value["act"].encode())
    need(inclusion_holds(h, act.seq, point.size, leaf, path, point.root), "路径不成立", "the path does not lead to the root")
    print("PROVEN 证明成立")
    print(f"  act 动作: {act.log} #{act.seq} {act.verb} on 对象 {act.subject} at 记于 {act.at}")
    for name, text in fields.items():
        print(f"    {name} = {shown(text)}")
    print(f"  disclosed 公开 {len(fields)}, sealed 未公开 {len(act.commitments) - len(fields)}")
    point.say("checkpoint 检查点")


def consistency_check(value, keys):
    members(value, format=str, hash=str, old=str, new=str, path=list)
    h, path = hash_and_path(value)
    old, new = Checkpoint(value["old"], keys), Checkpoint(value["new"], keys)
    need(old.origin == new.origin, "两个检查点不属于同一个日志", "the checkpoints are of different logs")
    need(old.hash == new.hash == value["hash"], "哈希算法不一致", "the checkpoints use another hash")
    need(consistency_holds(h, old.size, new.size, old.root, new.root, path), "新检查点不是由旧检查点追加而成",
         "the new tree is not an extension of the old one")
    print(f"PROVEN 证明成立: {old.origin}: the new tree holds all {old.size} acts of the old one unchanged 只有追加，没有改动或删除")
    old.say("old 旧检查点")
    new.say("new 新检查点")


# ---- a static copy of the portal ----

def file_digest(path, h):
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return None, 0
    return h(data).hex(), len(data)


def site_manifest(folder, keys):
    """The lines of the signed manifest: origin, size, root, at, number of files, digest of files.txt."""
    with open(os.path.join(folder, "manifest"), "rb") as file:
        text, signers = note_open(file.read().decode("utf-8"), keys)
    match = re.fullmatch(r"mingjing-site/1\norigin (\S+)\nsize (\d+)\nroot (\S+)\nat (\S+)\nfiles (\d+) sm3:([0-9a-f]{64})\n", text)
    need(match, "清单的内容不对", "not the manifest of a static copy")
    need(origin_valid(match[1]) and b64(match[3], 32) and instant(match[4]), "清单的内容不对", "bad lines in the manifest")
    return match.groups(), signers


def site_files(folder, count, digest):
    """path -> (digest, size), from files.txt as it was signed."""
    with open(os.path.join(folder, "files.txt"), "rb") as file:
        data = file.read()
    need(sm3(data).hex() == digest, "files.txt 与签名的清单不符", "files.txt is not the one that was signed")
    files = {}
    for line in data.decode("utf-8").split("\n")[:-1]:
        match = re.fullmatch(r"sm3:([0-9a-f]{64}) (\d+) ([^\\]+)", line)
        need(match and ".." not in match[3] and not match[3].startswith("/"), "files.txt 有一行不对", "bad line in files.txt")
        files[match[3]] = (match[1], int(match[2]))
    need(len(files) == int(count), "文件数与清单不符", "the number of files differs")
    return files


def site_check(folder, vkeys):
    """Raises Refused unless every file is what was signed, and there is no other."""
    (origin, size, root, at, count, digest), signers = site_manifest(folder, [Key(vkey) for vkey in vkeys])
    files = site_files(folder, count, digest)
    wrong = [f"changed or missing 被改动或缺少: {shown(path)}" for path, what in sorted(files.items())
             if file_digest(os.path.join(folder, path), sm3) != what]
    there = {os.path.relpath(os.path.join(top, name), folder) for top, _, names in os.walk(folder) for name in names}
    wrong += [f"not of this copy 多出来的文件: {shown(path)}" for path in sorted(there - set(files) - {"manifest", "files.txt"})]
    for line in wrong:
        print(line)
    need(not wrong, f"静态副本有 {len(wrong)} 处不符", "the copy is not what was signed")
    with open(os.path.join(folder, "log", "checkpoint"), "rb") as file:
        point = Checkpoint(file.read().decode("utf-8"), [Key(vkey) for vkey in vkeys])
    need((point.origin, str(point.size), point.root) == (origin, size, b64(root, 32)), "签名头与清单不符", "the checkpoint is of another copy")
    print(f"PROVEN 副本完整: {len(files)} files 个文件, {origin}, signed at 签发于 {at}")
    for key in signers:
        print(f"    signed by 签名: {key}")


CHECKS = {"mingjing-proof/1": proof_check, "mingjing-consistency/1": consistency_check}


def check(data, vkeys):
    """Raises Refused unless everything holds."""
    keys = [Key(vkey) for vkey in vkeys]
    value = bundle_parse(data)
    need(isinstance(value, dict), "应当是 JSON 对象", "not an object")
    kind = value.get("format")
    need(isinstance(kind, str) and kind in CHECKS, "不认识的格式", "unknown format")
    CHECKS[kind](value, keys)


def main():
    global sm3
    sys.stdout.reconfigure(errors="backslashreplace")
    parser = argparse.ArgumentParser(description="Checks a Mingjing proof, or a static copy of the portal. 核验明镜证明、静态副本。")
    parser.add_argument("file", help="the bundle; - reads standard input; or: site DIR")
    parser.add_argument("folder", nargs="?", help=argparse.SUPPRESS)
    parser.add_argument("--key", action="append", required=True, metavar="VKEY", help="a key you have from elsewhere 从可信渠道取得的公钥")
    parser.add_argument("--plain-sm3", action="store_true", help="use this file's own SM3 even if OpenSSL has one")
    options = parser.parse_args()
    if options.plain_sm3:
        sm3 = HASHES["sm3"] = sm3_plain
    site = options.file == "site" and options.folder
    try:
        if not site:
            with (sys.stdin.buffer if options.file == "-" else open(options.file, "rb")) as file:
                data = file.read()
    except OSError as error:
        print(f"cannot read 无法读取: {error}", file=sys.stderr)
        return 2
    try:
        if site:
            site_check(options.folder, options.key)
        else:
            check(data, options.key)
    except (OSError, UnicodeDecodeError) as error:
        print(f"REFUSED 证明不成立: {error}")
        return 1
    except Refused as refused:
        print(f"REFUSED 证明不成立: {refused}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
