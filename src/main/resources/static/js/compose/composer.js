// The composer: saves by itself, takes files, sends, and never loses what was typed. All requests of
// one composer go one after the other, so that each is based on the copy that the one before made.
(() => {
  const PAUSE = 2000;
  const AGAIN = 5000;

  class Composer {
    #form;
    #words;
    #dirty = false;
    #timer;
    #queue = Promise.resolve();
    #busy = 0;
    #failed = 0;
    #editor;
    #done = false;

    constructor(form) {
      this.#form = form;
      this.#words = form.querySelector('[data-words]').dataset;
      // typed while the scripts were on their way
      const begun = [...form.querySelectorAll('.person-line input, textarea')]
        .some((field) => field.value !== field.defaultValue);
      this.#mount();
      form.addEventListener('input', () => this.#changed());
      form.addEventListener('change', () => this.#changed());
      form.addEventListener('submit', (event) => this.#submit(event));
      form.addEventListener('keydown', (event) => this.#key(event));
      form.querySelector('[data-save]').hidden = true;
      form.querySelector('[data-leave]').addEventListener('click', (event) => this.#leave(event));
      this.#files();
      this.#small();
      window.restanteComplete(form);
      window.addEventListener('beforeunload', (event) => {
        if (this.#dirty && !this.#done && form.isConnected) {
          this.#save();
          event.preventDefault();
        }
      });
      window.addEventListener('online', () => this.#dirty && this.#save());
      this.#focus();
      if (begun) {
        this.#changed();
      }
    }

    #find(selector) {
      return this.#form.querySelector(selector);
    }

    #field(name) {
      return this.#form.elements[name];
    }

    // --- what is written ---

    #mount() {
      const template = this.#find('[data-html]');
      const host = this.#find('[data-editor]');
      const textarea = this.#field('text');
      if (!window.restanteEditor || !host || !template) {
        return;
      }
      this.#editor = window.restanteEditor.mount(host, {
        textarea,
        toolbar: this.#find('[data-editor-tools]'),
        html: template.content.textContent,
        onChange: () => this.#changed(),
      });
      this.#field('format').value = 'rich';
      host.addEventListener('files', ({ detail }) => this.#take(detail.files));
      host.addEventListener('mode', ({ detail }) => {
        this.#field('format').value = detail.plain ? 'plain' : 'rich';
        this.#changed();
      });
    }

    #focus() {
      if (this.#form.contains(document.activeElement)) {
        return; // somebody has begun while the scripts were on their way
      }
      const to = this.#field('to');
      if (!to.value) {
        to.focus();
      } else if (this.#editor) {
        this.#editor.focus();
      } else {
        const text = this.#field('text');
        text.focus();
        text.setSelectionRange(0, 0);
      }
    }

    #data() {
      if (this.#editor && this.#field('format').value === 'rich') {
        this.#field('text').value = this.#editor.text();
      }
      const data = new FormData(this.#form);
      data.delete('file');
      if (this.#editor && this.#field('format').value === 'rich') {
        data.set('html', this.#editor.html());
      }
      return data;
    }

    #changed() {
      this.#dirty = true;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#save(), PAUSE);
    }

    // --- saving ---

    #say(text, bad = false) {
      const saved = this.#find('[data-saved]');
      saved.textContent = text;
      saved.classList.toggle('bad', bad);
    }

    #save() {
      clearTimeout(this.#timer);
      return this.#next(async () => {
        if (!this.#dirty || this.#done) {
          return;
        }
        this.#dirty = false;
        const ok = await this.#post(this.#data(), this.#words.saving);
        if (!ok) {
          this.#dirty = true;
        }
      });
    }

    #next(work) {
      this.#busy += 1;
      this.#queue = this.#queue.then(work).catch(() => {}).finally(() => { this.#busy -= 1; });
      return this.#queue;
    }

    // Sends the form; true where the server has taken it.
    async #post(data, saying, act = 'save') {
      data.set('act', act);
      this.#say(saying);
      let response;
      try {
        response = await fetch(this.#form.action, {
          method: 'POST',
          headers: { accept: 'application/json', 'HX-Request': 'true' },
          body: new URLSearchParams(data),
        });
      } catch {
        this.#retry(this.#words.offline);
        return false;
      }
      return this.#answered(response.status, await response.text());
    }

    #retry(text) {
      this.#say(text, true);
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.#dirty = true;
        this.#save();
      }, Math.min(60000, AGAIN * 2 ** this.#failed));
      this.#failed += 1;
    }

    #answered(status, text) {
      const json = parsed(text);
      if (status === 401 || status === 403) {
        this.#signedOut();
        return false;
      }
      if (status === 409 && json) {
        this.#conflict(json);
        return false;
      }
      if (status === 422 && json) {
        this.#trouble(json.troubles, json.sure);
        this.#say('');
        if (json.saved) {
          this.#saved(json.saved);
        }
        return Boolean(json.saved);
      }
      if (status !== 200 || !json) {
        this.#retry(problem(text) || this.#words.failed);
        return false;
      }
      if (json.uid) {
        this.#saved(json);
      } else {
        this.#gone(json);
      }
      return true;
    }

    #saved(json) {
      this.#failed = 0;
      this.#field('uid').value = json.uid;
      this.#field('uidValidity').value = json.uidValidity;
      this.#field('source').value = json.source;
      this.#field('number').value = Number(this.#field('number').value) + 1;
      this.#say(json.saved);
      this.#show(json.files);
      this.#form.dispatchEvent(new CustomEvent('restante:judged', { detail: json.remarks }));
    }

    #trouble(troubles, sure) {
      const box = this.#find('[data-troubles]');
      box.querySelector('ul').replaceChildren(...troubles.map((text) => {
        const item = document.createElement('li');
        item.textContent = text;
        return item;
      }));
      box.querySelector('[data-sure]').hidden = !sure;
      box.querySelectorAll('[data-choice]').forEach((button) => button.remove());
      box.hidden = troubles.length === 0;
      return box;
    }

    // Somebody else wrote meanwhile: both are kept, and the author chooses which to go on with.
    #conflict(json) {
      const box = this.#trouble(json.troubles, false);
      this.#say('');
      const mine = document.createElement('button');
      mine.type = 'button';
      mine.className = 'btn';
      mine.dataset.choice = '';
      mine.textContent = this.#words.mine;
      mine.addEventListener('click', () => {
        this.#rename();
        this.#trouble([], false);
        this.#dirty = true;
        this.#save();
      });
      box.append(mine);
      if (json.other) {
        const other = document.createElement('a');
        other.className = 'btn';
        other.dataset.choice = '';
        other.href = json.other;
        other.textContent = this.#words.other;
        box.append(other);
      }
      clearTimeout(this.#timer);
    }

    #rename() {
      const id = crypto.randomUUID();
      this.#form.action = this.#form.action.replace(/[0-9a-f-]{36}/, id);
      this.#form.dataset.draft = id;
      this.#field('uid').value = '';
      this.#field('uidValidity').value = '';
    }

    // --- signed out while writing: in again, over the page, and on it goes ---

    async #signedOut() {
      this.#say(this.#words.late, true);
      if (document.querySelector('dialog.signed-out')) {
        return;
      }
      const page = await html('/sign-in');
      const form = page?.querySelector('.signin-form form, form.signin-form');
      if (!form) {
        this.#retry(this.#words.late);
        return;
      }
      const dialog = document.createElement('dialog');
      dialog.className = 'dialog signed-out';
      const title = document.createElement('h2');
      title.textContent = this.#words.signin;
      dialog.append(title, form);
      document.body.append(dialog);
      const who = this.#find('.sender').textContent;
      form.querySelector('[name=username]').value = who;
      form.addEventListener('submit', async (event) => {
        event.preventDefault();
        const response = await fetch('/sign-in', { method: 'POST', body: new URLSearchParams(new FormData(form)) });
        const answer = new DOMParser().parseFromString(await response.text(), 'text/html');
        const again = answer.querySelector('.signin-form form, form.signin-form');
        if (again) {
          form.replaceChildren(...again.childNodes);
          form.querySelector('[name=username]').value = who;
          return;
        }
        const token = (await html('/settings/general'))?.querySelector('input[name=_csrf]')?.value;
        document.querySelectorAll('form.composer').forEach((composer) => {
          composer.action = composer.action.replace(/_csrf=.*/, `_csrf=${encodeURIComponent(token)}`);
        });
        document.querySelectorAll('input[name=_csrf]').forEach((field) => { field.value = token; });
        dialog.close();
        dialog.remove();
        this.#dirty = true;
        this.#save();
      });
      wake();
      dialog.showModal();
    }

    // --- files ---

    #files() {
      const input = this.#find('[data-file]');
      input.multiple = true;
      input.addEventListener('change', (event) => {
        event.stopPropagation();
        this.#take([...input.files]);
        input.value = '';
      });
      this.#form.addEventListener('dragover', (event) => {
        if (event.dataTransfer?.types.includes('Files')) {
          event.preventDefault();
          this.#form.classList.add('dropping');
        }
      });
      this.#form.addEventListener('dragleave', () => this.#form.classList.remove('dropping'));
      this.#form.addEventListener('drop', (event) => {
        this.#form.classList.remove('dropping');
        if (event.dataTransfer?.files.length && !event.defaultPrevented) {
          event.preventDefault();
          this.#take([...event.dataTransfer.files]);
        }
      });
      this.#field('text').addEventListener('paste', (event) => {
        if (event.clipboardData?.files.length) {
          event.preventDefault();
          this.#take([...event.clipboardData.files]);
        }
      });
    }

    #take(files) {
      const limit = Number(this.#form.dataset.limit);
      for (const file of files) {
        if (limit && file.size * 1.37 > limit) {
          this.#trouble([this.#words.large.replace('{0}', file.name)], false);
        } else {
          this.#upload(file);
        }
      }
    }

    #upload(file) {
      const row = document.createElement('div');
      row.className = 'file uploading';
      const name = document.createElement('span');
      name.className = 'file-name';
      name.textContent = file.name;
      const progress = document.createElement('progress');
      progress.max = 1;
      progress.value = 0;
      progress.ariaLabel = this.#words.uploading.replace('{0}', file.name);
      const cancel = document.createElement('button');
      cancel.type = 'button';
      cancel.className = 'btn icon-only';
      cancel.ariaLabel = `${this.#words.cancel}: ${file.name}`;
      cancel.textContent = '\u00d7';
      row.append(name, progress, cancel);
      this.#find('[data-files]').append(row);
      let cancelled = false;
      let xhr;
      cancel.addEventListener('click', () => {
        cancelled = true;
        xhr?.abort();
        row.remove();
      });
      return this.#next(async () => {
        if (cancelled || this.#done) {
          return;
        }
        const data = this.#data();
        data.set('act', 'save');
        data.append('file', file);
        this.#dirty = false;
        xhr = new XMLHttpRequest();
        const [status, text] = await new Promise((resolve) => {
          xhr.upload.addEventListener('progress', (event) => { progress.value = event.loaded / event.total; });
          xhr.addEventListener('loadend', () => resolve([xhr.status, xhr.responseText]));
          xhr.open('POST', this.#form.action);
          xhr.setRequestHeader('accept', 'application/json');
          xhr.setRequestHeader('HX-Request', 'true');
          xhr.send(data);
        });
        row.remove();
        if (cancelled) {
          this.#dirty = true;
          this.#changed();
        } else if (status === 0) {
          this.#retry(this.#words.offline);
        } else {
          this.#answered(status, text);
        }
      });
    }

    // The files as the server has them now.
    #show(files) {
      const box = this.#find('[data-files]');
      const before = [...box.querySelectorAll('.file:not(.uploading)')];
      before.forEach((row) => row.remove());
      box.prepend(...files.map((file) => this.#row(file)));
    }

    #row(file) {
      const row = document.createElement('div');
      row.className = 'file';
      row.hidden = file.shown;
      const keep = document.createElement('input');
      keep.type = 'hidden';
      keep.name = 'keep';
      keep.value = file.section;
      const badge = document.createElement('span');
      badge.className = 'badge';
      badge.ariaHidden = 'true';
      badge.textContent = file.badge;
      const name = document.createElement('span');
      name.className = 'file-name';
      name.dir = 'auto';
      name.textContent = file.name;
      const size = document.createElement('bdi');
      size.className = 'file-size';
      size.textContent = file.size;
      const remove = document.createElement('button');
      remove.type = 'button';
      remove.className = 'btn icon-only';
      remove.ariaLabel = this.#words.remove.replace('{0}', file.name);
      remove.textContent = '\u00d7';
      remove.addEventListener('click', () => {
        row.remove();
        this.#changed();
      });
      row.append(keep, badge, name, size, remove);
      return row;
    }

    // --- sending, leaving ---

    #key(event) {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.#find('[data-send]').click();
      } else if (event.key === 'Escape' && this.#form.dataset.docked !== undefined
        && !event.defaultPrevented) {
        event.preventDefault();
        this.#find('[data-leave]').click();
      } else if (event.key === 'Enter' && event.target.matches('.person-line input')) {
        event.preventDefault(); // would press the first button
      }
    }

    #submit(event) {
      event.preventDefault();
      const act = event.submitter?.value ?? 'save';
      if (act === 'save') {
        this.#dirty = true;
        this.#save();
        return;
      }
      const buttons = this.#form.querySelectorAll('button[name=act]');
      buttons.forEach((button) => { button.disabled = true; });
      clearTimeout(this.#timer);
      this.#next(async () => {
        const data = this.#data();
        const subject = data.get('subject');
        this.subject = subject;
        this.#trouble([], false);
        this.#dirty = false;
        if (!await this.#post(data, act === 'discard' ? '' : this.#words.sending, act)) {
          this.#dirty = true;
        }
        buttons.forEach((button) => { button.disabled = false; });
      });
    }

    #gone(json) {
      this.#done = true;
      this.#dirty = false;
      const docked = this.#form.dataset.docked !== undefined;
      if (!docked) {
        location.assign(json.next);
        return;
      }
      this.#form.remove();
      document.querySelector('a[data-write].write')?.focus();
      if (json.state !== 'DISCARDED') {
        toast(this.#words, this.subject, json, this.#form.action);
      }
    }

    async #leave(event) {
      if (event.ctrlKey || event.metaKey) {
        return;
      }
      event.preventDefault();
      const { href } = event.currentTarget;
      await this.#save();
      if (this.#dirty) {
        return; // it says why
      }
      this.#done = true;
      if (this.#form.dataset.docked === undefined) {
        location.assign(href);
      } else {
        this.#form.remove();
        document.querySelector('a[data-write].write')?.focus();
      }
    }

    #small() {
      const button = this.#find('[data-minimize]');
      button.hidden = this.#form.dataset.docked === undefined;
      button.addEventListener('click', () => {
        const small = this.#form.classList.toggle('small');
        button.ariaExpanded = String(!small);
      });
    }
  }

  const parsed = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  };

  const problem = (text) => new DOMParser().parseFromString(text, 'text/html')
    .querySelector('.problem h1')?.textContent ?? '';

  const html = async (url) => {
    try {
      const response = await fetch(url, { headers: { accept: 'text/html' } });
      return new DOMParser().parseFromString(await response.text(), 'text/html');
    } catch {
      return null;
    }
  };

  // Says that it is being sent, for as long as it can be taken back.
  const toast = (words, subject, json, action) => {
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

  window.restanteCompose = (form) => new Composer(form);
})();
