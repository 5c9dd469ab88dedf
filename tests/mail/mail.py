# mail.py WORK - what arrives, what does not, and what is done about it.  Prints TAP lines; run by run.sh.
import email, email.policy, hmac, http.server, json, logging, os, ssl, subprocess, sys, threading, warnings
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', '..', 'tools', 'verify'))
import verify

logging.getLogger('mail.log').setLevel(logging.CRITICAL)        # what the server says of those it turned away
warnings.simplefilter('ignore')
MJ, WORK = os.environ['MINGJING'], sys.argv[1]
DB = f'sqlite:{WORK}/site.db'
failed = 0

def check(good, sentence, detail=''):
    global failed
    failed += not good
    print(('ok - ' if good else 'not ok - ') + sentence, flush=True)
    if not good:
        print('#   ' + str(detail)[:900].replace('\n', '\n#   '), flush=True)

def run(*words, **env):
    return subprocess.run([MJ, *words, '--db', DB], capture_output=True, text=True, env={**os.environ, **env})

def view(name, who, now, *pairs):
    return json.loads(run('view', name, *pairs, '--as', who, '--now', now, '--format', 'json').stdout)['rows']

class Box:
    """Keeps what came; says no when told to."""
    def __init__(self):
        self.mails, self.rcpt, self.data = [], None, None

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.rcpt:
            return self.rcpt
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        if self.data:
            return self.data
        self.mails.append((envelope.mail_from, list(envelope.rcpt_tos), bytes(envelope.content), session.ssl is not None, getattr(session, 'login', None)))
        return '250 taken'

def login(server, session, envelope, mechanism, data):
    good = (data.login, data.password) == (b'desk', 'Lan 7 梅花'.encode())
    session.login = data.login if good else None
    return AuthResult(success=good)

def free_port():
    return int(subprocess.check_output(['tools/port.sh'], text=True))

def server(box, port, **more):
    c = Controller(box, hostname='127.0.0.1', port=port, **more)
    c.start()
    return c

def tls_of():
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(f'{WORK}/cert.pem', f'{WORK}/key.pem')
    return tls

def remind(port, now, **env):
    base = {'MINGJING_SMTP': f'smtp://127.0.0.1:{port}', 'MINGJING_SMTP_FROM': 'desk@example.test', 'MINGJING_SMTP_TLS': 'none'} if port else {}
    r = run('job', 'run', 'inbox_remind', '--now', now, **{**base, **env})
    return json.loads(r.stdout) if r.stdout.startswith('{') else r

def tries(now, who='admin', channel='mail'):
    return {r['login']: r for r in view('reminders', who, now) if r['channel'] == channel}

# ---- no server, a server that is down, one that says no ----
def refused(port):
    check(remind(0, '2024-09-09T10:00')['done'] == 0, 'without a mail server nothing is tried')
    remind(port, '2024-09-09T10:00')
    rows = tries('2024-09-09T10:00')
    check(len(rows) == 1 and next(iter(rows.values()))['state'] == 'failed' and rows[next(iter(rows))]['tries'] == 1, 'a server that is down is asked once in a run', rows)
    check(remind(port, '2024-09-09T10:00')['done'] == 1, 'the next run tries the other person')
    check(remind(port, '2024-09-09T10:00')['done'] == 0, 'and then nobody, until a minute has passed')
    check(len(view('messages', 'li', '2024-09-09T10:00')) == 1, 'the message waits at the desk meanwhile')
    r = run('act', 'favourite.add', 'link=/desk/cases', 'label=台账', '--as', 'li', '--now', '2024-09-09T10:01')
    check(r.returncode == 0, 'and the desk works on', r.stdout + r.stderr)
    box = Box()
    s = server(box, port)
    box.rcpt = '451 4.3.0 later'
    remind(port, '2024-09-09T10:05')
    rows = tries('2024-09-09T10:05')
    check(all(r['state'] == 'failed' and r['tries'] == 2 and r['next'] for r in rows.values()) and len(rows) == 2, 'a server that says 451 is asked again later', rows)
    box.rcpt, box.data = None, '554 5.7.1 no'
    remind(port, '2024-09-09T10:30')
    rows = tries('2024-09-09T10:30')
    check(not box.mails and all(r['state'] == 'failed' and r['tries'] == 3 and '554' in r['detail'] for r in rows.values()), 'one that says 554 is written down with its words', rows)
    s.stop()

# ---- TLS and a password ----
def guarded(port):
    box, tls = Box(), tls_of()
    s = server(box, port)
    remind(port, '2024-09-09T11:30', MINGJING_SMTP_TLS='must')
    check(not box.mails, 'where TLS must be, nothing goes to a server without it')
    s.stop()
    s = server(box, port, tls_context=tls, require_starttls=True, authenticator=login, auth_required=True, auth_require_tls=True)
    remind(port, '2024-09-09T14:00', MINGJING_SMTP_TLS='must')
    check(not box.mails, 'nor to one whose certificate nobody here knows')
    env = {'MINGJING_SMTP_TLS': 'must', 'MINGJING_SMTP_CA': f'{WORK}/cert.pem', 'MINGJING_SMTP_USER': 'desk'}
    remind(port, '2024-09-09T16:30', MINGJING_SMTP_PASSWORD='wrong', **env)
    check(not box.mails, 'a wrong password sends nothing')
    rows = tries('2024-09-09T16:30')
    check('Lan 7' not in json.dumps(rows, ensure_ascii=False) and 'wrong' not in json.dumps(rows), 'and stands in no list', rows)
    quiet = remind(port, '2024-09-09T23:30', MINGJING_SMTP_PASSWORD='Lan 7 梅花', **env)
    check(quiet['done'] == 0 and not box.mails, 'in the quiet hours nothing is sent', quiet)
    remind(port, '2024-09-10T08:00', MINGJING_SMTP_PASSWORD='Lan 7 梅花', **env)
    check(len(box.mails) == 2 and all(m[3] and m[4] == b'desk' for m in box.mails), 'with the right one both come, over TLS', box.mails)
    check(remind(port, '2024-09-10T09:00', MINGJING_SMTP_PASSWORD='Lan 7 梅花', **env)['done'] == 0 and len(box.mails) == 2, 'and none a second time')
    check({r['state'] for r in tries('2024-09-10T09:00').values()} == {'sent'}, 'the page says that they were sent', tries('2024-09-10T09:00'))
    s.stop()
    return box.mails

def content(mails):
    sender, to, raw, _, _ = [m for m in mails if m[1] == ['li@example.test']][0]
    m = email.message_from_bytes(raw, policy=email.policy.default)
    text = m.get_content()
    check(sender == 'desk@example.test' and m['From'].addresses[0].addr_spec == sender and m['To'] == '<li@example.test>' or str(m['To']) == 'li@example.test',
          'it is from the desk, to one person', raw)
    check(str(m['Subject']) == '【派给我的】英综执案源〔2024〕1号', 'the subject is Chinese: kind and number', m['Subject'])
    check(m.get_content_type() == 'text/plain' and m.get_content_charset() == 'utf-8' and '请登录系统' in text, 'the text is UTF-8', text)
    check(all(b < 128 for b in raw) and all(len(line) <= 78 for line in raw.split(b'\r\n')) and not m.defects, 'on the wire it is ASCII in short lines, without defects', m.defects)
    check(not any(w in text + str(m['Subject']) for w in ('王某某', '举报', '示例路')), 'nothing of what was written in the case is in it', text)
    check(len(mails[0][1]) == len(mails[1][1]) == 1 and mails[0][1] != mails[1][1], 'nobody learns who else got one')

# ---- hostile titles ----
def hostile(port):
    evil = ['好\r\nBcc: evil@example.test', '好\nBcc: evil@example.test', '好\u2028Bcc: evil@example.test', '=?UTF-8?B?QmNjOiBldmlsQGV4YW1wbGUudGVzdA==?=', 'a"<evil@example.test>, x']
    box = Box()
    s = server(box, port)
    made = []
    for i, title in enumerate(evil):
        r = run('act', 'notice.publish', f'title={title}', 'kind=notice', 'body=略', 'to=unit', 'unit=team1', '--as', 'sun', '--now', f'2024-09-10T09:1{i}')
        if r.returncode == 0:
            made.append(title)
    check('\r' not in ''.join(made) and '\n' not in ''.join(made) and evil[-1] in made, 'a title that would break a line is refused at the door; others are taken', made)
    run('job', 'run', 'inbox_acts', '--now', '2024-09-10T09:20')
    remind(port, '2024-09-10T09:30')
    mails = [email.message_from_bytes(m[2], policy=email.policy.default) for m in box.mails]
    check(len(mails) == len(made) and all(m[1] == ['li@example.test'] for m in box.mails), 'each goes to the one person only', box.mails)
    check(all(sorted(k.lower() for k in m.keys() if not k.lower().startswith('x-')) == sorted(['date', 'from', 'to', 'message-id', 'subject', 'mime-version', 'content-type',
          'content-transfer-encoding', 'auto-submitted']) for m in mails), 'no head gets a line of anybody else', [m.keys() for m in mails])
    check(any('=?UTF-8?B?' in str(m['Subject']) for m in mails), 'a title that looks encoded arrives as it was written', [str(m['Subject']) for m in mails])
    r = run('act', 'reminder.choose', 'mail=li@example.test\r\nRCPT TO:<evil@example.test>', '--as', 'li', '--now', '2024-09-10T09:31')
    check(r.returncode != 0 and '"mail"' in r.stdout, 'an address with a second line is refused', r.stdout)
    s.stop()

# ---- pushes ----
class Sm3:
    block_size, digest_size, name = 64, 32, 'sm3'
    def __init__(self, data=b''): self.data = data
    def update(self, data): self.data += data
    def copy(self): return Sm3(self.data)
    def digest(self): return verify.sm3(self.data)

class Hook(http.server.BaseHTTPRequestHandler):
    got, status = [], 500
    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        Hook.got.append((dict(self.headers), body))
        self.send_response(Hook.status)
        self.send_header('Location', 'http://127.0.0.1:1/')
        self.send_header('Content-Length', '0')
        self.end_headers()
    def log_message(self, *args): pass

def pushed():
    s = http.server.HTTPServer(('127.0.0.1', 0), Hook)
    threading.Thread(target=s.serve_forever, daemon=True).start()
    env = {'MINGJING_HOOK': f'http://127.0.0.1:{s.server_port}/in', 'MINGJING_HOOK_SECRET': 'geheim-梅花'}
    remind(0, '2024-09-10T10:00', **env)
    check(len(Hook.got) == 1 and tries('2024-09-10T10:00', channel='hook') and all(r['state'] == 'failed' and '500' in r['detail'] for r in tries('2024-09-10T10:00', channel='hook').values()),
          'a push that was answered with 500 waits', tries('2024-09-10T10:00', channel='hook'))
    Hook.status = 302
    remind(0, '2024-09-10T10:30', **env)
    check(len(Hook.got) == 2, 'a redirect is not followed', Hook.got)
    Hook.status = 204
    remind(0, '2024-09-10T11:30', **env)
    headers, body = Hook.got[-1]
    mine = 'hmac-sm3 ' + hmac.new(env['MINGJING_HOOK_SECRET'].encode(), headers['X-Mingjing-Timestamp'].encode() + b'.' + body, Sm3).digest().hex()
    check(hmac.compare_digest(mine, headers['X-Mingjing-Signature']), 'the signature is what the receiver computes', headers)
    check(set(json.loads(body)) == {'due', 'kind', 'message', 'title', 'to'} and json.loads(body)['to'] == 'li', 'and the body holds number, kind, title, whom and when', body)
    check(len({h['Idempotency-Key'] for h, _ in Hook.got}) == 1, 'each try has the same key', [h['Idempotency-Key'] for h, _ in Hook.got])
    check(all(r['state'] == 'sent' for r in tries('2024-09-10T11:30', channel='hook').values()), 'it is settled then')
    s.shutdown()

port = free_port()
refused(port)
content(guarded(port))
hostile(port)
pushed()
sys.exit(failed > 0)
