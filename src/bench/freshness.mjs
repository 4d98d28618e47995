// How soon a change by another client shows in an open page, beside how soon the server itself tells of it.
//
//   npm install && node freshness.mjs --url http://127.0.0.1:8080 --imap 127.0.0.1:143 --lmtp 127.0.0.1:24 \
//       --user user0100@bench.test --password benchpass --changes 500
//
// A browser shows INBOX. One IMAP connection makes the changes at random moments; a second waits as the
// application does (NOTIFY for all mailboxes and IDLE; IDLE on INBOX where there is no NOTIFY), so its
// line is the soonest that anybody can know. In the page an observer notes when the document has changed,
// which is before it is painted. Prints one JSON; ends with 1 where a change did not show within --patience.
import { chromium } from 'playwright-core';
import { connect } from 'node:net';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:8080' },
    imap: { type: 'string', default: '127.0.0.1:143' },
    lmtp: { type: 'string' },
    user: { type: 'string' },
    password: { type: 'string' },
    changes: { type: 'string', default: '500' },
    patience: { type: 'string', default: '15' },
    chrome: { type: 'string', default: process.env.CHROME ?? '/usr/bin/chromium' },
  },
});
const patience = Number(options.patience) * 1000;
const now = () => performance.timeOrigin + performance.now();
const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

/** A connection that is spoken to by lines; remembers when each line came. */
class Wire {
  #socket;
  #text = '';
  lines = [];
  #waiting = [];

  constructor(address) {
    const [host, port] = address.split(':');
    this.#socket = connect({ host, port: Number(port), noDelay: true });
    this.#socket.setEncoding('latin1').on('data', (data) => this.#take(data)).on('error', () => {});
  }

  #take(data) {
    const at = now();
    const all = (this.#text + data).split('\r\n');
    this.#text = all.pop();
    this.lines.push(...all.map((text) => ({ at, text })));
    this.#waiting = this.#waiting.filter((look) => !look());
  }

  /** The first line from that one on that is like this, or undefined when patience ends. */
  line(pattern, from = 0) {
    return new Promise((done) => {
      const look = () => {
        const found = this.lines.slice(from).find(({ text }) => pattern.test(text));
        if (found) { clearTimeout(timer); done(found); }
        return Boolean(found);
      };
      const timer = setTimeout(() => done(undefined), patience);
      if (!look()) this.#waiting.push(look);
    });
  }

  write(text) {
    this.#socket.write(text, 'latin1');
  }

  end() {
    this.#socket.destroy();
  }
}

class Imap extends Wire {
  #serial = 0;

  static async open() {
    const imap = new Imap(options.imap);
    await imap.line(/^\* OK/);
    await imap.command(`LOGIN "${options.user}" "${options.password}"`);
    return imap;
  }

  /** Sends all at once; returns the lines up to the last one's completion. */
  async command(...commands) {
    const from = this.lines.length;
    const tags = commands.map(() => `f${this.#serial++}`);
    this.write(commands.map((command, i) => `${tags[i]} ${command}\r\n`).join(''));
    for (const tag of tags) {
      const answer = await this.line(new RegExp(`^${tag} `), from);
      if (!answer?.text.startsWith(`${tag} OK`)) throw new Error(`${commands}: ${answer?.text}`);
    }
    return this.lines.slice(from).map(({ text }) => text).join('\n');
  }

  async number(pattern, ...commands) {
    return Number((await this.command(...commands)).match(pattern)?.[1]);
  }

  /** As the application waits; tells whether by NOTIFY. */
  async wait() {
    const notifies = /\bNOTIFY\b/.test(await this.command('CAPABILITY'));
    await (notifies
      ? this.command('ENABLE QRESYNC', 'NOTIFY SET STATUS (personal (MessageNew MessageExpunge FlagChange'
        + ' MailboxName SubscriptionChange))')
      : this.command('SELECT INBOX'));
    this.write('w IDLE\r\n');
    await this.line(/^\+/);
    return notifies;
  }
}

async function deliver(subject) {
  const lmtp = new Wire(options.lmtp);
  const say = async (line) => {
    const from = lmtp.lines.length;
    lmtp.write(`${line}\r\n`);
    const answer = await lmtp.line(/^\d{3} /, from);
    if (!/^[23]/.test(answer?.text ?? '')) throw new Error(`${line}: ${answer?.text}`);
  };
  await lmtp.line(/^220/);
  for (const line of ['LHLO bench', 'MAIL FROM:<fresh@bench.test>', `RCPT TO:<${options.user}>`, 'DATA']) {
    await say(line);
  }
  const start = now();
  await say(`From: fresh@bench.test\r\nTo: ${options.user}\r\nSubject: ${subject}\r\n\r\nnew\r\n.`);
  lmtp.end();
  return start;
}

const actor = await Imap.open();
const watcher = await Imap.open();
const created = [];

/** A message that none of the changes has touched yet. */
const fresh = async () => {
  const text = 'Subject: bench-scratch\r\n\r\nscratch\r\n';
  actor.write(`x APPEND INBOX {${text.length}+}\r\n${text}\r\n`);
  const from = actor.lines.length;
  const uid = (await actor.line(/^x OK/, from)).text.match(/APPENDUID \d+ (\d+)/)[1];
  if (!await page.waitForSelector(`#m${uid}`, { state: 'attached', timeout: patience }).catch(() => null)) {
    throw new Error('the page does not show new mail: nothing to measure');
  }
  return uid;
};
const done = async (...commands) => {
  const start = now();
  await actor.command(...commands);
  return start;
};

// For each kind: what it needs, what it does (returning when), what the server says of it, what the page shows.
const STATUS = /^\* (STATUS "?INBOX"? |\d+ FETCH )/;
const COUNTED = /^\* (STATUS "?INBOX"? \(.*MESSAGES|\d+ (EXISTS|EXPUNGE)|VANISHED)/;
const KINDS = {
  'new mail': {
    prepare: () => actor.number(/UIDNEXT (\d+)/, 'STATUS INBOX (UIDNEXT)'),
    make: (uid) => (options.lmtp ? deliver(`fresh ${uid}`)
      : (actor.write(`x APPEND INBOX {25+}\r\nSubject: fresh\r\n\r\nfresh!\r\n\r\n`), now())),
    server: COUNTED, shows: (uid) => `#m${uid}`,
  },
  '\\Seen': {
    prepare: fresh, make: (uid) => done(`UID STORE ${uid} +FLAGS.SILENT (\\Seen)`),
    server: STATUS, shows: (uid) => `#m${uid}:not(.unread)`,
  },
  '\\Flagged': {
    prepare: fresh, make: (uid) => done(`UID STORE ${uid} +FLAGS.SILENT (\\Flagged)`),
    server: STATUS, shows: (uid) => `#m${uid}.flagged`,
  },
  delete: {
    prepare: fresh, make: (uid) => done(`UID STORE ${uid} +FLAGS.SILENT (\\Deleted)`, `UID EXPUNGE ${uid}`),
    server: COUNTED, shows: (uid) => `#m${uid}`, gone: true,
  },
  move: {
    prepare: fresh, make: (uid) => done(`UID MOVE ${uid} Archive`),
    server: COUNTED, shows: (uid) => `#m${uid}`, gone: true,
  },
  'folder created': {
    prepare: () => { created.push(`Bench${Date.now()}`); return created.at(-1); },
    make: (name) => done(`CREATE ${name}`, `SUBSCRIBE ${name}`),
    server: /^\* LIST .* "?Bench/, shows: (name) => `#tree a[href$="/${name}"]`,
  },
};

const browser = await chromium.launch({
  executablePath: options.chrome,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.goto(`${options.url}/sign-in`);
await page.fill('#username', options.user);
await page.fill('#password', options.password);
await page.click('main button[type=submit]');
await page.waitForSelector('#list');

/** When the document has become so, by the page's own clock. */
const shown = (selector, gone) => page.evaluate(([selector, gone, patience]) => new Promise((done) => {
  const look = () => {
    if (Boolean(document.querySelector(selector)) === gone) return;
    observer.disconnect();
    done(performance.timeOrigin + performance.now());
  };
  const observer = new MutationObserver(look);
  observer.observe(document.documentElement, { subtree: true, childList: true, attributes: true });
  setTimeout(() => { observer.disconnect(); done(null); }, patience);
  look();
}), [selector, Boolean(gone), patience]);

const percentile = (all, q) => all.toSorted((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * q))];
const summary = (all) => (all.length
  ? { count: all.length, p50_ms: Math.round(percentile(all, 0.5)), p99_ms: Math.round(percentile(all, 0.99)),
    max_ms: Math.round(Math.max(...all)) }
  : { count: 0 });

await actor.command('SELECT INBOX');
const notifies = await watcher.wait();
await pause(1000);
const kinds = Object.keys(KINDS).filter((kind) => notifies || kind !== 'folder created');
const times = Object.fromEntries([...kinds, 'all'].map((kind) => [kind, { behind: [], server: [], page: [], missed: 0 }]));
for (let i = 0; i < Number(options.changes); i++) {
  const kind = kinds[i % kinds.length];
  const { prepare, make, server, shows, gone } = KINDS[kind];
  const what = await prepare();
  await pause(700 + Math.random() * 600); // what prepared it has been told of
  const from = watcher.lines.length;
  const seen = shown(shows(what), gone);
  const start = await make(what);
  const [told, at] = [await watcher.line(server, from), await seen];
  for (const { behind, server: soonest, page: whole } of [times[kind], times.all]) {
    if (told && at) behind.push(at - told.at);
    if (told) soonest.push(told.at - start);
    if (at) whole.push(at - start);
  }
  if (!at) { times[kind].missed++; times.all.missed++; }
  if (i % 50 === 49) console.error(`${i + 1}: ${JSON.stringify(summary(times.all.behind))}`);
}

for (const name of created) await actor.command(`UNSUBSCRIBE ${name}`, `DELETE ${name}`);
await browser.close();
actor.end();
watcher.end();
console.log(JSON.stringify({
  watcher: notifies ? 'NOTIFY' : 'IDLE',
  ...Object.fromEntries(Object.entries(times).map(([kind, { behind, server, page: whole, missed }]) => [kind, {
    'page behind server': summary(behind), 'server after change': summary(server), 'page after change': summary(whole), missed,
  }])),
}, null, 1));
process.exitCode = times.all.missed ? 1 : 0;
