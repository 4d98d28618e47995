// Fetches the list anew when something has changed: one at a time, soon after the first signal, and
// at most once a second where they keep coming.
/* global Live */
(() => {
  const $ = (selector) => document.querySelector(selector);
  const SOON = 50;
  const SHORTEST = 200;
  const LONGEST = 1_000;
  const HELD = 100;
  const LATER = 10_000;

  class Refresh {
    #mayHide;
    #timer;
    #running = false;
    #wanted = false;
    #stale = false;
    #began = -LONGEST;
    #gap = SHORTEST;
    #requests = 0; // of ours, after each of which what was fetched before may be old

    // whether a hidden tab has to be up to date all the same
    constructor(mayHide) {
      this.#mayHide = mayHide;
      document.addEventListener('htmx:beforeRequest', () => { this.#requests += 1; });
      document.addEventListener('visibilitychange', () => {
        if (!document.hidden) {
          this.want(); // the server may have been asked about what another tab shows
        }
      });
    }

    want() {
      this.#stale = document.hidden && this.#mayHide();
      if (this.#stale) {
        return;
      }
      if (this.#running) {
        this.#wanted = true;
      } else {
        this.#after(Math.max(SOON, this.#began + this.#gap - performance.now()));
      }
    }

    #after(wait) {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#run();
      }, wait);
    }

    async #run() {
      if (isHeld()) {
        this.#after(HELD);
        return;
      }
      const list = $('#list');
      if (!list) {
        return;
      }
      this.#running = true;
      const now = performance.now();
      // longer only where one change came on the heels of the other
      const apart = now - this.#began > this.#gap * 2;
      this.#gap = apart ? SHORTEST : Math.min(LONGEST, this.#gap * 2);
      this.#began = now;
      try {
        const requests = this.#requests;
        const pages = await fetched(list);
        if (pages && list.isConnected && (isHeld() || requests !== this.#requests)) {
          this.#wanted = true;
        } else if (pages && list.isConnected) {
          Live.patch(list, pages);
          await Live.reader(list);
        }
      } catch {
        this.#after(LATER);
      } finally {
        this.#running = false;
        if (this.#wanted) {
          this.#wanted = false;
          this.want();
        }
      }
    }
  }

  // While an act of ours is under way, or further rows come by scrolling.
  const isHeld = () => Live.busy() || $('.rows')?.ariaBusy === 'true';

  // Without the message that is open beside it, so that nothing is marked read by looking.
  const address = (list) => list.querySelector('#selection').action.replace(/\/seen$/, '')
    + list.querySelector('input[name=view]').value;

  const page = async (url) => {
    const answer = await fetch(url, { headers: { 'HX-Request': 'true', 'Restante-Unattended': 'true' }, redirect: 'error' });
    if (answer.status === 401 || answer.status === 403) {
      Live.ended();
      return null;
    }
    if (answer.status === 404) {
      Live.leave(url);
      return null;
    }
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  };

  // The pages that had come by scrolling as well.
  const fetched = async (list) => {
    const endless = document.documentElement.dataset.paging === 'endless';
    const wanted = endless ? list.querySelectorAll('.msg').length : 0;
    const pages = [];
    let count = 0;
    let url = address(list);
    do {
      const one = await page(url);
      if (!one) {
        return null;
      }
      pages.push(one);
      count += one.querySelectorAll('.msg').length;
      url = one.querySelector('.pager a[rel=next]')?.getAttribute('href');
    } while (url && count < wanted);
    return pages;
  };

  Live.Refresh = Refresh;
})();
