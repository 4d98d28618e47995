// Says whether this browser lets pages notify, and asks it when somebody presses the button.
export default (setting) => {
  const button = setting.querySelector('[data-allow]');
  const show = () => {
    const state = 'Notification' in window ? Notification.permission : 'missing';
    setting.querySelector('[data-allowed]').textContent = setting.dataset[state];
    button.hidden = state !== 'default';
  };
  button.addEventListener('click', async () => {
    await Notification.requestPermission();
    show();
    document.dispatchEvent(new Event('restante:allowed'));
  });
  show();
};
