// Suggests recipients on a form that is no composer; the script for that only comes where it is.
export default (form) => {
  const script = document.createElement('script');
  script.src = form.dataset.script;
  script.addEventListener('load', () => window.restanteComplete(form));
  document.head.append(script);
};
