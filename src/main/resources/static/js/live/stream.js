// One stream of signals for all tabs of the browser: the tab that holds the lock listens to the
// server and passes on what it hears. Without locks each tab listens for itself.
/* global Live */
(() => {
  const NAME = 'restante-live';
  const EVENTS = ['state', 'mailboxes', 'folders', 'ended', 'beat'];
  const LOOK = 5_000;
  const SILENCE = 60_000; // after which a stream counts as dead
  const DEAF = 90_000; // after which another tab takes over from one that was frozen
  const SHORT = 10_000; // a stream that ends sooner counts as refused
  const RETRIES = [1_000, 3_000];
  const SELDOM = 120_000;

  class Stream {
    leads = false;
    #deliver;
    #channel = 'BroadcastChannel' in window ? new BroadcastChannel(NAME) : null;
    #id = String(Math.random()); // over plain HTTP there is no randomUUID
    #source;
    #opened = 0;
    #heard = Date.now();
    #failures = 0;
    #timer;
    #watch = '';
    #known = {};
    #over = false;

    constructor(deliver) {
      this.#deliver = deliver;
      this.#channel?.addEventListener('message', ({ data }) => this.#passed(data));
      this.#channel?.postMessage({ name: 'hello', id: this.#id });
      this.#elect();
      setInterval(() => this.#look(), LOOK);
      document.addEventListener('visibilitychange', () => this.#look());
      window.addEventListener('online', () => this.#again());
      window.addEventListener('pageshow', ({ persisted }) => persisted && this.#again());
    }

    // --- which tab ---

    #elect(options = {}) {
      if (!navigator.locks || !this.#channel) {
        this.#lead();
        return;
      }
      // held until the tab goes, or until another one takes it because this one was frozen
      navigator.locks.request(NAME, options, () => new Promise(() => { this.#lead(); }))
        .catch(() => {
          this.#resign();
          this.#elect();
        });
    }

    #lead() {
      this.leads = true;
      this.#open();
    }

    #resign() {
      this.leads = false;
      clearTimeout(this.#timer);
      this.#source?.close();
      this.#source = undefined;
    }

    #passed({ name, id, data }) {
      if (name === 'hello') {
        if (this.leads && this.#watch) {
          this.#channel.postMessage({ name: 'last', id, data: [this.#watch, this.#known] });
        }
        return;
      }
      if (name === 'last') {
        if (id === this.#id) {
          this.#take('state', { watch: data[0] });
          this.#take('mailboxes', data[1]);
        }
        return;
      }
      this.#take(name, data);
    }

    // To the other tabs only.
    share(name, data = {}) {
      this.#channel?.postMessage({ name, data });
    }

    // --- what is heard ---

    #take(name, data) {
      this.#heard = Date.now();
      if (name === 'state') {
        this.#watch = data.watch;
      } else if (name === 'mailboxes') {
        for (const [key, box] of Object.entries(data)) {
          this.#known[key] = box;
        }
      } else if (name === 'ended') {
        this.#over = true;
        this.#source?.close();
      }
      this.#deliver(name, data);
    }

    #tell(name, data) {
      this.#channel?.postMessage({ name, data });
      this.#take(name, data);
    }

    // --- the connection ---

    #open() {
      clearTimeout(this.#timer);
      this.#source?.close();
      if (this.#over) {
        return;
      }
      const source = new EventSource('/live');
      this.#source = source;
      this.#opened = Date.now();
      this.#heard = this.#opened;
      for (const name of EVENTS) {
        source.addEventListener(name, ({ data }) => {
          if (source === this.#source) {
            this.#tell(name, data ? JSON.parse(data) : {});
          }
        });
      }
      source.addEventListener('error', () => source === this.#source && this.#broken());
    }

    // The browser would try again by itself, for ever and without a word.
    #broken() {
      this.#source.close();
      this.#source = undefined;
      this.#failures = Date.now() - this.#opened < SHORT ? this.#failures + 1 : 1;
      const wait = RETRIES[this.#failures - 1];
      this.#tell('state', { watch: wait ? 'reconnecting' : 'asking' });
      this.#timer = setTimeout(() => this.#open(), wait ?? SELDOM);
    }

    // Opening anew brings all that was missed.
    #again() {
      if (this.leads) {
        this.#failures = 0;
        this.#open();
      }
    }

    #look() {
      const silent = Date.now() - this.#heard;
      if (this.leads && this.#source && silent > SILENCE) {
        this.#open();
      } else if (!this.leads && !document.hidden && silent > DEAF && !this.#over) {
        this.#heard = Date.now();
        this.#elect({ steal: true });
      }
    }
  }

  Live.Stream = Stream;
})();
