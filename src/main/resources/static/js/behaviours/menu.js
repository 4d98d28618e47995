// A menu closes when somebody presses Escape, goes elsewhere or chooses; and folders are found by typing.
const close = (menu, focus) => {
  menu.open = false;
  if (focus) {
    menu.querySelector('summary').focus();
  }
};

const narrow = (menu, text) => {
  const wanted = text.trim().toLocaleLowerCase();
  for (const item of menu.querySelectorAll('li')) {
    item.hidden = !item.textContent.toLocaleLowerCase().includes(wanted);
  }
};

export default (menu) => {
  const field = menu.querySelector('[data-filter]');
  menu.addEventListener('toggle', () => {
    if (menu.open && field) {
      field.value = '';
      narrow(menu, '');
      field.focus();
    }
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && menu.open) {
      event.stopPropagation();
      close(menu, true);
    } else if (event.key === 'Enter' && event.target === field) {
      event.preventDefault();
      menu.querySelector('li:not([hidden]) button')?.click();
    }
  });
  field?.addEventListener('input', () => narrow(menu, field.value));
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget && !menu.contains(relatedTarget)) {
      close(menu, false);
    }
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (menu.open && !menu.contains(target)) {
      close(menu, false);
    }
  });
};
