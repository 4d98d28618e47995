// Counts what is chosen and offers to choose the whole page; the form works without.
const boxes = (form) => [...form.querySelectorAll('input[name=uid]')];

const show = (form) => {
  const all = boxes(form);
  const chosen = all.filter((box) => box.checked).length;
  const count = form.querySelector('[data-count]');
  count.textContent =
    chosen === 1 ? count.dataset.one : count.dataset.many.replace('#', chosen);
  const page = form.querySelector('[data-all]');
  page.checked = chosen === all.length;
  page.indeterminate = chosen > 0 && chosen < all.length;
};

export default (form) => {
  const page = form.querySelector('[data-all]');
  page.hidden = false;
  page.addEventListener('change', () => {
    boxes(form).forEach((box) => { box.checked = page.checked; });
    show(form);
  });
  form.addEventListener('change', () => show(form));
  show(form);
};
