// What was just chosen shows on the page that stays; another language needs all of it anew.
export default (chosen) => {
  const root = document.documentElement;
  const { behaviour, language, ...look } = chosen.dataset;
  if (language !== root.lang) {
    location.reload();
    return;
  }
  delete root.dataset.theme;
  Object.assign(root.dataset, look);
  document.dispatchEvent(new CustomEvent('restante:look', { detail: look }));
};
