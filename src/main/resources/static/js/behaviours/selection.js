// Choosing messages: counts them, ranges by Shift, all of the page at once; the form works without.
const boxes = (form) => [...form.querySelectorAll('input[name=uid]')];
const words = (element, count) =>
  (count === 1 ? element.dataset.one : element.dataset.many.replace('#', count));

const show = (form) => {
  const all = boxes(form);
  const chosen = all.filter((box) => box.checked).length;
  const count = form.querySelector('[data-count]');
  count.textContent = words(count, chosen);
  const page = form.querySelector('[data-all]');
  page.checked = chosen > 0 && chosen === all.length;
  page.indeterminate = chosen > 0 && chosen < all.length;
  const whole = form.querySelector('input[name=all]');
  if (whole && chosen < all.length) {
    whole.checked = false;
  }
  const reader = document.querySelector('#reader');
  reader?.classList.toggle('many', chosen > 1);
  const title = reader?.querySelector('[data-chosen] h2');
  if (title) {
    title.textContent = words(title, chosen);
  }
};

const range = (form, from, to) => {
  const all = boxes(form);
  const [first, last] = [all.indexOf(from), all.indexOf(to)].sort((a, b) => a - b);
  all.slice(first, last + 1).forEach((box) => { box.checked = to.checked; });
};

export default (form) => {
  let last;
  const page = form.querySelector('[data-all]');
  page.hidden = false;
  page.addEventListener('change', () => {
    boxes(form).forEach((box) => { box.checked = page.checked; });
  });
  form.addEventListener('click', ({ target, shiftKey }) => {
    if (target.name === 'uid') {
      if (shiftKey && last?.isConnected && last !== target) {
        range(form, last, target);
      }
      last = target;
    }
  });
  form.querySelector('[data-clear]')?.addEventListener('click', () => {
    form.querySelectorAll('input[type=checkbox]').forEach((box) => { box.checked = false; });
    form.classList.remove('choosing');
    show(form);
    form.querySelector('.msg-link[tabindex="0"]')?.focus();
  });
  const choose = form.querySelector('[data-choose]');
  choose?.addEventListener('click', () => {
    choose.ariaPressed = String(form.classList.toggle('choosing'));
  });
  form.addEventListener('change', ({ target }) => {
    if (target.name === 'all' && target.checked) {
      boxes(form).forEach((box) => { box.checked = true; });
    }
    show(form);
  });
  form.addEventListener('restante:chosen', () => show(form));
  show(form);
};
