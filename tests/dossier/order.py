"""order.py PRINCIPAL SECONDARY - reads the two volumes as text: cover, catalogue and page numbers agree with what stands on the pages."""
import re
import subprocess
import sys


def pages(path):
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True).stdout.split("\f")[:-1]


def need(condition, words):
    if not condition:
        sys.exit(words)


def check(path, first, wanted):
    all_pages = pages(path)
    need("行政执法案卷" in all_pages[0] and re.search(r"共 \d+ 件 \d+ 页", all_pages[0]), f"{path}: no cover")
    need("卷内目录" in all_pages[1], f"{path}: no catalogue")
    rows = re.findall(r"^\s*(\d+)\s+(.*\S)\s+\d{4}-\d\d-\d\d\s+(\d+)\s*$", all_pages[1], re.M)
    need([int(r[0]) for r in rows] == list(range(1, len(rows) + 1)), f"{path}: the catalogue does not count its rows")
    titles = [r[1] for r in rows]
    need(titles[0].endswith(first), f"{path}: begins with {titles[0]}, not {first}")
    order = [next((i for i, t in enumerate(titles) if w in t), None) for w in wanted]
    need(None not in order and order == sorted(order), f"{path}: {wanted} stand at {order}")
    front = next(i for i, p in enumerate(all_pages) if re.search(r"^\s+1\s*$", p, re.M))
    for number, title, page in rows:
        name = re.split(r"\s{2,}|号\s*", title)[-1]
        text = all_pages[front + int(page) - 1].replace(" ", "")
        need(name.replace(" ", "") in text, f"{path}: row {number} says {name} on page {page}, which has: {text[:60]}")
    need(any("卷内备考表" in p for p in all_pages[-4:]), f"{path}: no back-matter form")


check(sys.argv[1], "立案审批表", ["立案审批表", "处罚决定书", "听证告知书", "送达回证", "询问笔录"])
check(sys.argv[2], "案件来源登记表", ["案件来源登记表", "调查终结报告", "法制审核意见书", "集体讨论记录", "结案审批表"])
