"""A mail server with thousands of accounts and no mail: every message is made up when it is asked for.

  standin.py --port 21143 --control 21144 --messages 500

Whoever signs in exists (`user0001@bench.test` or any other name, any password) and has INBOX with so
many messages and a few empty mailboxes. The server knows what a webmail says in lists, messages and
while it watches: NOTIFY (RFC 5465) of all mailboxes with IDLE (RFC 2177), or IDLE on the selected one.

A line on the control port makes changes and is answered with one line of JSON:

  new user0001@bench.test user0002@bench.test ...   a message comes to the INBOX of each
                                     {"made": {account: when, in seconds of the clock}, "told": 2}
  new *                              the same for all that have signed in
  count                              {"accounts": 2, "connections": 4, "idle": 2, "commands": {...}}

Python's standard library alone; one process serves 10,000 accounts.
"""
import argparse
import asyncio
import base64
import collections
import functools
import json
import re
import resource
import signal
import time

CAPABILITIES = (
    "IMAP4rev1 LITERAL+ SASL-IR AUTH=PLAIN ENABLE IDLE NOTIFY CONDSTORE QRESYNC LIST-EXTENDED"
    " LIST-STATUS SPECIAL-USE UIDPLUS MOVE NAMESPACE ID ESEARCH STATUS=SIZE QUOTA UNSELECT")
USES = {"Drafts": "\\Drafts ", "Sent": "\\Sent ", "Junk": "\\Junk ", "Trash": "\\Trash ", "Archive": "\\Archive "}
VALIDITY = 7
SIZE = 2_400
BIRTH = 1_767_225_600  # when UID 1 came; one message each hour since
WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\([^()]*(?:\([^()]*\)[^()]*)*\))|([^\s"()]+)')
LITERAL = re.compile(rb"\{(\d+)(\+?)\}\r\n$")
ITEM = re.compile(r"BODY(?:\.PEEK)?\[([^\]]*)\](?:<(\d+)\.(\d+)>)?|[A-Z0-9.]+")


class Mailbox:
    """What is counted of a mailbox; its messages have the UIDs from 1 on, without gaps."""
    __slots__ = ("messages", "modseq", "unread", "flags")

    def __init__(self, messages):
        self.messages, self.modseq, self.flags = messages, messages + 1, None
        self.unread = max(1, messages - 9)  # from there on, until somebody says otherwise

    def unseen(self):
        return sum("\\Seen" not in self.flags_of(uid) for uid in range(self.unread, self.messages + 1))

    def flags_of(self, uid):
        if self.flags and uid in self.flags:
            return self.flags[uid]
        return frozenset(("\\Seen",) if uid < self.unread else ())

    def store(self, uid, flags):
        self.flags = self.flags or {}
        self.flags[uid] = frozenset(flags)
        self.modseq += 1

    def status(self, items):
        values = {"MESSAGES": self.messages, "RECENT": 0, "UIDNEXT": self.messages + 1, "UIDVALIDITY": VALIDITY,
                  "UNSEEN": self.unseen(), "HIGHESTMODSEQ": self.modseq, "SIZE": self.messages * SIZE}
        return "(%s)" % " ".join("%s %d" % (item, values[item]) for item in items if item in values)


class Account:
    __slots__ = ("boxes", "connections")

    def __init__(self, messages):
        self.boxes = {"INBOX": Mailbox(messages), **{name: Mailbox(0) for name in USES}}
        self.connections = set()


class Post:
    """All accounts, and what was asked of them."""

    def __init__(self, messages):
        self.messages, self.accounts = messages, {}
        self.commands = collections.Counter()

    def account(self, name):
        if name not in self.accounts:
            self.accounts[name] = Account(self.messages)
        return self.accounts[name]

    def new(self, name):
        """A message comes; returns to how many connections that was told at once."""
        account = self.account(name)
        inbox = account.boxes["INBOX"]
        inbox.messages += 1
        inbox.modseq += 1
        return sum(connection.changed("INBOX") for connection in account.connections)


@functools.lru_cache(4096)
def made_up(uid):
    """What never changes of a message: INTERNALDATE, ENVELOPE, BODYSTRUCTURE and its text."""
    at = time.gmtime(BIRTH + uid * 3600)
    name = ("Ann Osei", "Ben Ruiz", "Chidi Mensah", "Dora Lind", "Emil Novak")[uid % 5]
    login = name.split()[0].lower()
    subject = "Message %d about the tides and the harvest" % uid
    text = ("Message %d of INBOX. " % uid + "The tide comes in and goes out, and somebody writes of it. " * 30)
    person = '(("%s" NIL "%s" "far.example"))' % (name, login)
    envelope = '("%s" "%s" %s %s %s ((NIL NIL "reader" "bench.test")) NIL NIL NIL "<%d@far.example>")' % (
        time.strftime("%a, %d %b %Y %H:%M:%S +0000", at), subject, person, person, person, uid)
    structure = '("text" "plain" ("charset" "utf-8") NIL NIL "7bit" %d 1 NIL NIL NIL NIL)' % len(text)
    head = "From: %s <%s@far.example>\r\nSubject: %s\r\nMIME-Version: 1.0\r\n\r\n" % (name, login, subject)
    return time.strftime("%d-%b-%Y %H:%M:%S +0000", at), envelope, structure, head, text


class Connection(asyncio.Protocol):
    """One client; commands are answered in the order in which they come."""

    def __init__(self, post):
        self.post, self.account, self.selected = post, None, None
        self.known = 0  # how many messages of the selected mailbox the client was told of
        self.buffer, self.out = b"", []
        self.notify, self.missed = False, set()
        self.idle = self.waits = None

    def connection_made(self, transport):
        self.transport = transport
        self.say("* OK [CAPABILITY %s] ready" % CAPABILITIES)
        self.flush()

    def connection_lost(self, error):
        if self.account:
            self.account.connections.discard(self)

    def say(self, line):
        self.out.append(line)

    def flush(self):
        if self.out:
            self.transport.write(("\r\n".join(self.out) + "\r\n").encode())
            self.out.clear()

    def data_received(self, data):
        self.buffer += data
        while (line := self.next_line()) is not None:
            try:
                self.take(line)
            except (ValueError, KeyError, IndexError) as e:
                self.say("%s BAD %r" % (line.split(" ")[0], e))
        self.flush()

    def next_line(self):
        """A command with its literals in quotes, or None while some of it is missing."""
        end, start, whole = 0, 0, ""
        while True:
            end = self.buffer.find(b"\r\n", start)
            if end < 0:
                return None
            line = self.buffer[start:end + 2]
            literal = LITERAL.search(line)
            if not literal:
                whole += line[:-2].decode("utf-8", "replace")
                self.buffer = self.buffer[end + 2:]
                return whole
            size = int(literal[1])
            if len(self.buffer) < end + 2 + size:
                if not literal[2] and len(self.buffer) == end + 2:
                    self.say("+ go on")
                return None
            text = self.buffer[end + 2:end + 2 + size].decode("utf-8", "replace")
            whole += line[:literal.start()].decode() + '"%s"' % re.sub(r'(["\\])', r"\\\1", text)
            start = end + 2 + size

    def take(self, line):
        if self.waits:
            tag, self.waits = self.waits, None
            self.sign_in(tag, base64.b64decode(line).decode().split("\0")[1])
        elif self.idle:
            if line.upper() == "DONE":
                self.say("%s OK done" % self.idle)
                self.idle = None
        else:
            tag, _, rest = line.partition(" ")
            verb, _, rest = rest.partition(" ")
            by_uid = verb.upper() == "UID"
            if by_uid:
                verb, _, rest = rest.partition(" ")
            self.post.commands[verb.upper()] += 1
            act = getattr(self, "do_" + verb.lower(), None)
            if act is None:
                self.say("%s BAD unknown" % tag)
            elif by_uid:
                act(tag, rest, True)
            else:
                act(tag, rest)

    def ok(self, tag, text="done"):
        self.say("%s OK %s" % (tag, text))

    # ---- what others do

    def changed(self, name):
        """A mailbox has changed: 1 if the client is told at once."""
        self.missed.add(name)
        if not self.idle:
            return 0
        told = self.tell()
        self.flush()
        return told

    def tell(self):
        told = 0
        for name in self.missed:
            box = self.account.boxes[name]
            if name == self.selected:
                if box.messages != self.known:
                    self.known = box.messages
                    self.say("* %d EXISTS" % box.messages)
                    told = 1
            elif self.notify and self.idle:
                told = 1
                self.say("* STATUS %s %s" % (
                    name, box.status(("MESSAGES", "UIDNEXT", "UNSEEN", "HIGHESTMODSEQ"))))
        if self.idle:
            self.missed.clear()
        return told

    # ---- signing in

    def sign_in(self, tag, name):
        self.account = self.post.account(name)
        self.account.connections.add(self)
        self.ok(tag, "[CAPABILITY %s] in" % CAPABILITIES)

    def do_capability(self, tag, rest):
        self.say("* CAPABILITY " + CAPABILITIES)
        self.ok(tag)

    def do_authenticate(self, tag, rest):
        initial = rest.split(" ")[1:]
        if initial:
            self.sign_in(tag, base64.b64decode(initial[0]).decode().split("\0")[1])
        else:
            self.waits = tag
            self.say("+ ")

    def do_login(self, tag, rest):
        self.sign_in(tag, words(rest)[0])

    def do_logout(self, tag, rest):
        self.say("* BYE")
        self.ok(tag)
        self.flush()
        self.transport.close()

    # ---- without a mailbox

    def do_enable(self, tag, rest):
        self.say("* ENABLED " + rest)
        self.ok(tag)

    def do_id(self, tag, rest):
        self.say('* ID ("name" "standin")')
        self.ok(tag)

    def do_namespace(self, tag, rest):
        self.say('* NAMESPACE (("" "/")) NIL NIL')
        self.ok(tag)

    def do_noop(self, tag, rest):
        self.tell()
        self.ok(tag)

    def do_list(self, tag, rest):
        items = re.search(r"STATUS \(([^)]*)\)", rest)
        pattern = words(rest.partition(" RETURN")[0])[-1]
        for name, box in self.account.boxes.items():
            if pattern not in ("*", "%", name):
                continue
            self.say('* LIST (%s\\Subscribed \\HasNoChildren) "/" %s' % (USES.get(name, ""), name))
            if items:
                self.say("* STATUS %s %s" % (name, box.status(items[1].split())))
        self.ok(tag)

    do_lsub = do_list

    def do_status(self, tag, rest):
        name, items = words(rest)[:2]
        if name not in self.account.boxes:
            self.say("%s NO [NONEXISTENT] there is none" % tag)
            return
        self.say("* STATUS %s %s" % (name, self.account.boxes[name].status(items.strip("()").split())))
        self.ok(tag)

    def do_getquotaroot(self, tag, rest):
        self.say("* QUOTAROOT INBOX User")
        self.say("* QUOTA User (STORAGE %d 1048576)" % (self.account.boxes["INBOX"].messages * SIZE // 1024))
        self.ok(tag)

    # ---- watching

    def do_notify(self, tag, rest):
        self.notify = not rest.upper().startswith("NONE")
        if rest.upper().startswith("SET STATUS"):
            for name, box in self.account.boxes.items():
                self.say("* STATUS %s %s" % (
                    name, box.status(("MESSAGES", "UIDNEXT", "UIDVALIDITY", "UNSEEN", "HIGHESTMODSEQ"))))
        self.ok(tag)

    def do_idle(self, tag, rest):
        self.idle = tag
        self.say("+ idling")
        self.tell()

    # ---- in a mailbox

    def do_select(self, tag, rest):
        name = words(rest)[0]
        name = "INBOX" if name.upper() == "INBOX" else name
        if name not in self.account.boxes:
            self.selected = None
            self.say("%s NO [NONEXISTENT] there is none" % tag)
            return
        box = self.account.boxes[name]
        self.selected, self.known = name, box.messages
        for line in ("FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)",
                     "OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft \\*)] all",
                     "%d EXISTS" % box.messages, "0 RECENT", "OK [UIDVALIDITY %d] valid" % VALIDITY,
                     "OK [UIDNEXT %d] next" % (box.messages + 1), "OK [HIGHESTMODSEQ %d] highest" % box.modseq):
            self.say("* " + line)
        self.ok(tag, "[READ-WRITE] selected")

    do_examine = do_select

    def do_unselect(self, tag, rest):
        self.selected = None
        self.ok(tag)

    do_close = do_unselect

    def do_fetch(self, tag, rest, by_uid=False):
        box = self.account.boxes[self.selected]
        which, _, items = rest.partition(" ")
        items = [(m[0].upper(), m[1], m[2], m[3]) for m in ITEM.finditer(items.partition(" (CHANGEDSINCE")[0])]
        for uid in numbers(which, box.messages):
            parts = ["UID %d" % uid] if by_uid and all(item[0] != "UID" for item in items) else []
            parts += [self.item(box, uid, *item) for item in items]
            self.say("* %d FETCH (%s)" % (uid, " ".join(parts)))
        self.tell()
        self.ok(tag)

    @staticmethod
    def item(box, uid, item, section, offset, count):
        date, envelope, structure, head, text = made_up(uid)
        if section is not None:
            whole = {"": head + text, "1": text, "TEXT": text}.get(section, head)
            part = whole[int(offset):int(offset) + int(count)] if offset else whole
            mark = "BODY[%s]%s" % (section, "<%s>" % offset if offset else "")
            return "%s {%d}\r\n%s" % (mark, len(part), part)
        value = {"UID": uid, "RFC822.SIZE": SIZE, "INTERNALDATE": '"%s"' % date, "ENVELOPE": envelope,
                 "BODYSTRUCTURE": structure, "BODY": structure, "MODSEQ": "(%d)" % (uid + 1),
                 "FLAGS": "(%s)" % " ".join(sorted(box.flags_of(uid)))}[item]
        return "%s %s" % (item, value)

    def do_store(self, tag, rest, by_uid=False):
        box = self.account.boxes[self.selected]
        which, how, flags = re.match(r"(\S+) (?:\(UNCHANGEDSINCE \d+\) )?(\S+) \(?([^)]*)\)?", rest).groups()
        for uid in numbers(which, box.messages):
            before, given = box.flags_of(uid), set(flags.split())
            box.store(uid, before | given if how[0] == "+" else before - given if how[0] == "-" else given)
            self.say("* %d FETCH (UID %d FLAGS (%s) MODSEQ (%d))" % (
                uid, uid, " ".join(sorted(box.flags_of(uid))), box.modseq))
        for other in self.account.connections - {self}:
            other.changed(self.selected)
        self.ok(tag)

    def do_search(self, tag, rest, by_uid=False):
        """Knows UNSEEN and, for everything else, all."""
        box = self.account.boxes[self.selected]
        last = box.messages
        found = [uid for uid in range(1, last + 1) if "\\Seen" not in box.flags_of(uid)] \
            if "UNSEEN" in rest.upper() else range(1, last + 1)
        if "RETURN" not in rest.upper():
            self.say("* SEARCH " + " ".join(map(str, found)))
        elif not found:
            self.say('* ESEARCH (TAG "%s") UID' % tag)
        elif "(MAX)" in rest.upper():
            self.say('* ESEARCH (TAG "%s") UID MAX %d' % (tag, found[-1]))
        else:
            self.say('* ESEARCH (TAG "%s") UID ALL %s' % (
                tag, ",".join(map(str, found)) if isinstance(found, list) else "1:%d" % last))
        self.ok(tag)


def words(text):
    """Atoms, quoted strings and lists in parentheses."""
    return [re.sub(r"\\(.)", r"\1", m[1]) if m[1] is not None else m[2] or m[3] for m in WORD.finditer(text)]


def numbers(which, last):
    """Those of a sequence set that there are; UIDs and sequence numbers are the same here."""
    found = []
    for part in which.split(","):
        ends = [last if end == "*" else int(end) for end in part.split(":")]
        found += range(max(1, min(ends)), min(last, max(ends)) + 1)
    return found


async def control(post, reader, writer):
    while line := (await reader.readline()).decode().split():
        if line[0] == "new":
            made, told = {}, 0
            for name in list(post.accounts) if line[1:] == ["*"] else line[1:]:
                made[name] = time.time()
                told += post.new(name)
            answer = {"made": made, "told": told}
        else:
            connections = [c for account in post.accounts.values() for c in account.connections]
            answer = {"accounts": len(post.accounts), "connections": len(connections),
                      "idle": sum(1 for c in connections if c.idle), "commands": post.commands}
        writer.write(json.dumps(answer).encode() + b"\n")
        await writer.drain()
    writer.close()


async def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--host", default="127.0.0.1")
    p.add_argument("--port", type=int, required=True)
    p.add_argument("--control", type=int, required=True)
    p.add_argument("--messages", type=int, default=500)
    args = p.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    post, loop = Post(args.messages), asyncio.get_running_loop()
    end = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, end.set)
    await loop.create_server(lambda: Connection(post), args.host, args.port, backlog=4096)
    await asyncio.start_server(functools.partial(control, post), args.host, args.control, limit=1 << 22)
    print("at most %d connections" % (hard - 50), flush=True)
    await end.wait()


if __name__ == "__main__":
    asyncio.run(main())
