"""evidence.py FOLDER - PDFs and pictures as people bring them: good ones, and every way of being bad that we know.  Prints nothing."""
import os
import struct
import subprocess
import sys
import zlib

folder = sys.argv[1]


def save(name, data):
    with open(os.path.join(folder, name), "wb") as f:
        f.write(data)


def stream(data, extra=b""):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), extra, data)


def pdf(objects, trailer=b"", root=1):
    out, at = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", {}
    for number, body in sorted(objects.items()):
        at[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % at[number] if number in at else b"0000000000 00000 f \n"
    return out + b"trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, root, trailer, start)


def pages(texts, page=b"/MediaBox [0 0 595 842]", catalog=b"", more=None):
    """One page for each text; objects from 100 on are the caller's."""
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog, 3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"}
    kids = []
    for i, text in enumerate(texts):
        kids.append(10 + 2 * i)
        objects[10 + 2 * i] = b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R %s >>" % (11 + 2 * i, page)
        objects[11 + 2 * i] = stream(b"BT /F1 24 Tf 72 700 Td (%s) Tj ET" % text)
    objects[2] = b"<< /Type /Pages /Count %d /Kids [%s] /Resources << /Font << /F1 3 0 R >> >> >>" % (len(kids), b" ".join(b"%d 0 R" % k for k in kids))
    objects.update(more or {})
    return pdf(objects)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(w, h, rows):
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 8, 0, 0, 0, 0)) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


good = pages([b"Bank statement page %d" % (i + 1) for i in range(3)])
save("good.pdf", good)
# Scripts that run when the file is opened, a link, a file in the file, a form with a button; and a stamp, which must be seen.
save("script.pdf", pages([b"Contract with scripts"], b"/MediaBox [0 0 595 842] /Annots [100 0 R 101 0 R] /AA << /O 102 0 R >>",
                         b"/OpenAction 102 0 R /Names << /EmbeddedFiles << /Names [(x) 105 0 R] >> >> /AcroForm << /Fields [101 0 R] /XFA 106 0 R >>", {
    100: b"<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (http://evil.example/) >> >>",
    101: b"<< /Type /Annot /Subtype /Stamp /F 4 /Rect [100 100 300 200] /AP << /N 103 0 R >> /A 102 0 R >>",
    102: b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>",
    103: stream(b"BT /F1 18 Tf 5 5 Td (RECEIVED STAMP) Tj ET", b"/Type /XObject /Subtype /Form /BBox [0 0 200 100] /Resources << /Font << /F1 3 0 R >> >>"),
    105: b"<< /Type /Filespec /F (payload.exe) /EF << /F 107 0 R >> >>",
    106: stream(b"<xfa/>"), 107: stream(b"MZ evil", b"/Type /EmbeddedFile")}))
save("turned.pdf", pages([b"Turned drawing"], b"/MediaBox [0 0 842 595] /Rotate 90 /CropBox [20 20 822 575]", more={11: stream(b"BT /F1 24 Tf 72 300 Td (Turned drawing) Tj ET")}))
save("odd.pdf", pages([b"Q Q Q"] , b"/MediaBox [-100 -100 3000 2000]", more={11: stream(b"q q BT /F1 90 Tf 200 900 Td (Unbalanced plan) Tj ET Q Q Q Q 5 0 0 5 0 0 cm")}))
big = zlib.compressobj(1)
packed = b"".join(big.compress(b" " * (1 << 20)) for _ in range(1100)) + big.flush()
save("bomb.pdf", pages([b"x"], more={11: stream(packed, b"/Filter /FlateDecode")}))
twice = stream(zlib.compress(zlib.compress(b"\0" * (200 << 20), 1), 9), b"/Filter [/FlateDecode /FlateDecode]")
save("bombs.pdf", pages([b"x"], more={100 + i: twice for i in range(6)}))
save("pixels.pdf", pages([b"x"], more={100: stream(zlib.compress(b"\0" * 1000), b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /FlateDecode")}))
# Cross references that lead to themselves, in a circle, and nowhere.
start = good.rindex(b"xref\n0 ")
save("xref-self.pdf", good.replace(b"/Root 1 0 R ", b"/Root 1 0 R /Prev %d " % start))
loop = good[:good.rindex(b"startxref")]
second = len(loop)
save("xref-circle.pdf", loop.replace(b"/Root 1 0 R ", b"/Root 1 0 R /Prev %d " % (second + 12)) + b"\nxref\n0 0\ntrailer\n<< /Size 20 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (start, second + 13))
save("no-xref.pdf", good[:start])
save("cut.pdf", good[:len(good) // 2])
save("kids-loop.pdf", pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"}))
save("no-pages.pdf", pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Count 0 /Kids [] >>"}))
save("no-catalog.pdf", pdf({1: b"null"}))
save("size-lie.pdf", good.replace(b"/Size ", b"/Size 999999999"))
save("deep.pdf", pages([b"x"], more={100: b"[" * 100000 + b"]" * 100000}))
save("many.pdf", pages([b"p"] * 1001))
save("layers.pdf", pages([b"Hidden layer"], b"/MediaBox [0 0 595 842]", b"/OCProperties << /OCGs [100 0 R] /D << /OFF [100 0 R] >> >>", {100: b"<< /Type /OCG /Name (x) >>"}))
save("tiny.pdf", pages([b"x"], b"/MediaBox [0 0 0.1 0.1]"))
save("huge.pdf", pages([b"x"], b"/MediaBox [0 0 900000 900000]"))
save("nothing.pdf", b"%PDF-1.7\n")
save("zeros.pdf", b"%PDF-1.7\n" + b"\0" * 100000)
save("text.pdf", b"%PDF-1.4\n" + b"not a PDF at all " * 500)
for name, user in ("locked", "secret"), ("owner", ""):
    subprocess.run(["qpdf", "--encrypt", user, "owner", "256", "--print=none", "--", os.path.join(folder, "good.pdf"), os.path.join(folder, name + ".pdf")], check=True)
save("sheet.docx", b"PK\x03\x04" + b"\0" * 200)
save("good.png", png(60, 30, zlib.compress(b"".join(b"\0" + bytes((x * 4) & 255 for x in range(60)) for _ in range(30)))))
save("bomb.png", png(30000, 30000, zlib.compress(b"\0" * (64 << 20), 1)))
save("cut.png", png(600, 300, zlib.compress(b"\0" * 100)))
photo = open("packs/daying/demo/photo.jpg", "rb").read()
save("cut.jpg", photo[:len(photo) - 200])
save("head.jpg", photo[:40])
