// Looking for words in labels, with or without tones.

/** A text without tones, marks and capitals. */
export const toneless = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase().trim();

/** Whether every word that was typed stands in a label. */
export const matches = (label: string, typed: string): boolean => {
  const plain = toneless(label);
  return toneless(typed).split(/\s+/).every((word) => plain.includes(word));
};
