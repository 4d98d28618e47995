// The rows of the list: one stop of the Tab key, arrows inside, and the quick acts of the row that
// the pointer or the focus is on.
const links = (rows) => [...rows.querySelectorAll('.msg-link')];

const rove = (rows, link) => {
  for (const other of rows.querySelectorAll('.msg-link[tabindex="0"]')) {
    other.tabIndex = -1;
  }
  link.tabIndex = 0;
};

const prepare = (rows) => {
  const all = links(rows);
  all.forEach((link) => { link.tabIndex = -1; });
  const first = rows.querySelector('.msg-link[aria-current]') ?? all[0];
  if (first) {
    first.tabIndex = 0;
  }
};

const offer = (rows, row) => {
  if (!row || row.querySelector('.quick')) {
    return;
  }
  const template = document.querySelector('#quick');
  const quick = rows.querySelector('.quick') ?? template.content.firstElementChild.cloneNode(true);
  const uid = row.id.slice(1);
  for (const button of quick.querySelectorAll('button')) {
    button.value = uid;
    button.tabIndex = -1;
    if (!document.querySelector('#offline')?.hidden) {
      button.setAttribute('aria-disabled', 'true');
    }
  }
  row.append(quick);
};

// --- by scrolling: the next page's rows come where this one's end ---

const NEAR = 600;

const take = (rows, day) => {
  const title = day.querySelector('h2')?.textContent;
  const last = [...rows.querySelectorAll('.day')].at(-1);
  day.querySelectorAll('.msg-link').forEach((link) => { link.tabIndex = -1; });
  if (last && last.querySelector('h2')?.textContent === title) {
    last.querySelector('ol').append(...day.querySelectorAll('.msg'));
  } else {
    rows.append(day);
  }
};

const more = async (rows) => {
  const pager = rows.closest('#list').querySelector('.pager');
  const next = pager?.querySelector('a[rel=next]');
  if (!next || rows.ariaBusy === 'true' || !rows.isConnected
    || rows.scrollHeight - rows.scrollTop - rows.clientHeight > NEAR) {
    return;
  }
  rows.ariaBusy = 'true';
  try {
    const answer = await fetch(next.href, { redirect: 'error' });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const known = new Set([...rows.querySelectorAll('.msg')].map((row) => row.id));
      page.querySelectorAll('.msg').forEach((row) => known.has(row.id) && row.remove());
      page.querySelectorAll('.day').forEach((day) => take(rows, document.importNode(day, true)));
      pager.replaceWith(document.importNode(page.querySelector('.pager'), true));
      htmx.process(rows.closest('#list'));
    }
  } catch {
    document.dispatchEvent(new Event('restante:offline'));
  } finally {
    rows.ariaBusy = null;
  }
};

/* global htmx */
export default (rows) => {
  prepare(rows);
  if (document.documentElement.dataset.paging === 'endless') {
    rows.addEventListener('scroll', () => more(rows), { passive: true });
    more(rows);
  }
  rows.addEventListener('pointerover', ({ target, pointerType }) => {
    if (pointerType === 'mouse') {
      offer(rows, target.closest('.msg'));
    }
  });
  rows.addEventListener('focusin', ({ target }) => {
    const row = target.closest('.msg');
    offer(rows, row);
    if (target.matches('.msg-link')) {
      rove(rows, target);
    }
  });
  new MutationObserver(() => {
    if (!rows.querySelector('.msg-link[tabindex="0"]')) {
      prepare(rows);
    }
  }).observe(rows, { childList: true, subtree: true });
};
