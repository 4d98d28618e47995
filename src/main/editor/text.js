// A letter without its looks, and what was written without any as a letter.
import { Fragment } from 'prosemirror-model';
import { schema } from './schema.js';

const BULLET = '- ';

const linked = (words, href) => {
  const bare = href.replace(/^mailto:/, '');
  const same = [href, bare, href.replace(/^https?:\/\//, '')].some((one) => one.replace(/\/$/, '') === words.trim().replace(/\/$/, ''));
  return same || !words.trim() ? words || bare : `${words} <${bare}>`;
};

const inline = (node) => {
  let text = '';
  let link = null;
  let words = '';
  const end = () => {
    text += link ? linked(words, link) : words;
    words = '';
  };
  node.forEach((child) => {
    const href = child.marks.find(({ type }) => type === schema.marks.link)?.attrs.href ?? null;
    if (href !== link) {
      end();
      link = href;
    }
    words += child.isText ? child.text : child.type.name === 'br' ? '\n' : child.attrs.alt && `[${child.attrs.alt}]`;
  });
  end();
  return text.replaceAll('\u00a0', ' ').replace(/[ \t]+$/gm, '');
};

const quoted = (text) => text.split('\n')
  .map((line) => (line === '' ? '>' : line.startsWith('>') ? `>${line}` : `> ${line}`))
  .join('\n');

const indented = (text, first) => {
  const gap = ' '.repeat(first.length);
  return text.split('\n').map((line, at) => (at === 0 ? first + line : line && gap + line)).join('\n');
};

const list = (node, mark) => {
  const all = [];
  let isTight = true;
  node.forEach((item, offset, at) => {
    isTight &&= item.childCount === 1 || (item.childCount === 2 && /_list$/.test(item.child(1).type.name));
    all.push(indented(blocks(item, '\n'), mark(at)));
  });
  return all.join(isTight ? '\n' : '\n\n');
};

const block = (node) => {
  switch (node.type.name) {
    case 'quote': return quoted(blocks(node));
    case 'code_block': return node.textContent;
    case 'bullet_list': return list(node, () => BULLET);
    case 'ordered_list': return list(node, (at) => `${node.attrs.order + at}. `);
    case 'rule': return '-'.repeat(40);
    case 'head': return blocks(node);
    case 'signature': return `-- \n${blocks(node)}`;
    default: return inline(node);
  }
};

// An empty paragraph is the empty line that it looks like; who wrote stands right above what.
const blocks = (node, tight) => {
  let text = '';
  node.forEach((child, offset, at) => {
    const before = at > 0 ? node.child(at - 1) : null;
    const near = before?.type.name === 'head' && child.type.name === 'quote';
    const gap = near ? '\n' : tight && /_list$/.test(child.type.name) ? tight : '\n\n';
    text += (before ? gap : '') + block(child);
  });
  return text;
};

export const toText = (doc) => {
  const text = blocks(doc).replace(/\n{4,}/g, '\n\n\n').replace(/\n+$/, '').replace(/^\n+/, '');
  return text && `${text}\n`;
};

const lines = (all) => {
  const content = [];
  all.forEach((line, at) => {
    if (at > 0) {
      content.push(schema.nodes.br.create());
    }
    if (line) {
      content.push(schema.text(line));
    }
  });
  return schema.nodes.paragraph.create(null, content);
};

// Empty lines part paragraphs, and what stands behind > is a quotation.
const paragraphs = (all) => {
  const found = [];
  let run = [];
  let quote = [];
  const end = () => {
    if (run.length > 0) {
      found.push(lines(run));
    }
    if (quote.length > 0) {
      found.push(schema.nodes.quote.create(null, paragraphs(quote)));
    }
    run = [];
    quote = [];
  };
  for (const line of all) {
    const isQuoted = line.startsWith('>');
    if (isQuoted ? run.length > 0 : quote.length > 0 || line.trim() === '') {
      end();
    }
    if (isQuoted) {
      quote.push(line.replace(/^> ?/, ''));
    } else if (line.trim() !== '') {
      run.push(line.trimEnd());
    }
  }
  end();
  return found.length > 0 ? found : [schema.nodes.paragraph.create()];
};

// The blocks of a text; the last signature of RFC 3676 becomes one.
export const fromText = (text, withSignature) => {
  const all = text.replace(/\r\n?/g, '\n').split('\n');
  const at = withSignature ? all.lastIndexOf('-- ') : -1;
  if (at < 0) {
    return Fragment.from(paragraphs(all));
  }
  const content = at > 0 ? paragraphs(all.slice(0, at)) : [schema.nodes.paragraph.create()];
  return Fragment.from([...content, schema.nodes.signature.create(null, paragraphs(all.slice(at + 1)))]);
};
