// The keys of the mail page; off in fields, beside modifiers, in dialogs, and where somebody wants none.
const GO = 900;
const $ = (selector) => document.querySelector(selector);

const isTyping = (target) =>
  target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]');

const links = () => [...document.querySelectorAll('.msg-link')];

const here = () => document.activeElement?.closest?.('.msg')?.querySelector('.msg-link')
  ?? $('.msg-link[aria-current]') ?? null;

// From link to link, or from box to box for those who choose without single keys.
const step = (by) => {
  const all = links();
  const at = all.indexOf(here());
  const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
  const inBox = document.activeElement?.matches('.msg input[name=uid]');
  (inBox ? next?.closest('.msg').querySelector('input[name=uid]') : next)?.focus();
  next?.closest('.msg').scrollIntoView({ block: 'nearest' });
  return next;
};

const isReading = () => $('#reader .letter') && !document.activeElement?.closest('#list');

const choose = (link, checked) => {
  const box = link?.closest('.msg').querySelector('input[name=uid]');
  if (box) {
    box.checked = checked ?? !box.checked;
    $('#selection').dispatchEvent(new Event('restante:chosen'));
  }
};

const extend = (by) => {
  choose(here(), true);
  choose(step(by), true);
};

const all = () => {
  const boxes = [...document.querySelectorAll('#selection input[name=uid]')];
  const checked = !boxes.every((box) => box.checked);
  boxes.forEach((box) => { box.checked = checked; });
  $('#selection')?.dispatchEvent(new Event('restante:chosen'));
};

// What is chosen counts first, then the row that has the focus, then the message that is open.
const act = (...names) => {
  const find = (where) => names.map((name) => where?.querySelector(`[data-act="${name}"]`))
    .find((button) => button && button.checkVisibility());
  const chosen = $('#selection input[name=uid]:checked');
  const row = isReading() ? null : document.activeElement?.closest?.('.msg');
  const button = chosen ? find($('.bar')) : find(row?.querySelector('.quick')) ?? find($('.acts'));
  if ($('[data-act][aria-disabled=true]')) {
    return; // the connection is gone
  }
  if (button?.matches('details')) {
    button.open = true;
  } else if (row && !chosen && !row.querySelector('.quick')?.contains(button)) {
    onlyRow(row, names);
  } else {
    button?.click();
  }
};

// An act that the row's quick ones do not have: by the bar, with this row chosen.
const onlyRow = (row, names) => {
  choose(row.querySelector('.msg-link'), true);
  const button = names.map((name) => $(`.bar [data-act="${name}"]`)).find((found) => found);
  if (button?.matches('details')) {
    button.open = true;
  } else {
    button?.click();
  }
};

const special = (name) => $(`#tree a[data-use="${name}"]`)?.click();

const escape = () => {
  const menu = $('details.menu[open]');
  if (menu) {
    menu.open = false;
    menu.querySelector('summary').focus();
  } else if ($('#selection input[name=uid]:checked')) {
    $('[data-clear]').click();
  }
};

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  J: () => extend(1),
  K: () => extend(-1),
  u: () => ($('#list')?.checkVisibility() ? here()?.focus() : $('.acts .back')?.click()),
  x: () => choose(here()),
  '*': all,
  e: () => act('archive'),
  '#': () => act('trash', 'delete'),
  '!': () => act('junk'),
  s: () => act('flag', 'unflag'),
  U: () => act('unseen'),
  v: () => act('move'),
  c: () => $('a[data-write].write')?.click(),
  r: () => $('.acts [data-act=reply], .acts [data-act=edit]')?.click(),
  a: () => $('.acts [data-act=all]')?.click(),
  f: () => $('.acts [data-act=forward]')?.click(),
  z: () => $('.toast [data-undo]')?.click(),
  '/': () => $('#search input[name=q]')?.focus(),
  '?': () => $('#help')?.showModal(),
  Escape: escape,
};

const GOES = { i: 'inbox', d: 'drafts', s: 'sent', a: 'archive', b: 'trash' };
const ALWAYS = new Set(['Escape', 'ArrowDown', 'ArrowUp']);
let went = 0;

document.addEventListener('keydown', (event) => {
  const { key, target } = event;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey
    || isTyping(target) || $('dialog[open]')) {
    return;
  }
  if (document.documentElement.dataset.shortcuts === 'off' && !ALWAYS.has(key)) {
    return;
  }
  if (ALWAYS.has(key) && key !== 'Escape' && !target.closest('.rows')) {
    return; // arrows scroll everywhere else
  }
  if (key === 'g') {
    went = event.timeStamp;
    return;
  }
  const name = GOES[key];
  if (name && event.timeStamp - went < GO) {
    event.preventDefault();
    went = 0;
    special(name);
    return;
  }
  if (Object.hasOwn(KEYS, key)) {
    event.preventDefault();
    KEYS[key]();
  }
});

export default () => {};
