import type { SceneDetail, Step } from './story';
import { formatCount, reportText } from './reportText';

/** Maximum length of a name or text, in UTF-16 code units: longer ones make an unreadable diagram. */
const MAX_WORDS = 200;

/** Formats a scene as a Mermaid sequence diagram. Text from a log is escaped. */
export function mermaidOf({ parties, steps, omittedSteps }: SceneDetail): string {
  const index = new Map(parties.map(({ party }, at) => [party, at]));
  const lines = parties.map(
    ({ name, detail }, at) => `  participant p${at} as ${words([name, detail].filter(Boolean).join(' '))}`,
  );
  for (const step of steps) lines.push(stepLine(step, index.get(step.from) ?? 0, index.get(step.to) ?? 0));
  if (omittedSteps > 0 && parties.length > 0)
    lines.push(`  Note over p0: ${words(reportText('more', { more: formatCount(omittedSteps, 'step') }))}`);
  return ['sequenceDiagram', ...lines, ''].join('\n');
}

function stepLine({ text, more, mood, line, time }: Step, from: number, to: number): string {
  const place = reportText('line', { line: String(line) });
  const when = time === undefined ? place : `${time}, ${place}`;
  const caption = words(
    `${reportText(`mood.${mood}`, { words: [text, ...more].join(reportText('semicolon')) })} (${when})`,
  );
  if (from === to) return `  Note over p${from}: ${caption}`;
  return `  p${from}${mood === 'lost' ? '--x' : '->>'}p${to}: ${caption}`;
}

/** Returns text on one line, with special characters of Mermaid as character codes. */
function words(text: string): string {
  const line = text
    .slice(0, MAX_WORDS)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/\s+/g, ' ')
    .trim();
  // The word `end` would close a block.
  return line
    .replace(/[^\p{L}\p{N} .,()'/@_-]/gu, sign => `#${sign.codePointAt(0) ?? 0};`)
    .replace(/\b(e)(?=nd\b)/gi, sign => `#${sign.codePointAt(0) ?? 0};`);
}
