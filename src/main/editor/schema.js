// What a letter may be made of; whatever is not named here cannot be in one.
import { Schema } from 'prosemirror-model';
import { COLOURS } from './colours.js';
import { directionOf } from './direction.js';
import { safeCid, safeImage, safeLink } from './safe.js';

// Told only where it is another than the text's own.
const dir = (element) => {
  const told = element.closest('[dir]')?.getAttribute('dir').toLowerCase();
  const own = directionOf(element.textContent);
  return (told === 'rtl' || told === 'ltr') && told !== (own ?? 'ltr') ? told : null;
};

const run = { dir: { default: null } };
const runs = (tag, attrs = {}) => ({ tag, getAttrs: (element) => ({ ...attrs, dir: dir(element) }) });

const nodes = {
  doc: { content: '(block | head | signature)+' },
  paragraph: {
    content: 'inline*',
    group: 'block',
    attrs: run,
    parseDOM: [runs('p')],
    toDOM: ({ attrs }) => ['p', { dir: attrs.dir ?? 'auto' }, 0],
  },
  heading: {
    content: 'inline*',
    group: 'block',
    defining: true,
    attrs: { ...run, level: { default: 1 } },
    parseDOM: [
      runs('h1', { level: 1 }), runs('h2', { level: 1 }), runs('h3', { level: 2 }),
      runs('h4', { level: 2 }), runs('h5', { level: 2 }), runs('h6', { level: 2 }),
    ],
    toDOM: ({ attrs }) => [attrs.level === 1 ? 'h2' : 'h3', { dir: attrs.dir ?? 'auto' }, 0],
  },
  quote: {
    content: '(block | head)+',
    group: 'block',
    defining: true,
    parseDOM: [{ tag: 'blockquote' }],
    toDOM: () => ['blockquote', 0],
  },
  code_block: {
    content: 'text*',
    group: 'block',
    marks: '',
    code: true,
    defining: true,
    parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' }],
    toDOM: () => ['pre', { dir: 'ltr' }, 0],
  },
  bullet_list: {
    content: 'list_item+',
    group: 'block',
    parseDOM: [{ tag: 'ul' }],
    toDOM: () => ['ul', 0],
  },
  ordered_list: {
    content: 'list_item+',
    group: 'block',
    attrs: { order: { default: 1 } },
    parseDOM: [{ tag: 'ol', getAttrs: (element) => ({ order: parseInt(element.getAttribute('start'), 10) || 1 }) }],
    toDOM: ({ attrs }) => (attrs.order === 1 ? ['ol', 0] : ['ol', { start: attrs.order }, 0]),
  },
  list_item: {
    content: 'paragraph block*',
    defining: true,
    parseDOM: [{ tag: 'li' }],
    toDOM: () => ['li', 0],
  },
  rule: {
    group: 'block',
    parseDOM: [{ tag: 'hr' }],
    toDOM: () => ['hr'],
  },
  head: {
    content: 'block+',
    group: 'head',
    defining: true,
    parseDOM: [{ tag: 'div.quote-head' }],
    toDOM: () => ['div', { class: 'quote-head' }, 0],
  },
  signature: {
    content: 'block+',
    defining: true,
    parseDOM: [{ tag: 'div.signature' }],
    toDOM: () => ['div', { class: 'signature' }, 0],
  },
  text: { group: 'inline' },
  image: {
    inline: true,
    group: 'inline',
    draggable: true,
    attrs: { src: { default: null }, cid: {}, alt: { default: '' }, width: { default: null } },
    parseDOM: [{
      tag: 'img',
      getAttrs: (element) => {
        const source = element.getAttribute('src') ?? '';
        const unknown = /^cid:/i.test(source);
        const cid = safeCid(element.getAttribute('data-cid') ?? (unknown ? source.slice(4) : null));
        const src = unknown ? null : safeImage(source);
        return Boolean(cid && (src || unknown)) && {
          src,
          cid,
          alt: element.getAttribute('alt') ?? '',
          width: Math.min(2_000, parseInt(element.getAttribute('width'), 10)) || null,
        };
      },
    }],
    toDOM: ({ attrs: { src, cid, alt, width } }) => ['img', { src, alt, width, 'data-cid': cid }],
  },
  br: {
    inline: true,
    group: 'inline',
    selectable: false,
    linebreakReplacement: true,
    parseDOM: [{ tag: 'br' }],
    toDOM: () => ['br'],
  },
};

// The outermost first.
const marks = {
  link: {
    attrs: { href: {} },
    inclusive: false,
    parseDOM: [{
      tag: 'a[href]',
      getAttrs: (element) => {
        const href = safeLink(element.getAttribute('href'));
        return href ? { href } : false;
      },
    }],
    toDOM: ({ attrs }) => ['a', { href: safeLink(attrs.href) }, 0],
  },
  colour: {
    attrs: { name: {} },
    parseDOM: [{
      tag: 'span[data-colour]',
      getAttrs: (element) => {
        const name = element.getAttribute('data-colour');
        return Object.hasOwn(COLOURS, name) ? { name } : false;
      },
    }],
    toDOM: ({ attrs }) => ['span', { class: `ink-${attrs.name}`, 'data-colour': attrs.name }, 0],
  },
  strong: { parseDOM: [{ tag: 'strong' }, { tag: 'b' }], toDOM: () => ['strong', 0] },
  em: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: () => ['em', 0] },
  underline: { parseDOM: [{ tag: 'u' }], toDOM: () => ['u', 0] },
  strike: { parseDOM: [{ tag: 's' }], toDOM: () => ['s', 0] },
  code: { code: true, parseDOM: [{ tag: 'code' }], toDOM: () => ['code', 0] },
};

export const schema = new Schema({ nodes, marks });
