// Says that the connection is gone, holds acts back until it is there again, and looks by itself.
const FIRST = 5;
const LONGEST = 60;

export default (strip) => {
  let wait = FIRST;
  let left = 0;
  let timer;
  const countdown = strip.querySelector('[data-countdown]');
  const acts = () => document.querySelectorAll('[data-act]');

  const hold = (held) => {
    for (const act of acts()) {
      if (held) {
        act.setAttribute('aria-disabled', 'true');
        act.dataset.title ??= act.title;
        act.title = strip.dataset.why;
      } else if (act.ariaDisabled) {
        act.removeAttribute('aria-disabled');
        act.title = act.dataset.title ?? '';
      }
    }
  };

  const online = () => {
    clearInterval(timer);
    wait = FIRST;
    strip.hidden = true;
    hold(false);
  };

  const look = async () => {
    clearInterval(timer);
    try {
      await fetch('/actuator/health/liveness', { cache: 'no-store' });
      online();
    } catch {
      wait = Math.min(LONGEST, wait * 2);
      count();
    }
  };

  const count = () => {
    clearInterval(timer);
    left = wait;
    countdown.textContent = strip.dataset.next.replace('#', left);
    timer = setInterval(() => {
      left -= 1;
      countdown.textContent = strip.dataset.next.replace('#', Math.max(0, left));
      if (left <= 0) {
        look();
      }
    }, 1000);
  };

  const offline = () => {
    hold(true);
    if (strip.hidden) {
      strip.hidden = false;
      count();
    }
  };

  strip.querySelector('[data-retry]').addEventListener('click', look);
  window.addEventListener('offline', offline);
  window.addEventListener('online', look);
  document.addEventListener('restante:offline', offline);
  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-act][aria-disabled="true"]')) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);
  if (!navigator.onLine) {
    offline();
  }
};
