"""Restante for a webmail benchmark driver whose module `bench` has a class Adapter.

  bench.py latency --adapter restante.py --url http://127.0.0.1:8080

Each action makes the requests that a browser with htmx makes: the pane concerned, and for a message
the document in its frame. The domain of the accounts is BENCH_DOMAIN (bench.test).
"""
import os
import re

from bench import Adapter, BenchError


class Product(Adapter):
    name, base = "restante", "http://127.0.0.1:8080"
    domain = os.environ.get("BENCH_DOMAIN", "bench.test")

    def get(self, path, target=None):
        head = {"HX-Request": "true", "HX-Target": target} if target else {}
        status, headers, data = self.http.request("GET", path, headers=head)
        if status != 200:
            raise BenchError("%s: HTTP %d" % (path, status))
        return self.http.text(headers, data)

    def post(self, path, form):
        form = {"_csrf": self.token, "uidValidity": self.validity, **form}
        status, headers, data = self.http.request("POST", path, form=form)
        if status != 303:
            raise BenchError("%s: HTTP %d" % (path, status))

    def login(self, user, password):
        self.keep(self.get("/sign-in"))
        status, headers, data = self.http.request("POST", "/sign-in", form={
            "_csrf": self.token, "username": "%s@%s" % (user, self.domain), "password": password})
        if status not in (302, 303):
            raise BenchError("sign-in: HTTP %d" % status)
        self.main()

    def main(self):
        self.keep(self.get("/mail/INBOX"))

    def keep(self, page):
        """Remembers what the page's forms carry."""
        token = re.search(r'name="_csrf"[^>]*value="([^"]+)"', page)
        self.token = token[1] if token else None
        validity = re.search(r'name="uidValidity"[^>]*value="(\d+)"', page)
        self.validity = validity[1] if validity else ""

    def list(self, folder="INBOX", page=1):
        text = self.get("/mail/%s?page=%d" % (folder, page), "app")
        return re.findall(r'name="uid" value="(\d+)"', text)

    def open(self, uid, folder="INBOX"):
        text = self.get("/mail/%s/%s" % (folder, uid), "reader")
        body = re.search(r'<iframe[^>]* src="([^"]+)"', text)
        if not body:
            raise BenchError("no body in the page")
        return text + self.get(body[1].replace("&amp;", "&"))

    def search(self, where, word, folder="INBOX"):
        raise BenchError("there is no search yet")

    def mark(self, uid, read, folder="INBOX"):
        form = {"uid": uid} if read else {"uid": uid, "_method": "delete"}
        self.post("/mail/%s/seen" % folder, form)

    def trash(self, uid, folder="INBOX"):
        self.post("/mail/%s/trashed" % folder, {"uid": uid})

    def check(self, folder="INBOX", uids=()):
        return self.get("/mail/%s" % folder, "app")
