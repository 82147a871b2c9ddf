import { readdirSync, readFileSync } from 'node:fs';

const RECORDED = 'test/server/syntax/foreign/';
/** The beginnings of real output of other programs: Debian's and npm's. */
export const recorded = readdirSync(RECORDED).map(
  name => [name, readFileSync(RECORDED + name, 'utf8')] as const,
);

/** Repeats the text until it has this many lines. */
export function longer(text: string, lines: number): string {
  const once = text.split('\n');
  return Array.from({ length: lines }, (_, index) => once[index % once.length]).join('\n');
}
