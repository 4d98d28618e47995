// The row of buttons: one stop for the Tab key, arrows inside, and what each shows follows the cursor.
import { COMMANDS, colour, colourOf, hasMark, inside, link, linkAt, listOf, styleOf, unlink } from './commands.js';
import { schema } from './schema.js';

const { nodes, marks } = schema;

const PRESSED = {
  bold: (state) => hasMark(state, marks.strong),
  italic: (state) => hasMark(state, marks.em),
  underline: (state) => hasMark(state, marks.underline),
  strike: (state) => hasMark(state, marks.strike),
  bullets: (state) => listOf(state) === nodes.bullet_list,
  numbers: (state) => listOf(state) === nodes.ordered_list,
  quote: (state) => inside(state, nodes.quote),
};

const WORDS = new Set(['bold', 'italic', 'underline', 'strike']);
const EDGE = 8; // pixels between a panel and the edge

const set = (element, name, value) => {
  if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, value);
  }
};

let count = 0;

export class Toolbar {
  constructor(element, view, actions) {
    this.element = element;
    this.view = view;
    this.actions = actions;
    this.bar = element.querySelector('[role=toolbar]');
    this.buttons = [...this.bar.querySelectorAll('button')];
    this.panels = [...element.querySelectorAll('[data-panel]')];
    this.opener = null;
    this.stop = new AbortController();
    this.resized = new ResizeObserver(() => this.keepStop());
    this.wake();
  }

  wake() {
    const { element, bar } = this;
    const on = (target, type, listener) => target.addEventListener(type, listener, { signal: this.stop.signal });
    element.hidden = false;
    this.name();
    this.moveStop(this.shown()[0]);
    this.resized.observe(bar);
    // what is pressed with a pointer leaves the cursor where it is
    on(element, 'mousedown', (event) => event.target.closest('button') && event.preventDefault());
    on(element, 'click', (event) => this.click(event));
    on(bar, 'keydown', (event) => this.arrows(event));
    on(bar, 'focusin', ({ target }) => this.moveStop(target.closest('button')));
    on(element, 'keydown', (event) => this.panelKeys(event));
    on(element, 'focusout', ({ relatedTarget }) => relatedTarget && !element.contains(relatedTarget) && this.close());
    on(document, 'pointerdown', ({ target }) => element.contains(target) || this.close());
    on(element.querySelector('[data-link-address]'), 'input', () => this.complain(false));
    on(element.querySelector('[data-image-file]'), 'change', ({ target }) => {
      this.actions.files(target.files);
      target.value = '';
    });
  }

  destroy() {
    this.stop.abort();
    this.resized.disconnect();
    this.close();
    this.element.hidden = true;
  }

  // Names by which the parts tell of each other; there may be several editors on a page.
  name() {
    count += 1;
    for (const panel of this.panels) {
      panel.id = `editor-${count}-${panel.dataset.panel}`;
      set(this.openerOf(panel), 'aria-controls', panel.id);
    }
    const wrong = this.element.querySelector('[data-link-wrong]');
    wrong.id = `editor-${count}-wrong`;
    set(this.element.querySelector('[data-link-address]'), 'aria-describedby', wrong.id);
  }

  openerOf(panel) {
    return this.bar.querySelector(`[data-opens-panel=${panel.dataset.panel}]`);
  }

  // --- one stop ---

  shown() {
    return this.buttons.filter((button) => button.checkVisibility());
  }

  moveStop(button) {
    for (const one of this.buttons) {
      set(one, 'tabindex', one === button ? 0 : -1);
    }
  }

  keepStop() {
    const shown = this.shown();
    if (!shown.some((button) => button.tabIndex === 0)) {
      this.moveStop(shown[0]);
    }
  }

  arrows(event) {
    const shown = this.shown();
    const at = shown.indexOf(event.target.closest('button'));
    const isRightToLeft = getComputedStyle(this.bar).direction === 'rtl';
    const to = {
      ArrowRight: at + (isRightToLeft ? -1 : 1),
      ArrowLeft: at + (isRightToLeft ? 1 : -1),
      Home: 0,
      End: shown.length - 1,
    }[event.key];
    if (to !== undefined && at >= 0) {
      event.preventDefault();
      shown[(to + shown.length) % shown.length].focus();
    } else if (event.key === 'ArrowDown' && event.target.closest('[aria-haspopup]')) {
      event.preventDefault();
      event.target.closest('button').click();
    } else if (event.key === 'Escape' && !this.opener) {
      event.stopPropagation();
      this.view.focus();
    }
  }

  // --- pressing ---

  click(event) {
    const button = event.target.closest('button');
    if (!button || button.getAttribute('aria-disabled') === 'true') {
      return;
    }
    const byPointer = event.detail > 0;
    const { opensPanel, do: name, action, colour: ink } = button.dataset;
    if (opensPanel) {
      this.toggle(opensPanel, button);
    } else if (action) {
      this[action]();
    } else {
      const run = ink === undefined ? COMMANDS[name] : colour(ink);
      run(this.view.state, this.view.dispatch, this.view);
      const fromPanel = button.closest('[data-panel]');
      this.close();
      if (byPointer || fromPanel) {
        this.view.focus();
      }
    }
  }

  image() {
    this.element.querySelector('[data-image-file]').click();
  }

  plain() {
    this.close();
    this.actions.plain();
  }

  setLink() {
    const field = this.element.querySelector('[data-link-address]');
    if (link(field.value)(this.view.state, this.view.dispatch)) {
      this.close();
      this.view.focus();
    } else {
      this.complain(true);
      field.focus();
    }
  }

  removeLink() {
    unlink(this.view.state, this.view.dispatch);
    this.close();
    this.view.focus();
  }

  complain(wrong) {
    set(this.element.querySelector('[data-link-address]'), 'aria-invalid', wrong);
    this.element.querySelector('[data-link-wrong]').hidden = !wrong;
  }

  // --- panels ---

  toggle(name, button) {
    if (this.opener === button) {
      this.close();
      this.view.focus();
    } else {
      this.open(name);
    }
  }

  open(name) {
    this.close();
    const panel = this.panels.find((one) => one.dataset.panel === name);
    this.opener = this.openerOf(panel);
    panel.hidden = false;
    set(this.opener, 'aria-expanded', true);
    const end = this.element.clientWidth - panel.offsetWidth - EDGE;
    const start = this.opener.checkVisibility() ? this.opener.offsetLeft : 0;
    panel.style.left = `${Math.max(EDGE, Math.min(start, end))}px`;
    if (name === 'link') {
      const field = panel.querySelector('[data-link-address]');
      const { href } = linkAt(this.view.state);
      field.value = href.replace(/^mailto:/, '');
      panel.querySelector('[data-action=removeLink]').hidden = !href;
      this.complain(false);
      this.actions.mark(true);
      field.focus();
      field.select();
    } else {
      (panel.querySelector('[aria-checked=true]') ?? panel.querySelector('button')).focus();
    }
  }

  close() {
    if (this.opener) {
      set(this.opener, 'aria-expanded', false);
      this.opener = null;
      this.panels.forEach((panel) => { panel.hidden = true; });
      this.actions.mark(false);
    }
  }

  panelKeys(event) {
    const panel = event.target.closest('[data-panel]');
    if (event.key === 'Escape' && this.opener) {
      event.stopPropagation();
      event.preventDefault();
      this.close();
      this.view.focus();
    } else if (panel?.dataset.panel === 'link') {
      if (event.key === 'Enter' && event.target.matches('input') && !event.isComposing) {
        event.preventDefault(); // or the letter would be sent
        event.stopPropagation();
        this.setLink();
      }
    } else if (panel) {
      const items = [...panel.querySelectorAll('button')];
      const at = items.indexOf(event.target);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: items.length - 1 }[event.key];
      if (to !== undefined) {
        event.preventDefault();
        items[(to + items.length) % items.length].focus();
      } else if (event.key === 'Tab') {
        this.opener.focus(); // and from there on
        this.close();
      }
    }
  }

  // --- showing ---

  update(state, isPlain) {
    for (const button of this.buttons) {
      const { do: name, action } = button.dataset;
      if (PRESSED[name]) {
        set(button, 'aria-pressed', !isPlain && PRESSED[name](state));
      }
      const isIdle = isPlain ? action !== 'plain' : WORDS.has(name) && !COMMANDS[name](state);
      if (isIdle || button.hasAttribute('aria-disabled')) {
        set(button, 'aria-disabled', isIdle);
      }
    }
    const style = styleOf(state);
    for (const item of this.element.querySelectorAll('[data-panel=styles] [role=menuitemradio]')) {
      set(item, 'aria-checked', item.dataset.do === style);
      if (item.dataset.do === style) {
        this.show(item.textContent);
      }
    }
    const ink = colourOf(state);
    for (const item of this.element.querySelectorAll('[data-colour]')) {
      set(item, 'aria-checked', item.dataset.colour === ink);
    }
    set(this.bar.querySelector('[data-opens-panel=colours]'), 'data-ink', ink);
    set(this.bar.querySelector('[data-opens-panel=link]'), 'data-on', linkAt(state).href !== '');
    set(this.bar.querySelector('[data-action=plain]'), 'aria-pressed', isPlain);
  }

  show(name) {
    const shown = this.bar.querySelector('[data-style]');
    if (shown.textContent !== name) {
      shown.textContent = name;
    }
  }
}
