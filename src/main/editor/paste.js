// What comes from elsewhere: other programs' HTML, plain text and files.
import { Slice } from 'prosemirror-model';
import { Plugin, PluginKey } from 'prosemirror-state';
import { clean, inert } from './clean.js';
import { safeLink } from './safe.js';
import { schema } from './schema.js';
import { fromText, toText } from './text.js';

// Open at both ends, so that a word goes into the line where it is put.
export const sliceOf = (text) => {
  const content = fromText(text);
  const isOpen = (node) => (node.type === schema.nodes.paragraph ? 1 : 0);
  return new Slice(content, isOpen(content.firstChild), isOpen(content.lastChild));
};

// --- places that files will come to, when they have been sent; they move with what is written ---

const places = new PluginKey('places');

const keepPlaces = () => new Plugin({
  key: places,
  state: {
    init: () => new Map(),
    apply: (tr, now) => {
      const added = tr.getMeta(places);
      if (!added && !tr.docChanged) {
        return now;
      }
      const next = new Map([...now].map(([id, at]) => [id, tr.mapping.map(at)]));
      return added ? next.set(added.id, added.at) : next;
    },
  },
});

let count = 0;

const keepPlace = (view, at) => {
  count += 1;
  view.dispatch(view.state.tr.setMeta(places, { id: count, at }).setMeta('addToHistory', false));
  return count;
};

export const placeOf = (state, id) => places.getState(state).get(id);

// Tells whoever listens at the host that there are files to be sent.
export const give = (view, host, files, at = view.state.selection.to) => {
  if (files.length > 0) {
    host.dispatchEvent(new CustomEvent('files', { bubbles: true, detail: { files: [...files], at: keepPlace(view, at) } }));
  }
};

const isNothing = (slice) => {
  let nothing = true;
  slice.content.descendants((node) => {
    nothing &&= node.type !== schema.nodes.image && (!node.isText || node.text.trim() === '');
  });
  return nothing;
};

// A lone address pasted over words makes a link of them.
const linkSelection = (view, data) => {
  const href = safeLink(data?.getData('text/plain').trim());
  const { empty, from, to, $from } = view.state.selection;
  if (!href || empty || /\s/.test(href) || $from.parent.type.spec.code) {
    return false;
  }
  view.dispatch(view.state.tr.removeMark(from, to, schema.marks.link).addMark(from, to, schema.marks.link.create({ href })));
  return true;
};

export const paste = (host) => {
  let pending = [];
  const takePending = (view) => {
    const files = pending;
    pending = [];
    if (files.length > 0) {
      queueMicrotask(() => view.isDestroyed || give(view, host, files));
    }
    return files.length > 0;
  };
  return [keepPlaces(), new Plugin({
    props: {
      transformPastedHTML: (html) => {
        pending = [];
        if (html.includes('data-pm-slice')) {
          return inert(html).innerHTML; // our own; the schema admits nothing else anyway
        }
        const { body, files } = clean(html);
        pending = files;
        return body.innerHTML;
      },
      clipboardTextParser: (text) => sliceOf(text),
      clipboardTextSerializer: ({ content }) => toText(content).replace(/\n$/, ''),
      handlePaste: (view, { clipboardData }, slice) => {
        const files = clipboardData?.files ?? [];
        if (files.length > 0 && isNothing(slice)) {
          pending = [];
          give(view, host, files);
          return true;
        }
        return !takePending(view) && linkSelection(view, clipboardData);
      },
      handleDrop: (view, event) => {
        const files = event.dataTransfer?.files ?? [];
        if (view.dragging || files.length === 0) {
          takePending(view);
          return false;
        }
        pending = [];
        event.preventDefault();
        give(view, host, files, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos);
        return true;
      },
    },
  })];
};
