// Completes recipients from the address book: a combobox over what is typed beside the chips.
(() => {
  const WAIT = 150;
  let count = 0;

  const complete = (field, take) => {
    const list = document.createElement('ul');
    list.className = 'completion';
    list.id = `completion-${count += 1}`;
    list.role = 'listbox';
    list.hidden = true;
    list.ariaLabel = field.labels[0]?.textContent ?? '';
    field.after(list);
    field.role = 'combobox';
    field.ariaAutoComplete = 'list';
    field.setAttribute('aria-controls', list.id);
    field.ariaExpanded = 'false';
    let timer;
    let asked = 0;

    const close = () => {
      list.hidden = true;
      field.ariaExpanded = 'false';
      field.removeAttribute('aria-activedescendant');
    };

    const choose = (option) => {
      close();
      field.focus();
      take(option.dataset.text);
    };

    const mark = (option) => {
      list.querySelectorAll('[aria-selected=true]').forEach((one) => { one.ariaSelected = 'false'; });
      option.ariaSelected = 'true';
      field.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    };

    const show = (suggestions) => {
      list.replaceChildren(...suggestions.map((one, index) => {
        const option = document.createElement('li');
        option.role = 'option';
        option.id = `${list.id}-${index}`;
        option.dataset.text = one.to.map(window.restanteAddresses.write).join(', ');
        const name = document.createElement('span');
        name.dir = 'auto';
        name.textContent = one.name || one.to[0].email;
        const email = document.createElement('bdi');
        email.textContent = one.to.map((to) => to.email).join(', ');
        option.append(name, email);
        option.addEventListener('pointerdown', (event) => {
          event.preventDefault();
          choose(option);
        });
        return option;
      }));
      list.hidden = suggestions.length === 0;
      field.ariaExpanded = String(!list.hidden);
      if (!list.hidden) {
        mark(list.firstElementChild);
      }
    };

    const ask = async () => {
      const typed = field.value.trim();
      const turn = asked += 1;
      if (typed.length < 2 || typed.includes('>')) {
        close();
        return;
      }
      try {
        const response = await fetch(`/contacts/completion?q=${encodeURIComponent(typed)}`, {
          headers: { accept: 'application/json' },
        });
        if (turn === asked && response.ok && document.activeElement === field
          && field.value.trim() === typed) {
          show(await response.json());
        }
      } catch {
        close(); // it can be typed in full
      }
    };

    field.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    field.addEventListener('blur', close);
    field.addEventListener('keydown', (event) => {
      if (list.hidden) {
        return;
      }
      const now = list.querySelector('[aria-selected=true]');
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        const next = event.key === 'ArrowDown' ? now.nextElementSibling : now.previousElementSibling;
        if (next) {
          mark(next);
        }
      } else if (event.key === 'Enter' || event.key === 'Tab') {
        event.preventDefault();
        event.stopPropagation();
        choose(now);
      } else if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        close();
      }
    });
  };

  window.restanteComplete = (form) => form
    .querySelectorAll('input:is([name=to], [name=cc], [name=bcc], [name=replyTo])').forEach((field) => {
      const chips = window.restanteChips(field);
      complete(chips.entry, (text) => chips.take(text));
    });
})();
