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
  }
  row.append(quick);
};

export default (rows) => {
  prepare(rows);
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
