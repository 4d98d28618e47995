// Joins the stream of signals to the page: the word about its state, the refresh of what is shown,
// the dot in the browser's tab, and the drafts that are open.
/* global Live */
const OFTEN = 30_000;
const SELDOM = 300_000;
const UNHURRIED = 700; // after the page has loaded

const $ = (selector) => document.querySelector(selector);
const known = {};
let watch;
let timer;
let begun = false;
let stream;
let refresh;
let notifier;

// Going back, htmx makes this element anew as well.
const say = (state) => {
  const mark = $('#live');
  watch = state;
  if (mark && state) {
    mark.hidden = false;
    mark.dataset.watch = state;
    mark.title = mark.dataset[state];
    mark.querySelector('[data-word]').textContent = mark.dataset[state];
  }
};

// Where there is no stream it is looked by itself.
const poll = () => {
  clearTimeout(timer);
  if (watch === 'asking') {
    timer = setTimeout(() => {
      refresh.want();
      notifier.look();
      poll();
    }, document.hidden ? SELDOM : OFTEN);
  }
};

const badge = () => {
  const unread = known.INBOX?.unread;
  if (unread !== undefined) {
    const { icon, iconUnread } = $('#live').dataset;
    $('link[rel=icon]').href = unread > 0 ? iconUnread : icon;
  }
};

// --- whether what was heard is on the page already ---

// Beside these there never is a count.
const COUNTLESS = new Set(['sent', 'trash', 'all', 'archive']);

const isCounted = (key) => {
  const node = [...document.querySelectorAll('#tree a.node')]
    .find((one) => one.getAttribute('href') === `/mail/${key}`);
  const told = node?.dataset.use === 'drafts' ? known[key].messages : known[key].unread;
  const count = node?.querySelector('.count bdi')?.textContent.replace(/\D/g, '');
  return !node || COUNTLESS.has(node.dataset.use) || told === Number(count ?? 0);
};

// Where a state is not known, only hearing of a change says that there is one.
const isNews = (key, heard) => {
  const { mailbox, state } = $('#list').dataset;
  if (key !== mailbox) {
    return !isCounted(key) && (heard || known[key].unread !== undefined);
  }
  return known[key].state && state !== 'unknown' ? known[key].state !== state : heard;
};

const check = (keys, heard) => {
  if ($('#list') && keys.some((key) => isNews(key, heard))) {
    refresh.want();
  }
};

// --- what is heard ---

const HEARS = {
  state: (data) => {
    say(data.watch);
    poll();
    notifier.look();
  },
  mailboxes: (data) => {
    const keys = Object.keys(data);
    Object.assign(known, data);
    badge();
    check(keys, true);
    if (data.INBOX) {
      notifier.look();
    }
    document.dispatchEvent(new CustomEvent('restante:mailboxes', { detail: keys }));
  },
  folders: () => refresh.want(),
  ended: () => {
    say('ended');
    Live.ended();
  },
  look: (data) => {
    Object.assign(document.documentElement.dataset, data);
    notifier.look();
  },
  who: () => notifier.hear('who'),
  here: () => notifier.hear('here'),
};

const begin = () => {
  refresh = new Live.Refresh(() => !stream?.leads);
  notifier = new Live.Notifier(() => stream?.leads, (name) => stream?.share(name));
  stream = new Live.Stream((name, data) => HEARS[name]?.(data));
  document.addEventListener('htmx:afterSwap', () => check(Object.keys(known), false));
  document.addEventListener('visibilitychange', poll);
  for (const name of ['allowed', 'look']) {
    document.addEventListener(`restante:${name}`, ({ detail }) => {
      stream.share('look', detail ?? {});
      notifier.look();
    });
  }
};

export default () => {
  if (begun) {
    say(watch);
    return;
  }
  begun = true;
  const soon = () => setTimeout(begin, UNHURRIED);
  if (document.readyState === 'complete') {
    soon();
  } else {
    window.addEventListener('load', soon);
  }
};
