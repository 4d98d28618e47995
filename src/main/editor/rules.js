// What turns into a format as it is typed; Backspace right after takes it back.
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from 'prosemirror-inputrules';
import { withRule } from './commands.js';
import { safeLink } from './safe.js';
import { schema } from './schema.js';

const { nodes, marks } = schema;

// The last group of the pattern is what gets the mark; what stands around it goes.
const markRule = (pattern, type, sign) => new InputRule(pattern, (state, match, start, end) => {
  const words = match.at(-1);
  const before = match[0].length - words.length - 2 * sign.length;
  const from = start + before;
  if (!state.doc.resolve(from).parent.type.allowsMarkType(type)) {
    return null;
  }
  const { tr } = state;
  const typed = end - (from + sign.length + words.length); // of the closing sign, without what comes now
  tr.delete(end - typed, end);
  tr.delete(from, from + sign.length);
  tr.addMark(from, from + words.length, type.create());
  return tr.removeStoredMark(type);
}, { inCodeMark: false });

const linkRule = new InputRule(/(?:^|\s)((?:https?:\/\/|www\.)[^\s<>"]+[^\s<>"'.,;:!?)\]}])([.,;:!?)\]}]*)\s$/, (state, match, start, end) => {
  const [whole, address, rest] = match;
  const from = start + whole.indexOf(address);
  const to = from + address.length;
  const href = safeLink(address.startsWith('www.') ? `https://${address}` : address);
  if (!href || to + rest.length > end || state.doc.rangeHasMark(from, to, marks.link)) {
    return null;
  }
  return state.tr.addMark(from, to, marks.link.create({ href })).insertText(' ', end).removeStoredMark(marks.link);
}, { inCodeMark: false });

export const rules = () => inputRules({
  rules: [
    wrappingInputRule(/^\s*[-*]\s$/, nodes.bullet_list),
    wrappingInputRule(/^\s*(\d{1,2})[.)]\s$/, nodes.ordered_list, ([, order]) => ({ order: Number(order) }),
      ([, order], list) => list.childCount + list.attrs.order === Number(order)),
    wrappingInputRule(/^\s*>\s$/, nodes.quote),
    textblockTypeInputRule(/^#\s$/, nodes.heading, { level: 1 }),
    textblockTypeInputRule(/^##\s$/, nodes.heading, { level: 2 }),
    textblockTypeInputRule(/^```$/, nodes.code_block),
    new InputRule(/^(?:---|\u2014-|\u2013-)$/, (state, match, start, end) => withRule(state.tr.delete(start, end))),
    markRule(/(?:^|[^*])\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, marks.strong, '**'),
    markRule(/(?:^|[^\p{L}\p{N}_])_([^_\s](?:[^_]*[^_\s])?)_$/u, marks.em, '_'),
    markRule(/(?:^|[^`])`([^`]+)`$/, marks.code, '`'),
    linkRule,
  ],
});
