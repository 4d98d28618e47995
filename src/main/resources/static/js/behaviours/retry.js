// A page that could not be shown is asked for again by itself, each time a little later; how often
// that was done stays with this entry of the history, and nowhere else.
const FIRST = 20;
const LONGEST = 120;

export default (line) => {
  const attempt = (history.state?.attempt ?? 0) + 1;
  let left = Math.min(LONGEST, FIRST * attempt);
  line.hidden = false;
  const show = () => {
    line.textContent = line.dataset.next.replace('#', left).replace('*', attempt);
  };
  const timer = setInterval(() => {
    left -= 1;
    if (!line.isConnected) {
      clearInterval(timer);
    } else if (left > 0) {
      show();
    } else {
      clearInterval(timer);
      history.replaceState({ ...history.state, attempt }, '');
      location.reload();
    }
  }, 1000);
  show();
};
