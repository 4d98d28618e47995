// Keeps what somebody looks at where it is while rows come and go above it, and says quietly at the
// top of the list that there is something new.
/* global Live */
(() => {
  const FADE = 4_000;
  const OFTEN = 30_000;
  const words = (name, count) => {
    const { dataset } = document.querySelector('#live');
    return count === 1 ? dataset[`${name}One`] : dataset[`${name}Many`].replace('#', count);
  };

  const isAbove = (rows, row) => row.isConnected
    && row.getBoundingClientRect().top < rows.getBoundingClientRect().top - 1;

  // The row that shall not move, and after it the others, as it may be gone.
  const anchors = (rows) => {
    const all = [...rows.querySelectorAll('.msg')];
    const { top, bottom } = rows.getBoundingClientRect();
    const isSeen = (row) => {
      const box = row.getBoundingClientRect();
      return box.bottom > top && box.top < bottom;
    };
    const focused = all.find((row) => row.matches(':focus-within'));
    const first = all.find((row) => row.matches(':hover'))
      ?? (focused && isSeen(focused) ? focused : all.find(isSeen));
    const at = Math.max(0, all.indexOf(first));
    return [...all.slice(at), ...all.slice(0, at).reverse()];
  };

  // Where the list is too short to scroll, room below it makes that possible.
  const scroll = (rows, by) => {
    const target = rows.scrollTop + by;
    rows.scrollTop = target;
    const missing = target - rows.scrollTop;
    if (missing >= 1) {
      const last = rows.lastElementChild.getBoundingClientRect().bottom;
      const end = last - rows.getBoundingClientRect().top + rows.scrollTop;
      rows.style.paddingBlockEnd = `${Math.ceil(target + rows.clientHeight - end)}px`;
      rows.scrollTop = target;
    }
  };

  // Where the row that had the focus is gone, the one after it has it, or the one before.
  const refocus = (focused, all) => {
    const row = focused.closest('.msg');
    const at = all.indexOf(row);
    if (focused.isConnected) {
      focused.focus({ preventScroll: true });
    } else if (at >= 0) {
      all.slice(at).concat(all.slice(0, at).reverse()).find((one) => one.isConnected)
        ?.querySelector('.msg-link').focus({ preventScroll: true });
    }
  };

  Live.steady = (rows, change) => {
    const all = [...rows.querySelectorAll('.msg')];
    const held = rows.scrollTop > 0 || rows.matches(':hover') || rows.matches(':focus-within');
    const focused = document.activeElement;
    const tops = (held ? anchors(rows) : []).map((row) => [row, row.getBoundingClientRect().top]);
    change();
    const [row, top] = tops.find(([one]) => one.isConnected) ?? [];
    if (row) {
      scroll(rows, row.getBoundingClientRect().top - top);
    }
    if (focused && focused !== document.activeElement) {
      refocus(focused, all);
    }
  };

  // --- what is new ---

  const unseen = new WeakMap();

  const show = (rows) => {
    const above = unseen.get(rows).filter((row) => isAbove(rows, row));
    unseen.set(rows, above);
    let mark = rows.querySelector('.arrivals');
    if (above.length === 0) {
      mark?.remove();
      return;
    }
    if (!mark) {
      mark = document.createElement('div');
      mark.className = 'arrivals';
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'btn primary';
      button.addEventListener('click', () => up(rows));
      mark.append(button);
      rows.prepend(mark);
    }
    mark.firstChild.textContent = words('arrived', above.length);
  };

  const up = (rows) => {
    rows.scrollTo({ top: 0 });
    rows.querySelector('.msg-link')?.focus({ preventScroll: true });
  };

  const watch = (rows) => {
    unseen.set(rows, []);
    rows.addEventListener('scroll', () => {
      if (rows.scrollTop < 1) {
        rows.style.paddingBlockEnd = '';
      }
      show(rows);
    }, { passive: true });
  };

  Live.arrived = (rows, fresh) => {
    if (!unseen.has(rows)) {
      watch(rows);
    }
    for (const row of fresh) {
      row.classList.add('arrived');
      setTimeout(() => row.classList.remove('arrived'), FADE);
    }
    const unread = fresh.filter((row) => row.matches('.unread'));
    if (rows.checkVisibility()) {
      unseen.set(rows, [...unseen.get(rows), ...unread]);
    }
    show(rows);
    announce(unread.length);
  };

  // For those who listen: not each mail of a storm, but how many came.
  let silent = 0;
  let said = -OFTEN;
  let timer;

  const say = () => {
    timer = undefined;
    said = performance.now();
    document.querySelector('#status').textContent = words('arrived', silent);
    silent = 0;
  };

  const announce = (count) => {
    silent += count;
    if (silent > 0) {
      timer ??= setTimeout(say, Math.max(0, said + OFTEN - performance.now()));
    }
  };
})();
