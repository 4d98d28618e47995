"""Thousands of people who are signed in and watch: what each of them costs, and how soon they hear.

  scale.py --url http://127.0.0.1:8080 --app-pid FILE --accounts 10000 --user 'user%04d@bench.test' \\
      --password benchpass --change control:127.0.0.1:21144

Signs in every account, opens its list and keeps a stream of GET /live open, from few processes. Then:
heap and resident memory of the application per account, its CPU while nothing happens, a change in
all mailboxes at once and how long until each stream tells of it, virtual threads that were pinned,
and what is left when all have gone. Prints one JSON.

--change says how mail comes: control:HOST:PORT (standin.py), lmtp:HOST:PORT, or append:HOST:PORT (IMAP).
Python's standard library alone; needs the jcmd and jfr of the JDK that the application runs on.
"""
import argparse
import asyncio
import base64
import json
import multiprocessing
import os
import re
import resource
import smtplib
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

TICK = os.sysconf("SC_CLK_TCK")


def say(*words):
    print(*words, file=sys.stderr, flush=True)


def percentiles(values):
    values = sorted(values)
    if not values:
        return {"count": 0}
    at = lambda q: round(values[min(len(values) - 1, int(len(values) * q))] * 1000, 1)
    return {"count": len(values), "p50_ms": at(.5), "p99_ms": at(.99), "max_ms": at(1)}


# ------------------------------------------------------------------------------- the people

class Refused(Exception):
    pass


class Person:
    """One account in one browser: a connection, cookies and, in the end, a stream."""

    def __init__(self, url, number, user, password):
        self.url, self.user, self.password = urllib.parse.urlsplit(url), user, password
        # Each from an address of its own (RFC 2544's range), else sign-in has them wait for each other.
        self.address = "198.%d.%d.%d" % (18 + (number >> 16 & 1), number >> 8 & 255, number & 255)
        self.cookies, self.reader, self.writer = {}, None, None
        self.events, self.ended = [], None

    async def send(self, method, path, form=None, accept="text/html"):
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection(
                self.url.hostname, self.url.port or 80, limit=1 << 17)
        body = urllib.parse.urlencode(form).encode() if form is not None else b""
        head = ["%s %s HTTP/1.1" % (method, path), "Host: " + self.url.netloc, "User-Agent: Mozilla/5.0 bench",
                "Accept: " + accept, "X-Forwarded-For: " + self.address]
        if self.cookies:
            head.append("Cookie: " + "; ".join("%s=%s" % pair for pair in self.cookies.items()))
        if form is not None:
            head += ["Content-Type: application/x-www-form-urlencoded", "Content-Length: %d" % len(body)]
        self.writer.write("\r\n".join(head + ["", ""]).encode() + body)
        answer = await self.reader.readline()
        if not answer:
            raise Refused("%s of %s: the connection was closed" % (path, self.user))
        status = int(answer.split()[1])
        headers = {}
        while (line := (await self.reader.readline()).decode().strip()):
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                key, _, value = value.partition(";")[0].partition("=")
                self.cookies[key] = value
            headers[name.lower()] = value
        return status, headers

    async def body(self, headers):
        if "content-length" in headers:
            data = await self.reader.readexactly(int(headers["content-length"]))
        elif headers.get("transfer-encoding") == "chunked":
            data = b""
            while size := int(await self.reader.readline(), 16):
                data += (await self.reader.readexactly(size + 2))[:-2]
            await self.reader.readline()
        else:
            data = b""
        if headers.get("connection") == "close":
            self.leave()
        return data.decode("utf-8", "replace")

    async def request(self, method, path, form=None):
        status, headers = await self.send(method, path, form)
        return status, headers, await self.body(headers)

    async def sign_in(self, page):
        _, _, text = await self.request("GET", "/sign-in")
        token = re.search(r'name="_csrf"[^>]*value="([^"]+)"', text)[1]
        for _ in range(30):
            status, headers, text = await self.request("POST", "/sign-in", {
                "_csrf": token, "username": self.user, "password": self.password})
            if status != 429:
                break
            await asyncio.sleep(1)
        if status not in (302, 303):
            raise Refused("sign-in of %s: HTTP %d" % (self.user, status))
        status, _, text = await self.request("GET", page)
        if status != 200:
            raise Refused("%s of %s: HTTP %d" % (page, self.user, status))
        self.token = re.search(r'name="_csrf"[^>]*value="([^"]+)"', text)[1]
        self.leave()  # a connection that nobody uses is closed before the last has signed in

    async def watch(self, path):
        """Opens the stream and reads it for as long as it lasts; returns when it has begun."""
        status, headers = await self.send("GET", path, accept="text/event-stream")
        if status != 200 or "text/event-stream" not in headers.get("content-type", ""):
            raise Refused("%s of %s: HTTP %d" % (path, self.user, status))
        self.reading = asyncio.create_task(self.read())

    async def read(self):
        try:
            while line := await self.reader.readline():
                if line.startswith(b"event:"):
                    self.events.append((line[6:].strip().decode(), time.time()))
        except (OSError, asyncio.CancelledError):
            pass
        self.ended = time.time()

    async def sign_out(self):
        self.leave()
        await self.request("POST", "/sign-out", {"_csrf": self.token})
        self.leave()

    def leave(self):
        if self.writer is not None:
            self.writer.close()
            self.reader = self.writer = None


async def at_once(limit, people, act):
    """So many of them at a time; returns what went wrong."""
    gate, wrong = asyncio.Semaphore(limit), []

    async def one(person):
        async with gate:
            try:
                await asyncio.wait_for(act(person), 120)
            except (Refused, OSError, ValueError, TypeError, asyncio.TimeoutError, EOFError) as e:
                wrong.append("%s: %r" % (person.user, e))

    await asyncio.gather(*(one(person) for person in people))
    return wrong


async def drive(pipe, args, numbers):
    """Does what the parent says, in a process of its own."""
    people = [Person(args.url, n, args.user % n, args.password) for n in numbers]
    loop = asyncio.get_running_loop()
    while True:
        order = await loop.run_in_executor(None, pipe.recv)
        if order == "sign in":
            pipe.send(await at_once(args.at_once, people, lambda p: p.sign_in(args.page)))
        elif order == "watch":
            pipe.send(await at_once(args.at_once, people, lambda p: p.watch(args.live)))
        elif order == "events":
            pipe.send({p.user: p.events for p in people})
        elif order == "ended":
            pipe.send(sum(p.ended is not None for p in people))
        elif order == "leave":
            for person in people:
                person.leave()
            await asyncio.sleep(0)
            pipe.send([])
        elif order == "sign out":
            pipe.send(await at_once(args.at_once, people, Person.sign_out))
        else:
            return


def driver(pipe, args, numbers):
    asyncio.run(drive(pipe, args, numbers))


class Drivers:
    """The processes that people are in."""

    def __init__(self, args, first, count):
        self.pipes, self.processes = [], []
        for i in range(args.drivers):
            here, there = multiprocessing.Pipe()
            numbers = range(first + i, first + count, args.drivers)
            process = multiprocessing.Process(target=driver, args=(there, args, numbers), daemon=True)
            process.start()
            self.pipes.append(here)
            self.processes.append(process)

    def ask(self, order):
        for pipe in self.pipes:
            pipe.send(order)
        return [pipe.recv() for pipe in self.pipes]

    def all(self, order):
        """Orders something of everybody; returns how long it took and the first that went wrong."""
        start = time.time()
        wrong = [line for lines in self.ask(order) for line in lines]
        say("%s: %.1f s, %d went wrong" % (order, time.time() - start, len(wrong)), *wrong[:3])
        return {"seconds": round(time.time() - start, 1), "failed": len(wrong), "why": wrong[:3]}

    def end(self):
        for pipe in self.pipes:
            pipe.send("end")
        for process in self.processes:
            process.join(10)


# -------------------------------------------------------------------------- the application

class App:
    """The process that is measured."""

    def __init__(self, pid):
        self.pid = pid
        self.tools = os.path.dirname(os.readlink("/proc/%d/exe" % pid))

    def jcmd(self, *command):
        return subprocess.run([os.path.join(self.tools, "jcmd"), str(self.pid), *command],
                              capture_output=True, text=True, timeout=300).stdout

    def cpu(self):
        with open("/proc/%d/stat" % self.pid) as f:
            return sum(map(int, f.read().rpartition(")")[2].split()[11:13])) / TICK

    def descriptors(self):
        return len(os.listdir("/proc/%d/fd" % self.pid))

    def limit(self):
        with open("/proc/%d/limits" % self.pid) as f:
            return int(re.search(r"Max open files +(\d+)", f.read())[1])

    def state(self):
        """After a collection: what lives on the heap is what a histogram of classes counts."""
        total = self.jcmd("GC.class_histogram").rstrip().rpartition("\n")[2].split()
        with open("/proc/%d/status" % self.pid) as f:
            status = f.read()
        field = lambda name: int(re.search(name + r":\s+(\d+)", status)[1])
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o777)
            file = os.path.join(folder, "threads")
            self.jcmd("Thread.dump_to_file", file)
            try:
                with open(file) as f:
                    virtual = sum(bool(re.match(r'#\d+ ".*" virtual', line)) for line in f)
            except OSError:
                virtual = None
        return {"heap_mb": round(int(total[2]) / 2**20, 1), "rss_mb": round(field("VmRSS") / 1024, 1),
                "threads": field("Threads"), "virtual_threads": virtual, "descriptors": self.descriptors()}

    def largest(self, before):
        """Of which classes there are most octets more than before."""
        grown = {name: octets - before.get(name, 0) for name, octets in self.classes().items()}
        return [{"class": name, "mb": round(octets / 2**20, 1)}
                for name, octets in sorted(grown.items(), key=lambda one: -one[1])[:15]]

    def classes(self):
        lines = (line.split() for line in self.jcmd("GC.class_histogram").splitlines())
        return {words[3]: int(words[2]) for words in lines if len(words) > 3 and words[0][:-1].isdigit()}

    def record(self):
        # Sampling would cost more than what it looks at.
        self.jcmd("JFR.start", "name=scale", "settings=default", "jdk.ExecutionSample#enabled=false",
                  "jdk.NativeMethodSample#enabled=false")

    def pinned(self):
        """Virtual threads that held their carrier for 20 ms or more, as the flight recorder saw."""
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o777)
            file = os.path.join(folder, "scale.jfr")
            self.jcmd("JFR.dump", "name=scale", "filename=" + file)
            self.jcmd("JFR.stop", "name=scale")
            if not os.path.exists(file):
                return None
            jfr = lambda *command: subprocess.run(
                [os.path.join(self.tools, "jfr"), *command, file], capture_output=True, text=True).stdout
            count = re.search(r"jdk\.VirtualThreadPinned +(\d+)", jfr("summary"))
            frames = re.findall(r"stackTrace = \[\s+(.+)", jfr("print", "--events", "jdk.VirtualThreadPinned"))
            return {"count": int(count[1]) if count else 0,
                    "where": sorted(set(frames), key=frames.count, reverse=True)[:5]}


# ------------------------------------------------------------------------------ the changes

def mail(user):
    return ("From: fresh@bench.test\r\nTo: %s\r\nSubject: bench-scratch scale\r\n\r\nnew\r\n" % user).encode()


def by_control(host, port, args, users, made):
    with socket.create_connection((host, port), timeout=120) as control:
        control.sendall(("new %s\n" % " ".join(users)).encode())
        made.update(json.loads(control.makefile().readline())["made"])


def by_lmtp(host, port, args, users, made):
    with smtplib.LMTP(host, port) as lmtp:
        for user in users:
            made[user] = time.time()
            lmtp.sendmail("fresh@bench.test", [user], mail(user))


def by_append(host, port, args, users, made):
    for user in users:
        with socket.create_connection((host, port), timeout=60) as imap:
            lines = imap.makefile("rb")
            lines.readline()
            secret = base64.b64encode(("\0%s\0%s" % (user, args.password)).encode()).decode()
            text = mail(user)
            imap.sendall(("a AUTHENTICATE PLAIN %s\r\n" % secret).encode())
            while not lines.readline().startswith(b"a "):
                pass
            made[user] = time.time()
            imap.sendall(b"b APPEND INBOX {%d+}\r\n%s\r\nc LOGOUT\r\n" % (len(text), text))
            while not lines.readline().startswith(b"c "):
                pass


def burst(args, drivers, users):
    """A message for everybody, and when each stream told of it."""
    kind, host, port = args.change.rsplit(":", 2)
    change = {"control": by_control, "lmtp": by_lmtp, "append": by_append}[kind]
    made, start = {}, time.time()
    writers = 1 if kind == "control" else args.writers
    threads = [threading.Thread(target=change, args=(host, int(port), args, users[i::writers], made))
               for i in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent, delays, silent = time.time() - start, {}, len(users)
    end = time.time() + args.patience
    while silent and time.time() < end:
        time.sleep(.5)
        delays = {}
        for told in drivers.ask("events"):
            for user, events in told.items():
                after = [at - made[user] for name, at in events if name == args.event and at >= made.get(user, end)]
                if after:
                    delays[user] = after[0]
        silent = len(users) - len(delays)
    return {"changes": len(made), "made_in_seconds": round(spent, 2), "silent": silent,
            "delay": percentiles(delays.values())}


# --------------------------------------------------------------------------------- the whole

def warm(args):
    """Others come and go first, so that what the application loads once is not counted as theirs."""
    drivers = Drivers(args, args.first + args.accounts, args.warm)
    for order in ("sign in", "watch", "leave", "sign out"):
        drivers.all(order)
    drivers.end()


def dwindling(args, app, wanted):
    """Open files by the second, until there are as few as that or patience ends."""
    start, series = time.time(), {0: app.descriptors()}
    while min(series.values()) > wanted and time.time() < start + args.patience:
        time.sleep(5)
        series[round(time.time() - start)] = app.descriptors()
    return series


def measure(args, app, drivers, out):
    users = [args.user % n for n in range(args.first, args.first + args.accounts)]
    app.record()
    out["before"] = app.state()
    classes = app.classes()
    cpu = app.cpu()
    out["sign_in"] = drivers.all("sign in")
    out["sign_in"]["cpu_ms_each"] = round((app.cpu() - cpu) * 1000 / args.accounts, 2)
    out["signed_in"] = app.state()
    signed_in = app.classes()
    out["watch"] = drivers.all("watch")
    time.sleep(args.settle)
    live = out["live"] = app.state()
    out["grown_by_signing_in_and_watching"] = app.largest(classes)
    out["grown_by_watching"] = app.largest(signed_in)
    people = max(1, args.accounts - out["sign_in"]["failed"] - out["watch"]["failed"])
    out["per_live_account"] = {
        "heap_kb": round((live["heap_mb"] - out["before"]["heap_mb"]) * 1024 / people, 1),
        "rss_kb": round((live["rss_mb"] - out["before"]["rss_mb"]) * 1024 / people, 1),
        "descriptors": round((live["descriptors"] - out["before"]["descriptors"]) / people, 2)}
    cpu = app.cpu()
    time.sleep(args.rest)
    out["at_rest"] = {"cpu_ms_per_second": round((app.cpu() - cpu) * 1000 / args.rest, 1), "seconds": args.rest}
    out["bursts"] = []
    for _ in range(args.bursts):
        cpu = app.cpu()
        result = burst(args, drivers, users)
        result["cpu_ms_each"] = round((app.cpu() - cpu) * 1000 / args.accounts, 2)
        say("burst:", json.dumps(result))
        out["bursts"].append(result)
        time.sleep(args.settle)
    out["streams_that_ended_by_themselves"] = sum(drivers.ask("ended"))
    out["pinned"] = app.pinned()
    drivers.all("leave")
    out["descriptors_after_leaving"] = dwindling(args, app, live["descriptors"] - 2 * people)
    out["left"] = app.state()
    if args.sign_out:
        out["sign_out"] = drivers.all("sign out")
        time.sleep(args.settle)
        out["signed_out"] = app.state()


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--url", required=True)
    p.add_argument("--app-pid", required=True, help="the application's pid, or a file that holds it")
    p.add_argument("--accounts", type=int, default=200)
    p.add_argument("--first", type=int, default=1, help="number of the first account")
    p.add_argument("--warm", type=int, default=50, help="accounts behind the last that come and go before")
    p.add_argument("--user", default="user%04d@bench.test")
    p.add_argument("--password", default="benchpass")
    p.add_argument("--change", required=True, metavar="KIND:HOST:PORT")
    p.add_argument("--page", default="/mail/INBOX", help="what everybody opens first")
    p.add_argument("--live", default="/live", help="the stream")
    p.add_argument("--event", default="mailboxes", help="the event that tells of a change")
    p.add_argument("--drivers", type=int, default=2, help="processes")
    p.add_argument("--writers", type=int, default=4, help="connections that deliver")
    p.add_argument("--at-once", type=int, default=8, help="requests of each process at a time")
    p.add_argument("--settle", type=float, default=10, help="seconds before something is looked at")
    p.add_argument("--rest", type=float, default=60, help="seconds of nothing")
    p.add_argument("--bursts", type=int, default=2)
    p.add_argument("--patience", type=float, default=90, help="seconds for the slowest stream of a burst, and for streams to be closed that were left")
    p.add_argument("--sign-out", action="store_true", help="everybody signs out in the end")
    args = p.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    pid = args.app_pid
    app = App(int(open(pid).readline() if os.path.exists(pid) else pid))
    out = {"accounts": args.accounts, "descriptors_allowed": app.limit()}
    if app.limit() < 2 * args.accounts + 500:
        say("the application may open only %d files; everybody needs two or more" % app.limit())
    warm(args)
    drivers = Drivers(args, args.first, args.accounts)
    try:
        measure(args, app, drivers, out)
    finally:
        drivers.end()
    json.dump(out, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
