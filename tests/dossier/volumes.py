"""volumes.py PDF OFD NAMES XSD - the principal volume with evidence in it, as PDF and as OFD: what is shown, what lies beside, that both count
alike, and that nothing of what hostile files bring along (scripts, links, files, forms) has come into the volume."""
import re
import subprocess
import sys
import tempfile
import zipfile

pdf, ofd, names, xsd = sys.argv[1:]
SHOWN = {"good.pdf": ["Bank statement page 1", "Bank statement page 2", "Bank statement page 3"], "script.pdf": ["Contract with scripts"],
         "turned.pdf": ["Turned drawing"], "odd.pdf": ["Unbalanced plan"], "deep.pdf": ["x"]}
PICTURES = {"good.png"}
WRONG = []


def need(condition, words):
    if not condition:
        WRONG.append(words)


def run(*words, **more):
    return subprocess.run(words, capture_output=True, **more)


pages = run("pdftotext", "-layout", pdf, "-", text=True).stdout.split("\f")[:-1]
front = next(i for i, p in enumerate(pages) if re.search(r"^\s+1\s*$", p, re.M))
last = next(i for i, p in enumerate(pages) if "卷内备考表" in p)
for i, text in enumerate(pages[front:last]):
    need(re.search(rf"^\s+{i + 1}\s*$", text, re.M), f"page {i + 1} of the body does not carry its number")
catalogue = "".join(pages[:front])
rows = {m[2].strip(): int(m[3]) for m in re.finditer(r"^\s*(\d+)\s+(\S*?\.(?:pdf|png|jpg|docx)(?:（另附）)?)\s+\d{4}-\d\d-\d\d\s+(\d+)\s*$", catalogue, re.M)}
for name in open(names, encoding="utf8").read().split():
    shown = name in SHOWN or name in PICTURES
    row = name if shown else f"{name}（另附）"
    if row not in rows:
        need(False, f"{row} is not in the catalogue: {sorted(rows)}")
        continue
    first = pages[front + rows[row] - 1]
    need(name in first, f"{name} does not stand on page {rows[row]}")
    if not shown:
        need("原因：" in first and "摘要：" in first, f"{name} lies beside without a reason: {first[:200]}")
    for k, words in enumerate(SHOWN.get(name, [])):
        need(words in pages[front + rows[row] - 1 + k], f"{name}: “{words}” is not on page {rows[row] + k}")
need("RECEIVED STAMP" in pages[front + rows["script.pdf"] - 1], "the stamp on a page is not seen")
marks = run("qpdf", "--json", "--json-key=outlines", pdf, text=True).stdout
need("good.pdf" in marks and "bomb.pdf" in marks, "evidence has no bookmarks")
flat = run("qpdf", "--qdf", "--object-streams=disable", pdf, "-").stdout
for bad in b"/JavaScript", b"app.alert", b"/URI", b"/OpenAction", b"/EmbeddedFile", b"payload.exe", b"MZ evil", b"/AcroForm", b"/XFA", b"/Annots":
    need(bad not in flat, f"{bad.decode()} came into the volume")
need(len(flat) < 60 << 20, "a bomb came into the volume")

# The OFD: the same catalogue, a sheet that stands for the pages, the file itself beside.
with zipfile.ZipFile(ofd) as z:
    def text_of(part):
        return "".join(re.findall(r"<ofd:TextCode[^>]*>([^<]*)", z.read(part).decode()))

    sheets = [text_of(f"Doc_0/Pages/Page_{i}/Content.xml") for i in range(sum("Content.xml" in n for n in z.namelist()))]
    listed = z.read("Doc_0/Attachs/Attachments.xml").decode()
    for name in SHOWN:
        m = re.search(rf'Name="{name}\.pdf"[^>]*>\s*<ofd:FileLoc>([^<]*)', listed)
        need(m, f"{name} is not attached to the OFD")
        sheet = next((s for s in sheets if name in s and "作为附件" in s), "")
        digest = re.search(r"sm3:([0-9a-f]{64})", sheet)
        need(digest and m and run("openssl", "dgst", "-sm3", "-r", input=z.read(f"Doc_0/Attachs/{m[1]}")).stdout[:64].decode() == digest[1],
             f"{name}: the attached file is not what its sheet says")
        need(name != "good.pdf" or f"{rows[name]}-{rows[name] + 2}" in sheet, "the sheet does not say which pages it stands for")
    count = re.search(r"共\s*(\d+)\s*件\s*(\d+)\s*页", "".join(pages[:front]))
    need(count and any(f"共{count[1]}件{count[2]}页" in re.sub(r"\s", "", s) for s in sheets), "PDF and OFD do not count the same pages")
    with tempfile.TemporaryDirectory() as d:
        for part in "Doc_0/Document.xml", "Doc_0/Attachs/Attachments.xml":
            r = run("xmllint", "--noout", "--schema", xsd, z.extract(part, d), text=True)
            need(r.returncode == 0, f"{part}: {r.stderr[:300]}")
sys.exit("\n".join(WRONG) or 0)
