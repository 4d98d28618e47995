// Opens the dialog that the button names; closing it gives the focus back by itself.
export default (button) => {
  button.addEventListener('click', () => document.getElementById(button.dataset.opens)?.showModal());
};
