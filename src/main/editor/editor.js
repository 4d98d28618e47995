/**
 * @license Stands on ProseMirror, orderedmap, rope-sequence and w3c-keyname, which are
 * Copyright (C) 2015-2017 by Marijn Haverbeke <marijn@haverbeke.berlin> and others, and used under
 * the MIT licence: Permission is hereby granted, free of charge, to any person obtaining a copy of
 * this software and associated documentation files (the "Software"), to deal in the Software without
 * restriction, including without limitation the rights to use, copy, modify, merge, publish,
 * distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
 * Software is furnished to do so, subject to the following conditions: The above copyright notice and
 * this permission notice shall be included in all copies or substantial portions of the Software.
 * THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
 * NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
 * NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
 * DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT
 * OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
 */
// The editor of letters: a window onto a document that can only be what schema.js allows.
import { baseKeymap, chainCommands } from 'prosemirror-commands';
import { closeHistory, history } from 'prosemirror-history';
import { undoInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { DOMParser as Parser, Slice } from 'prosemirror-model';
import { EditorState, Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet, EditorView } from 'prosemirror-view';
import { clean, inert } from './clean.js';
import { AT_START, KEYS } from './commands.js';
import { toHtml } from './html.js';
import { give, paste, placeOf, sliceOf } from './paste.js';
import { rules } from './rules.js';
import { safeCid, safeImage } from './safe.js';
import { schema } from './schema.js';
import { fromText, toText } from './text.js';
import { Toolbar } from './toolbar.js';

const { nodes } = schema;
const parser = Parser.fromSchema(schema);

// Whatever a draft holds, it opens: at the worst as its mere words.
const read = (html) => {
  try {
    const { body, files } = clean(html);
    const doc = parser.parse(body);
    doc.check();
    return { doc, files };
  } catch {
    return { doc: nodes.doc.create(null, fromText(inert(html).textContent)), files: [] };
  }
};

// A signature alone is no letter.
const isBlank = (node) => {
  let blank = true;
  node.forEach((child) => {
    blank &&= child.type !== nodes.quote && (child.type === nodes.signature || child.isText ? !child.text?.trim()
      : child.type !== nodes.image && child.type !== nodes.rule && isBlank(child));
  });
  return blank;
};

// Shows what a link is being made of, while the words of its address are typed elsewhere.
const chosen = new PluginKey('chosen');
const showChosen = () => new Plugin({
  key: chosen,
  state: { init: () => false, apply: (tr, now) => tr.getMeta(chosen) ?? now },
  props: {
    decorations: (state) => (chosen.getState(state) && !state.selection.empty
      ? DecorationSet.create(state.doc, [Decoration.inline(state.selection.from, state.selection.to, { class: 'ed-chosen' })])
      : null),
  },
});

const withoutEnter = ({ Enter, 'Mod-Enter': send, ...others }) => others;

// Ctrl+Enter sends and Escape closes: both are for whoever is around us.
const isForOthers = ({ key, ctrlKey, metaKey }) => key === 'Escape' || (key === 'Enter' && (ctrlKey || metaKey));

const leaveToOthers = () => {
  let sends = false;
  return new Plugin({
    props: {
      handleDOMEvents: {
        keydown: (view, event) => {
          sends = isForOthers(event) && !view.composing;
          if (!view.composing) {
            // two keys may come faster than the browser tells where the first has led
            view.domObserver.flush();
          }
          return sends;
        },
        beforeinput: (view, event) => {
          if (sends && /^insert(Paragraph|LineBreak)$/.test(event.inputType)) {
            event.preventDefault();
            return true;
          }
          return false;
        },
      },
    },
  });
};

class Editor {
  constructor(host, { textarea, toolbar, html, plain, onChange }) {
    this.host = host;
    this.textarea = textarea ?? null;
    this.onChange = onChange;
    this.isPlain = Boolean(plain && textarea);
    this.wasPlain = null;
    this.stop = new AbortController();
    const { doc, files } = html === undefined || html === null
      ? { doc: nodes.doc.create(null, fromText(textarea?.value ?? '', true)), files: [] }
      : read(html);
    this.view = new EditorView(host, {
      state: EditorState.create({ doc, plugins: this.plugins() }),
      attributes: (state) => this.attributes(state),
      dispatchTransaction: (tr) => this.apply(tr),
    });
    if (toolbar) {
      this.toolbar = new Toolbar(toolbar, this.view, {
        files: (chosenFiles) => give(this.view, host, chosenFiles),
        plain: () => this.togglePlain(),
        mark: (on) => this.view.dispatch(this.view.state.tr.setMeta(chosen, on)),
      });
      this.toolbar.update(this.view.state, this.isPlain);
      toolbar.querySelector('[data-action=plain]').hidden = !textarea;
    }
    host.hidden = this.isPlain;
    if (textarea) {
      textarea.hidden = !this.isPlain;
      textarea.addEventListener('input', () => this.onChange?.(), { signal: this.stop.signal });
      textarea.form?.addEventListener('formdata', ({ formData }) => {
        if (textarea.name) {
          formData.set(textarea.name, this.text());
        }
      }, { signal: this.stop.signal });
    }
    this.offer(files);
  }

  plugins() {
    const toToolbar = () => {
      this.toolbar?.keepStop();
      this.toolbar?.bar.querySelector('[tabindex="0"]')?.focus();
      return Boolean(this.toolbar);
    };
    const toLink = () => {
      this.toolbar?.open('link');
      return Boolean(this.toolbar);
    };
    return [
      leaveToOthers(),
      rules(),
      keymap({ Backspace: chainCommands(undoInputRule, AT_START), 'Mod-k': toLink, 'Alt-F10': toToolbar }),
      keymap(KEYS),
      keymap(withoutEnter(baseKeymap)),
      history(),
      showChosen(),
      ...paste(this.host),
    ];
  }

  attributes({ doc }) {
    const { wordBody, wordPlaceholder } = this.host.dataset;
    const isEmpty = doc.childCount === 1 && doc.firstChild.isTextblock && doc.content.size === 2;
    return {
      class: isEmpty ? 'ed-body ed-empty' : 'ed-body',
      role: 'textbox',
      'aria-multiline': 'true',
      spellcheck: 'true',
      ...wordBody && { 'aria-label': wordBody },
      ...wordPlaceholder && { 'data-placeholder': wordPlaceholder },
    };
  }

  apply(tr) {
    this.view.updateState(this.view.state.apply(tr));
    this.toolbar?.update(this.view.state, this.isPlain);
    if (tr.docChanged) {
      this.onChange?.();
    }
  }

  // Pictures that a draft holds as data go the way of those that are pasted.
  offer(files) {
    if (files.length > 0) {
      queueMicrotask(() => this.view.isDestroyed || give(this.view, this.host, files, this.view.state.doc.content.size));
    }
  }

  // --- with and without formats ---

  // Formats come back with the words unchanged; else the words have become the letter.
  togglePlain() {
    const { view, textarea } = this;
    if (this.isPlain) {
      this.isPlain = false;
      if (textarea.value !== this.wasPlain) {
        this.replace(fromText(textarea.value, true));
      }
    } else {
      this.isPlain = true;
      textarea.value = toText(view.state.doc);
      this.wasPlain = textarea.value;
    }
    textarea.hidden = !this.isPlain;
    this.host.hidden = this.isPlain;
    this.toolbar?.update(view.state, this.isPlain);
    this.host.dispatchEvent(new CustomEvent('mode', { bubbles: true, detail: { plain: this.isPlain } }));
    this.focus();
  }

  get doc() {
    const isWritten = this.isPlain && this.textarea.value !== this.wasPlain;
    return isWritten ? nodes.doc.create(null, fromText(this.textarea.value, true)) : this.view.state.doc;
  }

  // --- what the composer asks for ---

  html() {
    return toHtml(this.doc);
  }

  text() {
    return this.isPlain ? this.textarea.value : toText(this.view.state.doc);
  }

  replace(content) {
    const { state } = this.view;
    const tr = closeHistory(state.tr).replaceWith(0, state.doc.content.size, content);
    this.view.dispatch(tr);
  }

  setHtml(html) {
    const { doc, files } = read(html ?? '');
    this.replace(doc.content);
    if (this.isPlain) {
      this.textarea.value = toText(doc);
      this.wasPlain = this.textarea.value;
    }
    this.offer(files);
  }

  // Another sender has another signature; all else stays, the cursor too.
  setSignature(html) {
    const { doc } = read(html ?? '');
    const { state } = this.view;
    const content = doc.firstChild.type === nodes.signature ? doc.firstChild.content : doc.content;
    const isNone = content.size <= 2;
    let place = null;
    state.doc.forEach((node, offset) => {
      if (node.type === nodes.signature) {
        place ??= { from: offset, to: offset + node.nodeSize };
      }
    });
    // where there was none it stands above what is quoted
    let quote = null;
    state.doc.forEach((node, offset) => {
      quote ??= node.type === nodes.head || node.type === nodes.quote ? offset : null;
    });
    const end = state.doc.content.size;
    const { from, to } = place ?? { from: quote ?? end, to: quote ?? end };
    const made = isNone ? [] : [nodes.signature.create(null, content)];
    const isAll = from === 0 && to === end && isNone;
    this.view.dispatch(state.tr.replaceWith(from, to, isAll ? nodes.paragraph.create() : made));
  }

  insertImage({ url, cid, alt, width, at }) {
    const src = safeImage(url);
    if (!src || !safeCid(cid) || this.isPlain) {
      return false;
    }
    const { state } = this.view;
    const image = nodes.image.create({ src, cid, alt: alt ?? '', width: width ?? null });
    const place = at === undefined ? undefined : placeOf(state, at);
    this.view.dispatch(place === undefined
      ? state.tr.replaceSelectionWith(image, false).scrollIntoView()
      : state.tr.replaceRangeWith(place, place, image));
    return true;
  }

  insertText(text) {
    if (this.isPlain) {
      this.textarea.setRangeText(text, this.textarea.selectionStart, this.textarea.selectionEnd, 'end');
      this.onChange?.();
    } else {
      this.view.dispatch(this.view.state.tr.replaceSelection(sliceOf(text)).scrollIntoView());
    }
  }

  insertHtml(html) {
    const { doc } = read(html);
    if (this.isPlain) {
      this.insertText(toText(doc));
    } else {
      this.view.dispatch(this.view.state.tr.replaceSelection(Slice.maxOpen(doc.content)).scrollIntoView());
    }
  }

  focus() {
    if (this.isPlain) {
      this.textarea.focus();
    } else {
      this.view.focus();
    }
  }

  isEmpty() {
    return this.isPlain ? this.textarea.value.trim() === '' : isBlank(this.view.state.doc);
  }

  destroy() {
    if (this.textarea) {
      this.textarea.value = this.text();
      this.textarea.hidden = false;
    }
    this.stop.abort();
    this.toolbar?.destroy();
    this.view.destroy();
  }
}

// The composer's side; text and nodes of the editor's own stay here.
const mount = (host, options = {}) => {
  const editor = new Editor(host, options);
  const names = ['html', 'text', 'setHtml', 'setSignature', 'insertImage', 'insertText', 'insertHtml', 'focus', 'isEmpty', 'destroy'];
  return {
    ...Object.fromEntries(names.map((name) => [name, (...values) => editor[name](...values)])),
    get isPlain() { return editor.isPlain; },
  };
};

window.restanteEditor = { mount };
