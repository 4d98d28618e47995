// The message that is being read: its buttons follow what others do with it, and where it was taken
// away its text stays, with a word about that.
/* global Live, htmx */
(() => {
  const $ = (selector) => document.querySelector(selector);

  const asked = async (form) => {
    const life = form.elements.uidValidity.value;
    const url = form.getAttribute('action').replace(/seen$/, `${form.elements.only.value}/state`);
    const answer = await fetch(`${url}?uidValidity=${life}`, {
      headers: { 'Restante-Unattended': 'true' }, redirect: 'error',
    });
    return answer.ok ? answer.json() : null;
  };

  // The list knows already, where the message's row is on it.
  const listed = (list, form) => {
    const same = list.querySelector('input[name=uidValidity]').value === form.elements.uidValidity.value;
    const row = same && list.querySelector(`#m${form.elements.only.value}`);
    return row && {
      there: true,
      flagged: row.classList.contains('flagged'),
      unread: row.classList.contains('unread'),
    };
  };

  const follow = (form, { flagged, unread }) => {
    const hidden = { flag: flagged, unflag: !flagged, seen: !unread, unseen: unread };
    for (const [act, off] of Object.entries(hidden)) {
      form.querySelectorAll(`[data-act=${act}]`).forEach((button) => { button.hidden = off; });
    }
  };

  const link = (to, text) => {
    const one = to.cloneNode(false);
    one.removeAttribute('class');
    one.removeAttribute('aria-label');
    one.removeAttribute('title');
    one.textContent = text;
    return one;
  };

  const gone = (form) => {
    const words = $('#live').dataset;
    const note = document.createElement('div');
    note.className = 'note warn gone';
    note.setAttribute('role', 'status');
    const text = document.createElement('span');
    text.className = 'grow';
    text.textContent = words.gone;
    const ways = document.createElement('span');
    ways.className = 'note-acts';
    const next = form.querySelector('.place [rel=next]') ?? form.querySelector('.place [rel=prev]');
    if (next) {
      ways.append(link(next, words.goneNext));
    }
    ways.append(link(form.querySelector('.back'), words.goneList));
    note.append(text, ways);
    form.querySelectorAll('[data-act], .move, .more, .divider').forEach((act) => act.remove());
    form.dataset.gone = '';
    form.after(note);
    htmx.process(note);
    const open = $('#selection input[name=reader]');
    if (open) {
      open.value = '';
    }
  };

  Live.reader = async (list) => {
    const form = $('#letter-acts');
    if (!form || form.dataset.gone !== undefined) {
      return;
    }
    const state = listed(list, form) || await asked(form);
    if (!state || !form.isConnected || Live.busy()) {
      return;
    }
    if (state.there) {
      follow(form, state);
    } else {
      gone(form);
    }
  };
})();
