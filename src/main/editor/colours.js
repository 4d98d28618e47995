// The few colours of text: a class in the editor, where the dark has its own, and a value in mail.
export const COLOURS = {
  red: '#b3261e',
  amber: '#8a4b00',
  green: '#1c6b45',
  blue: '#1f5fa8',
  violet: '#6b3fa0',
  rose: '#9b2458',
  grey: '#5a6966',
};

const NAMED = {
  red: [255, 0, 0], green: [0, 128, 0], blue: [0, 0, 255], orange: [255, 165, 0], purple: [128, 0, 128],
  navy: [0, 0, 128], maroon: [128, 0, 0], teal: [0, 128, 128], gray: [128, 128, 128], grey: [128, 128, 128],
};

const HUES = [[20, 'red'], [70, 'amber'], [170, 'green'], [250, 'blue'], [300, 'violet'], [345, 'rose'], [361, 'red']];

const parts = (text) => {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(text)?.[1];
  if (hex) {
    const size = hex.length / 3;
    return [0, 1, 2].map((at) => parseInt(hex.substr(at * size, size).repeat(3 - size), 16));
  }
  const rgb = /^rgb\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)\s*\)$/.exec(text);
  return rgb ? rgb.slice(1).map(Number) : NAMED[text];
};

// The name of a colour that this editor wrote.
export const ours = (value) => Object.keys(COLOURS).find((name) => COLOURS[name] === value?.trim().toLowerCase()) ?? null;

// The palette's colour that comes near what another program wrote; none for black and its like.
export const nearest = (value) => {
  const text = value?.trim().toLowerCase();
  const rgb = text && parts(text);
  if (!rgb) {
    return null;
  }
  const [r, g, b] = rgb.map((part) => part / 255);
  const most = Math.max(r, g, b);
  const range = most - Math.min(r, g, b);
  if (most < 0.25 || range < 0.2) {
    return most >= 0.35 && most < 0.75 ? 'grey' : null;
  }
  const turn = most === r ? (g - b) / range : most === g ? 2 + (b - r) / range : 4 + (r - g) / range;
  const hue = (turn * 60 + 360) % 360;
  return HUES.find(([end]) => hue < end)[1];
};
