/**
 * Invisible characters that change how the text around them is displayed: controls, bidirectional marks, zero-width
 * characters, line separators that editors do not treat as such, and lone surrogates.
 */
const INVISIBLE = /[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|(?![\t\n\r])\p{Cc}/gu;
/** The syntax for an icon in a VS Code text: `$(zap)`. */
const ICON = /\$(?=\([\w-]+(?:~\w+)?\))/g;

/** Replaces invisible characters with their code points: `<U+202E>`. Tabs and line breaks stay. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, character => {
    const number = character.codePointAt(0) ?? 0;
    return `<U+${number.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

/** The same for a place where VS Code renders icons: icon syntax in the text is displayed literally. */
export function visibleLabel(text: string): string {
  return visible(text).replace(ICON, '$$ ');
}
