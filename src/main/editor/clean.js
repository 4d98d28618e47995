// Other programs' HTML, told again in the few elements that a letter is made of. Nothing is taken
// over as it is: what comes out was made here, element by element.
import { COLOURS, nearest, ours } from './colours.js';
import { safeCid, safeImage, safeLink } from './safe.js';

const DROPPED = new Set(('script style title head link meta base noscript template svg math iframe frame object embed applet '
  + 'x-style audio video canvas input select textarea button option datalist progress meter dialog map area xml').split(' '));

const BLOCKS = new Set(('address article aside body caption center dd details div dl dt fieldset figcaption figure footer form '
  + 'header hgroup html legend main nav p section summary table tbody td tfoot th thead tr').split(' '));

const MARKS = {
  b: 'strong', strong: 'strong', i: 'em', em: 'em', cite: 'em', dfn: 'em', var: 'em', u: 'u', ins: 'u',
  s: 's', strike: 's', del: 's', code: 'code', tt: 'code', kbd: 'code', samp: 'code',
};

const HEADINGS = { h1: 'h2', h2: 'h2', h3: 'h3', h4: 'h3', h5: 'h3', h6: 'h3' };

// The page's policy would complain of what it forbids, though nothing of this document is ever shown
// or run; so that gets names that mean nothing. What this overlooks is no danger, merely noise.
const harmless = (html) => html
  .replace(/<(?:base|link|meta)\b[^<>]*>/gi, '')
  .replace(/<(\/?)style\b/gi, '<$1x-style')
  .replace(/<[a-z][^<>]*>/gi, (tag) => tag
    .replace(/([\s"'/])style(\s*=)/gi, '$1data-css$2')
    .replace(/([\s"'/])(on[a-z]+\s*=)/gi, '$1data-$2'));

export const inert = (html) => new DOMParser().parseFromString(harmless(html), 'text/html').body;

const styleOf = (element) => {
  const style = {};
  for (const one of (element.getAttribute('data-css') ?? element.getAttribute('style') ?? '').split(';')) {
    const colon = one.indexOf(':');
    style[one.slice(0, colon).trim().toLowerCase()] = one.slice(colon + 1).trim().toLowerCase();
  }
  return style;
};

const isHidden = (element, style) => element.hasAttribute('hidden') || style.display === 'none' || style['mso-hide'] === 'all';

// --- marks: a list of elements to be put around a text, the outermost first ---

const without = (marks, tag) => marks.filter((mark) => mark.tag !== tag);
const having = (marks, tag, attrs = {}) => [...without(marks, tag), { tag, attrs }];

const byStyle = (marks, element, style) => {
  let now = marks;
  const turn = (tag, on, off) => {
    if (on) {
      now = having(now, tag);
    } else if (off) {
      now = without(now, tag);
    }
  };
  const weight = style['font-weight'] ?? '';
  turn('strong', /^(bold|bolder|[6-9]00)$/.test(weight), /^(normal|lighter|[1-5]00)$/.test(weight));
  turn('em', /^(italic|oblique)/.test(style['font-style'] ?? ''), style['font-style'] === 'normal');
  const line = `${style['text-decoration'] ?? ''} ${style['text-decoration-line'] ?? ''}`;
  turn('u', /underline/.test(line) && !now.some(({ tag }) => tag === 'a'), /^ *none/.test(line));
  turn('s', /line-through/.test(line), /^ *none/.test(line));
  const told = element.getAttribute('data-colour') ?? /(?:^|\s)ink-(\w+)/.exec(element.className)?.[1];
  const value = style.color ?? element.getAttribute('color');
  const own = Object.hasOwn(COLOURS, told) ? told : ours(value);
  const colour = own ?? nearest(value);
  if (colour && (own || !now.some(({ tag }) => tag === 'a'))) {
    now = having(now, 'span', { 'data-colour': colour });
  } else if (style.color || element.hasAttribute('color')) {
    now = without(now, 'span');
  }
  return now;
};

const marksOf = (marks, name, element, style) => {
  let now = marks;
  if (name === 'a') {
    const href = safeLink(element.getAttribute('href'));
    now = href ? having(without(now, 'u'), 'a', { href }) : now;
  } else if (MARKS[name] && !(name === 'b' && style['font-weight'] === 'normal')) {
    now = having(now, MARKS[name]);
  }
  return byStyle(now, element, style);
};

// --- Word's lists are paragraphs that say so in their style ---

const WORD_LIST = /mso-list:\s*l\d+\s+level(\d+)/i;

const wordLevel = (element) => {
  const found = WORD_LIST.exec(element.getAttribute?.('data-css') ?? '');
  return found ? Math.min(9, Number(found[1])) : 0;
};

// The number or the dot, which Word writes into the text; taken away.
const takeMarker = (element) => {
  const marker = [...element.querySelectorAll('[data-css]')]
    .find((one) => /mso-list:\s*ignore/i.test(one.getAttribute('data-css')));
  const text = marker?.textContent.replace(/[\s\u00a0]+/g, '') ?? '';
  marker?.remove();
  return text;
};

const NUMBERED = /^\(?(\d{1,4}|[a-z]{1,5})[.)]$/i;

// --- writing ---

const LINES = 100; // of one paragraph; more would make every key slow

const isBlank = (node) => node.localName !== 'br' && node.localName !== 'img' && !node.querySelector?.('img')
  && !/[^\s\u00a0]/.test(node.textContent);

class Writer {
  constructor(document, files) {
    this.document = document;
    this.files = files;
    this.box = document.createElement('body'); // where blocks go
    this.line = null; // where words go
    this.kind = 'p'; // what a new line is
    this.soft = false; // a line of a <div>, which has no space about it
    this.dir = null;
    this.words = []; // the lists of Word's that are open
  }

  element(tag, attrs = {}) {
    const element = this.document.createElement(tag);
    for (const name of Object.keys(attrs)) {
      element.setAttribute(name, attrs[name]);
    }
    return element;
  }

  open() {
    if (!this.line) {
      const before = this.box.lastChild;
      if (this.soft && this.kind === 'p' && before?.soft && before.lines < LINES && before.getAttribute('dir') === this.dir) {
        before.append(this.element('br'));
        before.lines += 1;
        this.line = before;
      } else {
        const tag = this.box.localName === 'li' && !this.box.firstChild ? 'p' : this.kind;
        this.line = this.element(tag, this.dir ? { dir: this.dir } : {});
        this.line.soft = this.soft && this.kind === 'p';
        this.line.lines = 1;
        this.box.append(this.line);
      }
      this.before = this.line.lastChild; // what was there already
    }
    return this.line;
  }

  // A break at the end is none; a line of nothing is an empty one, and ends what was before it.
  close() {
    const line = this.line;
    this.line = null;
    if (!line) {
      return;
    }
    const { before } = this;
    if (line.lastChild !== before && line.lastChild?.localName === 'br') {
      line.lastChild.remove();
    }
    const added = [];
    for (let one = line.lastChild; one && one !== before; one = one.previousSibling) {
      added.push(one);
    }
    if (added.every(isBlank)) {
      added.forEach((one) => one.remove());
      if (line.soft && before) {
        before.remove(); // the break that led here
      } else if (line.soft && line.previousSibling?.soft) {
        line.remove();
      }
      line.soft = false;
      if (line.previousSibling) {
        line.previousSibling.soft = false;
      }
    }
  }

  put(node, marks) {
    let inner = node;
    for (const { tag, attrs } of [...marks].reverse()) {
      const around = this.element(tag, attrs);
      around.append(inner);
      inner = around;
    }
    this.open().append(inner);
  }

  text(text, marks) {
    const before = this.line?.lastChild;
    if ((before && before.localName !== 'br') || /[^ \t\r\n\f]/.test(text)) {
      this.put(this.document.createTextNode(text), marks);
    }
  }

  // What is inside gets a box of its own.
  inside(tag, attrs, write) {
    this.close();
    const { box, kind, soft } = this;
    this.box = this.element(tag, attrs);
    this.kind = 'p';
    this.soft = false;
    box.append(this.box);
    write();
    this.close();
    const made = this.box;
    Object.assign(this, { box, kind, soft });
    return made;
  }

  // The same, unless there is nothing.
  filled(tag, attrs, write) {
    const made = this.inside(tag, attrs, write);
    if (!made.firstChild) {
      made.remove();
    }
  }

  entryOf(element, marks) {
    const made = this.inside('li', {}, () => this.children(element, marks));
    if (!made.firstChild) {
      made.append(this.element('p'));
    }
  }

  directed(element, style, write) {
    const { dir } = this;
    const told = (element.getAttribute('dir') ?? style.direction)?.toLowerCase();
    if (told) {
      this.dir = told === 'rtl' || told === 'ltr' ? told : null;
    }
    write();
    this.dir = dir;
  }

  children(node, marks) {
    for (const child of [...node.childNodes]) {
      this.node(child, marks);
    }
  }

  node(node, marks) {
    if (node.nodeType === 3) {
      this.text(node.nodeValue, marks);
    } else if (node.nodeType === 1) {
      this.one(node, node.localName, marks);
    }
  }

  one(element, name, marks) {
    const style = styleOf(element);
    if (DROPPED.has(name) || isHidden(element, style)) {
      return;
    }
    const level = wordLevel(element);
    if (level && BLOCKS.has(name)) {
      this.wordItem(element, level, marks);
      return;
    }
    if (BLOCKS.has(name) || HEADINGS[name] || STRUCTURES[name]) {
      this.words = [];
      const write = STRUCTURES[name] ?? this.block;
      this.directed(element, style, () => write.call(this, element, name, byStyle(marks, element, style)));
    } else if (name === 'br') {
      if (element.classList.contains('Apple-interchange-newline')) {
        return;
      }
      this.open().append(this.element('br'));
    } else if (name === 'img') {
      this.image(element, marks);
    } else {
      this.children(element, marksOf(marks, name, element, style));
    }
  }

  block(element, name, marks) {
    this.close();
    const { kind, soft } = this;
    const own = this.own(element.classList);
    if (own) {
      this.filled('div', { class: own }, () => this.children(element, marks));
      return;
    }
    this.kind = HEADINGS[name] ?? kind;
    this.soft = name === 'div';
    this.children(element, this.kind === 'p' ? marks : without(marks, 'strong'));
    this.close();
    Object.assign(this, { kind, soft });
  }

  // The two parts of a letter that are ours, where they may be.
  own(classes) {
    const place = this.box.localName;
    if (classes.contains('signature') && place === 'body') {
      return 'signature';
    }
    return classes.contains('quote-head') && (place === 'body' || place === 'blockquote') ? 'quote-head' : null;
  }

  quote(element, name, marks) {
    this.filled('blockquote', {}, () => this.children(element, marks));
  }

  list(element, name, marks) {
    const start = parseInt(element.getAttribute('start'), 10);
    this.filled(name === 'ol' ? 'ol' : 'ul', name === 'ol' && start > 1 ? { start } : {}, () => {
      for (const child of [...element.childNodes]) {
        this.entry(child, marks);
      }
    });
  }

  // A list that stands between the items, not in one, belongs to the one before it.
  entry(child, marks) {
    const name = child.localName;
    const last = this.box.lastChild;
    if (name === 'li') {
      this.directed(child, {}, () => this.entryOf(child, byStyle(marks, child, styleOf(child))));
    } else if ((name === 'ul' || name === 'ol') && last) {
      const { box } = this;
      this.box = last;
      this.node(child, marks);
      this.box = box;
    } else if (name ? !DROPPED.has(name) : child.nodeType === 3 && child.nodeValue.trim()) {
      this.filled('li', {}, () => this.node(child, marks));
    }
  }

  item(element, name, marks) {
    const made = this.inside('ul', {}, () => this.entry(element, marks));
    const before = made.previousSibling;
    if (before?.stray) {
      before.append(...made.childNodes);
      made.remove();
    } else {
      made.stray = true;
    }
  }

  wordItem(element, level, marks) {
    this.close();
    const tag = NUMBERED.test(takeMarker(element)) ? 'ol' : 'ul';
    this.words.length = Math.min(this.words.length, level);
    if (this.words.length === level && this.words[level - 1].localName !== tag) {
      this.words.length = level - 1;
    }
    while (this.words.length < level) {
      const list = this.element(tag);
      const above = this.words.at(-1);
      if (above && !above.lastChild) {
        above.append(this.element('li'));
        above.lastChild.append(this.element('p'));
      }
      (above ? above.lastChild : this.box).append(list);
      this.words.push(list);
    }
    const { box, words } = this;
    this.box = words[level - 1];
    this.entryOf(element, marks);
    Object.assign(this, { box, words });
  }

  raw(element) {
    this.close();
    element.querySelectorAll('br').forEach((br) => br.replaceWith('\n'));
    element.querySelectorAll([...DROPPED].join()).forEach((one) => one.remove());
    const pre = this.element('pre');
    pre.textContent = element.textContent;
    this.box.append(pre);
  }

  ruler() {
    this.close();
    this.box.append(this.element('hr'));
  }

  // Figures keep their rows; what is only laid out in cells comes one after the other.
  table(element, name, marks) {
    const rows = [...element.rows ?? []];
    const isData = rows.some((row) => row.cells.length > 1)
      && !element.querySelector('table, ul, ol, blockquote, pre, h1, h2, h3, h4, h5, h6, td p + p, td div + div');
    if (!isData) {
      this.block(element, name, marks);
      return;
    }
    this.close();
    const { soft } = this;
    this.soft = false;
    rows.forEach((row, at) => {
      if (at > 0) {
        this.open().append(this.element('br'));
      }
      [...row.cells].forEach((cell, column) => {
        if (column > 0) {
          this.text(' | ', []);
        }
        this.cell(cell, cell.localName === 'th' ? having(marks, 'strong') : marks);
      });
    });
    this.close();
    this.soft = soft;
  }

  // The words of a cell, whatever blocks they stand in, on one line.
  cell(node, marks) {
    for (const child of node.childNodes) {
      const name = child.localName;
      if (!name) {
        this.text(child.nodeType === 3 ? child.nodeValue : '', marks);
      } else if (name === 'br') {
        this.text(' ', marks);
      } else if (BLOCKS.has(name)) {
        this.cell(child, byStyle(marks, child, styleOf(child)));
      } else if (name === 'img') {
        this.image(child, marks);
      } else if (!DROPPED.has(name)) {
        this.cell(child, marksOf(marks, name, child, styleOf(child)));
      }
    }
  }

  image(element, marks) {
    const source = (element.getAttribute('src') ?? '').trim();
    const cid = safeCid(element.getAttribute('data-cid') ?? (/^cid:/i.test(source) ? source.slice(4) : null));
    const alt = element.getAttribute('alt') ?? '';
    if (/^data:/i.test(source)) {
      this.files.push(...fileOf(source, alt));
    } else if (cid && (/^cid:/i.test(source) || (element.hasAttribute('data-cid') && safeImage(source)))) {
      const width = parseInt(element.getAttribute('width'), 10);
      this.put(this.element('img', { src: source, alt, 'data-cid': cid, ...width > 0 && { width } }), marks.filter(({ tag }) => tag === 'a'));
    }
  }
}

const STRUCTURES = {
  blockquote: Writer.prototype.quote,
  ul: Writer.prototype.list,
  ol: Writer.prototype.list,
  menu: Writer.prototype.list,
  li: Writer.prototype.item,
  pre: Writer.prototype.raw,
  hr: Writer.prototype.ruler,
  table: Writer.prototype.table,
};

// A picture that came inside of the HTML, as a file; none where it is no picture that we send.
const fileOf = (source, alt) => {
  const found = /^data:image\/(png|jpeg|gif|webp);base64,([a-z0-9+/=\s]+)$/i.exec(source);
  if (!found) {
    return [];
  }
  try {
    const octets = Uint8Array.from(atob(found[2].replace(/\s/g, '')), (one) => one.charCodeAt(0));
    const type = found[1].toLowerCase();
    const name = alt.replace(/[^\p{L}\p{N} _-]+/gu, '').trim().slice(0, 60) || 'image';
    return [new File([octets], `${name}.${type === 'jpeg' ? 'jpg' : type}`, { type: `image/${type}` })];
  } catch {
    return [];
  }
};

// The letter's body of a document, and the pictures that stood in it as data.
export const clean = (html) => {
  const source = inert(html);
  const files = [];
  const writer = new Writer(source.ownerDocument, files);
  writer.children(source, []);
  writer.close();
  return { body: writer.box, files };
};
