// Recipients as chips. The field that the form sends stays: it holds at each moment all chips and
// what is typed besides, as text, and what others write into it becomes chips.
(() => {
  const { read, write, legible, whole } = window.restanteAddresses;
  const FEW = 8;
  const ROWS = 2;
  let count = 0;
  let pressed = false;
  document.addEventListener('pointerdown', () => { pressed = true; }, true);
  ['pointerup', 'pointercancel'].forEach((name) => document.addEventListener(name, () => { pressed = false; }, true));

  const fill = (text, value) => text.replace('{0}', () => value);
  const shown = (one) => (one.name
    ? one.name.includes('@') ? `${one.name} <${one.email}>` : one.name
    : one.email || one.typed);

  class Chips {
    #truth;
    #template;
    #words;
    #box = document.createElement('div');
    #list = document.createElement('ul');
    #more = document.createElement('button');
    #why = document.createElement('p');
    #said = document.createElement('p');
    #entry;
    #edited = null; // the chip whose text is in the entry, and the one before which it stood
    #touched = null; // the chip that had the focus when the pointer came

    constructor(truth) {
      const begun = document.activeElement === truth;
      this.#truth = truth;
      this.#template = truth.form.querySelector('template[data-chips]');
      this.#words = this.#template.dataset;
      this.#build();
      this.#reread();
      this.#listen();
      if (begun) {
        const unfinished = truth.value.slice(whole(truth.value));
        this.#list.querySelectorAll('.chip').forEach((chip) => {
          if (unfinished.trim() && read(unfinished)[0]?.key === chip.dataset.key) {
            chip.remove();
            this.#entry.value = unfinished.trimStart();
          }
        });
        this.#entry.focus();
      }
    }

    get entry() {
      return this.#entry;
    }

    // Takes recipients as text in the place of what is typed.
    take(text) {
      this.#commit({ text });
    }

    #build() {
      const truth = this.#truth;
      const label = truth.labels[0]?.textContent ?? '';
      this.#entry = truth.cloneNode();
      ['name', 'value', 'autofocus'].forEach((name) => this.#entry.removeAttribute(name));
      this.#entry.value = '';
      this.#entry.classList.add('chips-entry');
      this.#box.className = 'chips-field';
      this.#list.className = 'chips';
      this.#list.role = 'list';
      this.#list.ariaLabel = label;
      this.#list.setAttribute('aria-description', this.#words.keys);
      this.#more.type = 'button';
      this.#more.className = 'chips-more';
      this.#more.hidden = true;
      this.#why.className = 'chips-why';
      this.#why.ariaHidden = 'true'; // each chip says it itself
      this.#said.className = 'hidden-text';
      this.#said.role = 'status';
      this.#box.append(this.#list, this.#more, this.#entry, this.#why, this.#said);
      truth.removeAttribute('id');
      truth.removeAttribute('autofocus');
      truth.className = 'hidden-text';
      truth.tabIndex = -1;
      truth.ariaHidden = 'true';
      truth.after(this.#box);
    }

    #listen() {
      const box = this.#box;
      this.#truth.addEventListener('focus', () => this.#entry.focus());
      this.#truth.addEventListener('input', () => {
        if (this.#truth.value !== this.#text()) {
          this.#reread();
        }
      });
      this.#truth.form.addEventListener('restante:judged', ({ detail }) => this.#judge(detail));
      this.#entry.addEventListener('input', (event) => this.#typed(event));
      this.#entry.addEventListener('compositionend', () => this.#cut());
      box.addEventListener('keydown', (event) => {
        if (event.target === this.#entry) {
          this.#typing(event);
        }
      });
      this.#list.addEventListener('keydown', (event) => this.#moving(event));
      this.#list.addEventListener('pointerdown', (event) => {
        this.#touched = event.target.closest('.chip-text') === document.activeElement
          ? document.activeElement : null;
      });
      this.#list.addEventListener('click', (event) => this.#clicked(event));
      this.#more.addEventListener('click', () => this.#entry.focus());
      box.addEventListener('pointerdown', (event) => {
        if (event.target === box || event.target === this.#list) {
          event.preventDefault();
          this.#entry.focus();
        }
      });
      box.addEventListener('focusin', (event) => this.#entered(event));
      box.addEventListener('focusout', (event) => this.#left(event));
      box.addEventListener('paste', (event) => this.#pasted(event));
      box.addEventListener('copy', (event) => this.#copied(event));
      box.addEventListener('cut', (event) => this.#copied(event));
      let width = 0;
      new ResizeObserver(() => {
        if (box.clientWidth !== width) {
          width = box.clientWidth;
          this.#fold();
        }
      }).observe(box);
    }

    // --- the chips ---

    #all() {
      return [...this.#list.querySelectorAll('.chip')];
    }

    #chip(one) {
      const chip = this.#template.content.firstElementChild.cloneNode(true);
      Object.assign(chip.dataset, { text: one.text, name: one.name, email: one.email, key: one.key });
      const about = chip.querySelector('[data-about]');
      about.id = `chip-${count += 1}`;
      const name = shown(one);
      chip.querySelector('.chip-value').textContent = name;
      chip.querySelector('.chip-text').setAttribute('aria-describedby', about.id);
      chip.querySelector('.chip-remove').ariaLabel = fill(this.#words.remove, name);
      this.#mark(chip, one.fault, '');
      return chip;
    }

    // What is wrong with it, or what may have been meant.
    #mark(chip, fault, meant) {
      const { email, name } = chip.dataset;
      const text = chip.querySelector('.chip-text');
      const fix = chip.querySelector('.chip-fix');
      const bad = Boolean(fault) && fault !== 'UNSURE';
      const better = meant ? email.slice(0, email.lastIndexOf('@') + 1) + meant : '';
      const why = bad ? this.#words[fault.toLowerCase()] : meant ? fill(this.#words.meant, better) : '';
      chip.classList.toggle('bad', bad);
      chip.classList.toggle('doubtful', !bad && Boolean(meant));
      chip.dataset.why = why;
      chip.dataset.better = better;
      chip.querySelector('[data-about]').textContent = [name ? email : '', why].filter(Boolean).join('. ');
      text.title = [email || legible(chip.dataset.text), why].filter(Boolean).join('\n');
      fix.hidden = !meant;
      fix.textContent = meant;
      fix.ariaLabel = fill(this.#words.change, better);
    }

    #text() {
      return [...this.#all().map((chip) => chip.dataset.text), this.#entry.value.trim()]
        .filter(Boolean).join(', ');
    }

    #sync() {
      const text = this.#text();
      if (this.#truth.value !== text) {
        this.#truth.value = text;
        this.#truth.dispatchEvent(new Event('input', { bubbles: true }));
      }
      this.#explain();
      this.#fold();
    }

    // Roving focus: one stop for the tabulator. And the reason in sight, for those who cannot hover.
    #explain() {
      const stops = this.#stops();
      const here = stops.find((stop) => stop === document.activeElement)
        ?? stops.find((stop) => stop.tabIndex === 0) ?? stops.at(-1);
      stops.forEach((stop) => { stop.tabIndex = stop === here ? 0 : -1; });
      const chips = this.#all();
      const chip = chips.find((one) => one.contains(document.activeElement) && one.dataset.why)
        ?? chips.find((one) => one.dataset.why);
      this.#why.hidden = !chip;
      if (chip) {
        const name = document.createElement('bdi');
        name.textContent = chip.querySelector('.chip-value').textContent;
        this.#why.replaceChildren(name, `: ${chip.dataset.why}`);
      }
    }

    #stops() {
      return [...this.#list.querySelectorAll('.chip-text, .chip-fix:not([hidden])')];
    }

    #add(recipients, { before = null, quiet = false } = {}) {
      const there = new Map(this.#all().map((chip) => [chip.dataset.key, chip]));
      const twice = recipients.map(({ key }) => there.get(key)).findLast(Boolean);
      const added = recipients.filter(({ key }) => !there.has(key)).map((one) => this.#chip(one));
      const fragment = document.createDocumentFragment();
      fragment.append(...added);
      this.#list.insertBefore(fragment, before?.isConnected ? before : null);
      this.#sync();
      if (quiet) {
        return;
      }
      if (added.length > 1) {
        this.#say(fill(this.#words.several, added.length));
      } else if (added.length === 1) {
        const [chip] = added;
        const text = fill(this.#words.added, chip.querySelector('.chip-value').textContent);
        this.#say(chip.dataset.why ? `${text}. ${chip.dataset.why}` : text);
      } else if (twice) {
        this.#say(fill(this.#words.twice, twice.querySelector('.chip-value').textContent));
        if (this.#box.contains(document.activeElement)) {
          twice.querySelector('.chip-text').focus();
        }
      }
    }

    #remove(chip, next) {
      (next?.querySelector('.chip-text') ?? this.#entry).focus();
      chip.remove();
      this.#sync();
      this.#say(fill(this.#words.removed, chip.querySelector('.chip-value').textContent));
    }

    #edit(chip) {
      this.#commit({ quiet: true });
      this.#entry.focus();
      this.#edited = { chip, before: chip.nextElementSibling };
      chip.remove();
      this.#entry.value = chip.dataset.text;
      this.#entry.select();
      this.#sync();
    }

    #fix(chip) {
      const { name, better } = chip.dataset;
      const before = chip.nextElementSibling;
      this.#entry.focus();
      chip.remove();
      this.#add(read(write({ name, email: better })), { before });
    }

    #say(text) {
      this.#said.textContent = text;
    }

    #reread() {
      this.#edited = null;
      this.#list.replaceChildren(...read(this.#truth.value).map((one) => this.#chip(one)));
      this.#entry.value = '';
      this.#explain();
      this.#fold();
    }

    // What the server found when it saved them.
    #judge(remarks) {
      this.#all().forEach((chip) => {
        const remark = remarks.find(({ typed, email }) => (email && chip.dataset.email
          ? email.toLowerCase() === chip.dataset.key
          : typed === legible(chip.dataset.text)));
        if (remark) {
          this.#mark(chip, remark.fault, remark.meant);
        }
      });
      this.#explain();
      this.#fold();
    }

    // --- typing ---

    // All that is typed becomes chips.
    #commit({ text = this.#entry.value, quiet = false } = {}) {
      const recipients = read(text);
      if (recipients.length === 0) {
        this.#entry.value = /[^\s,;]/.test(text) ? text.trim() : '';
        this.#edited = this.#entry.value ? this.#edited : null;
        this.#sync();
        return;
      }
      const before = this.#edited?.before;
      this.#edited = null;
      this.#entry.value = '';
      this.#add(recipients, { before, quiet });
    }

    // Only what is finished by a comma or a semicolon.
    #cut() {
      const { value } = this.#entry;
      const end = whole(value);
      if (end > 0) {
        const rest = value.slice(end).trimStart();
        this.#entry.value = value.slice(0, end);
        this.#commit();
        if (rest) {
          this.#entry.value = `${this.#entry.value} ${rest}`.trim();
          this.#entry.focus();
        }
      } else if (/^\s/.test(value)) {
        this.#entry.value = value.trimStart(); // the blank behind a comma
      }
      this.#sync();
    }

    #typed(event) {
      if (!event.isComposing) {
        this.#cut();
      }
    }

    #typing(event) {
      const { value, selectionStart, selectionEnd } = this.#entry;
      const start = selectionStart === 0 && selectionEnd === 0;
      const bare = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
      if (event.isComposing || !bare || event.defaultPrevented) {
        return;
      }
      if (event.key === 'Enter' && value.trim()) {
        event.preventDefault();
        this.#commit();
      } else if (event.key === 'Escape' && this.#edited) {
        event.preventDefault();
        event.stopPropagation();
        this.take(this.#edited.chip.dataset.text);
      } else if ((event.key === 'Backspace' && !value && !event.repeat)
        || (event.key === this.#key('back') && start)) {
        const last = this.#stops().filter((stop) => stop.matches('.chip-text')).at(-1);
        if (last) {
          event.preventDefault();
          last.focus();
        }
      }
    }

    #key(way) {
      const rtl = getComputedStyle(this.#box).direction === 'rtl';
      return (way === 'back') === rtl ? 'ArrowRight' : 'ArrowLeft';
    }

    #moving(event) {
      const chip = event.target.closest('.chip');
      const stops = this.#stops();
      const at = stops.indexOf(event.target.closest('.chip-text, .chip-fix'));
      if (!chip || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      const next = {
        [this.#key('back')]: () => stops[Math.max(at - 1, 0)].focus(),
        [this.#key('on')]: () => (stops[at + 1] ?? this.#entry).focus(),
        Home: () => stops[0].focus(),
        End: () => this.#entry.focus(),
        Escape: () => this.#entry.focus(),
        F2: () => this.#edit(chip),
        Delete: () => this.#remove(chip, chip.nextElementSibling),
        Backspace: () => !event.repeat && this.#remove(chip, chip.previousElementSibling),
      }[event.key];
      if (next) {
        event.preventDefault();
        event.stopPropagation();
        next();
      } else if (event.key === 'Enter' || event.key === ' ') {
        event.stopPropagation(); // presses the button, and is no shortcut of the page
      } else if (event.key.length === 1) {
        event.preventDefault();
        this.#entry.focus();
        this.#entry.setRangeText(event.key, this.#entry.value.length, this.#entry.value.length, 'end');
        this.#entry.dispatchEvent(new Event('input', { bubbles: true }));
      }
    }

    #clicked(event) {
      const chip = event.target.closest('.chip');
      const button = event.target.closest('button');
      if (!chip || !button) {
        return;
      }
      if (button.matches('.chip-remove')) {
        this.#remove(chip, null);
      } else if (button.matches('.chip-fix')) {
        this.#fix(chip);
      } else if (event.detail === 0 || this.#touched === button) {
        this.#edit(chip);
      } else {
        button.focus();
      }
    }

    // --- copying and pasting ---

    #pasted(event) {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const { value, selectionStart, selectionEnd } = this.#entry;
      const chip = event.target.closest?.('.chip');
      const before = chip ? value : value.slice(0, selectionStart);
      const after = chip ? '' : value.slice(selectionEnd);
      const alone = !(before + after).trim();
      const list = /[,;\n\r\t\u3001\uff0c]/.test(text.trim());
      if (!text.trim() || (!list && !(alone && text.includes('@')) && !chip)) {
        return;
      }
      event.preventDefault();
      this.#entry.focus();
      this.take(chip ? `${before}, ${text}` : before + text + after);
    }

    #copied(event) {
      const chip = event.target.closest?.('.chip');
      if (!chip || !event.clipboardData) {
        return;
      }
      event.preventDefault();
      event.clipboardData.setData('text/plain', chip.dataset.text);
      if (event.type === 'cut') {
        this.#remove(chip, chip.nextElementSibling ?? chip.previousElementSibling);
      } else {
        this.#say(fill(this.#words.copied, chip.querySelector('.chip-value').textContent));
      }
    }

    // --- many ---

    #entered(event) {
      if (event.target !== this.#more) {
        this.#box.classList.add('open');
        this.#fold();
      }
      this.#explain();
    }

    // What is pressed stays under the pointer: the field takes its new shape when that is let go.
    #left(event) {
      if (this.#box.contains(event.relatedTarget) || !document.hasFocus()) {
        return;
      }
      const leave = () => {
        if (!this.#box.contains(document.activeElement)) {
          this.#box.classList.remove('open');
          this.#commit();
        }
      };
      if (pressed) {
        window.addEventListener('pointerup', () => setTimeout(leave), { once: true });
      } else {
        leave();
      }
    }

    // Two rows are enough while nobody writes here.
    #fold() {
      const chips = this.#all();
      chips.forEach((chip) => { chip.hidden = false; });
      this.#more.hidden = true;
      if (chips.length <= FEW || this.#box.classList.contains('open') || !this.#box.clientWidth) {
        return;
      }
      const rows = new Set();
      let fit = chips.findIndex((chip) => rows.add(chip.offsetTop).size > ROWS);
      if (fit < 0) {
        return;
      }
      const third = [...rows][ROWS];
      chips.slice(fit).forEach((chip) => { chip.hidden = true; });
      this.#more.hidden = false;
      this.#more.textContent = fill(this.#words.more, chips.length - fit);
      while (fit > 1 && this.#more.offsetTop >= third) {
        fit -= 1;
        chips[fit].hidden = true;
        this.#more.textContent = fill(this.#words.more, chips.length - fit);
      }
    }
  }

  window.restanteChips = (field) => new Chips(field);
})();
