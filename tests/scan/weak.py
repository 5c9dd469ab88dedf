"""weak.py: a server with known holes, for the scanners to find: if they do not, their silence about our own site would mean nothing.
Prints its port; runs until it is ended."""
import http.server
import sqlite3
import threading
import urllib.parse

db = sqlite3.connect(":memory:", check_same_thread=False)
db.executescript("CREATE TABLE item (id INTEGER, name TEXT); INSERT INTO item VALUES (1, 'one'), (2, 'two'), (3, 'three');")
lock = threading.Lock()


class Weak(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        at = urllib.parse.urlsplit(self.path)
        asked = dict(urllib.parse.parse_qsl(at.query))
        status, body = 200, "<a href='/item?id=1'>item</a> <a href='/say?word=hello'>say</a>"
        if at.path == "/item":
            try:
                with lock:
                    rows = db.execute("SELECT name FROM item WHERE id = " + asked.get("id", "1")).fetchall()
                body = "".join(f"<h1>{r[0]}</h1>" + f"<p>All there is to say about {r[0]}, and more of it.</p>" * 8 for r in rows) or "<p>nothing</p>"
            except sqlite3.Error as e:
                status, body = 500, f"SQLite error: {e} near sqlite3.OperationalError: near \"{asked.get('id')}\": syntax error"
        elif at.path == "/say":
            body = f"<p>You said {asked.get('word', '')}</p>"
        elif at.path == "/phpinfo.php":
            body = "<h1>phpinfo()</h1><p>PHP Version 5.2.0</p>"
        elif at.path != "/":
            status, body = 404, "<p>not here</p>"
        data = f"<!doctype html><html><head><title>weak</title></head><body>{body}</body></html>".encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *words):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Weak)
print(server.server_port, flush=True)
server.serve_forever()
