// A letter as HTML that every mail program understands: few elements, no classes but our own two,
// and no style but a colour.
import { COLOURS } from './colours.js';
import { directionOf } from './direction.js';

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\u00a0': '&nbsp;' };
const escape = (text) => text.replace(/[&<>"\u00a0]/g, (one) => ESCAPES[one]);
const attribute = (name, value) => (value === null || value === undefined ? '' : ` ${name}="${escape(String(value))}"`);

const MARKS = {
  link: ({ href }) => ['a', attribute('href', href)],
  colour: ({ name }) => ['span', attribute('style', `color:${COLOURS[name]}`)],
  strong: () => ['strong', ''],
  em: () => ['em', ''],
  underline: () => ['u', ''],
  strike: () => ['s', ''],
  code: () => ['code', ''],
};

// Spaces that a reader's program would take away are made to stay.
const items = (block) => {
  const all = [];
  let afterSpace = true;
  if (block.textContent.length === block.content.size && block.textContent.trim() === '') {
    return all; // nothing but spaces
  }
  block.forEach((node) => {
    if (!node.isText) {
      all.push({ node, marks: node.marks });
      afterSpace = node.type.name === 'br';
      return;
    }
    let text = '';
    for (const one of node.text.replace(/[\t\n\r\f]/g, ' ')) {
      text += one === ' ' && afterSpace ? '\u00a0' : one;
      afterSpace = one === ' ' && !afterSpace;
    }
    all.push({ text, marks: node.marks });
  });
  const spaceEndsLine = (at) => at + 1 === all.length || all[at + 1].node?.type.name === 'br';
  all.forEach((item, at) => {
    if (item.text && spaceEndsLine(at)) {
      item.text = item.text.replace(/ $/, '');
    }
  });
  return marked(all.filter(({ node, text }) => node || text));
};

// A break has the marks that go on over it, and a picture nothing but its link.
const isBreak = ({ node }) => node?.type.name === 'br';
const marked = (all) => {
  for (const item of all) {
    if (item.node && !isBreak(item)) {
      item.marks = item.marks.filter(({ type }) => type.name === 'link');
    }
  }
  let next = [];
  const nexts = all.toReversed().map((item) => {
    next = isBreak(item) ? next : item.marks;
    return next;
  }).reverse();
  all.forEach((item, at) => {
    if (isBreak(item)) {
      const around = all[at - 1]?.marks ?? [];
      item.marks = around.filter((mark) => nexts[at].some((other) => other.eq(mark)));
    }
  });
  return all;
};

const leaf = ({ node, text }) => {
  if (!node) {
    return escape(text);
  }
  const { src, cid, alt, width } = node.attrs;
  return node.type.name === 'br' ? '<br>'
    : `<img${attribute('src', src ?? `cid:${cid}`)}${attribute('data-cid', cid)}${attribute('alt', alt)}${attribute('width', width)}>`;
};

// A mark goes on for as long as its neighbours have it too.
const inline = (block) => {
  const open = [];
  let html = '';
  const closeTo = (depth) => {
    while (open.length > depth) {
      html += `</${open.pop().tag}>`;
    }
  };
  const all = items(block);
  for (const item of all) {
    let same = 0;
    while (same < open.length && item.marks[same] && open[same].mark.eq(item.marks[same])) {
      same += 1;
    }
    closeTo(same);
    for (const mark of item.marks.slice(same)) {
      const [tag, attributes] = MARKS[mark.type.name](mark.attrs);
      html += `<${tag}${attributes}>`;
      open.push({ tag, mark });
    }
    html += leaf(item);
  }
  closeTo(0);
  return all.length === 0 || all.at(-1).node?.type.name === 'br' ? `${html}<br>` : html;
};

const textblockDir = (block, around) => block.attrs.dir ?? directionOf(block.textContent) ?? around;

const firstDir = (node, around) => {
  let found = null;
  node.descendants((child) => {
    if (!found && child.isTextblock && !child.type.spec.code) {
      found = textblockDir(child, null);
    }
    return !found;
  });
  return found ?? around;
};

const tagged = (tag, dir, around, attributes, content) =>
  `<${tag}${attributes}${dir === around ? '' : attribute('dir', dir)}>${content}</${tag}>`;

const all = (node, around) => {
  let html = '';
  node.forEach((child) => { html += block(child, around); });
  return html;
};

const wrapped = (tag, node, around, attributes = '') => {
  const dir = firstDir(node, around);
  return tagged(tag, dir, around, attributes, all(node, dir));
};

const textblock = (tag, node, around) => {
  const dir = textblockDir(node, around);
  return tagged(tag, dir, around, '', inline(node));
};

// One line needs no paragraph about it; a list below it changes nothing in that.
const isPlain = (item) => {
  let plain = true;
  item.forEach((child, offset, at) => { plain &&= at === 0 || /_list$/.test(child.type.name); });
  return plain;
};

const item = (node, around) => {
  if (!isPlain(node)) {
    return wrapped('li', node, around);
  }
  const dir = textblockDir(node.firstChild, around);
  let rest = '';
  node.forEach((child, offset, at) => { rest += at > 0 ? block(child, dir) : ''; });
  return tagged('li', dir, around, '', inline(node.firstChild) + rest);
};

const BLOCKS = {
  paragraph: (node, around) => textblock('p', node, around),
  heading: (node, around) => textblock(node.attrs.level === 1 ? 'h2' : 'h3', node, around),
  quote: (node, around) => wrapped('blockquote', node, around),
  code_block: (node, around) => tagged('pre', 'ltr', around, '', (node.textContent.startsWith('\n') ? '\n' : '') + escape(node.textContent)),
  bullet_list: (node, around) => wrapped('ul', node, around),
  ordered_list: (node, around) => wrapped('ol', node, around, node.attrs.order === 1 ? '' : attribute('start', Number(node.attrs.order))),
  list_item: item,
  rule: () => '<hr>',
  head: (node, around) => wrapped('div', node, around, ' class="quote-head"'),
  signature: (node, around) => wrapped('div', node, around, ' class="signature"'),
};

const block = (node, around) => BLOCKS[node.type.name](node, around);

export const toHtml = (doc) => all(doc, 'ltr');
