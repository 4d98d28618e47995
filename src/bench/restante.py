"""Restante for a webmail benchmark driver whose module `bench` has a class Adapter.

  bench.py latency --adapter restante.py --url http://127.0.0.1:8080

Each action makes the requests that a browser with htmx makes: the pane concerned, and for a message
the document in its frame. A mark and a move are forms that lead to the list, which is loaded as
well. As in a browser a stream is open meanwhile, unless BENCH_LIVE=0. The domain of the accounts is
BENCH_DOMAIN (bench.test).
"""
import http.client
import os
import re
import threading
import time
import urllib.parse

from bench import Adapter, BenchError


class Product(Adapter):
    name, base = "restante", "http://127.0.0.1:8080"
    domain = os.environ.get("BENCH_DOMAIN", "bench.test")

    def get(self, path, target=None):
        head = {"HX-Request": "true", "HX-Boosted": "true", "HX-Target": target} if target else {}
        status, headers, data = self.http.request("GET", path, headers=head)
        if status != 200:
            raise BenchError("%s: HTTP %d" % (path, status))
        return self.http.text(headers, data)

    def post(self, path, form):
        """Posts as htmx does, and follows to the list that it swaps in."""
        form = {"_csrf": self.token, "uidValidity": self.validity, **form}
        head = {"HX-Request": "true", "HX-Boosted": "true", "HX-Target": "app"}
        status, headers, data = self.http.request("POST", path, form=form, headers=head)
        if status not in (302, 303):
            raise BenchError("%s: HTTP %d" % (path, status))
        where = urllib.parse.urlsplit(headers["Location"])
        self.get(where.path + ("?" + where.query if where.query else ""), "app")

    def login(self, user, password):
        self.keep(self.get("/sign-in"))
        for _ in range(60):
            status, headers, data = self.http.request("POST", "/sign-in", form={
                "_csrf": self.token, "username": "%s@%s" % (user, self.domain), "password": password})
            if status != 429:
                break
            time.sleep(1)  # more than twenty at once from one address are asked to wait
        if status not in (302, 303):
            raise BenchError("sign-in: HTTP %d" % status)
        self.main()
        if os.environ.get("BENCH_LIVE") != "0":
            self.watch()

    def watch(self):
        """Opens the stream, and returns when the account is watched."""
        stream = http.client.HTTPConnection(self.http.host, self.http.port)
        stream.request("GET", self.http.path + "/live", headers={
            "Accept": "text/event-stream", "User-Agent": "Mozilla/5.0 bench",
            "Cookie": "; ".join("%s=%s" % cookie for cookie in self.http.cookies.items())})
        events = stream.getresponse()
        live = threading.Event()

        def listen():
            try:
                for line in events:
                    if b'"watch":"live"' in line:
                        live.set()
            except OSError:
                pass  # the run is over

        threading.Thread(target=listen, daemon=True).start()
        live.wait(10)

    def main(self):
        self.keep(self.get("/mail/INBOX"))

    def keep(self, page):
        """Remembers what the page's forms carry."""
        token = re.search(r'name="_csrf"[^>]*value="([^"]+)"', page)
        self.token = token[1] if token else None
        validity = re.search(r'name="uidValidity"[^>]*value="(\d+)"', page)
        self.validity = validity[1] if validity else ""

    @staticmethod
    def rows(page):
        return re.findall(r'name="uid" value="(\d+)"', page)

    def list(self, folder="INBOX", page=1):
        query = "?page=%d" % page if page > 1 else ""
        return self.rows(self.get("/mail/%s%s" % (folder, query), "app"))

    def open(self, uid, folder="INBOX"):
        text = self.get("/mail/%s/%s" % (folder, uid), "reader")
        body = re.search(r'<iframe[^>]* src="([^"]+)"', text)
        if not body:
            raise BenchError("no body in the page")
        return text + self.get(body[1].replace("&amp;", "&"))

    def search(self, where, word, folder="INBOX"):
        query = urllib.parse.urlencode({"q": "%s:%s" % (where, word)})
        return self.rows(self.get("/mail/%s?%s" % (folder, query), "app"))

    def mark(self, uid, read, folder="INBOX"):
        act = "seen" if read else "seen?_method=delete"
        self.post("/mail/%s/%s" % (folder, act), {"only": uid})

    def trash(self, uid, folder="INBOX"):
        self.post("/mail/%s/trashed" % folder, {"only": uid})

    def check(self, folder="INBOX", uids=()):
        return self.get("/mail/%s" % folder, "app")
