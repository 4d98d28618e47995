// Prints the message: the frame's document grows to its full height, so the page holds all of it.
export default (button) => {
  button.addEventListener('click', () => window.print());
};
