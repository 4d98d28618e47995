// Tells of new mail in the Inbox where somebody has chosen so and looks at something else: once for
// all tabs, and a storm as one. What it says is on the screen only, and kept nowhere.
/* global Live */
(() => {
  const $ = (selector) => document.querySelector(selector);
  const SOON = 1_000;
  const ANSWER = 150;
  const TAG = 'restante-mail';
  const INBOX = '/mail/INBOX';

  const isHere = () => document.hasFocus() && !document.hidden;
  const uidOf = (row) => Number(row.id.slice(1));

  const isQuiet = ({ quiet, zone }) => {
    const [from, until] = quiet.split('-');
    const now = new Intl.DateTimeFormat('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: zone === 'browser' ? undefined : zone,
    }).format();
    if (!until) {
      return false;
    }
    return from <= until ? from <= now && now < until : from <= now || now < until;
  };

  const tone = () => {
    const sound = new AudioContext();
    const wave = sound.createOscillator();
    const loud = sound.createGain();
    const end = sound.currentTime + 0.35;
    wave.frequency.setValueAtTime(660, sound.currentTime);
    wave.frequency.setValueAtTime(880, sound.currentTime + 0.12);
    loud.gain.setValueAtTime(0.08, sound.currentTime);
    loud.gain.exponentialRampToValueAtTime(0.001, end);
    wave.connect(loud).connect(sound.destination);
    wave.addEventListener('ended', () => sound.close());
    wave.start();
    wave.stop(end);
  };

  // The message where there is one, else the Inbox; nothing that is being written is left for it.
  const open = (url) => {
    window.focus();
    const link = [...document.querySelectorAll('.msg-link')]
      .find((one) => one.getAttribute('href') === url);
    if (link) {
      link.click();
    } else if ($('form.composer')) {
      window.open(url);
    } else if (location.pathname !== url) {
      location.assign(url);
    }
  };

  class Notifier {
    #leads;
    #share;
    #life;
    #highest;
    #news = []; // since somebody was here
    #looked = false;
    #timer;

    constructor(leads, share) {
      this.#leads = leads;
      this.#share = share;
      window.addEventListener('focus', () => this.hear('here'));
    }

    // Between the tabs: whether somebody looks at one of them.
    hear(name) {
      if (name === 'who' && isHere()) {
        this.#share('here');
      } else if (name === 'here') {
        this.#looked = true;
        this.#news = [];
      }
    }

    look() {
      const on = document.documentElement.dataset.notify !== 'none' && 'Notification' in window
        && Notification.permission === 'granted';
      if (!on || !this.#leads()) {
        this.#highest = undefined;
      } else {
        this.#timer ??= setTimeout(() => this.#run(), this.#highest === undefined ? 0 : SOON);
      }
    }

    async #run() {
      this.#timer = undefined;
      try {
        const answer = await fetch(INBOX, { headers: { 'HX-Request': 'true', 'Restante-Unattended': 'true' }, redirect: 'error' });
        if (answer.ok) {
          await this.#read(new DOMParser().parseFromString(await answer.text(), 'text/html'));
        }
      } catch {
        // the next signal asks again
      }
    }

    async #read(page) {
      const life = page.querySelector('input[name=uidValidity]').value;
      const rows = [...page.querySelectorAll('.msg')];
      const known = life === this.#life ? this.#highest : undefined;
      this.#life = life;
      this.#highest = Math.max(known ?? 0, ...rows.map(uidOf));
      const fresh = rows.filter((row) => row.matches('.unread') && uidOf(row) > known);
      if (fresh.length && !await this.#isLookedAt()) {
        this.#news.push(...fresh);
        this.#show();
      }
    }

    async #isLookedAt() {
      this.#looked = isHere();
      this.#share('who');
      await new Promise((resolve) => { setTimeout(resolve, ANSWER); });
      return this.#looked;
    }

    #show() {
      const root = document.documentElement.dataset;
      const words = $('#live').dataset;
      const [one] = this.#news;
      const many = this.#news.length > 1;
      if (isQuiet(root)) {
        this.#news = [];
        return;
      }
      const full = root.notify === 'full' && !many;
      const title = many ? words.arrivedMany.replace('#', this.#news.length) : words.mail;
      const note = new Notification(full ? one.querySelector('.who').textContent : title, {
        body: full ? one.querySelector('.subject').textContent : '',
        tag: TAG,
        icon: words.icon,
      });
      note.addEventListener('click', () => {
        note.close();
        this.#news = [];
        open(many ? INBOX : `${INBOX}/${uidOf(one)}`);
      });
      if (root.sound === 'on') {
        tone();
      }
    }
  }

  Live.Notifier = Notifier;
})();
