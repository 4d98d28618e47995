// Wakes behaviours where the page asks for them, and keeps htmx's swaps calm.
/* global behaviours */
const awake = new WeakSet();

const wake = () => {
  for (const element of document.querySelectorAll('[data-behaviour]')) {
    if (!awake.has(element)) {
      awake.add(element);
      behaviours[element.dataset.behaviour]?.(element);
    }
  }
};

// Whatever is no page of mail (signing in, a problem) is shown as the page that it is.
const isMail = (xhr) => new URL(xhr.responseURL).pathname.startsWith('/mail');

let scrolled = 0;

document.addEventListener('htmx:beforeSwap', ({ detail }) => {
  if (!isMail(detail.xhr)) {
    detail.shouldSwap = false;
    location.assign(detail.xhr.responseURL);
  } else if (detail.xhr.status >= 400) {
    detail.shouldSwap = true;
    detail.isError = false;
    detail.target = document.body;
    detail.selectOverride = 'unset';
    detail.swapOverride = 'innerHTML';
  }
  scrolled = document.querySelector('#list [data-scroll]')?.scrollTop ?? 0;
});

// The same page of the list comes back where it was scrolled to.
const place = () => document.querySelector('#selection')?.action + '#'
  + document.querySelector('#selection input[name=view]')?.value;

let before = place();

document.addEventListener('htmx:afterSwap', ({ detail }) => {
  const list = document.querySelector('#list [data-scroll]');
  if (list && place() === before) {
    list.scrollTop = scrolled;
  }
  before = place();
  if (detail.target?.id === 'reader') {
    showReader();
  }
  wake();
});

// Finds the row of the message now open; where the list is hidden, the subject takes the focus.
const showReader = () => {
  const uid = document.querySelector('#reader input[name=reader]')?.value;
  const row = document.querySelector(`#m${uid} .msg-link`);
  row?.dispatchEvent(new CustomEvent('restante:shown'));
  row?.scrollIntoView({ block: 'nearest' });
  const list = document.querySelector('#list');
  if (!list?.checkVisibility()) {
    document.querySelector('#subject')?.focus();
  }
};

// Pages kept alive for going back must not bring mail back after signing out.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) {
    location.reload();
  }
});

wake();
