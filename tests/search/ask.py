"""ask.py BASE: the search box as a stranger uses it, over HTTP.  Prints "ok - …" and "not ok - …" lines."""
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

base = sys.argv[1]


def ask(raw='', **pairs):
    """Status and page; raw: an address's query as it is."""
    query = raw or urllib.parse.urlencode(pairs)
    try:
        with urllib.request.urlopen(f'{base}/search?{query}', timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as said:
        return said.code, said.read().decode()


def found(**pairs):
    return re.findall(r'<h3><a href="/decision/(\d+)', ask(**pairs)[1])


def tell(sentence, good, got=''):
    print(f'ok - {sentence}' if good else f'not ok - {sentence}\n#   got: {got}')


def same(sentence, got, want):
    tell(sentence, got == want, f'{got!r}, wanted {want!r}')


# What an engine would say, or how it is asked; what was typed itself comes back on the page and is taken out first.
LEAKS = re.compile(r'sqlite|fts5|tsquery|\bMATCH\b|pub_index|syntax error|unterminated|malformed|语句与数据库', re.I)


def polite(sentence, typed, **pairs):
    status, page = ask(q=typed, **pairs)
    said = re.sub(r'value="[^"]*"|href="[^"]*"|<title>.*?</title>|class="chip".*?</a>|<h1>.*?</h1>|“[^”]*”', '', page, flags=re.S)
    leak = LEAKS.search(said)
    tell(f'{sentence} gets a page', status in (200, 400) and '</html>' in page and not leak, f'{status} {leak}')


first = found()
status, page = ask()
same('everything is found, twenty on a page, newest first', (len(first), first), (20, sorted(first, key=int, reverse=True)))
before = re.search(r'before=(\d+)', page).group(1)
rest = found(before=before)
same('the next page goes on where this one ends, and nothing comes twice', (len(rest), set(rest) & set(first)), (3, set()))
everything = set(first + rest)
litter = set(found(q='垃圾')) | set(found(q='垃圾', before=re.search(r'before=(\d+)', ask(q='垃圾')[1]).group(1)))
same('two characters are found, and one', (len(litter), len(found(q='圾'))), (22, 20))
tell('they are marked where they stand', '<mark>垃圾</mark>' in ask(q='垃圾')[1])
same('characters that do not stand beside each other are not found', found(q='圾垃'), [])
same('with a minus, what has the word is left out', set(found(q='-垃圾')), everything - litter)
same('words in quotation marks stand as they are written', (len(found(q='“生活垃圾 一袋”')), len(found(q='“生活垃圾一袋”'))), (0, 20))
tell('where nothing is found, what would find something is offered', '只查“生活垃圾”' in ask(q='生活垃圾飞上天')[1])
same('brackets and width do not count in a number', (found(number='(2024)'), found(number='【２０２４】')), (first, first))
same('an amount narrows', (len(found(amount_from='150', amount_to='150')), found(amount_from='151')), (20, []))
same('so does the day', len(found(**{'from': '2024-10-10', 'to': '2024-10-12'})), 3)
gone = found(state='withdrawn')
same('of what was withdrawn the number is found', len(gone), 1)
same('… and none of its words', found(state='withdrawn', q='垃圾'), [])
tell('… struck out, with its day', 'class="gone"' in ask(state='withdrawn')[1])
tell('the same filters can be followed and taken away', '/feed/atom?q=' in ask(q='垃圾')[1] and 'format=csv&amp;q=' in ask(q='垃圾')[1])

TYPED = ['"', '""', '"建筑垃圾', '“', '-', '--', '- -', '*', '**', '建*', '^建', 'NEAR', 'NEAR(建筑 垃圾, 3)', 'AND', 'OR', 'NOT', '建筑 AND', 'NOT 建筑', 'tokens:建筑',
         '{tokens}:建筑', '(', ')', '(' * 90, ':', ':*', '!', '&', '|', '建&!筑', '<->', "'", "''", '\\', "\\'", "' OR 1=1 --", "'; DROP TABLE pub_record; --", '$1', '%',
         '_', '%' * 99, '(a+)+$', '(.*)*(.*)*(.*)*', '<script>alert(1)</script>', '@all', '@agency=zfj', '\u202e垃圾', '\u200b', 'a\tb\nc', '\x01\x02', '垃 圾 ' * 30,
         '，。、', '\u3000\u3000', '\U0001f600', '-"', '-“垃圾']
for typed in TYPED:
    polite(f'{typed[:30]!r}', typed, number=typed, party=typed, item=typed)
polite('ten thousand characters', '垃圾"(a* -' * 1000)
polite('nonsense in every filter', '', kind="'", agency='../x', state='x', to='2024-13-45', amount_from='-5', amount_to='1e9', before='-7', page='x')
for raw in ('q=%ff%fe', 'q=%00', 'q=%', 'q', '&&&=&=', 'q=a&q=b'):
    status, page = ask(raw=raw)
    tell(f'{raw} gets a page', status in (200, 400) and not LEAKS.search(page), status)
