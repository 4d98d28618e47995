// Each choice counts as it is made; the button is for those without scripts.
export default (form) => {
  form.querySelector('button[type=submit]').hidden = true;
  form.addEventListener('change', () => form.requestSubmit());
};
