/** Random numbers from 0 to 1 that depend on a text. */
export function numbersOf(seed: string): () => number {
  let state = 1;
  for (const character of seed) state = (Math.imul(state, 31) + character.charCodeAt(0)) & 0x7fffffff;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x80000000;
  };
}

/** The text with other digits in words with at least two, and with other hex digits in words of hex digits. */
export function otherValues(text: string, numbers: () => number): string {
  return text.replace(/\w+/g, word => {
    if ((word.match(/\d/g)?.length ?? 0) < 2) return word;
    const isHex = /^(?:[\da-f]+|[\dA-F]+)$/.test(word);
    const hasLetters = isHex && /[a-f]/i.test(word);
    const other = word.replace(isHex ? /[\da-fA-F]/g : /\d/g, () =>
      Math.floor(numbers() * (hasLetters ? 16 : 10)).toString(16),
    );
    return isHex && /[A-F]/.test(word) ? other.toUpperCase() : other;
  });
}
