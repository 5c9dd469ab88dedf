#!/usr/bin/env python3
"""transcriber.py: a transcription service for tests, on a free port of loopback (printed).  It checks what it gets as a real one would:
path, key, multipart fields, and that the file is WAV with one channel at 16 kHz.  The model's name says how it answers."""
import email.parser, email.policy, http.server, io, json, time, wave

class Service(http.server.BaseHTTPRequestHandler):
    def log_message(self, *a): pass
    def answer(self, status, text):
        b = text.encode(); self.send_response(status); self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(b))); self.end_headers(); self.wfile.write(b)
    def body(self):
        if self.headers.get('Expect', '').lower() == '100-continue': pass
        if 'chunked' not in self.headers.get('Transfer-Encoding', ''): return self.rfile.read(int(self.headers['Content-Length']))
        out = b''
        while (n := int(self.rfile.readline(), 16)): out += self.rfile.read(n); self.rfile.readline()
        self.rfile.readline(); return out
    def do_POST(self):
        raw = b'Content-Type: ' + self.headers['Content-Type'].encode() + b'\r\n\r\n' + self.body()
        form = {p.get_param('name', header='content-disposition'): p for p in email.parser.BytesParser(policy=email.policy.default).parsebytes(raw).iter_parts()}
        model = form['model'].get_content().strip()
        if self.path != '/v1/audio/transcriptions': return self.answer(404, '{}')
        if self.headers.get('Authorization') != 'Bearer secret': return self.answer(401, '{}')
        with wave.open(io.BytesIO(form['file'].get_payload(decode=True))) as w:
            if (w.getnchannels(), w.getframerate(), w.getsampwidth()) != (1, 16000, 2): return self.answer(400, '{}')
            seconds = w.getnframes() / 16000
        said = [{'start': 0.0, 'end': 1.5, 'text': ' 请出示身份证件。'}, {'start': 1.5, 'end': seconds, 'text': '好的。'}]
        if model == 'slow': time.sleep(30)
        elif model == 'broken': self.answer(200, '{"text": "没有写完')
        elif model == 'lying': self.answer(200, json.dumps({'segments': [{'start': 5, 'end': -1, 'text': 'x'}]}))
        elif model == 'huge': self.answer(200, '{"text":"' + 'x' * (17 << 20) + '"}')
        elif model == 'elsewhere':
            self.send_response(302); self.send_header('Location', 'http://127.0.0.1:1/'); self.send_header('Content-Length', '0'); self.end_headers()
        elif model == 'plain': self.answer(200, json.dumps({'text': '请出示身份证件。好的。'}))
        else: self.answer(200, json.dumps({'language': form['language'].get_content().strip(), 'duration': seconds, 'text': 'x', 'segments': said}))

s = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Service)
print(s.server_address[1], flush=True)
s.serve_forever()
