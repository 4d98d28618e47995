// Wakes a composer, whose own scripts only come where somebody writes; on wide screens a new one docks.
const loaded = new Map();

const load = (url) => {
  if (!loaded.has(url)) {
    loaded.set(url, new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = url;
      script.addEventListener('load', resolve);
      script.addEventListener('error', () => {
        loaded.delete(url);
        reject(new Error('not loaded'));
      });
      document.head.append(script);
    }));
  }
  return loaded.get(url);
};

const dock = () => {
  const found = document.querySelector('.dock');
  if (found) {
    return found;
  }
  const made = document.createElement('div');
  made.className = 'dock';
  document.body.append(made);
  return made;
};

// The composer on the page that has that draft already.
const openOn = (href) => {
  const uid = new URL(href, location.href).searchParams.get('draft');
  return uid && [...document.querySelectorAll('.dock form.composer')]
    .find((form) => form.elements.uid.value === uid);
};

const open = async (href) => {
  const there = openOn(href);
  if (there) {
    there.classList.remove('small');
    (there.elements.text.hidden ? there.querySelector('[contenteditable]') : there.elements.text)?.focus();
    return;
  }
  const response = await fetch(href, { headers: { accept: 'text/html' } });
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const form = page.querySelector('form.composer');
  if (!response.ok || !form) {
    location.assign(href);
    return;
  }
  const sheet = page.querySelector('#app > link[rel=stylesheet]');
  if (sheet && !document.querySelector(`link[href="${sheet.getAttribute('href')}"]`)) {
    const styled = new Promise((resolve) => { sheet.addEventListener('load', resolve); });
    document.head.append(sheet);
    await styled;
  }
  dock().prepend(form);
  form.dataset.docked = '';
  wake();
};

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[data-write]');
  const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
  if (link && plain && window.innerWidth >= 900 && document.querySelector('#list')) {
    event.preventDefault();
    open(link.href).catch(() => location.assign(link.href));
  }
});
document.addEventListener('restante:write', ({ detail }) => open(detail));

// A form with one rich text and nothing else: a signature, a template.
const enrich = (form) => {
  const { text } = form.elements;
  const editor = window.restanteEditor.mount(form.querySelector('[data-editor]'), {
    textarea: text,
    toolbar: form.querySelector('[data-editor-tools]'),
    html: form.querySelector('[data-html]')?.content.textContent,
  });
  form.addEventListener('formdata', ({ formData }) => {
    formData.set('format', editor.isPlain ? 'plain' : 'rich');
    formData.set('html', editor.isPlain ? '' : editor.html());
  });
};

export default async (form) => {
  try {
    await load(form.dataset.editorScript);
    await (form.dataset.script && load(form.dataset.script));
  } catch {
    return; // it works as a plain form
  }
  if (form.dataset.script) {
    window.restanteCompose(form);
  } else {
    enrich(form);
  }
};
