"""layout.py PDF EXPECTED [keep] - where each line of a document stands: page, left, top, right in points, and how it begins.

Half a point is rounding; more is a change of the layout that somebody has to look at.  keep writes EXPECTED anew.
"""
import html
import re
import subprocess
import sys

TOLERANCE = 0.6


def lines(pdf):
    page, found = 0, []
    text = subprocess.run(["pdftotext", "-bbox-layout", pdf, "-"], capture_output=True, check=True, text=True).stdout
    for row in text.split("\n"):
        if "<page " in row:
            page += 1
        line = re.search(r'<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)"', row)
        if line:
            found.append([page, *(float(x) for x in line.groups()), ""])
        word = re.search(r"<word [^>]*>(.*)</word>", row)
        if word and found and len(found[-1][4]) < 12:
            found[-1][4] = (found[-1][4] + html.unescape(word[1]))[:12]
    return found


def main():
    pdf, path = sys.argv[1:3]
    now = lines(pdf)
    if sys.argv[3:] == ["keep"]:
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(f"{p} {x:.1f} {y:.1f} {r:.1f} {t}\n" for p, x, y, r, t in now)
        return 0
    with open(path, encoding="utf-8") as file:
        want = [row.rstrip("\n").split(" ", 4) for row in file]
    if len(now) != len(want):
        print(f"{len(now)} lines, expected {len(want)}")
    for i, (a, b) in enumerate(zip(now, want)):
        same = a[0] == int(b[0]) and a[4] == b[4] and all(abs(a[k] - float(b[k])) <= TOLERANCE for k in (1, 2, 3))
        if not same:
            print(f"line {i + 1}: {a[0]} {a[1]:.1f} {a[2]:.1f} {a[3]:.1f} {a[4]}, expected {' '.join(b)}")
            return 1
    return int(len(now) != len(want))


if __name__ == "__main__":
    sys.exit(main())
