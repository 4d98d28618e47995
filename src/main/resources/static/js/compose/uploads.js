// The files of a message: each goes to the server as it is chosen, one after the other.
/* global Compose */
(() => {
  const PICTURE = /^image\/(png|jpeg|gif|webp)$/;

  // The name by which the text knows a picture (RFC 2392).
  const contentId = (account) => `picture.${crypto.randomUUID()}@${account.replace(/^.*@/, '').replace(/[^A-Za-z0-9.-]/g, '')}`;

  Compose.Uploads = class {
    #form;
    #words;
    #composer;
    #box;

    constructor(form, words, composer) {
      this.#form = form;
      this.#words = words;
      this.#composer = composer;
      this.#box = form.querySelector('[data-files]');
      this.#listen();
    }

    #listen() {
      const input = this.#form.querySelector('[data-file]');
      input.multiple = true;
      input.addEventListener('change', (event) => {
        event.stopPropagation();
        this.take([...input.files]);
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
          this.take([...event.dataTransfer.files]);
        }
      });
      this.#form.elements.text.addEventListener('paste', (event) => {
        if (event.clipboardData?.files.length) {
          event.preventDefault();
          this.take([...event.clipboardData.files]);
        }
      });
    }

    // Where a place in the text is given, pictures go there.
    take(files, at) {
      const limit = Number(this.#form.dataset.limit);
      for (const file of files) {
        if (limit && file.size * 1.37 > limit) {
          this.#composer.refused(this.#words.large.replace('{0}', file.name));
        } else {
          this.#upload(file, at !== undefined && PICTURE.test(file.type) ? at : undefined);
        }
      }
    }

    #upload(file, at) {
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
      this.#box.append(row);
      let cancelled = false;
      let xhr;
      cancel.addEventListener('click', () => {
        cancelled = true;
        xhr?.abort();
        row.remove();
      });
      return this.#composer.next(async () => {
        if (cancelled) {
          return;
        }
        const data = this.#composer.data();
        const cid = at === undefined ? '' : contentId(this.#form.dataset.account);
        data.set('act', 'save');
        data.set('cid', cid);
        data.append('file', file); // the last field: the server reads it while it passes it on
        this.#composer.begun();
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
          this.#composer.cancelled();
        } else if (status === 0) {
          this.#composer.broken();
        } else if (this.#composer.answered(status, text) && cid) {
          const url = `/drafts/${this.#form.dataset.draft}/pictures/${cid}`;
          const alt = file.name.replace(/\.[a-z]+$/i, '');
          this.#composer.shown({ url, cid, alt, at });
        }
      });
    }

    // The files as the server has them now.
    show(files) {
      this.#box.querySelectorAll('.file:not(.uploading)').forEach((row) => row.remove());
      this.#box.prepend(...files.map((file) => this.#row(file)));
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
        this.#composer.changed();
      });
      row.append(keep, badge, name, size, remove);
      return row;
    }
  };
})();
