#!/usr/bin/env python3
"""transcriber.py: a transcription service for tests, on a free port of loopback (printed).  What it is sent is checked as by the real one
(tools/speech.py, whose form it shares); the model's name says how it answers."""
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../tools'))
import speech

class Service(speech.Service):
    def raw(self, text):
        b = text.encode(); self.send_response(200); self.send_header('Content-Length', str(len(b))); self.end_headers(); self.wfile.write(b)
    def transcribe(self, sound, form):
        model, seconds = form['model'].decode(), len(sound) / 2 / speech.RATE
        if self.headers.get('Authorization') != 'Bearer secret': return self.answer(401, {})
        if (form['language'], form['response_format'], form['timestamp_granularities[]']) != (b'zh', b'verbose_json', b'segment'): return self.answer(400, {})
        if model == 'broken': return self.raw('{"text": "没有写完')
        if model == 'lying': return self.answer(200, {'segments': [{'start': 5, 'end': -1, 'text': 'x'}]})
        if model == 'huge': return self.raw('{"text":"' + 'x' * (17 << 20) + '"}')
        if model == 'plain': return self.answer(200, {'text': '请出示身份证件。好的。'})
        if model == 'elsewhere':
            self.send_response(302); self.send_header('Location', 'http://127.0.0.1:1/'); self.send_header('Content-Length', '0'); return self.end_headers()
        return self.answer(200, {'segments': [{'start': 0.0, 'end': 1.5, 'text': ' 请出示身份证件。'}, {'start': 1.5, 'end': seconds, 'text': '好的。'}]})

speech.serve(Service, 0)
