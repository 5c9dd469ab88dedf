#!/usr/bin/env python3
"""speech.py [PORT]: a transcription service on loopback that works without any network, by PocketSphinx: the interface that docs/media.md
describes, as small as it can be.  An example to run and to copy, not an engine for evidence: Debian has a model for English only.
Needs the packages python3-pocketsphinx and pocketsphinx-en-us (tools/need.sh speech).  Prints the port it listens on."""
import email.parser, email.policy, http.server, io, json, sys, wave

RATE = 16000
PIECE = RATE // 10              # tenths of a second
LONGEST = 512 << 20


class Service(http.server.BaseHTTPRequestHandler):
    """One request: multipart with `file`, `model`, `language`; transcribe() makes the segments."""

    def log_message(self, *_):
        pass

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def body(self):
        if 'chunked' not in self.headers.get('Transfer-Encoding', ''):
            n = int(self.headers['Content-Length'])
            return self.rfile.read(n) if 0 <= n <= LONGEST else b''
        out = b''
        while (n := int(self.rfile.readline(), 16)) and len(out) + n <= LONGEST:
            out += self.rfile.read(n)
            self.rfile.readline()
        self.rfile.readline()
        return out

    def form(self):
        head = b'Content-Type: ' + self.headers['Content-Type'].encode() + b'\r\n\r\n'
        parts = email.parser.BytesParser(policy=email.policy.default).parsebytes(head + self.body()).iter_parts()
        return {p.get_param('name', header='content-disposition'): p.get_payload(decode=True) for p in parts}

    def do_POST(self):
        if self.path != '/v1/audio/transcriptions':
            return self.answer(404, {'error': 'POST /v1/audio/transcriptions'})
        form = self.form()
        try:
            with wave.open(io.BytesIO(form['file'])) as w:
                if (w.getnchannels(), w.getframerate(), w.getsampwidth()) != (1, RATE, 2):
                    raise ValueError('one channel, 16 kHz, 16 bits')
                sound = w.readframes(w.getnframes())
        except (KeyError, ValueError, EOFError, wave.Error) as e:
            return self.answer(400, {'error': str(e)})
        return self.transcribe(sound, form)

    def transcribe(self, sound, form):
        segments = list(utterances(sound))
        return self.answer(200, {'duration': len(sound) / 2 / RATE, 'text': ' '.join(s['text'] for s in segments), 'segments': segments})


def utterances(sound):
    """Stretches of speech between silences, each decoded by itself."""
    decoder = engine()
    start, speaking = 0, False
    decoder.start_utt()
    for at in range(0, len(sound), 2 * PIECE):
        decoder.process_raw(sound[at:at + 2 * PIECE], False, False)
        if decoder.get_in_speech() == speaking:
            continue
        speaking = not speaking
        if speaking:
            start = at
            continue
        yield from said(decoder, start, at)
        decoder.start_utt()
    yield from said(decoder, start, len(sound))


def said(decoder, start, end):
    decoder.end_utt()
    words = decoder.hyp().hypstr if decoder.hyp() else ''
    if words:
        yield {'start': start / 2 / RATE, 'end': end / 2 / RATE, 'text': words}


def engine():
    from pocketsphinx import Decoder
    model = '/usr/share/pocketsphinx/model/en-us/'
    config = Decoder.default_config()
    config.set_string('-hmm', model + 'en-us')
    config.set_string('-lm', model + 'en-us.lm.bin')
    config.set_string('-dict', model + 'cmudict-en-us.dict')
    config.set_string('-logfn', '/dev/null')
    return Decoder(config)


def serve(service, port):
    server = http.server.ThreadingHTTPServer(('127.0.0.1', port), service)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == '__main__':
    engine()                    # says now what is missing
    serve(Service, int(sys.argv[1]) if len(sys.argv) > 1 else 0)
