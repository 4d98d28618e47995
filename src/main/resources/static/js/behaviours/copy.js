// Puts a value into the clipboard; where that is not allowed, it is selected for the copy key.
const SHOWN = 1_500;

const select = (value) => {
  const range = document.createRange();
  range.selectNodeContents(value);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
};

// The same words twice in a row are said twice only if there was nothing in between.
const say = (how, value) => {
  const status = document.querySelector('[data-copied]');
  status.textContent = '';
  requestAnimationFrame(() => { status.textContent = `${status.dataset[how]} ${value.textContent}`; });
};

export default (button) => {
  const value = document.getElementById(button.dataset.copies);
  let timer;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(value.textContent);
    } catch {
      select(value);
      say('selected', value);
      return;
    }
    say('copied', value);
    button.classList.add('done');
    clearTimeout(timer);
    timer = setTimeout(() => button.classList.remove('done'), SHOWN);
  });
};
