/** Gives the words of a language for words in English: the entry of a localisation bundle, or the English itself. */
export type Translate = (english: string) => string;

/** English, unchanged. */
export const inEnglish: Translate = english => english;
