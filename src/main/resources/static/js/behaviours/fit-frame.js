// Makes the frame of a message as high as its document, which has no script to do so itself.
const fit = (frame) => {
  const root = frame.contentDocument?.documentElement;
  if (root?.scrollHeight) {
    frame.height = 0;
    frame.height = root.scrollHeight + 1;
  }
};

const watch = (frame) => {
  fit(frame);
  const body = frame.contentDocument?.body;
  if (body) {
    new ResizeObserver(() => fit(frame)).observe(body);
  }
};

export default (frame) => {
  frame.addEventListener('load', () => watch(frame));
  if (frame.contentDocument?.readyState === 'complete') {
    watch(frame);
  }
};
