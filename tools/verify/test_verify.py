#!/usr/bin/env python3
"""Checks verify.py's arithmetic against published examples: SM3, SM2, Ed25519, signed notes, and the trees of Certificate Transparency."""
import hashlib
import unittest

import verify as v

ROOTS = [bytes.fromhex(x) for x in (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
LEAVES = [bytes.fromhex(x) for x in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                                     "606162636465666768696a6b6c6d6e6f")]


def unhex(*texts):
    return [bytes.fromhex(text) for text in texts]


class Published(unittest.TestCase):
    def test_sm3(self):                                  # GB/T 32905 annex A
        self.assertEqual(v.sm3_plain(b"abc").hex(), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")
        self.assertEqual(v.sm3_plain(b"abcd" * 16).hex(), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732")

    @unittest.skipUnless("sm3" in hashlib.algorithms_available, "OpenSSL has no SM3 to compare with")
    def test_sm3_of_every_length_agrees_with_openssl(self):
        for n in range(300):
            data = bytes((n * 7 + i) & 255 for i in range(n))
            self.assertEqual(v.sm3_plain(data), hashlib.new("sm3", data).digest())

    def test_sm2(self):                                  # GB/T 32918.5 annex A
        public = bytes.fromhex("0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
                               "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13")
        signature = bytes.fromhex("F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
                                  "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA")
        self.assertTrue(v.sm2_holds(public, b"message digest", signature))
        self.assertFalse(v.sm2_holds(public, b"message digesT", signature))
        self.assertFalse(v.sm2_holds(public, b"message digest", bytes(32) + signature[32:]))

    def test_ed25519(self):                              # RFC 8032 section 7.1, tests 1 and 3
        public, signature = unhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                                  "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                                  "d25bf5f0595bbe24655141438e7a100b")
        self.assertTrue(v.ed25519_holds(public, b"", signature))
        self.assertFalse(v.ed25519_holds(public, b"x", signature))
        public, signature = unhex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                                  "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
                                  "4a7c15e9716ed28dc027beceea1ec40a")
        self.assertTrue(v.ed25519_holds(public, bytes.fromhex("af82"), signature))

    def test_note(self):                                 # the example of the Go implementation of notes
        key = v.Key("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
        text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
        line = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
        self.assertEqual(v.note_open(text + "\n" + line, [key]), (text, [key]))
        with self.assertRaises(v.Refused):
            v.note_open("x" + text + "\n" + line, [key])

    def test_trees(self):                                # Certificate Transparency's reference inputs
        leaf = [v.sha256(b"\x00" + data) for data in LEAVES]
        path = unhex("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                     "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                     "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")
        self.assertTrue(v.inclusion_holds(v.sha256, 5, 8, leaf[5], path, ROOTS[8]))
        self.assertFalse(v.inclusion_holds(v.sha256, 4, 8, leaf[5], path, ROOTS[8]))
        self.assertFalse(v.inclusion_holds(v.sha256, 5, 8, leaf[5], path + path[:1], ROOTS[8]))
        path = unhex("0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a") + path[1:]
        self.assertTrue(v.consistency_holds(v.sha256, 6, 8, ROOTS[6], ROOTS[8], path))
        self.assertFalse(v.consistency_holds(v.sha256, 6, 8, ROOTS[5], ROOTS[8], path))
        path = unhex("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                     "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")
        self.assertTrue(v.consistency_holds(v.sha256, 2, 5, ROOTS[2], ROOTS[5], path))
        self.assertTrue(v.consistency_holds(v.sha256, 0, 8, ROOTS[0], ROOTS[8], []))


if __name__ == "__main__":
    unittest.main()
