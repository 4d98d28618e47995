// Opening a row changes only the reading pane; here the row itself shows that it is open and read.
const markOpen = (link) => {
  for (const other of document.querySelectorAll('.msg-link[aria-current]')) {
    other.removeAttribute('aria-current');
  }
  link.setAttribute('aria-current', 'true');
  const row = link.closest('.msg');
  row.classList.remove('unread');
  link.querySelector('.hidden-text')?.remove();
  const reader = document.querySelector('#selection input[name=reader]');
  if (reader) {
    reader.value = row.id.slice(1);
  }
};

export default (link) => {
  link.addEventListener('restante:shown', () => markOpen(link));
};
