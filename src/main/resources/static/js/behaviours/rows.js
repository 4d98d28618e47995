// The rows of the list: one stop of the Tab key, arrows inside, and the quick acts of the row that
// the pointer or the focus is on.
const links = (rows) => [...rows.querySelectorAll('.msg-link')];
const stops = (row) => row.querySelectorAll('.msg-link, input[name=uid], .quick button');

const rest = (row) => stops(row).forEach((stop) => { stop.tabIndex = -1; });

const rove = (rows, row) => {
  for (const link of rows.querySelectorAll('.msg-link[tabindex="0"]')) {
    rest(link.closest('.msg'));
  }
  stops(row).forEach((stop) => { stop.tabIndex = 0; });
};

const prepare = (rows) => {
  const all = links(rows);
  all.forEach((link) => rest(link.closest('.msg')));
  const first = rows.querySelector('.msg-link[aria-current]') ?? all[0];
  if (first) {
    rove(rows, first.closest('.msg'));
  }
};

// The pointer's row takes them from any row but the one that the focus is in.
const offer = (rows, row) => {
  if (!row || row.querySelector('.quick')) {
    return;
  }
  const free = [...rows.querySelectorAll('.quick')]
    .find((quick) => !quick.closest('.msg').contains(document.activeElement));
  const quick = free ?? document.querySelector('#quick').content.firstElementChild.cloneNode(true);
  const uid = row.id.slice(1);
  for (const button of quick.querySelectorAll('button')) {
    button.value = uid;
    button.tabIndex = row.querySelector('.msg-link').tabIndex;
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
  day.querySelectorAll('.msg').forEach(rest);
  if (last && last.querySelector('h2')?.textContent === title) {
    last.querySelector('ol').append(...day.querySelectorAll('.msg'));
  } else {
    rows.append(day);
  }
};

const isWanted = (rows, wanted) => rows.isConnected && (links(rows).length < wanted
  || rows.scrollHeight - rows.scrollTop - rows.clientHeight <= NEAR);

const next = (rows) => rows.closest('#list')?.querySelector('.pager a[rel=next]');

const append = (rows, html) => {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const known = new Set([...rows.querySelectorAll('.msg')].map((row) => row.id));
  page.querySelectorAll('.msg').forEach((row) => known.has(row.id) && row.remove());
  page.querySelectorAll('.day').forEach((day) => take(rows, document.importNode(day, true)));
  const list = rows.closest('#list');
  list.querySelector('.pager').replaceWith(document.importNode(page.querySelector('.pager'), true));
  htmx.process(list);
};

// Whoever scrolls on while a page is on its way makes no further event when it has come, so it is
// looked again after each.
const more = async (rows, wanted = 0) => {
  if (rows.ariaBusy === 'true') {
    return;
  }
  rows.ariaBusy = 'true';
  try {
    for (let link = next(rows); link && isWanted(rows, wanted); link = next(rows)) {
      const answer = await fetch(link.href, { redirect: 'error' });
      if (!answer.ok || !rows.isConnected) {
        return;
      }
      append(rows, await answer.text());
    }
    rows.dispatchEvent(new Event('restante:filled'));
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
    rows.addEventListener('restante:fill', ({ detail }) => more(rows, detail));
    setTimeout(() => more(rows)); // after what restores the place
  }
  rows.addEventListener('pointerover', ({ target, pointerType }) => {
    if (pointerType === 'mouse') {
      offer(rows, target.closest('.msg'));
    }
  });
  rows.addEventListener('focusin', ({ target }) => {
    const row = target.closest('.msg');
    if (row) {
      offer(rows, row);
      rove(rows, row);
    }
  });
  new MutationObserver(() => {
    if (!rows.querySelector('.msg-link[tabindex="0"]')) {
      prepare(rows);
    }
  }).observe(rows, { childList: true, subtree: true });
};
