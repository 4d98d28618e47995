// The composer: saves by itself, sends, and never loses what was typed. All requests of one composer
// go one after the other, so that each is based on the copy that the one before made.
/* global Compose */
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
    #uploads;
    #done = false;
    #looking = false;
    #forget;

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
      this.#uploads = new Compose.Uploads(form, this.#words, {
        data: () => this.#data(),
        next: (work) => this.#next(async () => this.#done || work()),
        begun: () => { this.#dirty = false; },
        broken: () => this.#retry(this.#words.offline),
        cancelled: () => this.#changed(),
        answered: (status, text) => this.#answered(status, text),
        changed: () => this.#changed(),
        refused: (sentence) => this.#trouble([sentence], false),
        shown: (picture) => this.#editor?.insertImage(picture),
      });
      this.#sender();
      this.#templates();
      this.#small();
      window.restanteComplete(form);
      window.addEventListener('beforeunload', (event) => {
        if (this.#dirty && !this.#done && form.isConnected) {
          this.#save();
          event.preventDefault();
        }
      });
      window.addEventListener('online', () => this.#dirty && this.#save());
      const heard = ({ detail }) => this.#heard(detail);
      document.addEventListener('restante:mailboxes', heard);
      this.#forget = () => document.removeEventListener('restante:mailboxes', heard);
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
      if (!window.restanteEditor || !host) {
        return;
      }
      this.#editor = window.restanteEditor.mount(host, {
        textarea,
        toolbar: this.#find('[data-editor-tools]'),
        html: template?.content.textContent,
        plain: !template,
        onChange: () => this.#changed(),
      });
      this.#field('format').value = template ? 'rich' : 'plain';
      host.addEventListener('files', ({ detail }) => this.#uploads.take(detail.files, detail.at));
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
      } else if (this.#editor && !this.#editor.isPlain) {
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

    // Another sender has another signature, and what else goes with it.
    #sender() {
      const select = this.#find('[data-identity]');
      let before = select?.selectedOptions[0];
      select?.addEventListener('change', () => {
        const [now] = select.selectedOptions;
        if (this.#field('format').value === 'rich') {
          this.#editor.setSignature(said(now, 'signatureHtml'));
        } else {
          const field = this.#field('text');
          const at = said(before, 'signature') ? field.value.lastIndexOf(said(before, 'signature')) : -1;
          const end = at < 0 ? field.value.length : at;
          field.value = field.value.slice(0, end) + said(now, 'signature')
            + (at < 0 ? '' : field.value.slice(at + said(before, 'signature').length));
        }
        this.#field('signed').value = select.value;
        if (this.#field('replyTo').value === said(before, 'reply')) {
          put(this.#field('replyTo'), said(now, 'reply'));
        }
        const others = this.#field('bcc').value.split(/,\s*/)
          .filter((one) => one && one !== said(before, 'copy') && one !== said(now, 'copy'));
        put(this.#field('bcc'), others.concat(said(now, 'copy') || []).join(', '));
        this.#find('.more-people').open ||= Boolean(this.#field('bcc').value + this.#field('replyTo').value);
        before = now;
        this.#changed();
      });
    }

    #templates() {
      this.#find('[data-insert]')?.addEventListener('click', async (event) => {
        event.preventDefault();
        const id = this.#field('template').value;
        let template;
        try {
          const response = await fetch(`/settings/writing/templates/${id}`, { headers: { accept: 'application/json' } });
          template = response.ok ? await response.json() : null;
        } catch {
          template = null;
        }
        event.target.closest('details').open = false;
        if (!template) {
          this.#say(this.#words.offline, true);
          return;
        }
        if (!this.#field('subject').value) {
          put(this.#field('subject'), template.subject);
        }
        if (this.#editor && template.html) {
          this.#editor.insertHtml(template.html);
        } else if (this.#editor) {
          this.#editor.insertText(template.text);
        } else {
          const field = this.#field('text');
          field.setRangeText(template.text, field.selectionStart, field.selectionEnd, 'end');
        }
        this.#changed();
        this.#editor?.focus();
      });
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
        this.#say(this.#words.late, true);
        this.#signIn();
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
      this.#uploads.show(json.files);
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
        other.dataset.write = ''; // beside this one, where there is room
        other.target = '_blank';
        other.href = json.other;
        other.textContent = this.#words.other;
        box.append(other);
      }
      const drop = document.createElement('button');
      drop.type = 'button';
      drop.className = 'btn';
      drop.dataset.choice = 'drop';
      drop.textContent = this.#words.drop;
      drop.addEventListener('click', () => this.#close(this.#find('[data-leave]').href));
      box.append(drop);
      clearTimeout(this.#timer);
    }

    // Something has changed in the mailboxes named; if it is where the drafts are, then perhaps here.
    #heard(mailboxes) {
      if (!this.#form.isConnected) {
        this.#forget();
        return;
      }
      const [mailbox] = this.#field('source').value.split(' ');
      if (!this.#field('uid').value || !mailboxes.includes(mailbox) || this.#looking) {
        return;
      }
      this.#looking = true;
      this.#next(() => this.#look().finally(() => { this.#looking = false; }));
    }

    async #look() {
      if (this.#done || this.#find('[data-choice]')) {
        return;
      }
      const known = new URLSearchParams(['writer', 'number', 'uidValidity', 'uid']
        .map((name) => [name, this.#field(name).value]));
      const url = new URL(this.#form.action);
      const response = await fetch(`${url.pathname}?${known}`, {
        headers: { accept: 'application/json', 'Restante-Unattended': 'true' },
      });
      if (response.status === 200) {
        this.#conflict(await response.json());
      }
    }

    #rename() {
      const id = crypto.randomUUID();
      this.#form.action = this.#form.action.replace(/[0-9a-f-]{36}/, id);
      this.#form.dataset.draft = id;
      this.#field('uid').value = '';
      this.#field('uidValidity').value = '';
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
      if (act === 'template') {
        this.#keep();
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

    // The text becomes a template, and the menu says so.
    #keep() {
      this.#next(async () => {
        this.#dirty = false;
        if (await this.#post(this.#data(), this.#words.saving, 'template')) {
          this.#say(this.#words.kept);
          this.#find('[data-template]').closest('details').open = false;
        } else {
          this.#dirty = true;
        }
      });
    }

    async #signIn() {
      if (await Compose.signIn(this.#form.dataset.account, this.#words)) {
        this.#dirty = true;
        this.#save();
      } else {
        this.#retry(this.#words.late);
      }
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
        Compose.told(this.#words, this.subject, json, this.#form.action);
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
      this.#close(href);
    }

    #close(href) {
      this.#done = true;
      clearTimeout(this.#timer);
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

  // What a sender brings; no attribute is as good as an empty one.
  const said = (option, name) => option.dataset[name] ?? '';

  // As if it had been typed.
  const put = (field, value) => {
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };

  const parsed = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  };

  const problem = (text) => new DOMParser().parseFromString(text, 'text/html')
    .querySelector('.problem h1')?.textContent ?? '';

  window.restanteCompose = (form) => new Composer(form);
})();
