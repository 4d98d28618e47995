"""A very large mailbox: what its list costs beside the same work on a plain IMAP connection.

  big.py --url http://127.0.0.1:8080 --imap 127.0.0.1:143 --user user0001 --password benchpass \\
      --app-pid FILE --date 2020-06-01

Signs in, keeps the stream open as a browser does, and measures: a page that is known, a page after
another client has changed something, deep pages, a jump to a date, what a flag storm by another
client does (as many messages as --storm), and the heap that the session holds. Prints one JSON.
The domain of the account is BENCH_DOMAIN (bench.test). Python's standard library alone.
"""
import argparse
import http.client
import json
import os
import random
import re
import socket
import statistics
import subprocess
import threading
import time
import urllib.parse


class Imap:
    """A plain connection that parses nothing but what it looks for."""

    def __init__(self, address, user, password):
        host, port = address.split(":")
        self.socket = socket.create_connection((host, int(port)))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.lines, self.tag = self.socket.makefile("rb"), 0
        self.lines.readline()
        self.command('LOGIN "%s" "%s"' % (user, password))

    def command(self, *commands):
        """All at once; returns what came."""
        tags = ["g%d" % (self.tag + i) for i in range(len(commands))]
        self.tag += len(commands)
        self.socket.sendall("".join("%s %s\r\n" % pair for pair in zip(tags, commands)).encode())
        lines = []
        while True:
            line = self.lines.readline()
            lines.append(line)
            if line.startswith(tags[-1].encode() + b" "):
                if b" OK" not in line:
                    raise RuntimeError("%s: %r" % (commands, line))
                return b"".join(lines)
            size = re.search(rb"\{(\d+)\}\r\n$", line)
            if size:
                lines.append(self.lines.read(int(size[1])))


class Browser:
    """One session; the connection stays open."""

    def __init__(self, url):
        self.url = urllib.parse.urlsplit(url)
        self.cookies, self.events = {}, []
        self.connection = http.client.HTTPConnection(self.url.hostname, self.url.port or 80, timeout=300)

    def headers(self):
        return {"User-Agent": "Mozilla/5.0 bench", "Accept-Encoding": "gzip",
                "Cookie": "; ".join("%s=%s" % cookie for cookie in self.cookies.items())}

    def request(self, method, path, form=None, **more):
        headers = {**self.headers(), **more}
        body = None
        if form is not None:
            body = urllib.parse.urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        data = answer.read()
        for value in answer.headers.get_all("Set-Cookie") or ():
            name, _, rest = value.partition("=")
            self.cookies[name] = rest.split(";")[0]
        if answer.status >= 400:
            raise RuntimeError("%s: HTTP %d" % (path, answer.status))
        return answer, data

    def sign_in(self, user, password):
        _, page = self.request("GET", "/sign-in", **{"Accept-Encoding": "identity"})
        token = re.search(rb'name="_csrf"[^>]*value="([^"]+)"', page)[1].decode()
        self.request("POST", "/sign-in", {"_csrf": token, "username": user, "password": password})

    def list(self, query=""):
        """As a browser asks for the pane."""
        answer, data = self.request("GET", "/mail/INBOX" + query, **{
            "HX-Request": "true", "HX-Boosted": "true", "HX-Target": "app"})
        if answer.status in (302, 303):
            where = urllib.parse.urlsplit(answer.headers["Location"])
            return self.list("?" + where.query)
        return data

    def watch(self):
        stream = http.client.HTTPConnection(self.url.hostname, self.url.port or 80)
        stream.request("GET", "/live", headers={**self.headers(), "Accept": "text/event-stream"})
        events, live = stream.getresponse(), threading.Event()

        def listen():
            for line in events:
                if line.startswith(b"event:"):
                    self.events.append((time.time(), line[6:].strip().decode()))
                if b'"watch":"live"' in line:
                    live.set()

        threading.Thread(target=listen, daemon=True).start()
        live.wait(30)


def timed(act, runs, before=lambda: None):
    times = []
    for _ in range(runs):
        before()
        start = time.perf_counter()
        act()
        times.append((time.perf_counter() - start) * 1000)
    return {"p50_ms": round(statistics.median(times), 1), "max_ms": round(max(times), 1)}


def heap(pid):
    tools = os.path.dirname(os.readlink("/proc/%d/exe" % pid))
    shown = subprocess.run([os.path.join(tools, "jcmd"), str(pid), "GC.class_histogram"],
                           capture_output=True, text=True).stdout
    return int(shown.rstrip().rpartition("\n")[2].split()[2])


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--url", required=True)
    p.add_argument("--imap", required=True)
    p.add_argument("--user", required=True)
    p.add_argument("--password", default="benchpass")
    p.add_argument("--app-pid", required=True, help="a file that holds it")
    p.add_argument("--date", required=True, help="the day to jump to")
    p.add_argument("--storm", type=int, default=50_000)
    p.add_argument("--runs", type=int, default=30)
    args = p.parse_args()
    pid = int(open(args.app_pid).read())
    login = "%s@%s" % (args.user, os.environ.get("BENCH_DOMAIN", "bench.test"))
    imap = Imap(args.imap, args.user, args.password)
    total = int(re.search(rb"\* (\d+) EXISTS", imap.command("SELECT INBOX"))[1])
    rows = "(UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE PREVIEW)"
    raw = lambda first: imap.command("NOOP", "FETCH %d:%d %s" % (first, first + 49, rows))
    flags = lambda first: imap.command("NOOP", "FETCH %d:%d (UID FLAGS)" % (first, first + 49))
    deep = lambda: random.randrange(1, total - 50)
    pages = total // 50
    out = {"messages": total, "raw IMAP": {
        "select": timed(lambda: imap.command("UNSELECT", "SELECT INBOX"), args.runs),
        "first page": timed(lambda: raw(total - 49), args.runs),
        "first page, flags": timed(lambda: flags(total - 49), args.runs),
        "deep page": timed(lambda: raw(deep()), args.runs)}}

    warm = Browser(args.url)  # what the application loads once is not this session's
    warm.sign_in(login, args.password)
    timed(warm.list, 200)
    before = heap(pid)

    browser = Browser(args.url)
    start = time.perf_counter()
    browser.sign_in(login, args.password)
    browser.list()
    out["sign-in to first page, ms"] = round((time.perf_counter() - start) * 1000, 1)
    out["without a stream"] = {"first page": timed(browser.list, args.runs)}
    browser.watch()
    browser.list()
    time.sleep(1)
    flip = lambda: imap.command("STORE %d %sFLAGS (\\Flagged)" % (total, random.choice("+-")))
    out["live"] = {
        "first page": timed(browser.list, args.runs),
        "first page after a change by another": timed(browser.list, args.runs, flip),
        "deep page": timed(lambda: browser.list("?page=%d" % random.randrange(1, pages)), args.runs),
        "jump to a day": timed(lambda: browser.list("?date=" + args.date), 10)}
    out["heap of the session, MB"] = round((heap(pid) - before) / 2**20, 2)

    first = max(1, total - args.storm + 1)
    told = len(browser.events)
    start = time.time()
    imap.command("STORE %d:%d +FLAGS.SILENT ($Bench)" % (first, total))
    stored = time.time()
    time.sleep(5)
    signals = browser.events[told:]
    out["flag storm"] = {
        "messages": total - first + 1, "stored_in_s": round(stored - start, 2), "signals": len(signals),
        "last_signal_after_s": round(signals[-1][0] - stored, 2) if signals else None,
        "page_then": timed(browser.list, 1)}
    imap.command("STORE %d:%d -FLAGS.SILENT ($Bench)" % (first, total))
    time.sleep(3)
    out["heap of the session after the storm, MB"] = round((heap(pid) - before) / 2**20, 2)
    print(json.dumps(out, indent=1))


if __name__ == "__main__":
    main()
