// Makes a part of the page like another one, and lets every element that is in both stay the same
// element: what has the focus, is checked or is under the pointer stays so.
/* global Live */
(() => {
  // What scripts have put on the page, and what they own of it.
  const OURS = '.quick, .arrivals';
  const ALONE = 'details, template, input[name=reader]';
  const OWNED = new Set(['tabindex', 'aria-current', 'aria-disabled', 'aria-busy', 'aria-pressed',
    'hidden', 'style']);
  const CLASSES = ['leaving', 'arrived'];

  const key = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) {
      return node.nodeName;
    }
    return node.id || node.getAttribute('href') || node.getAttribute('name')
      || (node.matches('.day') && node.querySelector('h2')?.textContent)
      || `${node.nodeName} ${node.classList[0] ?? ''}`;
  };

  const attributes = (old, fresh) => {
    const kept = CLASSES.filter((name) => old.classList.contains(name));
    for (const { name } of [...old.attributes]) {
      if (!fresh.hasAttribute(name) && !OWNED.has(name)) {
        old.removeAttribute(name);
      }
    }
    for (const { name, value } of fresh.attributes) {
      if (old.getAttribute(name) !== value && name !== 'hidden') {
        old.setAttribute(name, value);
      }
    }
    if (kept.length) {
      old.classList.add(...kept);
    }
  };

  const morph = (old, fresh) => {
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.data !== fresh.data) {
        old.data = fresh.data;
      }
    } else if (old.matches('.bar')) {
      children(old, fresh, '.bar-folder');
    } else if (!old.matches(ALONE) && !old.isEqualNode(fresh)) {
      attributes(old, fresh);
      children(old, fresh);
    }
  };

  // Rows are the same rows wherever they go.
  let rows = new Set();
  const rowOf = (node) => node.matches?.('.msg')
    && document.querySelector(`#list .msg#${CSS.escape(node.id)}`);
  const isWanted = (node) => Boolean(node.matches?.('.msg') && rows.has(node.id));
  const holdsWanted = (node) => [...node.querySelectorAll?.('.msg') ?? []].some(isWanted);

  const made = (node) => {
    const one = document.importNode(node, true);
    if (node.matches?.('.day')) {
      one.querySelector('ol').replaceChildren(); // its rows may be on the page already
    }
    return one;
  };

  const children = (old, fresh, only = '*') => {
    const isOne = (node) => (only === '*' ? !node.matches?.(OURS) : node.matches?.(only));
    const pool = Map.groupBy([...old.childNodes].filter(isOne), key);
    const wanted = [...fresh.childNodes].filter(isOne);
    const found = wanted.map((node) => pool.get(key(node))?.shift() || rowOf(node));
    const rest = [...pool.values()].flat().filter((node) => !isWanted(node));
    rest.filter((node) => !holdsWanted(node)).forEach((node) => node.remove());
    let at = [...old.childNodes].find(isOne) ?? null;
    wanted.forEach((node, i) => {
      const one = found[i] || made(node);
      if (one === at) {
        at = next(at, isOne);
      } else {
        put(old, one, at);
      }
      if (found[i] || node.matches?.('.day')) {
        morph(one, node);
      }
    });
    rest.forEach((node) => node.remove());
  };

  const next = (node, isOne) => {
    let one = node.nextSibling;
    while (one && !isOne(one)) {
      one = one.nextSibling;
    }
    return one;
  };

  // What moves keeps its focus where the browser can do that.
  const put = (parent, node, before) => {
    if (node.isConnected && parent.moveBefore) {
      parent.moveBefore(node, before);
    } else {
      parent.insertBefore(node, before);
    }
  };

  Live.morph = morph;
  Live.children = (old, fresh) => {
    rows = new Set([...fresh.querySelectorAll('.msg')].map((row) => row.id));
    children(old, fresh);
  };
})();
