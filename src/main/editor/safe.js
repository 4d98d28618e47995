// Which addresses may stand in a letter.
const SCHEMES = new Set(['http:', 'https:', 'mailto:']);

// What browsers ignore in an address must not hide its scheme from us.
const bare = (address) => (address ?? '')
  .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\ufeff]+/g, '')
  .trim()
  .replaceAll(' ', '%20');

// The address of a link, or null where it leads to anything but a page or a person.
export const safeLink = (address) => {
  const text = bare(address);
  try {
    const url = new URL(text);
    return SCHEMES.has(url.protocol) ? text : null;
  } catch {
    return null;
  }
};

// What somebody typed as an address, completed.
export const completeLink = (typed) => {
  const text = bare(typed);
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^:/?#]+:\d/.test(text)) {
    return safeLink(text);
  }
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(text)) {
    return safeLink(`mailto:${text}`);
  }
  return /^[^\s/?#]+\.[^\s]+$/.test(text) ? safeLink(`https://${text}`) : null;
};

// Pictures come from our own house only, each under the name that the letter knows it by.
export const safeImage = (source) => {
  try {
    const url = new URL(source, location.href);
    const own = source && url.origin === location.origin && /^https?:$/.test(url.protocol);
    return own ? url.pathname + url.search : null;
  } catch {
    return null;
  }
};

// A Content-ID may hold any of these characters, RFC 2392 and RFC 5322, and no others here.
export const safeCid = (cid) => (/^[\w!#$%&'*+/=?^`{|}~.@-]{1,250}$/.test(cid ?? '') ? cid : null);
