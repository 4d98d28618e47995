// Puts the value beside the button into the clipboard; where that is not allowed, it is selected.
const select = (element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
};

export default (button) => {
  const value = button.parentElement.querySelector('.code');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(value.textContent);
      const said = document.querySelector('[data-copied]');
      said.textContent = `${said.dataset.said} ${value.textContent}`;
      button.classList.add('done');
      setTimeout(() => button.classList.remove('done'), 1500);
    } catch {
      select(value);
    }
  });
};
