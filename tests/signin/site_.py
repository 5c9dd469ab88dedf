# site_.py - what signin.py plays with: a site of its own, browsers without a screen, authenticator apps, a directory, certificates.
import base64, hashlib, hmac, html, http.client, json, os, re, shutil, socket, ssl, struct, subprocess, sys, time, urllib.parse

MJ, WORK = os.environ['MINGJING'], sys.argv[1]
DB = f'sqlite:{WORK}/x.db'
PASSWORD = 'Lan-Jing 7 meihua'
started = []
n_ok = n_bad = 0

def check(good, sentence, detail=''):
    global n_ok, n_bad
    n_ok, n_bad = n_ok + bool(good), n_bad + (not good)
    print(('ok - ' if good else 'not ok - ') + sentence, flush=True)
    if not good:
        print('#   ' + re.sub(r'(?s)<!doctype.*?<h1>', '', str(detail))[:700].replace('\n', '\n#   '), flush=True)
    return good

def run(*words, input=None, env=None):
    return subprocess.run(words, input=input, capture_output=True, text=True, env={**os.environ, **(env or {})})

def made(*words, **more):
    r = run(*words, **more)
    if r.returncode:
        raise SystemExit(f'{words}: {r.stdout}{r.stderr}')
    return r.stdout

def act(who, verb, *pairs):
    out = made(MJ, 'act', verb, *pairs, '--as', who, '--db', DB)
    return json.loads(out)['subject']['id']

def view(who, name, *pairs):
    return json.loads(made(MJ, 'view', name, *pairs, '--as', who, '--db', DB, '--format', 'json'))['rows']

def free_port():
    return int(subprocess.check_output(['tools/port.sh'], text=True))

def start(words, ready, said=None, **more):
    p = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, **more)
    started.append(p)
    for line in p.stdout:
        if said is not None:
            said.append(line)
        if ready in line:
            return p
    raise SystemExit(f'{words} did not start')

def stop_all():
    for p in reversed(started):
        p.terminate()
    for p in started:
        p.wait()

def reachable(port):
    for _ in range(300):
        with socket.socket() as s:
            if not s.connect_ex(('127.0.0.1', port)):
                return True
        time.sleep(0.05)
    return False

def site_make(rules):
    shutil.copytree('packs', f'{WORK}/packs')
    with open(f'{WORK}/packs/daying/pack.yaml', 'a') as f:
        f.write('\nsignin: ' + json.dumps(rules, ensure_ascii=False) + '\n')
    made(MJ, 'init', '--db', DB, '--pack', f'{WORK}/packs/daying')

def serve(doors=None, more=(), said=None):
    port = free_port()
    if doors is not None:
        path = f'{WORK}/doors-{port}.json'
        with open(path, 'w') as f:
            json.dump(doors(port) if callable(doors) else doors, f)
        more = ('--signin', path, *more)
    start([MJ, 'serve', '--db', DB, '--listen', f'127.0.0.1:{port}', *more], '端口', said)
    return port

# ---- a browser: cookies, forms, redirects ----
class Browser:
    def __init__(self, port, address=None):
        self.port, self.cookies, self.address = port, {}, address

    def ask(self, method, path, fields=None, head=None, port=None, jar=None, ca=None):
        c = (http.client.HTTPSConnection('127.0.0.1', port, timeout=30, context=ssl.create_default_context(cafile=ca)) if ca else
             http.client.HTTPConnection('127.0.0.1', port or self.port, timeout=30))
        jar = self.cookies if jar is None else jar
        head = dict(head or {})
        if jar:
            head['Cookie'] = '; '.join(f'{k}={v}' for k, v in jar.items())
        body = None
        if isinstance(fields, dict) and head.get('Content-Type') != 'application/json':
            body = urllib.parse.urlencode(fields)
            head['Content-Type'] = 'application/x-www-form-urlencoded'
        elif fields is not None:
            body = json.dumps(fields)
        c.request(method, path, body, head)
        r = c.getresponse()
        r.text = r.read().decode('utf-8', 'replace')
        r.set = [v for k, v in r.getheaders() if k.lower() == 'set-cookie']
        for line in r.set:
            name, value = line.split(';')[0].split('=', 1)
            if value and 'Max-Age=0' not in line and '01 Jan 1970' not in line:
                jar[name] = value
            else:
                jar.pop(name, None)
        r.to = r.getheader('Location') or ''
        c.close()
        return r

    def get(self, path, **more):
        return self.ask('GET', path, **more)

    def post(self, path, fields, **more):
        return self.ask('POST', path, fields, **more)

    def inside(self):
        return self.get('/api/me').status == 200

    def csrf(self):
        return json.loads(self.get('/api/me').text)['csrf']

    def login(self, login, password=PASSWORD, **more):
        return self.post('/login', {'login': login, 'password': password}, **more)

def hidden(text, name):
    m = re.search(rf'name="{name}"[^>]*value="([^"]*)"', text) or re.search(rf'<textarea name="{name}" hidden>\n?([^<]*)</textarea>', text)
    return html.unescape(m.group(1)) if m else None

def api(port, path, body, token=None, head=None):
    head = {'Content-Type': 'application/json', **(head or {})}
    if token:
        head['Authorization'] = f'Bearer {token}'
    r = Browser(port).ask('POST', path, body, head=head)
    r.json = json.loads(r.text) if r.text.startswith('{') else {}
    r.code = r.json.get('refused', {}).get('code') or ('failed' if 'failed' in r.json else '')
    return r

def totp(key, step=0):
    raw = base64.b32decode(key + '=' * (-len(key) % 8))
    mac = hmac.new(raw, struct.pack('>Q', int(time.time()) // 30 + step), hashlib.sha1).digest()
    at = mac[19] & 15
    return f'{(struct.unpack(">I", mac[at:at + 4])[0] & 0x7fffffff) % 1000000:06d}'

# ---- a directory ----
LDIF = '''dn: dc=example,dc=test
objectClass: dcObject
objectClass: organization
o: 示例
dc: example

dn: ou=people,dc=example,dc=test
objectClass: organizationalUnit
ou: people

''' + ''.join(f'''dn: uid={uid},ou=people,dc=example,dc=test
objectClass: inetOrgPerson
uid: {uid}
cn: {uid}
sn: {uid}
userPassword: directory-{uid}

''' for uid in ('dora', 'stranger'))

def slapd_start():
    d = f'{WORK}/slapd'
    os.makedirs(f'{d}/db')
    made('openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', f'{d}/key.pem', '-out', f'{d}/ca.pem', '-days', '2', '-subj', '/CN=127.0.0.1',
         '-addext', 'subjectAltName=IP:127.0.0.1')
    with open(f'{d}/slapd.conf', 'w') as f:
        f.write('\n'.join(f'include /etc/ldap/schema/{s}.schema' for s in ('core', 'cosine', 'inetorgperson')) +
                f'\nmodulepath /usr/lib/ldap\nmoduleload back_mdb\npidfile {d}/pid\nTLSCertificateFile {d}/ca.pem\nTLSCertificateKeyFile {d}/key.pem\n'
                f'database mdb\nsuffix dc=example,dc=test\nrootdn cn=root,dc=example,dc=test\nrootpw only-for-tests\ndirectory {d}/db\n'
                'access to attrs=userPassword by anonymous auth by * none\naccess to * by * read\n')
    made('slapadd', '-f', f'{d}/slapd.conf', input=LDIF)
    port, secure = free_port(), free_port()
    p = subprocess.Popen(['slapd', '-d', '0', '-h', f'ldap://127.0.0.1:{port} ldaps://127.0.0.1:{secure}', '-f', f'{d}/slapd.conf'], stderr=open(f'{d}/log', 'w'))
    started.append(p)
    if not reachable(port):
        raise SystemExit(open(f'{d}/log').read())
    return p, port, {'url': f'ldap://127.0.0.1:{port}', 'ldaps': f'ldaps://127.0.0.1:{secure}', 'base': 'ou=people,dc=example,dc=test', 'starttls': True, 'ca_file': f'{d}/ca.pem', 'timeout_s': 5}

# ---- certificates ----
def ca_make(name, algorithm):
    d = f'{WORK}/{name}'
    os.makedirs(d)
    key_make(f'{d}/ca.key', algorithm)
    with open(f'{d}/ca.cnf', 'w') as f:
        f.write(f'[ca]\ndefault_ca=x\n[x]\ndir={d}\ndatabase={d}/index\nnew_certs_dir={d}\nserial={d}/serial\ncertificate={d}/ca.pem\nprivate_key={d}/ca.key\n'
                'default_md=default\npolicy=p\ndefault_crl_days=5\nx509_extensions=leaf\nunique_subject=no\n[p]\ncommonName=supplied\n'
                '[leaf]\nkeyUsage=digitalSignature\nextendedKeyUsage=clientAuth\n[server]\nextendedKeyUsage=serverAuth\nsubjectAltName=IP:127.0.0.1\n[root]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign,cRLSign\n'
                '[req]\ndistinguished_name=dn\n[dn]\n')
    open(f'{d}/index', 'w').close()
    open(f'{d}/serial', 'w').write('01\n')
    made('openssl', 'req', '-x509', '-new', '-config', f'{d}/ca.cnf', '-extensions', 'root', '-key', f'{d}/ca.key', '-out', f'{d}/ca.pem', '-days', '30', '-subj', f'/CN=Example {name}',
         *sm2(algorithm, True))
    return d

def sm2(algorithm, sign=False):
    return ['-sm3', '-sigopt', 'distid:1234567812345678'] if algorithm == 'sm2' and sign else []

def key_make(path, algorithm):
    if algorithm == 'sm2':
        made('openssl', 'genpkey', '-algorithm', 'SM2', '-out', path)
    else:
        made('openssl', 'genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', path)

def leaf_make(d, name, algorithm, dates=('20200101000000Z', '20990101000000Z'), kind='leaf'):
    key_make(f'{d}/{name}.key', algorithm)
    made('openssl', 'req', '-new', '-config', f'{d}/ca.cnf', '-key', f'{d}/{name}.key', '-out', f'{d}/{name}.csr', '-subj', f'/CN={name}', *sm2(algorithm, True))
    more = ['-vfyopt', 'distid:1234567812345678'] if algorithm == 'sm2' else []
    more2 = ['-md', 'sm3', '-sigopt', 'distid:1234567812345678'] + more if algorithm == 'sm2' else ['-md', 'sha256']
    made('openssl', 'ca', '-batch', '-config', f'{d}/ca.cnf', '-extensions', kind, '-in', f'{d}/{name}.csr', '-out', f'{d}/{name}.pem', '-notext', '-startdate', dates[0], '-enddate', dates[1], *more2)
    return open(f'{d}/{name}.pem').read()

def crl_make(d, algorithm, revoked=()):
    for name in revoked:
        made('openssl', 'ca', '-config', f'{d}/ca.cnf', '-revoke', f'{d}/{name}.pem')
    more = ['-md', 'sm3', '-sigopt', 'distid:1234567812345678'] if algorithm == 'sm2' else ['-md', 'sha256']
    made('openssl', 'ca', '-config', f'{d}/ca.cnf', '-gencrl', '-out', f'{d}/crl.pem', *more)
    return open(f'{d}/crl.pem').read()
