#!/usr/bin/env python3
"""numbers.py PROGRAM PACKS FOLDER - numbers of papers have no gap and no double: eight clients ask for papers at once, one in four of them
wrongly; the server is killed in the middle (SIGKILL) and started again; at the end the year changes and the series begins anew."""
import json
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request

program, packs, folder = sys.argv[1:4]
site = f'sqlite:{folder}/numbers.db'
THREADS, ROUNDS = 8, 12
story = f'''story "编号"
pack daying
include {os.path.relpath(packs, folder)}/daying/demo/staff.story
at 2024-10-08 09:00
''' + ''.join(f'zhou source.register channel=hotline place=某处 source_facts="某事之{i}" party=示例公司{i} item=GF-111-4 unit=team1 -> case $c{i}\n' for i in range(4))
open(f'{folder}/numbers.story', 'w').write(story)
told = subprocess.run([program, 'story', f'{folder}/numbers.story', '--db', site, '--via', 'direct', '--packs', packs], capture_output=True, text=True)
if told.returncode:
    sys.exit(told.stdout[-600:])
cases = [int(r['id']) for r in json.loads(subprocess.run([program, 'view', 'cases', '--as', 'sun', '--db', site, '--format', 'json'],
                                                         capture_output=True, text=True).stdout)['rows']]


def serve(now):
    p = subprocess.Popen([program, 'serve', '--db', site, '--listen', '127.0.0.1:0', '--now', now], stdout=subprocess.PIPE, text=True)
    for line in p.stdout:
        m = re.search(r'http://127\.0\.0\.1:(\d+)', line)
        if m:
            return p, f'http://127.0.0.1:{m[1]}'
    sys.exit('the server did not start')


def ask(base, path, body, token=''):
    r = urllib.request.Request(base + path, json.dumps(body).encode(), {'Content-Type': 'application/json'})
    if token:
        r.add_header('Authorization', 'Bearer ' + token)
    try:
        with urllib.request.urlopen(r, timeout=30) as a:
            return a.status, json.load(a)
    except urllib.error.HTTPError as e:
        return e.code, None


answered = []


def client(base, token, n, kill):
    for i in range(ROUNDS):
        wrong = (i + n) % 4 == 0
        body = {'subject': cases[(i + n) % len(cases)], 'paper': 'interview_notice'} | ({} if wrong else ASKED)
        try:
            status, answer = ask(base, '/api/acts/paper.make', body, token)
        except OSError:
            return
        if status == 201:
            answered.append(answer['seq'])
            if len(answered) == kill:
                running.send_signal(signal.SIGKILL)
        elif not wrong or status != 400:
            problems.append(f'{status} for {"a wrong" if wrong else "a right"} request')


def numbers():
    out = {}
    for case in cases:
        view = json.loads(subprocess.run([program, 'view', 'papers', f'case={case}', '--as', 'sun', '--db', site, '--format', 'json'],
                                         capture_output=True, text=True).stdout)
        out |= {int(r['seq']): r['number'] for r in view['rows'] if r['id'] == 'interview_notice'}
    return out


ASKED = {'person': '甲某', 'day': '2024-10-20', 'hour': '上午九时', 'place': '本局询问室', 'bring': ['身份证']}
problems = []
for now, kill in (('2024-10-09T09:00', 40), ('2024-10-10T09:00', 0), ('2025-01-02T09:00', 0)):
    running, base = serve(now)
    _, session = ask(base, '/api/login', {'login': 'sun', 'password': 'mingjing-demo'})
    threads = [threading.Thread(target=client, args=(base, session['token'], n, len(answered) + kill if kill else -1)) for n in range(THREADS)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    if not kill:
        running.terminate()
    running.wait()
got = numbers()
if len(answered) < 100:
    problems.append(f'only {len(answered)} papers were made')
problems += [f'act {s} was answered and is not there' for s in answered if s not in got]
by_year = {}
for number in got.values():
    m = re.fullmatch(r'(.+〔(\d{4})〕)(\d+)号', number)
    by_year.setdefault(m[1], []).append(int(m[3]))
if len(by_year) != 2:
    problems.append(f'series: {sorted(by_year)}')
for series, ns in by_year.items():
    if sorted(ns) != list(range(1, len(ns) + 1)):
        problems.append(f'{series}: {sorted(ns)}')
print('\n'.join(problems[:20]) or f'{len(got)} papers, {len(by_year)} series')
sys.exit(bool(problems))
