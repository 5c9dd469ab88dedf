#!/usr/bin/env python3
"""crawl.py - follows every link of a static copy from its first page, as any browser would: nothing dead, nothing that leads to the old site.

    crawl.py URL HOST        the copy's address; the host of the site it was made from.  Prints "pages N links N dead N absolute N", and each that is wrong.
"""
import html.parser
import sys
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree

start, host = sys.argv[1:3]
seen, queue, wrong, links, pages = set(), [start], [], 0, 0


class Links(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.forms = [], 0

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.forms += tag == "form"
        if tag == "link" and attrs.get("rel") == "canonical":
            return
        self.found += [attrs[name] for name in ("href", "src", "poster", "data-flat", "action") if attrs.get(name)]

    handle_startendtag = handle_starttag


def found(url, kind, data):
    if "html" in kind:
        parser = Links()
        parser.feed(data.decode("utf-8"))
        if parser.forms:
            wrong.append(f"a form in {url}")
        return parser.found
    if url.endswith("atom.xml"):
        return [e.get("href") for e in xml.etree.ElementTree.fromstring(data).iter("{http://www.w3.org/2005/Atom}link")]
    return []


while queue:
    url = queue.pop()
    if url in seen:
        continue
    seen.add(url)
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            kind, data = answer.headers.get("Content-Type", ""), answer.read()
    except urllib.error.URLError as error:
        wrong.append(f"dead: {url} ({error})")
        continue
    pages += 1
    for link in found(url, kind, data):
        links += 1
        if link.startswith("/") or link.startswith(f"https://{host}"):
            wrong.append(f"absolute: {link} in {url}")
            continue
        there = urllib.parse.urljoin(url, link).split("#")[0]
        if there.startswith(start):
            queue.append(there)
for line in wrong[:20]:
    print(line)
print(f"pages {pages} links {links} wrong {len(wrong)}")
sys.exit(1 if wrong or pages < 10 else 0)
