/* global Compose */
(() => {
  // Says that it is being sent, for as long as it can be taken back.
  Compose.told = (words, subject, json, action) => {
    document.querySelectorAll('.toast').forEach((one) => one.remove());
    const template = document.querySelector('#refused').content.firstElementChild.cloneNode(true);
    template.classList.remove('refused');
    template.querySelector('span').textContent = words.sent.replace('{0}', subject);
    const undo = document.createElement('button');
    undo.type = 'button';
    undo.className = 'btn text';
    undo.dataset.undo = '';
    undo.textContent = words.undo;
    template.querySelector('[data-close]').before(undo);
    template.querySelector('[data-close]').addEventListener('click', () => template.remove());
    undo.addEventListener('click', async () => {
      undo.disabled = true;
      clearTimeout(over);
      const token = new URL(action).searchParams.get('_csrf');
      const response = await fetch(`/outbox/${json.id}`, {
        method: 'POST',
        body: new URLSearchParams({ _method: 'delete', _csrf: token }),
      });
      template.remove();
      const url = new URL(response.url);
      if (url.pathname === '/compose') {
        document.dispatchEvent(new CustomEvent('restante:write', { detail: url.pathname + url.search }));
      } else {
        location.assign(response.url);
      }
    });
    document.querySelector('#content').append(template);
    const over = setTimeout(() => {
      undo.remove();
      follow(template, words, json.id);
    }, json.hold * 1000);
  };

  // Sees it off, and says how it went.
  const follow = async (told, words, id, tries = 0) => {
    let state = '';
    try {
      const response = await fetch(`/outbox/${id}`, { headers: { accept: 'application/json' } });
      state = response.ok ? (await response.json()).state : '';
    } catch {
      // asked once more below
    }
    if (state === 'SENT') {
      told.querySelector('span').textContent = words.gone;
      setTimeout(() => told.remove(), 4000);
    } else if (state === 'FAILED' || state === 'UNCERTAIN') {
      const link = document.createElement('a');
      link.className = 'btn text';
      link.href = '/outbox';
      link.textContent = words.why;
      told.querySelector('span').textContent = words.notsent;
      told.querySelector('[data-close]').before(link);
    } else if (tries < 60 && told.isConnected) {
      setTimeout(() => follow(told, words, id, tries + 1), 1500);
    } else {
      told.remove();
    }
  };
})();
