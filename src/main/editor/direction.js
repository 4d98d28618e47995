// Which way a text runs: by its first letter, as dir=auto has it.
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b]/;

export const directionOf = (text) => {
  const letter = /\p{L}/u.exec(text)?.[0];
  return letter ? (RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr') : null;
};
