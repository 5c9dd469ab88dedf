# signin.py WORK - everybody who should get in does, and everybody else learns nothing.  Prints TAP lines; run by run.sh.
import threading, urllib.request
from site_ import *
from provider_evil import Evil

RULES = {'law': 'GB/T 22239 8.1.4.1（演示）', 'length': 10, 'classes': 3, 'dictionary': True, 'history': 3, 'first': True, 'reset_hours': 24, 'attempts': 5,
         'lock_minutes': 15, 'address_attempts': 40, 'hours': 8, 'idle_minutes': 30, 'factor': ['admin'], 'device_days': 30,
         'again_before': ['binding.add', 'certificate.issue'], 'again_minutes': 10}
PEOPLE = ['li', 'chen', 'dora', 'wu', 'ma', 'lin']

def people_make():
    made(MJ, 'act', 'user.password', 'user=1', f'password={PASSWORD}', '--as', 'admin', '--db', DB)
    ids = {}
    for login in PEOPLE:
        secret = [] if login == 'dora' else [f'password={PASSWORD}']
        ids[login] = act('admin', 'user.add', f'login={login}', f'name=示例{login}', 'agency=bureau', 'unit=team1', 'roles=officer', *secret)
        if secret and login != 'wu':
            made(MJ, 'act', 'user.password', f'user={ids[login]}', f'password={own(login)}', '--as', login, '--db', DB)
    return ids

def own(login):
    return f'{PASSWORD}!{PEOPLE.index(login) * 37 + 12}'

# ---- passwords ----
def passwords(port, ids):
    def weak(password):
        r = run(MJ, 'act', 'user.password', f'user={ids["li"]}', f'password={password}', '--as', 'li', '--db', DB)
        return r.stderr + r.stdout
    for password, word in (('Kurz1aaa', '至少 10 个字'), ('nurkleinbuchstaben', '3 类'), ('Password12345!', '密码'), ('Qq 1aaaaaaaaaa', '密码')):
        check(word in weak(password), f'a password is refused: {word}', weak(password))
    check('用过' in weak(own('li')), 'the password of now is not taken again')
    r = api(port, '/api/login', {'login': 'wu', 'password': PASSWORD})
    check(r.status == 403 and r.code == 'PASSWORD_CHANGE', 'a password that somebody else has set must be changed', r.text)
    b = Browser(port)
    page = b.login('wu')
    check('设置新密码' in page.text and 'mj' not in b.cookies, 'by browser as well, and no session yet', page.text)
    ticket = hidden(page.text, 'ticket')
    r = b.post('/login/step', {'ticket': ticket, 'step': 'change', 'new': PASSWORD, 'again': PASSWORD})
    check(r.status == 409 and 'mj' not in b.cookies, 'the same password is no change', r.text)
    r = b.post('/login/step', {'ticket': ticket, 'step': 'change', 'new': own('wu'), 'again': own('wu')})
    check(r.status == 303 and b.inside(), 'changed, and in', r.text)
    code = made(MJ, 'act', 'user.reset', f'user={ids["ma"]}', '--as', 'admin', '--db', DB)
    code = re.search(r'[0-9A-Z]{4}(-[0-9A-Z]{4}){3}', code).group(0)
    check(api(port, '/api/login', {'login': 'ma', 'password': own('ma')}).code == 'PASSWORD', 'after a reset the old password is nothing')
    r = api(port, '/api/login', {'login': 'ma', 'password': code.lower().replace('-', ' ')})
    check(r.code == 'PASSWORD_CHANGE', 'the one-time code, as it is read out, leads to a new password only', r.text)
    r = api(port, '/api/login', {'login': 'ma', 'password': code, 'new_password': own('ma') + '2'})
    check(r.status == 200 and r.json.get('token'), 'with a new password it lets in', r.text)
    check(api(port, '/api/login', {'login': 'ma', 'password': code}).code == 'PASSWORD', 'and is used up')

# ---- who is called so? ----
def enumeration(port, figures):
    def tried():
        with urllib.request.urlopen(figures, timeout=30) as a:
            return int(re.search(r'^mingjing_passwords_tried_total (\d+)$', a.read().decode(), re.M).group(1))
    def one(login):
        before = tried()
        r = api(port, '/api/login', {'login': login, 'password': 'Wrong 12345'})
        return tried() - before, r.status, r.text
    known, unknown = one('lin'), one('nobody-here')
    check(known[1:] == unknown[1:], 'a wrong password and a wrong name get the same words', (known, unknown))
    check(known[0] == unknown[0] == 1, 'and the same work is done for both (one Argon2id of equal cost)', (known, unknown))
    rows = view('admin', 'signins')
    check(any(r['login'] == 'n***' for r in rows) and not any('nobody' in r['login'] for r in rows) or wait_rows(lambda rs: any(r['login'] == 'n***' for r in rs)),
          'a name that nobody has is kept masked')

def wait_rows(test):
    for _ in range(40):
        if test(view('admin', 'signins')):
            return True
        time.sleep(0.1)
    return False

# ---- second factor ----
def factor(port):
    b = Browser(port)
    page = b.login('admin')
    check('设置动态码' in page.text and 'mj' not in b.cookies, 'whose role needs a second factor sets it up before coming in', page.text)
    check(api(port, '/api/login', {'login': 'admin', 'password': PASSWORD}).code == 'FACTOR_NEEDED', 'by API it is refused')
    key, sealed, ticket = re.search(r'class="key">([A-Z2-7]+)<', page.text).group(1), hidden(page.text, 'sealed'), hidden(page.text, 'ticket')
    check(key not in sealed and '<svg' in page.text, 'the key is shown as a QR code and sealed in the form')
    r = b.post('/login/step', {'ticket': ticket, 'step': 'enrol', 'sealed': sealed, 'code': '000000'})
    check(r.status == 401 and key in r.text, 'a wrong code leads back to the same key', r.text[:600])
    r = b.post('/login/step', {'ticket': ticket, 'step': 'on'})
    check('mj' not in b.cookies and '设置动态码' in r.text, 'no step can be left out')
    code = totp(key)
    r = b.post('/login/step', {'ticket': ticket, 'step': 'enrol', 'sealed': sealed, 'code': code})
    codes = re.findall(r'<code>([0-9A-Z-]{19})</code>', r.text)
    check(len(codes) == 10 and 'mj' not in b.cookies, 'ten recovery codes, once', r.text)
    r = b.post('/login/step', {'ticket': hidden(r.text, 'ticket'), 'step': 'on'})
    check(r.status == 303 and b.inside(), 'and in')
    check(api(port, '/api/login', {'login': 'admin', 'password': PASSWORD}).code == 'CODE_NEEDED', 'from now on the password alone does not do')
    r = api(port, '/api/login', {'login': 'admin', 'password': PASSWORD, 'code': code})
    check(r.code == 'CODE_USED', 'the code it was set up with is not taken again', r.text)
    dump = open(f'{WORK}/x.db', 'rb').read()
    check(key.encode() not in dump and base64.b32decode(key) not in dump and all(c.encode() not in dump for c in codes), 'neither key nor recovery codes stand in the database')
    return b, key, codes

def factor_attacks(port, key, codes):
    later = totp(key, 1)
    got = []
    def one():
        got.append(api(port, '/api/login', {'login': 'admin', 'password': PASSWORD, 'code': later}))
    threads = [threading.Thread(target=one) for _ in range(4)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    check(sorted(r.status for r in got) == [200, 401, 401, 401], 'of four who use one code at once one comes in', [r.text for r in got])
    r = api(port, '/api/login', {'login': 'admin', 'password': PASSWORD, 'code': codes[0].lower()})
    check(r.status == 200, 'a recovery code does instead', r.text)
    r = api(port, '/api/login', {'login': 'admin', 'password': PASSWORD, 'code': codes[0]})
    check(r.code == 'CODE_WRONG', 'once', r.text)
    b = Browser(port)
    page = b.login('admin')
    r = b.post('/login/step', {'ticket': hidden(page.text, 'ticket'), 'step': 'change', 'new': 'Quite 9 another', 'again': 'Quite 9 another'})
    check('输入动态码' in r.text, 'with the password alone nobody comes to the page that changes it')
    r = b.post('/login/step', {'ticket': 'v1.AAAA', 'step': 'on'})
    check(r.status == 403 and 'mj' not in b.cookies, 'a ticket of one\'s own making is none')
    r = b.post('/login/step', {'ticket': hidden(page.text, 'ticket'), 'step': 'code', 'code': codes[1], 'remember': 'yes'})
    check(r.status == 303 and 'mjd' in b.cookies, 'a device is remembered when that is wished', r.text)
    check(any('mjd=' in s and 'HttpOnly' in s and 'SameSite=Strict' in s for s in r.set), 'its cookie is for this site only')
    again = Browser(port)
    again.cookies = {'mjd': b.cookies['mjd']}
    check(again.login('admin').status == 303 and again.inside(), 'there the password is enough')
    other = Browser(port)
    other.cookies = {'mjd': b.cookies['mjd']}
    check(other.login('li', own('li')).status == 303, 'for somebody else it means nothing')
    page = b.get('/desk/security')
    check('受信设备' in page.text and '恢复码' in page.text, 'my security page shows it', page.text[:400])
    device = re.search(r'action="/desk/act/trusted.end">.*?name="_subject" value="(\d+)"', page.text, re.S).group(1)
    r = b.post('/desk/act/trusted.end', {'_csrf': b.csrf(), '_subject': device, '_back': '/desk/security'})
    check(r.status == 303 and 'CODE_NEEDED' != '' and '输入动态码' in again.login('admin').text, 'taken off, it asks for the code again', r.text)

# ---- brute force ----
def brute(port, ids):
    results = [api(port, '/api/login', {'login': 'lin', 'password': f'Wrong {i}'}).code for i in range(5)]
    check(results[-1] in ('PASSWORD', 'LOCKED_OUT') and api(port, '/api/login', {'login': 'lin', 'password': own('lin')}).code == 'LOCKED_OUT',
          'after five wrong passwords the account is closed, also for the right one', results)
    act('admin', 'user.unlock', 'login=lin', 'reason=本人来电')
    check(api(port, '/api/login', {'login': 'lin', 'password': own('lin')}).status == 200, 'until the security administrator opens it')
    codes = [api(port, '/api/login', {'login': f'guess{i}', 'password': 'Summer 2024 x'}).code for i in range(45)]
    check(codes[0] == 'PASSWORD' and codes[-1] == 'LOCKED_OUT', 'one password tried on many accounts closes the address', codes)
    r = api(port, '/api/login', {'login': 'li', 'password': own('li')}, head={'X-Forwarded-For': '203.0.113.9'})
    check(r.code == 'LOCKED_OUT', 'and a header does not make it another address', r.text)

# ---- rights that did not come from acts ----
def rows(port):
    def roles(text):
        made('sqlite3', f'{WORK}/x.db', f"UPDATE org_user SET roles = '{text}' WHERE login = 'chen'")
    open_token = api(port, '/api/login', {'login': 'chen', 'password': own('chen')}).json['token']
    roles('officer,security')
    r = api(port, '/api/acts/binding.add', {'login': 'li', 'kind': 'oidc', 'value': 'ext-li'}, open_token)
    check(r.code == 'ROWS_DIFFER', 'nor does a session that was open do what wants the identity confirmed', r.text)
    r = api(port, '/api/login', {'login': 'chen', 'password': own('chen')})
    check(r.status == 403 and r.code == 'ROWS_DIFFER' and 'token' not in r.json, 'who was given a role behind the program does not come in', r.text)
    b = Browser(port)
    b.login('chen', own('chen'))
    check('mj' not in b.cookies, 'by browser neither')
    roles('officer')
    check(api(port, '/api/login', {'login': 'chen', 'password': own('chen')}).status == 200, 'with what the log says he does')
    stolen = made('sqlite3', f'{WORK}/x.db', "SELECT secret FROM org_user WHERE login = 'li'").strip()
    kept = made('sqlite3', f'{WORK}/x.db', "SELECT secret FROM org_user WHERE login = 'chen'").strip()
    made('sqlite3', f'{WORK}/x.db', f"UPDATE org_user SET secret = '{stolen}' WHERE login = 'chen'")
    r = api(port, '/api/login', {'login': 'chen', 'password': own('li')})
    check(r.code == 'ROWS_DIFFER', 'nor with a password that was put into the table', r.text)
    made('sqlite3', f'{WORK}/x.db', f"UPDATE org_user SET secret = '{kept}' WHERE login = 'chen'")

# ---- a page that was open when its session was ended; a number that was brought along ----
def open_pages(port, boss):
    b = Browser(port)
    b.login('li', own('li'))
    form, cookie = b.csrf(), b.cookies['mj']
    mine = max(m['id'] for m in json.loads(b.get('/api/views/my_sessions').text)['rows'])
    check(boss.post('/desk/act/session.close', {'_csrf': boss.csrf(), '_subject': str(mine), '_back': '/desk/signin'}).status == 303, 'a session is ended')
    r = b.post('/desk/act/user.change', {'_csrf': form, '_subject': '1', 'name': '改名', '_back': '/desk'})
    check(r.status == 401, 'the form that was open in it does nothing more', (r.status, r.to, r.text[:300]))
    check(api(port, '/api/acts/user.change', {'subject': 1, 'name': '改名'}, cookie).status == 401, 'nor does its number by API')
    other = Browser(port)
    other.cookies = {'mj': cookie}
    check(not other.inside(), 'nor in another browser')

# ---- sessions ----
def sessions(port, boss):
    b = Browser(port)
    b.cookies['mj'] = 'A' * 43
    r = b.login('li', own('li'))
    check(b.cookies['mj'] != 'A' * 43 and len(b.cookies['mj']) == 43, 'nobody brings the session that they will have')
    cookie = [s for s in r.set if s.startswith('mj=')][0]
    check('HttpOnly' in cookie and 'SameSite=Lax' in cookie and 'Max-Age=28800' in cookie, 'the cookie is for this site, not for scripts, and as long as the pack says', cookie)
    foreign = Browser(port)
    for head in ({'Origin': 'https://evil.example'}, {'Origin': 'null'}, {'Sec-Fetch-Site': 'cross-site'}):
        check(foreign.post('/login', {'login': 'li', 'password': own('li')}, head=head).status == 403 and not foreign.cookies, f'nobody is signed in from another site: {head}')
    mine = json.loads(b.get('/api/views/my_sessions').text)['rows']
    check(len(mine) >= 1 and all(m['login'] == 'li' for m in mine), 'my sessions are mine')
    check(b.get('/api/views/sessions').status == 403 and b.get('/desk/signin').status == 403, 'those of others are for the administrators')
    newest = max(m['id'] for m in mine)
    r = boss.post('/desk/act/session.close', {'_csrf': boss.csrf(), '_subject': str(newest), '_back': '/desk/signin'})
    check(r.status == 303 and not b.inside(), 'ended by the administrator, a session is over at once', r.text)
    check(wait_rows(lambda rows: any(x['login'] == 'li' and x['result'] == '被结束' for x in rows)), 'and the log says so')
    page = boss.get('/desk/signin')
    check(page.status == 200 and '在线登录' in page.text and '现行规则' in page.text and boss.get('/desk/signins').status == 200, 'the pages of those who keep the doors', page.text[:300])

# ---- again before a weighty act ----
def again(port, boss, key, codes):
    old = boss.get('/api/me')
    fields = {'login': 'li', 'kind': 'oidc', 'value': 'ext-\nli'.replace('\n', ''), '_csrf': boss.csrf(), '_back': '/desk/signin', '_key': 'one-key-of-a-form'}
    time_back(boss)
    r = boss.post('/desk/act/binding.add', fields)
    check(r.status == 403 and '再次确认身份' in r.text and hidden(r.text, 'value') == 'ext-li' and hidden(r.text, '_key') == 'one-key-of-a-form',
          'long after signing in the identity is asked for again, and the form is kept', r.text[-1500:])
    kept = {k: hidden(r.text, k) for k in ('login', 'kind', 'value', '_csrf', '_key', '_back', '_expected')}
    r = boss.post('/desk/act/binding.add', {**kept, '_again_password': 'Wrong 12345', '_again_code': codes[2]})
    check(r.status == 401 and hidden(r.text, 'value') == 'ext-li', 'a wrong password does not do, and nothing is lost', r.text[-600:])
    r = boss.post('/desk/act/binding.add', {**kept, '_again_password': PASSWORD, '_again_code': codes[2]})
    check(r.status == 303, 'the right one goes on with the same form', r.text[-800:])
    check(any(x['value'] == 'ext-li' and x['login'] == 'li' for x in view('admin', 'bindings')), 'and the act is done')
    r = boss.post('/desk/act/binding.add', {**kept, 'value': 'ext-boss', 'login': 'chen', '_key': 'another'})
    check(r.status == 303, 'for some minutes it is not asked again')
    return old

def time_back(boss):
    """As if the session were an hour old: only the table, which a rebuild would correct; the log is not touched."""
    made('sqlite3', f'{WORK}/x.db', "UPDATE signin_session SET confirmed = '2020-01-01T00:00:00.000Z'")

def again_api(port):
    token = api(port, '/api/login', {'login': 'li', 'password': own('li')}).json['token']
    time_back(None)
    r = api(port, '/api/acts/certificate.issue', {'login': 'li'}, token)
    check(r.code in ('AGAIN', 'ROLE'), 'by API the refusal says what to do', r.text)
    check(r.code != 'AGAIN' or 'POST /api/again' in r.json['refused'].get('next', ''), 'namely to confirm', r.text)
    check(api(port, '/api/again', {'password': 'Wrong 1'}, token).code == 'PASSWORD', 'not with a wrong password')
    check(api(port, '/api/again', {'password': own('li')}, token).status == 200, 'with the right one')
    check(api(port, '/api/acts/certificate.issue', {'login': 'li'}, token).code != 'AGAIN', 'then it goes on')
    for verb in ('session.confirm', 'session.open', 'trusted.add'):
        check(api(port, f'/api/acts/{verb}', {'subject': 1}, token).code == 'VERB_UNKNOWN', f'{verb} has no door of its own')

# ---- the directory ----
def directory(port, slapd, ids):
    r = api(port, '/api/login', {'login': 'dora', 'password': 'directory-dora'})
    check(r.status == 200, 'whoever has no password here is asked for in the directory (StartTLS)', r.text)
    for login, password in (('dora', 'wrong'), ('dora', ''), ('stranger', 'directory-stranger'), ('dora)(uid=*', 'directory-dora'), ('*', 'directory-dora'), ('dor*', 'directory-dora'),
                            ('dora\\2a', 'x'), ('dora,ou=people,dc=example,dc=test', 'directory-dora')):
        r = api(port, '/api/login', {'login': login, 'password': password})
        check(r.status == 401 and r.code == 'PASSWORD', f'not: {login} {password}', r.text)
    check(api(port, '/api/login', {'login': 'chen', 'password': own('chen')}).status == 200, 'local accounts are asked for here')
    slapd.terminate()
    slapd.wait()
    r = api(port, '/api/login', {'login': 'dora', 'password': 'directory-dora'})
    check(r.status == 503 and '本站自己的账号仍可登录' in r.text, 'a directory that is down says so', r.text)
    check(api(port, '/api/login', {'login': 'chen', 'password': own('chen')}).status == 200, 'and local accounts go on')

def directory_tls(ldap, wrong_ca):
    def entered(door):
        port = serve(lambda _: {'ldap': door})
        r = api(port, '/api/login', {'login': 'dora', 'password': 'directory-dora'})
        here = api(port, '/api/login', {'login': 'chen', 'password': own('chen')})
        check(here.status == 200, 'local accounts go on', here.text)
        return r
    tls = {**ldap, 'url': ldap['ldaps'], 'starttls': False}
    del tls['ldaps']
    r = entered(tls)
    check(r.status == 200, 'ldaps: from the first byte under TLS', r.text)
    r = entered({**tls, 'ca_file': wrong_ca})
    check(r.status == 503 and '目录服务没有回应' in r.text, 'a directory with a certificate of another CA is none', r.text)
    r = entered({**tls, 'url': tls['url'].replace('127.0.0.1', 'localhost')})
    check(r.status == 503 and '目录服务没有回应' in r.text, 'nor one whose certificate is for another name', r.text)
    start_tls = {k: v for k, v in ldap.items() if k != 'ldaps'}
    r = entered({**start_tls, 'ca_file': wrong_ca})
    check(r.status == 503, 'nor by StartTLS', r.text)

# ---- OpenID Connect ----
def provider_make():
    d, doors = ca_make('web', 'rsa'), []
    for name, dates in (('now', ('20200101000000Z', '20990101000000Z')), ('expired', ('20200101000000Z', '20210101000000Z'))):
        leaf_make(d, name, 'rsa', dates, 'server')
        doors += [str(free_port()), f'{d}/{name}.pem', f'{d}/{name}.key']
    return f'{d}/ca.pem', doors

def oidc_tls(client, ca, wrong_ca, doors):
    right, expired = (f'https://127.0.0.1:{doors[i]}' for i in (0, 3))
    for issuer, file, word, sentence in ((right, wrong_ca, '证书不可信', 'a provider with a certificate of another CA is none'),
                                         (right.replace('127.0.0.1', 'localhost'), ca, '名称不是这个地址', 'nor one whose certificate is for another name'),
                                         (expired, ca, 'expired', 'nor one whose certificate has expired')):
        port = serve(lambda p: {'oidc': {**client(issuer, p), 'ca_file': file}})
        b = Browser(port)
        r = b.get('/login/oidc')
        check(r.status == 503 and word in r.text and '本站自己的账号仍可登录' in r.text and 'mjo' not in b.cookies, sentence, (r.status, r.text))
        check(b.login('chen', own('chen')).status == 303 and b.inside(), 'local passwords go on')
    bad = f'{WORK}/doors-bad.json'
    with open(bad, 'w') as f:
        json.dump({'oidc': {**client(right, 1), 'ca_file': f'{WORK}/no-such-file.pem'}}, f)
    r = run(MJ, 'serve', '--db', DB, '--listen', '127.0.0.1:0', '--signin', bad)
    check(r.returncode != 0 and 'no-such-file.pem' in r.stderr + r.stdout, 'a ca_file that is not there keeps serve from starting', r.stderr + r.stdout)

def oidc(port, provider_port, ca):
    b, jar = Browser(port), {}
    r = b.get('/login/oidc?next=/desk/security')
    check(r.status == 303 and 'code_challenge_method=S256' in r.to and 'mjo' in b.cookies, 'to the provider, with PKCE', r.to)
    to = r.to
    for _ in range(12):
        path = urllib.parse.urlsplit(to)
        if path.port == port:
            break
        r = b.ask('GET', path.path + '?' + path.query, port=provider_port, jar=jar, ca=ca)
        if r.status == 200:
            prompt = 'login' if 'name="login"' in r.text else 'consent'
            r = b.ask('POST', re.search(r'action="([^"]+)"', r.text).group(1).replace(f'https://127.0.0.1:{provider_port}', ''),
                      {'prompt': prompt, 'login': 'ext-li', 'password': 'x'}, port=provider_port, jar=jar, ca=ca)
        to = r.to if r.to.startswith('http') else f'https://127.0.0.1:{provider_port}{r.to}'
    back = urllib.parse.urlsplit(to)
    kept = dict(b.cookies)
    r = b.get(back.path + '?' + back.query)
    check(r.status == 303 and r.to == '/desk/security' and b.inside(), 'back again and in, as the account that is bound', r.text)
    other = Browser(port)
    r = other.get(back.path + '?' + back.query)
    check(r.status == 403 and not other.inside(), 'the same address does nothing in another browser', r.text[:300])
    other.cookies = kept
    r = other.get(back.path + '?' + back.query)
    check(r.status == 401 and not other.inside(), 'and with the cookie of then the code is used up', r.text[:300])

def forged(port, evil):
    def attempt(how, state=None):
        b = Browser(port)
        q = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(b.get('/login/oidc').to).query))
        evil.how, evil.nonce = how, q['nonce']
        r = b.get(f'/login/oidc/back?code=c&state={state or q["state"]}')
        return b, r
    b, r = attempt('good')
    check(r.status == 303 and b.inside(), 'a token that holds lets in', r.text)
    for how in ('none', 'hmac', 'key', 'changed', 'aud', 'many', 'expired', 'future', 'issuer', 'nonce'):
        b, r = attempt(how)
        check(r.status == 401 and not b.inside(), f'a forged token does not: {how}', r.text)
    b, r = attempt('good', 'x' * 32)
    check(r.status == 401 and not b.inside(), 'nor a state of somebody else', r.text)

# ---- client certificates ----
def certificates(port, far, sets, ids):
    quoted = lambda pem: urllib.parse.quote(pem)
    def enter(pem, where=port, head=None):
        b = Browser(where)
        r = b.post('/login/certificate', {'next': '/desk/security'}, head=head or {'X-Client-Cert': quoted(pem)})
        return b, r
    for name, pems in sets.items():
        b, r = enter(pems['li'])
        check(r.status == 303 and b.inside() and json.loads(b.get('/api/me').text)['login'] == 'li', f'{name}: a certificate that is bound lets in', r.text)
        for which, word in (('expired', '过期'), ('revoked', '吊销'), ('unbound', '没有绑定'), ('foreign', '不是由所信任的机构')):
            b, r = enter(pems[which])
            check(r.status in (401, 403) and word in r.text and not b.inside(), f'{name}: one that is {which} does not', r.text[:1500])
    der = base64.b64encode(base64.b64decode(''.join(sets['rsa']['li'].splitlines()[1:-1]))).decode()
    b, r = enter('', head={'X-Client-Cert': f':{der}:'})
    check(r.status == 303, 'RFC 9440 is read as well', r.text[:300])
    b, r = enter(sets['rsa']['li'], far)
    check(r.status == 401 and '没有出示证书' in r.text and not b.inside(), 'from an address that is no proxy the header is air', r.text[:300])
    for bad in ('x', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', '%zz', ':::', 'A' * 15000):
        b, r = enter(bad)
        check(r.status == 401 and not b.inside(), f'rubbish is refused: {bad[:20]!r}')

def certificates_make(ids):
    sets, ca = {}, ''
    for name in ('rsa', 'sm2'):
        d, other = ca_make(name, name), ca_make(name + '-other', name)
        pems = {'li': leaf_make(d, 'li', name), 'revoked': leaf_make(d, 'revoked', name), 'unbound': leaf_make(d, 'unbound', name),
                'expired': leaf_make(d, 'expired', name, ('20200101000000Z', '20210101000000Z')), 'foreign': leaf_make(other, 'li', name)}
        ca += open(f'{d}/ca.pem').read() + crl_make(d, name, ['revoked'])
        for which in ('li', 'revoked', 'expired'):
            act('admin', 'binding.add', 'login=li', 'kind=certificate', f'certificate={pems[which]}', 'by=' + ('subject' if which == 'li' else 'fingerprint'))
        sets[name] = pems
    with open(f'{WORK}/clients.pem', 'w') as f:
        f.write(ca)
    return sets

def main():
    site_make(RULES)
    ids = people_make()
    slapd, _, ldap = slapd_start()
    with open(f'{WORK}/client.secret', 'w') as f:
        f.write('a-secret-for-tests\n')
    (web_ca, provider_doors), evil = provider_make(), Evil(WORK)
    sets = certificates_make(ids)
    door = {'header': 'X-Client-Cert', 'ca_file': f'{WORK}/clients.pem'}
    client = lambda issuer, port: {'issuer': issuer, 'client_id': 'mingjing', 'client_secret_file': f'{WORK}/client.secret', 'redirect_uri': f'http://127.0.0.1:{port}/login/oidc/back'}
    first = serve(lambda port: {'proxies': ['10.9.9.9'], 'certificate': door, 'ldap': {k: v for k, v in ldap.items() if k != 'ldaps'}, 
                          'oidc': {**client(f'https://127.0.0.1:{provider_doors[0]}', port), 'ca_file': web_ca}})
    start(['node', 'tests/signin/provider.mjs', f'http://127.0.0.1:{first}/login/oidc/back', *provider_doors], 'ready')
    second = serve(lambda port: {'proxies': ['127.0.0.1'], 'certificate': door, 'oidc': client(evil.issuer, port)})
    said = []
    third = serve(more=('--metrics-listen', '127.0.0.1:0'), said=said)
    passwords(first, ids)
    enumeration(third, next(line.split()[1] for line in said if line.startswith('运行指标')))
    boss, key, codes = factor(first)
    factor_attacks(first, key, codes)
    again(first, boss, key, codes)
    again_api(first)
    sessions(first, boss)
    rows(first)
    open_pages(first, boss)
    oidc(first, int(provider_doors[0]), web_ca)
    oidc_tls(client, web_ca, ldap['ca_file'], provider_doors)
    forged(second, evil)
    certificates(second, first, sets, ids)
    directory_tls(ldap, f'{WORK}/clients.pem')
    directory(first, slapd, ids)
    brute(third, ids)
    r = run(MJ, 'journal', 'verify', '--db', DB)
    check(not r.returncode, 'the log holds', r.stdout + r.stderr)

try:
    main()
finally:
    stop_all()
