// A notice goes by itself after ten seconds, unless somebody is at it; and it is said only once:
// the address loses its report, so that a reload does not repeat it.
const LIFE = 10_000;
const REPORT = ['done', 'n', 'to', 'undo', 'v'];

const forget = () => {
  const url = new URL(location.href);
  REPORT.forEach((name) => url.searchParams.delete(name));
  history.replaceState(history.state, '', url);
};

export default (notice) => {
  forget();
  let timer;
  const start = () => { timer = setTimeout(() => notice.remove(), LIFE); };
  const stop = () => clearTimeout(timer);
  notice.addEventListener('mouseenter', stop);
  notice.addEventListener('focusin', stop);
  notice.addEventListener('mouseleave', start);
  notice.addEventListener('focusout', start);
  notice.querySelector('[data-close]')?.addEventListener('click', (event) => {
    event.preventDefault();
    event.stopPropagation();
    notice.remove();
  });
  start();
};
