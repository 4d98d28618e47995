// What the toolbar and the keys do.
import { chainCommands, createParagraphNear, exitCode, liftEmptyBlock, newlineInCode, setBlockType, splitBlockKeepMarks, toggleMark, wrapIn } from 'prosemirror-commands';
import { redo, undo } from 'prosemirror-history';
import { liftListItem, sinkListItem, splitListItemKeepMarks, wrapInList } from 'prosemirror-schema-list';
import { Selection, TextSelection } from 'prosemirror-state';
import { liftTarget } from 'prosemirror-transform';
import { completeLink } from './safe.js';
import { schema } from './schema.js';

const { nodes, marks } = schema;

// The depth of the node of one of the types that is nearest to the cursor, or of the outermost.
const depthOf = ($pos, types, outermost) => {
  let found = 0;
  for (let depth = $pos.depth; depth > 0; depth -= 1) {
    if (types.includes($pos.node(depth).type)) {
      found = depth;
      if (!outermost) {
        return depth;
      }
    }
  }
  return found;
};

const LISTS = [nodes.bullet_list, nodes.ordered_list];

// --- what is where the cursor is ---

export const hasMark = (state, type) => {
  const { empty, from, to, $from } = state.selection;
  if (empty) {
    return Boolean(type.isInSet(state.storedMarks ?? $from.marks()));
  }
  let some = false;
  let every = true;
  state.doc.nodesBetween(from, to, (node) => {
    some ||= node.isText;
    every &&= !node.isText || Boolean(type.isInSet(node.marks));
  });
  return some && every;
};

export const colourOf = (state) => {
  const { $from, $to, empty } = state.selection;
  if (empty) {
    return marks.colour.isInSet(state.storedMarks ?? $from.marks())?.attrs.name ?? '';
  }
  let name = '';
  state.doc.nodesBetween($from.pos, $to.pos, (node) => { name ||= marks.colour.isInSet(node.marks)?.attrs.name ?? ''; });
  return name;
};

export const inside = (state, ...types) => depthOf(state.selection.$from, types) > 0;

export const listOf = (state) => {
  const depth = depthOf(state.selection.$from, LISTS);
  return depth > 0 ? state.selection.$from.node(depth).type : null;
};

export const styleOf = (state) => {
  const { type, attrs } = state.selection.$from.parent;
  return type === nodes.heading ? (attrs.level === 1 ? 'large' : 'small') : type === nodes.code_block ? 'code' : 'normal';
};

// --- blocks ---

const style = (type, attrs = {}) => (state, dispatch) => {
  const dir = state.selection.$from.parent.attrs.dir ?? null;
  return setBlockType(type, type === nodes.code_block ? null : { ...attrs, dir })(state, dispatch);
};

// Into a list, out of it where it is of this kind, and from the other kind into this.
const toggleList = (type) => (state, dispatch) => {
  const { $from, $to } = state.selection;
  const depth = depthOf($from, LISTS);
  if (depth === 0 || depth > $to.depth) {
    return wrapInList(type)(state, dispatch);
  }
  if ($from.node(depth).type === type) {
    return liftListItem(nodes.list_item)(state, dispatch);
  }
  dispatch?.(state.tr.setNodeMarkup($from.before(depth), type));
  return true;
};

const liftQuote = (state, dispatch) => {
  const { $from, $to } = state.selection;
  const range = $from.blockRange($to, (node) => node.type === nodes.quote);
  const target = range && liftTarget(range);
  if (target === null || target === undefined) {
    return false;
  }
  dispatch?.(state.tr.lift(range, target).scrollIntoView());
  return true;
};

const toggleQuote = (state, dispatch) => (inside(state, nodes.quote) ? liftQuote(state, dispatch) : wrapIn(nodes.quote)(state, dispatch));

// --- answering between the lines of a quotation ---

// The second Enter parts the quotation, however deep, and goes on outside of it.
const splitQuote = (state, dispatch) => {
  const { $cursor } = state.selection;
  const depth = $cursor ? depthOf($cursor, [nodes.quote], true) : 0;
  if (depth === 0 || $cursor.parentOffset > 0 || $cursor.parent.type === nodes.code_block || depthOf($cursor, LISTS) > depth) {
    return false;
  }
  if (!dispatch) {
    return true;
  }
  const { tr } = state;
  let at = $cursor.before();
  if ($cursor.parent.content.size === 0) {
    const alone = $cursor.node(-1).childCount === 1;
    if (alone && $cursor.depth === depth + 1) {
      tr.lift($cursor.blockRange(), depth - 1);
      dispatch(tr.scrollIntoView());
      return true;
    }
    if (!alone) {
      tr.delete(at, $cursor.after());
    }
  }
  at = partAt(tr, at, depth);
  tr.insert(at, nodes.paragraph.create());
  dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView());
  return true;
};

// Where the quotation can be parted at a place between two of its blocks; at an end it need not be.
const partAt = (tr, place, depth) => {
  let at = place;
  let $at = tr.doc.resolve(at);
  while ($at.depth >= depth && ($at.index() === 0 || $at.index() === $at.parent.childCount)) {
    at = $at.index() === 0 ? $at.before() : $at.after();
    $at = tr.doc.resolve(at);
  }
  if ($at.depth < depth) {
    return at;
  }
  const levels = $at.depth - depth + 1;
  tr.split(at, levels);
  return at + levels;
};

// A break or a space beside the cursor is what parts the line anyhow.
const splitLine = (state, dispatch) => {
  const { $cursor } = state.selection;
  if (!$cursor || !inside(state, nodes.quote) || $cursor.parentOffset === 0) {
    return false;
  }
  const before = $cursor.nodeBefore?.type === nodes.br ? 1 : 0;
  const after = !before && ($cursor.nodeAfter?.type === nodes.br || $cursor.nodeAfter?.text?.startsWith(' ')) ? 1 : 0;
  if (before + after === 0) {
    return false;
  }
  if (dispatch) {
    const tr = state.tr.delete($cursor.pos - before, $cursor.pos + after);
    dispatch(tr.split($cursor.pos - before).scrollIntoView());
  }
  return true;
};

// At its very start, Backspace takes the paragraph out of the quotation.
const leaveQuote = (state, dispatch) => {
  const { $cursor } = state.selection;
  if (!$cursor || $cursor.parentOffset > 0) {
    return false;
  }
  const outer = $cursor.depth - 1;
  const isFirst = outer > 0 && $cursor.node(outer).type === nodes.quote && $cursor.index(outer) === 0;
  return isFirst && liftQuote(state, dispatch);
};

// Backspace at the start of a heading or of code makes it plain; what is a list's is handled there.
const plainAtStart = (state, dispatch) => {
  const { $cursor } = state.selection;
  const isStyled = $cursor?.parentOffset === 0 && [nodes.heading, nodes.code_block].includes($cursor.parent.type);
  return Boolean(isStyled) && style(nodes.paragraph)(state, dispatch);
};

const leaveList = (state, dispatch) => {
  const { $cursor } = state.selection;
  const isFirst = $cursor && $cursor.parentOffset === 0 && $cursor.depth > 2 && $cursor.index(-1) === 0
    && $cursor.node(-1).type === nodes.list_item;
  return Boolean(isFirst) && liftListItem(nodes.list_item)(state, dispatch);
};

// Above the first and below the last block there must be room for words.
const beyond = (direction) => (state, dispatch, view) => {
  const { $head, empty } = state.selection;
  const isClosed = inside(state, nodes.quote, nodes.code_block, nodes.head) || (direction < 0 && inside(state, nodes.signature));
  const atEdge = direction < 0
    ? Selection.atStart(state.doc).$from.sameParent($head)
    : Selection.atEnd(state.doc).$from.sameParent($head);
  if (!empty || !isClosed || !atEdge || view?.endOfTextblock(direction < 0 ? 'up' : 'down') === false) {
    return false;
  }
  if (dispatch) {
    const at = direction < 0 ? 0 : state.doc.content.size;
    const { tr } = state;
    tr.insert(at, nodes.paragraph.create());
    dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView());
  }
  return true;
};

// --- words ---

const toggle = (type) => toggleMark(type, null, { removeWhenPresent: false });

export const colour = (name) => (state, dispatch) => {
  const { empty, $cursor, ranges } = state.selection;
  if (state.selection.$from.parent.type.spec.code) {
    return false;
  }
  if (dispatch) {
    const { tr } = state;
    const mark = name && marks.colour.create({ name });
    if (empty && $cursor) {
      tr.removeStoredMark(marks.colour);
      if (mark) {
        tr.addStoredMark(mark);
      }
    }
    for (const { $from, $to } of ranges) {
      tr.removeMark($from.pos, $to.pos, marks.colour);
      if (mark) {
        tr.addMark($from.pos, $to.pos, mark);
      }
    }
    dispatch(tr.scrollIntoView());
  }
  return true;
};

// Plain words: no marks but links, no headings, no code.
const clear = (state, dispatch) => {
  if (dispatch) {
    const { from, to } = state.selection;
    const { tr } = state;
    for (const name of Object.keys(marks)) {
      if (name !== 'link') {
        tr.removeMark(from, to, marks[name]);
      }
    }
    tr.setStoredMarks([]);
    tr.setBlockType(from, to, nodes.paragraph, (old) => ({ dir: old.attrs.dir ?? null }));
    dispatch(tr.scrollIntoView());
  }
  return true;
};

const lineBreak = (state, dispatch) => {
  const { tr } = state;
  dispatch?.(tr.replaceSelectionWith(nodes.br.create(), true).scrollIntoView());
  return true;
};

// Below the block that the cursor is in, and in its place where it is empty.
export const withRule = (tr) => {
  const { $from } = tr.selection;
  const at = $from.after();
  tr.insert(at, [nodes.rule.create(), nodes.paragraph.create()]);
  const isSpare = $from.parent.content.size === 0 && $from.node(-1).type !== nodes.list_item;
  tr.setSelection(TextSelection.create(tr.doc, at + 2));
  return (isSpare ? tr.delete($from.before(), at) : tr).scrollIntoView();
};

const rule = (state, dispatch) => {
  if (!state.selection.$from.parent.isTextblock) {
    return false;
  }
  dispatch?.(withRule(state.tr));
  return true;
};

// --- links ---

// The link at the cursor, from its first letter to its last; or what is selected.
export const linkAt = (state) => {
  const { $from, $to, from, to, empty } = state.selection;
  const { parent } = $from;
  const markOf = (at) => (at < 0 || at >= parent.childCount ? null : marks.link.isInSet(parent.child(at).marks));
  const here = $from.index();
  const at = markOf(here) || !empty || $from.textOffset > 0 ? here : here - 1;
  const mark = markOf(at);
  if (!mark) {
    return { from, to, href: '' };
  }
  let [first, last] = [at, at];
  while (markOf(first - 1)?.eq(mark)) {
    first -= 1;
  }
  while (markOf(last + 1)?.eq(mark)) {
    last += 1;
  }
  const start = $from.posAtIndex(first);
  const end = $from.posAtIndex(last + 1);
  return { from: Math.min(start, from), to: empty ? end : Math.max(end, $to.pos), href: mark.attrs.href };
};

export const link = (address) => (state, dispatch) => {
  const href = completeLink(address);
  const { from, to } = linkAt(state);
  if (!href || state.selection.$from.parent.type.spec.code) {
    return false;
  }
  if (dispatch) {
    const { tr } = state;
    const mark = marks.link.create({ href });
    if (from === to) {
      const kept = state.storedMarks ?? state.selection.$from.marks();
      tr.replaceWith(from, to, schema.text(address.trim(), mark.addToSet(kept.filter(({ type }) => type !== marks.link))));
    } else {
      tr.removeMark(from, to, marks.link).addMark(from, to, mark);
    }
    dispatch(tr.removeStoredMark(marks.link).scrollIntoView());
  }
  return true;
};

export const unlink = (state, dispatch) => {
  const { from, to } = linkAt(state);
  dispatch?.(state.tr.removeMark(from, to, marks.link));
  return from < to;
};

// --- all of them by name, as the toolbar's buttons call them, and by key ---

export const COMMANDS = {
  bold: toggle(marks.strong),
  italic: toggle(marks.em),
  underline: toggle(marks.underline),
  strike: toggle(marks.strike),
  inline: toggle(marks.code),
  bullets: toggleList(nodes.bullet_list),
  numbers: toggleList(nodes.ordered_list),
  quote: toggleQuote,
  normal: style(nodes.paragraph),
  large: style(nodes.heading, { level: 1 }),
  small: style(nodes.heading, { level: 2 }),
  code: style(nodes.code_block),
  rule,
  clear,
  undo,
  redo,
};

// In a signature an empty line is a line, and no way out.
const splitOwn = (state, dispatch) => inside(state, nodes.signature, nodes.head) && splitBlockKeepMarks(state, dispatch);

const split = chainCommands(
  newlineInCode,
  splitListItemKeepMarks(nodes.list_item),
  splitQuote,
  splitLine,
  createParagraphNear,
  splitOwn,
  liftEmptyBlock,
  splitBlockKeepMarks,
);

// What is selected over several blocks goes first: what is then there may be of another kind.
const enter = (state, dispatch, view) => {
  const { $from, $to } = state.selection;
  if (!view || !dispatch || $from.sameParent($to)) {
    return split(state, dispatch, view);
  }
  dispatch(state.tr.deleteSelection());
  return split(view.state, dispatch, view);
};

const isMac = /Mac|iP(hone|[oa]d)/.test(navigator.platform);

export const KEYS = {
  'Mod-b': COMMANDS.bold,
  'Mod-i': COMMANDS.italic,
  'Mod-u': COMMANDS.underline,
  'Mod-Shift-x': COMMANDS.strike,
  'Mod-e': COMMANDS.inline,
  'Mod-Shift-7': COMMANDS.numbers,
  'Mod-Shift-8': COMMANDS.bullets,
  'Mod-Shift-9': COMMANDS.quote,
  'Mod-\\': clear,
  'Mod-z': undo,
  'Mod-Shift-z': redo,
  ...isMac ? {} : { 'Mod-y': redo },
  Tab: sinkListItem(nodes.list_item),
  'Shift-Tab': liftListItem(nodes.list_item),
  Enter: enter,
  'Shift-Enter': chainCommands(exitCode, lineBreak),
  ArrowUp: beyond(-1),
  ArrowDown: beyond(1),
};

export const AT_START = chainCommands(plainAtStart, leaveQuote, leaveList);
