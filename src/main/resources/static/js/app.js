// Wakes behaviours where the page asks for them, and keeps htmx's swaps calm.
/* global behaviours, htmx */
const awake = new WeakSet();
const $ = (selector) => document.querySelector(selector);

// All has been read: from here on the reader itself says whether a message is open.
document.body.classList.remove('opening');

const wake = () => {
  for (const element of document.querySelectorAll('[data-behaviour]')) {
    if (!awake.has(element)) {
      awake.add(element);
      behaviours[element.dataset.behaviour]?.(element);
    }
  }
};

// Whatever is no page inside the shell (signing in, the administrator's) is shown as what it is.
const isInside = (xhr) => /^\/(mail|settings|folders|storage|devices)(\/|$)/
  .test(new URL(xhr.responseURL).pathname);

// A page without mail, loaded by itself, has no place for the search box that a list brings.
const lacksSearch = (xhr) => !$('#search') && xhr.responseText.includes('id="search"');

const chosen = () => [...document.querySelectorAll('#selection input[name=uid]:checked')]
  .map((box) => box.value);

// --- what a swap must not lose: scroll, choice, focus ---

const place = () => {
  const form = $('#selection');
  return form && form.action + '#' + form.querySelector('input[name=view], input[name=page]')?.value;
};

let before = { place: place() };
const scrolls = new Map(); // of the lists that were left, for going back to them

const remember = () => {
  // A list that the message covers has no place of its own; it is where it was, at that message.
  const covered = $('#list') && !$('#list').checkVisibility();
  const open = $('#reader input[name=reader]')?.value;
  const focused = covered ? $('#m' + open) : document.activeElement?.closest?.('.msg');
  const rows = [...document.querySelectorAll('.msg')];
  const here = place();
  const kept = before.place === here ? before.scroll ?? 0 : 0;
  const scroll = covered ? kept : $('#list [data-scroll]')?.scrollTop ?? 0;
  scrolls.set(here, scroll);
  return {
    place: here,
    scroll,
    count: rows.length,
    chosen: chosen(),
    focus: focused?.id,
    // where that one is gone, the row after it, or before it
    near: focused && rows.slice(rows.indexOf(focused) + 1)
      .concat(rows.slice(0, rows.indexOf(focused)).reverse()).map((row) => row.id),
  };
};

// The pages that had come by scrolling come again, and then all is restored.
const fill = (rows) => {
  const state = before;
  if (!state.filling) {
    state.filling = true;
    rows.addEventListener('restante:filled', () => {
      state.filled = true;
      restore();
    }, { once: true });
    rows.dispatchEvent(new CustomEvent('restante:fill', { detail: state.count }));
  }
};

const restore = () => {
  const rows = $('#list [data-scroll]');
  if (rows && before.returning && place() !== before.place) {
    rows.scrollTop = scrolls.get(place()) ?? 0;
  }
  if (!rows || place() !== before.place) {
    return;
  }
  const missing = before.count > rows.querySelectorAll('.msg').length;
  if (missing && !before.filled && document.documentElement.dataset.paging === 'endless') {
    fill(rows);
    return;
  }
  rows.scrollTop = before.scroll;
  if (!before.acted) {
    before.chosen.forEach((uid) => {
      const box = $(`#m${uid} input[name=uid]`);
      if (box) {
        box.checked = true;
      }
    });
    $('#selection').dispatchEvent(new Event('restante:chosen'));
  }
  if (before.focus && document.activeElement === document.body) {
    const id = [before.focus, ...before.near ?? []].find((known) => $('#' + known));
    $(`#${id} .msg-link`)?.focus({ preventScroll: true });
  }
};

document.addEventListener('htmx:beforeSwap', ({ detail }) => {
  if (detail.xhr.status === 401 || detail.xhr.getResponseHeader('HX-Redirect')) {
    return;
  }
  if (!isInside(detail.xhr) || lacksSearch(detail.xhr)) {
    detail.shouldSwap = false;
    location.assign(detail.xhr.responseURL);
    return;
  }
  if (detail.xhr.status >= 400 && refused(detail)) {
    return;
  }
  if (detail.xhr.status >= 400 && !detail.xhr.getResponseHeader('HX-Retarget')) {
    problem(detail);
  }
  before = {
    ...remember(),
    acted: detail.requestConfig.verb === 'post' && !detail.requestConfig.formData.has('only'),
  };
});

// An act that was refused leaves the page as it was before, with a sentence on it.
const refused = (detail) => {
  const template = $('#refused');
  const problem = new DOMParser().parseFromString(detail.xhr.responseText, 'text/html')
    .querySelector('.problem');
  if (detail.requestConfig.verb !== 'post' || !template || !problem || !$('#selection')) {
    return false;
  }
  detail.shouldSwap = false;
  detail.isError = false;
  takeBack(detail.xhr);
  document.querySelectorAll('.toast').forEach((toast) => toast.remove());
  const toast = template.content.firstElementChild.cloneNode(true);
  const [title, ...rest] = [...problem.querySelectorAll('h1, p')].map((part) => part.textContent);
  toast.querySelector('span').textContent = `${title}. ${rest.join(' ')}`;
  toast.querySelector('[data-close]').addEventListener('click', () => toast.remove());
  $('#content').append(toast);
  return true;
};

// Going back, the list comes from the server; it is where it was when it was left. Whatever is
// under way then has lost its place on the page, and is given up before that.
const giveUp = () => htmx.trigger('#app', 'htmx:abort');

document.addEventListener('htmx:historyCacheMiss', () => {
  giveUp();
  before = { ...remember(), returning: true };
});
document.addEventListener('htmx:historyCacheMissLoad', giveUp);
// What is no longer there must not look like what was there before.
document.addEventListener('htmx:historyCacheMissLoadError', () => location.reload());

// A problem takes the place of what was asked for.
const problem = (detail) => {
  detail.shouldSwap = true;
  detail.isError = false;
  detail.selectOverride = 'unset';
  detail.swapOverride = 'innerHTML show:none';
  detail.target = detail.requestConfig.verb === 'get' && detail.target.id === 'reader'
    ? detail.target : $('#content') ?? document.body;
};

document.addEventListener('htmx:afterSwap', ({ detail }) => {
  wake();
  restore();
  if (detail.target?.id === 'reader') {
    showReader();
  }
  const focus = $('[data-focus]');
  focus?.focus();
});

// Finds the row of the message now open; where the list is hidden, the subject takes the focus.
const showReader = () => {
  const uid = $('#reader input[name=reader]')?.value;
  const row = uid && $('#m' + uid);
  if (row) {
    markOpen(row, uid);
    row.scrollIntoView({ block: 'nearest' });
  }
  if (!$('#list')?.checkVisibility()) {
    $('#subject')?.focus();
  }
};

// Opening a message changes only the reading pane; here its row shows that it is open and read.
const markOpen = (row, uid) => {
  for (const other of document.querySelectorAll('.msg-link[aria-current]')) {
    other.removeAttribute('aria-current');
  }
  const link = row.querySelector('.msg-link');
  link.setAttribute('aria-current', 'true');
  row.classList.remove('unread');
  link.querySelector('.hidden-text')?.remove();
  const reader = $('#selection input[name=reader]');
  if (reader) {
    reader.value = uid;
  }
};

// --- acts: what is done shows at once; one after the other, and none is given up for the next ---

// While an act is under way the page is about to be another one: what is clicked then waits for it.
// While a page is under way the last click counts, because the earlier ones' elements go with it.
let posting = 0;
const held = [];

const replay = () => {
  if (posting === 0) {
    held.shift()?.();
  }
};

const again = (form, button) => {
  const fresh = form.id ? $('#' + form.id) : $(`form[action="${form.getAttribute('action')}"]`);
  const only = (one) => one.querySelector('input[name=only]')?.value;
  if (!fresh || only(fresh) !== only(form)) {
    return;
  }
  form.querySelectorAll('input:is([type=checkbox], [type=radio])[name]').forEach((box) => {
    const same = fresh.querySelector(`input[name="${box.name}"][value="${CSS.escape(box.value)}"]`);
    if (same) {
      same.checked = box.checked;
    }
  });
  form.querySelectorAll('select').forEach((field) => {
    fresh.elements[field.name].value = field.value;
  });
  const copy = document.createElement('button');
  copy.hidden = true;
  for (const name of ['name', 'value', 'formaction', 'data-act']) {
    if (button?.hasAttribute(name)) {
      copy.setAttribute(name, button.getAttribute(name));
    }
  }
  fresh.append(copy);
  fresh.requestSubmit(copy);
  copy.remove();
};

// A press that begins before a swap and ends after it is still a press on the same thing.
let pressed;
const PRESSABLE = 'a[href], button';
const isSame = (one, other) => ['href', 'name', 'value', 'formaction']
  .every((name) => one.getAttribute(name) === other?.getAttribute(name));

document.addEventListener('pointerdown', ({ target }) => {
  pressed = target.closest(PRESSABLE);
}, true);
document.addEventListener('pointerup', ({ target }) => {
  const now = target.closest?.(PRESSABLE);
  if (pressed && !pressed.isConnected && now && isSame(pressed, now)) {
    now.click();
  }
  pressed = undefined;
}, true);

document.addEventListener('click', (event) => {
  const link = event.target.closest('#app a[href]');
  const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
  if (posting && plain && link && !link.matches('[data-close], [hx-boost=false], [download]')) {
    event.preventDefault();
    event.stopImmediatePropagation();
    held.push(() => location.assign(link.href));
  }
}, true);

document.addEventListener('submit', (event) => {
  const { target: form, submitter } = event;
  if (posting && form.method === 'post' && form.closest('#app')) {
    event.preventDefault();
    event.stopImmediatePropagation();
    held.push(() => again(form, submitter));
  }
  if (posting && form.id === 'search') {
    event.preventDefault();
    event.stopImmediatePropagation();
    const wanted = `${form.action}?${new URLSearchParams(new FormData(form))}`;
    held.push(() => location.assign(wanted));
  }
}, true);

const LEAVING = new Set(['archive', 'trash', 'junk', 'notjunk', 'move']);
const MARKS = { seen: 'unread', unseen: 'unread', flag: 'flagged', unflag: 'flagged' };
const shown = new WeakMap(); // what a request showed before it was answered

const show = (row, mark, on, changed) => {
  if (row && row.classList.contains(mark) !== on) {
    // the button that was pressed is about to be hidden
    if (row.querySelector('.quick')?.contains(document.activeElement)) {
      row.querySelector('.msg-link').focus({ preventScroll: true });
    }
    row.classList.toggle(mark, on);
    changed.push(() => row.classList.toggle(mark, !on));
  }
};

document.addEventListener('htmx:beforeRequest', ({ detail }) => {
  const { verb, triggeringEvent } = detail.requestConfig;
  if (verb !== 'post') {
    return;
  }
  posting += 1;
  const act = triggeringEvent?.submitter?.closest('[data-act]')?.dataset.act;
  const only = detail.requestConfig.formData.get('only');
  const changed = [];
  for (const uid of only ? [only] : detail.requestConfig.formData.getAll('uid')) {
    const row = $('#m' + uid);
    if (LEAVING.has(act)) {
      show(row, 'leaving', true, changed);
    } else if (MARKS[act]) {
      show(row, MARKS[act], act === 'unseen' || act === 'flag', changed);
    }
  }
  shown.set(detail.xhr, changed);
});

// Where an act did not get through, what was shown too early is taken back.
const takeBack = (xhr) => {
  shown.get(xhr)?.forEach((back) => back());
  shown.delete(xhr);
};

const comeBack = ({ detail }) => takeBack(detail.xhr);

document.addEventListener('htmx:sendError', (event) => {
  comeBack(event);
  document.dispatchEvent(new Event('restante:offline'));
});
document.addEventListener('htmx:timeout', comeBack);

// --- something that takes long shows that it goes on ---

let slow;
let running = 0;
document.addEventListener('htmx:beforeSend', () => {
  running += 1;
  slow ??= setTimeout(() => $('#progress')?.classList.add('on'), 400);
});
document.addEventListener('htmx:afterRequest', ({ detail }) => {
  if (detail.requestConfig.verb === 'post') {
    posting = Math.max(0, posting - 1);
    setTimeout(replay, 60); // what was swapped in has settled by then
  }
  running = Math.max(0, running - 1);
  if (running === 0) {
    clearTimeout(slow);
    slow = undefined;
    $('#progress')?.classList.remove('on');
  }
});

// --- live updates: what they must not get in the way of, and what ends them ---

Live.busy = () => posting > 0 || running > 0;

// Nothing that is being written is given up for it.
const unlessWriting = (leave) => {
  if (!$('form.composer')) {
    leave();
  }
};
Live.leave = (url) => unlessWriting(() => location.assign(url));
Live.ended = () => unlessWriting(() => location.reload());

// Pages kept alive for going back must not bring mail back after signing out.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) {
    location.reload();
  }
});

wake();
