// Signed out while writing: in again, over the page, and on it goes.
/* global Compose, wake */
(() => {
  const html = async (url) => {
    try {
      const response = await fetch(url, { headers: { accept: 'text/html' } });
      return new DOMParser().parseFromString(await response.text(), 'text/html');
    } catch {
      return null;
    }
  };

  // True once somebody is in again, false where another composer asks already or it cannot be.
  Compose.signIn = async (who, words) => {
    if (document.querySelector('dialog.signed-out')) {
      return false;
    }
    const page = await html('/sign-in');
    const form = page?.querySelector('.signin-form form, form.signin-form');
    if (!form) {
      return false;
    }
    const dialog = document.createElement('dialog');
    dialog.className = 'dialog signed-out';
    const head = document.createElement('h2');
    head.textContent = words.signin;
    dialog.append(head, form);
    document.body.append(dialog);
    form.querySelector('[name=username]').value = who;
    wake();
    dialog.showModal();
    return new Promise((resolve) => {
      form.addEventListener('submit', async (event) => {
        event.preventDefault();
        let answer;
        try {
          const response = await fetch('/sign-in', { method: 'POST', body: new URLSearchParams(new FormData(form)) });
          answer = new DOMParser().parseFromString(await response.text(), 'text/html');
        } catch {
          head.textContent = words.offline;
          return;
        }
        const again = answer.querySelector('.signin-form form, form.signin-form');
        if (again) {
          form.replaceChildren(...again.childNodes);
          form.querySelector('[name=username]').value = who;
          return;
        }
        const token = (await html('/settings/general'))?.querySelector('input[name=_csrf]')?.value;
        document.querySelectorAll('form.composer').forEach((composer) => {
          composer.action = composer.action.replace(/_csrf=.*/, `_csrf=${encodeURIComponent(token)}`);
        });
        document.querySelectorAll('input[name=_csrf]').forEach((field) => { field.value = token; });
        dialog.close();
        dialog.remove();
        resolve(true);
      });
    });
  };
})();
