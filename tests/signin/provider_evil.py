# provider_evil.py - an OpenID Connect provider that says what it is told to say: for forged tokens.
import base64, http.server, json, subprocess, threading, time

def b64(b):
    return base64.urlsafe_b64encode(b if isinstance(b, bytes) else b.encode()).rstrip(b'=').decode()

class Evil:
    """next: how the next token is forged.  nonce is read from the authorization address by whoever drives it."""
    def __init__(self, folder):
        self.folder, self.nonce, self.how = folder, '', 'good'
        for name in ('good', 'other'):
            subprocess.run(['openssl', 'genrsa', '-out', f'{folder}/{name}.rsa', '2048'], check=True, capture_output=True)
        modulus = subprocess.run(['openssl', 'rsa', '-in', f'{folder}/good.rsa', '-noout', '-modulus'], check=True, capture_output=True, text=True).stdout
        self.jwk = {'kty': 'RSA', 'use': 'sig', 'kid': 'k1', 'n': b64(bytes.fromhex(modulus.strip().split('=')[1])), 'e': 'AQAB'}
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), self.handler())
        self.issuer = f'http://127.0.0.1:{self.server.server_port}'
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def sign(self, key, text):
        return subprocess.run(['openssl', 'dgst', '-sha256', '-sign', f'{self.folder}/{key}.rsa'], input=text.encode(), check=True, capture_output=True).stdout

    def token(self):
        now, how = int(time.time()), self.how
        claims = {'iss': self.issuer, 'aud': 'mingjing', 'sub': 'ext-li', 'iat': now, 'exp': now + 300, 'nonce': self.nonce}
        claims.update({'aud': {'aud': 'somebody-else'}, 'expired': {'exp': now - 3600, 'iat': now - 7200}, 'issuer': {'iss': 'http://127.0.0.1:1'},
                       'nonce': {'nonce': 'of-another-time'}, 'many': {'aud': ['mingjing', 'other']}, 'future': {'iat': now + 3600}}.get(how, {}))
        head = {'alg': {'none': 'none', 'hmac': 'HS256'}.get(how, 'RS256'), 'kid': 'k1'}
        text = f'{b64(json.dumps(head))}.{b64(json.dumps(claims))}'
        if how == 'none':
            return text + '.'
        if how == 'hmac':
            import hmac, hashlib
            return text + '.' + b64(hmac.new(json.dumps(self.jwk).encode(), text.encode(), hashlib.sha256).digest())
        signed = text + '.' + b64(self.sign('other' if how == 'key' else 'good', text))
        if how == 'changed':
            return signed.replace(text, f'{b64(json.dumps(head))}.{b64(json.dumps({**claims, "sub": "ext-boss"}))}')
        return signed

    def handler(evil):
        class Handler(http.server.BaseHTTPRequestHandler):
            def say(self, what):
                b = json.dumps(what).encode()
                self.send_response(200)
                self.send_header('Content-Length', str(len(b)))
                self.end_headers()
                self.wfile.write(b)
            def do_GET(self):
                if self.path.endswith('/openid-configuration'):
                    self.say({'issuer': evil.issuer, 'authorization_endpoint': evil.issuer + '/auth', 'token_endpoint': evil.issuer + '/token', 'jwks_uri': evil.issuer + '/jwks'})
                else:
                    self.say({'keys': [evil.jwk]})
            def do_POST(self):
                self.rfile.read(int(self.headers['Content-Length']))
                self.say({'id_token': evil.token(), 'access_token': 'x', 'token_type': 'Bearer'})
            def log_message(self, *a):
                pass
        return Handler
