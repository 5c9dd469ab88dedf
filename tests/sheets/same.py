"""same.py A.csv B.csv: do two programs say the same of one table?  Numbers and dates may be written differently, not be different.
same.py --book FILE.xlsx A.csv: the same for a workbook, read by openpyxl; no cell of it may be a formula."""
import csv, datetime, re, sys


def plain(v):
    if v is None:
        return ""
    if isinstance(v, bool):
        return "是" if v else "否"
    if isinstance(v, datetime.datetime):
        v = v.strftime("%Y-%m-%d %H:%M")
        return v[:10] if v.endswith("00:00") else v
    s = str(v).strip()
    s = {"TRUE": "是", "FALSE": "否"}.get(s, s)
    if re.fullmatch(r"'[=+\-@＝＋－＠].*", s, re.S):
        s = s[1:]
    s = re.sub(r"^(\d{4}-\d\d-\d\d \d\d:\d\d):00$", r"\1", s)
    if re.fullmatch(r"-?[\d,]+(\.\d+)?", s):
        return f"{float(s.replace(',', '')):.2f}"
    return s


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as f:
        return [[plain(x) for x in r] for r in csv.reader(f)]


if sys.argv[1] == "--book":
    import openpyxl
    sheet = openpyxl.load_workbook(sys.argv[2]).worksheets[0]
    if any(c.data_type == "f" for r in sheet.iter_rows() for c in r):
        sys.exit("a cell is a formula")
    if sheet.freeze_panes != "A2" or not sheet.auto_filter.ref:
        sys.exit("the head is not frozen, or has no filter")
    a, b = [[plain(c.value) for c in r] for r in sheet.iter_rows()], rows(sys.argv[3])
else:
    a, b = rows(sys.argv[1]), rows(sys.argv[2])
if len(a) != len(b):
    sys.exit(f"{len(a)} rows and {len(b)} rows")
for i, (x, y) in enumerate(zip(a, b)):
    x, y = x + [""] * (len(y) - len(x)), y + [""] * (len(x) - len(y))
    for k, (p, q) in enumerate(zip(x, y)):
        if p != q:
            sys.exit(f"row {i + 1} column {k + 1}: {p!r} and {q!r}")
print(len(a), "rows")
