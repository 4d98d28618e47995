// Reads lists of recipients as the server does (org.restante.compose.Recipients), which has the last
// word: what this cannot judge stays as it was typed.
(() => {
  const ATEXT = /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~.\p{L}\p{Nd}\p{Mn}\p{Mc}]+$/u;
  const LABELS = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/;
  const LITERAL = /^\[([0-9a-f.:]{2,45}|ipv6:[0-9a-f:.]{2,45})\]$/;
  const QUOTES = '"\'\u201c\u201d\u201e';
  const SEPARATORS = ',;\u3001\uff0c\n\r';

  // Without what only deceives: control characters and overrides of direction.
  const legible = (text) => text
    .replace(/[\x00-\x08\x0a-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, '').trim();

  // Walks through a list: its segments, and where the last whole one ends.
  const walk = (typed) => {
    const segments = [{ tokens: [], group: false }];
    let token = '';
    let quoted = false;
    let angle = false;
    let comment = 0;
    let semicolons = false;
    let whole = 0;
    const end = () => {
      if (token.trim()) {
        segments.at(-1).tokens.push(token.trim());
      }
      token = '';
    };
    for (let i = 0; i < typed.length; i += 1) {
      const c = typed[i];
      const line = c === '\n' || c === '\r';
      if (c === '\\' && quoted && i + 1 < typed.length) {
        token += c + typed[i += 1];
        continue;
      }
      if (line && !' \t'.includes(typed[i + 1] ?? 'x')) {
        quoted = false;
        angle = false;
        comment = 0;
      }
      if (c === '"' && comment === 0) {
        quoted = !quoted;
      } else if (!quoted && c === '(') {
        comment += 1;
      } else if (!quoted && c === ')' && comment > 0) {
        comment -= 1;
      } else if (!quoted && c === '<') {
        angle = true;
      } else if (!quoted && c === '>') {
        angle = false;
      }
      const inside = quoted || angle || comment > 0;
      const name = token.trim();
      if (!inside && SEPARATORS.includes(c)) {
        end();
        whole = i + 1;
        if (c === ';' || line) {
          semicolons ||= c === ';' && !segments.at(-1).group;
          segments.push({ tokens: [], group: false });
        }
      } else if (!inside && c === ':' && name && !name.includes('@') && name.toLowerCase() !== 'mailto') {
        token = '';
        segments.at(-1).group = true;
      } else {
        token += line ? ' ' : c;
      }
    }
    end();
    const open = (quoted ? `${/(^|[^\\])(\\\\)*\\$/.test(typed) ? '\\' : ''}"` : '')
      + (angle ? '>' : '') + ')'.repeat(comment);
    return { segments, semicolons, whole, open };
  };

  // "Last, First" without quotes: Outlook between its semicolons, or cells of a table.
  const onePerson = ({ tokens, group }, semicolons) => {
    const last = tokens.at(-1) ?? '';
    const outlook = semicolons && last.endsWith('>') && last.includes('<');
    const table = last.includes('\t') && last.includes('@');
    return !group && tokens.length > 1 && (outlook || table)
      && tokens.slice(0, -1).every((one) => !/[@<]/.test(one));
  };

  const row = (token) => {
    const cells = token.split('\t').map((cell) => cell.trim()).filter(Boolean);
    const emails = cells.filter((cell) => cell.indexOf('@') > 0 && !cell.includes(' '));
    const names = cells.filter((cell) => !emails.includes(cell));
    return emails.length === 1 ? `${names.join(' ')} <${emails[0]}>` : token;
  };

  const addresses = (token) => {
    const words = token.split(/[ \t\n\v\f\r]+/);
    const bare = words.length > 1 && !/[<"]/.test(token);
    if (bare && words.every((word) => word.indexOf('@') > 0)) {
      return words;
    }
    return [bare && token.includes('\t') ? row(token) : token];
  };

  const unlinked = (text) => {
    if (!/^mailto:/i.test(text)) {
      return text;
    }
    const query = text.indexOf('?', Math.max(text.indexOf('@'), 7));
    return text.slice(7, query < 0 ? undefined : query);
  };

  const unquoted = (name) => {
    let text = name.trim();
    while (text.length > 1 && QUOTES.includes(text[0]) && QUOTES.includes(text.at(-1))) {
      text = text.slice(1, -1).trim();
    }
    return legible(text.replace(/\\(.)/g, '$1'));
  };

  // The domain in ASCII, '' where it is none, null where only the server can tell.
  const domain = (text) => {
    let ascii = text.trim().toLowerCase();
    if (/[^\x00-\x7f]/.test(ascii)) {
      try {
        ascii = /[\s/?#@:%\\[\]]/.test(ascii) ? '' : new URL(`http://${ascii}`).hostname;
      } catch {
        return null;
      }
    }
    const named = LABELS.test(ascii) && ascii.length <= 253
      && (ascii.includes('.') || ascii === 'localhost');
    return named || LITERAL.test(ascii) ? ascii : '';
  };

  const localPart = (local) => (/^"[ !#-[\]-~]+"$/.test(local) && local.length > 2)
    || (ATEXT.test(local) && !/^\.|\.$|\.\./.test(local));

  const fault = (email) => {
    const at = email.lastIndexOf('@');
    const local = email.slice(0, at);
    if (at < 0) {
      return 'NO_AT';
    }
    if (!local) {
      return 'NO_LOCAL_PART';
    }
    if (!localPart(local) || legible(email) !== email) {
      return 'CHARACTER';
    }
    const ascii = domain(email.slice(at + 1));
    if (ascii === '') {
      return 'NO_DOMAIN';
    }
    if (local.length > 64 || local.length + 1 + (ascii?.length ?? 0) > 254) {
      return 'TOO_LONG';
    }
    return ascii === null ? 'UNSURE' : '';
  };

  const write = ({ name, email }) => {
    if (!name) {
      return email;
    }
    const shown = /[,;:<>()@[\]\\".]/.test(name) ? `"${name.replace(/["\\]/g, '\\$&')}"` : name;
    return `${shown} <${email}>`;
  };

  // One of them: its name and address, or what it lacks; `text` is how it is written in a list.
  const recipient = (token) => {
    const text = unlinked(token);
    const from = text.lastIndexOf('<');
    const to = text.lastIndexOf('>');
    const remark = text.indexOf('(');
    let name = '';
    let email = text;
    if (from >= 0 && to > from && text.indexOf('@', to) > 0) {
      email = text; // two in one: only their author knows
    } else if (from >= 0) {
      name = text.slice(0, from);
      email = text.slice(from + 1, to > from ? to : undefined);
    } else if (text.endsWith(')') && remark > 0) {
      name = text.slice(remark + 1, -1);
      email = text.slice(0, remark);
    }
    email = unlinked(email.trim());
    const at = email.lastIndexOf('@') + 1;
    email = email.slice(0, at) + email.slice(at).trim();
    name = unquoted(name);
    const wrong = fault(email);
    return wrong
      ? { name: '', email: '', fault: wrong, typed: legible(token), text: token + walk(token).open }
      : { name, email, fault: '', typed: legible(token), text: write({ name, email }) };
  };

  const read = (typed) => {
    const { segments, semicolons } = walk(typed
      .replace(/[\u00a0\u2007\u202f]/g, ' ').replace(/[\u200b\ufeff]/g, ''));
    const all = new Map();
    segments
      .flatMap((one) => (onePerson(one, semicolons) ? [one.tokens.join(', ')] : one.tokens))
      .flatMap(addresses)
      .map(recipient)
      .forEach((one) => {
        const key = (one.email || one.typed).toLowerCase();
        if (!all.has(key)) {
          all.set(key, { ...one, key });
        }
      });
    return [...all.values()];
  };

  window.restanteAddresses = { read, write, legible, whole: (typed) => walk(typed).whole };
})();
