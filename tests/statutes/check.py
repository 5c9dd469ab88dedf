"""Reads statutes a second time, in another language and another way, and compares with what the program gives.

check.py PROGRAM DB FOLDER: one line for each comparison, "ok - …" or "not ok - …".
"""
import csv
import glob
import io
import os
import re
import subprocess
import sys

program, db, folder = sys.argv[1:4]


def view(name, *given):
    out = subprocess.run([program, "view", name, *given, "--db", db, "--format", "csv"], check=True, capture_output=True).stdout
    return list(csv.reader(io.StringIO(out.decode("utf-8-sig"))))[1:]


def tell(good, sentence, detail=""):
    print(("ok - " if good else "not ok - ") + sentence + (f" ({detail})" if detail and not good else ""))


def articles_of(path):
    """{第…条: its text without the number}, by regular expression over the whole text."""
    text = open(path, encoding="utf-8").read().split("<!-- INFO END -->", 1)[1]
    text = re.split(r"^附(?:件|录|表|：).{0,30}$", text, maxsplit=1, flags=re.M)[0]
    parts = re.split(r"^(第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?[ 　]+|#.*$|附 ?则$)", text, flags=re.M)
    return {parts[i].strip(" 　"): "\n".join(s.strip() for s in parts[i + 1].split("\n") if s.strip()) for i in range(1, len(parts), 2) if parts[i][0] not in "#附"}


def title_of(path):
    return open(path, encoding="utf-8").readline().strip().lstrip("\ufeff").lstrip("# ").strip()


files = sorted(glob.glob(os.path.join(folder, "**", "*.md"), recursive=True))
newest = {}
for f in files:
    newest.setdefault(title_of(f), []).append(f)
single = [v[0] for v in newest.values() if len(v) == 1 and articles_of(v[0])]
rows = view("statutes", "limit=1000", "on=2030-01-01")
there = {r[1]: r for r in rows}
tell(set(newest) == set(there), f"{len(newest)} statutes by name, all of them there", str(sorted(set(newest) ^ set(there))[:5]))
odd = [f for f in single if int(there[title_of(f)][7]) != len(articles_of(f))]
tell(len(odd) <= len(single) // 200, f"as many articles in {len(single)} of them as an independent reader counts", "; ".join(odd[:5]))
for f in odd:
    print(f"# counted otherwise: {os.path.basename(f)}: {there[title_of(f)][7]} and {len(articles_of(f))}")

wrong, compared = [], 0
for f in single[:: max(1, len(single) // 12)]:
    want, got = articles_of(f), {}
    for r in view("statute_articles", "name=" + title_of(f), "on=2030-01-01"):
        if r[1]:
            got[r[2]] = got.get(r[2], "") + ("\n" if r[2] in got else "") + r[6]
    for k, text in want.items():
        compared += 1
        if got.get(k) != text:
            wrong.append(f"{os.path.basename(f)} {k}")
tell(not wrong and compared > 100, f"{compared} articles read the same, character by character", "; ".join(wrong[:5]))
