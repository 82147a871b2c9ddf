/**
 * Characters that nobody sees, but that change how what is around them is shown: controls, marks that turn the direction of
 * writing, characters without width, separators of lines that no editor takes for one, and half characters.
 */
const UNSEEN = /[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|(?![\t\n\r])\p{Cc}/gu;
/** How VS Code names an icon in a text: `$(zap)`. */
const ICON = /\$(?=\([\w-]+(?:~\w+)?\))/g;

/** A text with invisible characters replaced by their number: `<U+202E>`. Tabs and line breaks stay. */
export function visible(text: string): string {
  return text.replace(UNSEEN, character => {
    const number = character.codePointAt(0) ?? 0;
    return `<U+${number.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

/** The same for a place where VS Code shows icons: a name of one in the text stays a text. */
export function visibleLabel(text: string): string {
  return visible(text).replace(ICON, '$$ ');
}
