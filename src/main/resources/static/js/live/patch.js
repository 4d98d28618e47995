// Brings the list, the tree and what stands around them up to date, in place.
/* global Live, htmx */
(() => {
  const $ = (selector) => document.querySelector(selector);
  const uidOf = (row) => Number(row.id.slice(1));
  const rowsOf = (node) => [...node.querySelectorAll('.msg')];
  const newest = (node) => Math.max(0, ...rowsOf(node).map(uidOf));
  const lifeOf = (node) => node.querySelector('input[name=uidValidity]').value;

  // The highest UID that was ever shown of a list; what is above that is new.
  const highest = new Map();

  // Further pages' rows go where they would have gone by scrolling.
  const joined = ([first, ...others]) => {
    const rows = first.querySelector('.rows');
    for (const page of others) {
      for (const day of page.querySelectorAll('.day')) {
        const title = (one) => one?.querySelector('h2')?.textContent;
        const last = [...rows.querySelectorAll('.day')].at(-1);
        const known = new Set(rowsOf(rows).map((row) => row.id));
        rowsOf(day).forEach((row) => known.has(row.id) && row.remove());
        if (title(last) === title(day)) {
          last.querySelector('ol').append(...rowsOf(day));
        } else {
          rows.append(day);
        }
      }
      first.querySelector('.pager').replaceWith(page.querySelector('.pager'));
    }
    return first.querySelector('#list');
  };

  // In the order of arrival, and on its first page; elsewhere rows come that were only out of sight.
  const arrivals = (list, before) => {
    const view = list.querySelector('input[name=view]').value;
    const name = `${list.dataset.mailbox} ${lifeOf(list)} ${view}`;
    const known = Math.max(highest.get(name) ?? 0, before);
    highest.set(name, Math.max(known, newest(list)));
    return /[?&](page|sort)=/.test(view) ? [] : rowsOf(list).filter((row) => uidOf(row) > known);
  };

  const replace = (selector, page, parent) => {
    const old = $(selector);
    const fresh = page.querySelector(selector);
    if (old && fresh) {
      Live.morph(old, fresh);
    } else if (fresh && parent) {
      parent.prepend(document.importNode(fresh, true));
    } else {
      old?.remove();
    }
  };

  const around = (page) => {
    const tree = $('#tree');
    if (tree && page.querySelector('#tree')) {
      Live.children(tree, page.querySelector('#tree'));
      htmx.process(tree);
    }
    replace('.foot .quota', page, $('.foot'));
    replace('#app > .strip.danger', page, $('#app'));
    if (!$('#reader .letter') && page.querySelector('title')) {
      document.title = page.querySelector('title').textContent;
    }
  };

  // The page that was shown is there no more: the list has become shorter.
  const moved = (list, view) => {
    if (view !== list.querySelector('input[name=view]').value && !$('#reader .letter')) {
      const { action } = list.querySelector('#selection');
      history.replaceState(history.state, '', action.replace(/\/seen$/, '') + view);
    }
  };

  Live.patch = (list, pages) => {
    const page = pages[0];
    const fresh = joined(pages);
    const rows = list.querySelector('.rows');
    const renewed = lifeOf(list) !== lifeOf(fresh);
    const before = newest(list);
    moved(list, fresh.querySelector('input[name=view]').value);
    Live.steady(rows, () => {
      if (renewed) {
        rows.replaceChildren(); // the same numbers are other messages now
      }
      Live.children(list.querySelector('#selection'), fresh.querySelector('#selection'));
      list.dataset.mailbox = fresh.dataset.mailbox;
      list.dataset.state = fresh.dataset.state;
    });
    around(page);
    htmx.process(list);
    if (rows.querySelector('.msg-link[tabindex="0"]')) {
      rows.querySelectorAll('.msg-link:not([tabindex])').forEach((link) => {
        link.tabIndex = -1;
        link.closest('.msg').querySelector('input[name=uid]').tabIndex = -1;
      });
    }
    const arrived = renewed ? [] : arrivals(list, before);
    if (arrived.length) {
      Live.arrived(rows, arrived);
    }
    list.querySelector('#selection').dispatchEvent(new Event('restante:chosen'));
  };
})();
