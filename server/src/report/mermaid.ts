import type { SceneDetail, Step } from './story';
import { countOf, say } from './words';

/** How many UTF-16 code units of a name or of words are written: longer ones make a picture that nobody can read. */
const MAX_WORDS = 200;

/** A scene as the text of a sequence diagram of Mermaid. Text of a log cannot become a command of it. */
export function mermaidOf({ parties, steps, omittedSteps }: SceneDetail): string {
  const index = new Map(parties.map(({ party }, at) => [party, at]));
  const lines = parties.map(
    ({ name, detail }, at) => `  participant p${at} as ${words([name, detail].filter(Boolean).join(' '))}`,
  );
  for (const step of steps) lines.push(stepLine(step, index.get(step.from) ?? 0, index.get(step.to) ?? 0));
  if (omittedSteps > 0 && parties.length > 0)
    lines.push(`  Note over p0: ${words(say('more', { more: countOf(omittedSteps, 'step') }))}`);
  return ['sequenceDiagram', ...lines, ''].join('\n');
}

function stepLine({ text, more, mood, line, time }: Step, from: number, to: number): string {
  const place = say('line', { line: String(line) });
  const when = time === undefined ? place : `${time}, ${place}`;
  const said = words(`${say(`mood.${mood}`, { words: [text, ...more].join(say('semicolon')) })} (${when})`);
  if (from === to) return `  Note over p${from}: ${said}`;
  return `  p${from}${mood === 'lost' ? '--x' : '->>'}p${to}: ${said}`;
}

/** Text on one line, with every character that means something to Mermaid written as a number. */
function words(text: string): string {
  const line = text
    .slice(0, MAX_WORDS)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/\s+/g, ' ')
    .trim();
  // The word `end` would end a block.
  return line
    .replace(/[^\p{L}\p{N} .,()'/@_-]/gu, sign => `#${sign.codePointAt(0) ?? 0};`)
    .replace(/\b(e)(?=nd\b)/gi, sign => `#${sign.codePointAt(0) ?? 0};`);
}
