// Joins the stream of signals to the page: the word about its state, the refresh of what is shown,
// the dot in the browser's tab, and the drafts that are open.
/* global Live */
const OFTEN = 30_000;
const SELDOM = 300_000;
const UNHURRIED = 700; // after the page has loaded

const $ = (selector) => document.querySelector(selector);

const nodes = () => [...document.querySelectorAll('#tree a.node')];

// Beside these there never is a count.
const COUNTLESS = new Set(['sent', 'trash', 'all', 'archive']);

export default (mark) => {
  const words = mark.dataset;
  const known = {};
  let watch;
  let timer;
  let stream;
  const refresh = new Live.Refresh(() => !stream?.leads);

  const say = (state) => {
    watch = state;
    mark.hidden = false;
    mark.dataset.watch = state;
    mark.querySelector('[data-word]').textContent = words[state];
    mark.title = words[state];
    poll();
  };

  // Where there is no stream it is looked by itself.
  const poll = () => {
    clearTimeout(timer);
    if (watch === 'asking') {
      timer = setTimeout(() => {
        refresh.want();
        poll();
      }, document.hidden ? SELDOM : OFTEN);
    }
  };

  const isNews = (key) => {
    const { mailbox, state } = $('#list').dataset;
    const box = known[key];
    if (key === mailbox) {
      return !box.state || state === 'unknown' || box.state !== state;
    }
    const node = nodes().find((one) => one.getAttribute('href') === `/mail/${key}`);
    const told = node?.dataset.use === 'drafts' ? box.messages : box.unread;
    const count = node?.querySelector('.count bdi')?.textContent.replace(/\D/g, '');
    return Boolean(node) && (told === undefined || (told !== Number(count ?? 0) && !COUNTLESS.has(node.dataset.use)));
  };

  const badge = () => {
    const unread = known.INBOX?.unread;
    if (unread !== undefined) {
      $('link[rel=icon]').href = unread > 0 ? words.iconUnread : words.icon;
    }
  };

  const check = (keys) => {
    if ($('#list') && keys.some(isNews)) {
      refresh.want();
    }
  };

  const hear = (name, data) => {
    if (name === 'state') {
      say(data.watch);
    } else if (name === 'mailboxes') {
      Object.assign(known, data);
      badge();
      check(Object.keys(data));
      document.dispatchEvent(new CustomEvent('restante:mailboxes', { detail: Object.keys(data) }));
    } else if (name === 'folders') {
      refresh.want();
    } else if (name === 'ended') {
      say('ended');
      Live.ended();
    }
  };

  document.addEventListener('htmx:afterSwap', () => check(Object.keys(known)));
  document.addEventListener('visibilitychange', poll);
  const start = () => setTimeout(() => { stream = new Live.Stream(hear); }, UNHURRIED);
  if (document.readyState === 'complete') {
    start();
  } else {
    window.addEventListener('load', start);
  }
};
