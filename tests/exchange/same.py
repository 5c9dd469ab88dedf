#!/usr/bin/env python3
"""same.py - the words of a page of the copy are those of the page that the site serves.

    same.py URL DIR PATH…    each path as the site knows it: /about, /decision/12
"""
import html.parser
import sys
import urllib.request

base, folder = sys.argv[1:3]


class Words(html.parser.HTMLParser):
    """The text of <main>, forms left out: a copy has none."""

    def __init__(self):
        super().__init__()
        self.inside, self.form, self.words = False, False, []

    def handle_starttag(self, tag, attrs):
        self.inside = self.inside or tag == "main"
        self.form = self.form or tag == "form"

    def handle_endtag(self, tag):
        if tag == "main":
            self.inside = False
        if tag == "form":
            self.form = False

    def handle_data(self, data):
        if self.inside and not self.form and data.strip():
            self.words.append(data.strip())


def words(data):
    parser = Words()
    parser.feed(data.decode("utf-8"))
    return parser.words


wrong = 0
for path in sys.argv[3:]:
    with urllib.request.urlopen(base + path, timeout=20) as answer:
        live = words(answer.read())
    with open(f"{folder}{path}.html", "rb") as file:
        copy = words(file.read())
    if live != copy or len(live) < 5:
        wrong += 1
        print(f"{path}: {next(((a, b) for a, b in zip(live, copy) if a != b), (len(live), len(copy)))}")
sys.exit(1 if wrong else 0)
