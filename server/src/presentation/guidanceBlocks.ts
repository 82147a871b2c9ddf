import {
  type Guidance,
  label,
  type LabelName,
  type Origin,
  certaintySign,
  decidedBy,
  verdictSign,
  wordsOf,
  sourceNamed,
  type Statement,
  type Translate,
} from '../knowledge';
import { sourcesOf } from '../rules';
import { commandBlocks } from '../judge/commands';
import { type Block, codeBlock, emphasis, inlineCode, link, list, paragraph, strong, text } from './markup';
import type { PhrasingContent } from 'mdast';

/** Caches the guidance of each subject by language and title, since the knowledge does not change. */
const CACHE = new WeakMap<Translate, WeakMap<object, Map<string, readonly Block[]>>>();

/** Returns the guidance for one subject: meaning, causes, numbered steps, commands, sources. */
export function guidanceBlocks(
  title: string,
  guidance: Partial<Guidance>,
  translate: Translate,
): readonly Block[] {
  const languageCache = CACHE.get(translate) ?? new WeakMap<object, Map<string, readonly Block[]>>();
  CACHE.set(translate, languageCache);
  const cached = languageCache.get(guidance) ?? new Map<string, readonly Block[]>();
  languageCache.set(guidance, cached);
  const blocks = cached.get(title) ?? blocksOf(title, guidance, translate);
  cached.set(title, blocks);
  return blocks;
}

function blocksOf(title: string, guidance: Partial<Guidance>, translate: Translate): Block[] {
  return [
    paragraph(strong(translate(title))),
    ...mainBlocks(guidance, translate),
    ...backgroundBlocks(guidance, translate),
  ];
}

/** Maximum number of possible causes that are shown at once, of those that a capture was asked about. */
const MAX_CAUSES = 3;

/** The likely causes, which come first, and the rest. Without a capture, none is likelier than another. */
export function dividedCauses({
  causes = [],
}: Partial<Guidance>): [likely: readonly Statement[], rest: readonly Statement[]] {
  const count = causes.some(({ shown }) => shown?.verdict) ? MAX_CAUSES : causes.length;
  return [causes.slice(0, count), causes.slice(count)];
}

/** Returns what a reader in a hurry needs: the first sentence, the likely causes, steps, commands. */
export function mainBlocks(guidance: Partial<Guidance>, translate: Translate): Block[] {
  const { meaning, steps = [] } = guidance;
  const [causes] = dividedCauses(guidance);
  const [first] = meaning ?? [];
  const blocks: Block[] = [];
  if (first) blocks.push(paragraph(...formatStatement(first, translate)));
  if (causes.length > 0) blocks.push(heading('causes', translate), listed(false, causes, translate));
  if (steps.length > 0) blocks.push(heading('steps', translate), listed(true, steps, translate));
  for (const [name, commands] of commandBlocks(guidance))
    blocks.push(heading(name, translate), codeBlock(commands.join('\n'), 'fortios-debug'));
  return blocks;
}

/** Returns the rest: less likely causes, what else is known, sources. */
export function backgroundBlocks(guidance: Partial<Guidance>, translate: Translate): Block[] {
  const { meaning = [], causes = [], steps = [] } = guidance;
  const [, rest] = dividedCauses(guidance);
  const blocks: Block[] = [];
  if (rest.length > 0) blocks.push(heading('otherCauses', translate), listed(false, rest, translate));
  const more = meaning.slice(1);
  if (more.length > 0) {
    if (steps.length + causes.length > 0)
      blocks.push(heading('more', translate), listed(false, more, translate));
    else blocks.push(...more.map(one => paragraph(...formatStatement(one, translate))));
  }
  return [...blocks, ...referenceBlocks(guidance, translate)];
}

/** Returns what an entry rests on: sources, documents of the site, the file of the site's own knowledge. */
export function referenceBlocks(guidance: Partial<Guidance>, translate: Translate): Block[] {
  const { documents = [], from } = guidance;
  const sources = sourcesOf(guidance);
  const blocks = sources.length > 0 ? sourceBlocks(sources, translate) : [];
  if (documents.length > 0)
    blocks.push(paragraph(strong(label('sources', translate)), text(`: ${documents.join(', ')}`)));
  if (from) blocks.push(paragraph(text(`${originWords(from, translate)}.`)));
  return blocks;
}

/** Returns what a page does not say of its problem: the meaning, commands, sources. */
export function remarkBlocks(guidance: Partial<Guidance>, translate: Translate): Block[] {
  const { meaning = [], commands = [] } = guidance;
  const blocks: Block[] = [];
  if (meaning.length > 0) blocks.push(listed(false, meaning, translate));
  if (commands.length > 0)
    blocks.push(heading('commands', translate), codeBlock(commands.join('\n'), 'fortios-debug'));
  return [...blocks, ...referenceBlocks(guidance, translate)];
}

function heading(name: LabelName, translate: Translate): Block {
  return paragraph(strong(label(name, translate)));
}

function listed(isOrdered: boolean, statements: readonly Statement[], translate: Translate): Block {
  return list(
    isOrdered,
    statements.map(one => formatStatement(one, translate)),
  );
}

/** Names the place of an entry in the site's own knowledge: `from .fortios-debug/nac.json, line 12`. */
export function originWords({ file, line }: Origin, translate: Translate): string {
  return label('site.from', translate, { file, line: String(line) });
}

/** Returns a note that explains the mark of inferred statements; empty if none of `guidances` has one. */
export function inferredNote(
  guidances: readonly Partial<Guidance>[],
  translate: Translate,
): string | undefined {
  const statements = guidances.flatMap(({ meaning = [], causes = [], steps = [] }) => [
    ...meaning,
    ...causes,
    ...steps,
  ]);
  return statements.some(({ certainty }) => certainty === 'inferred')
    ? label('inferred.note', translate)
    : undefined;
}

/** Formats a statement, marked if it is not certain. */
export function formatStatement(statement: Statement, translate: Translate): PhrasingContent[] {
  const words = withCode(`${verdictSign(statement)}${wordsOf(statement, translate)}`);
  const sign = certaintySign(statement);
  const why = decidedBy(statement, translate);
  return [
    ...words,
    ...(sign ? [text(' '), emphasis(`(${label(sign, translate)})`)] : []),
    ...(why === undefined ? [] : [text(' — '), ...withCode(why)]),
  ];
}

/** Formats a text of the knowledge: backticks become code. */
export function withCode(words: string): PhrasingContent[] {
  return words.split('`').map((part, index) => (index % 2 === 1 ? inlineCode(part) : text(part)));
}

/** Returns the titles of sources, linked if they have an address. */
export function sourceItems(ids: readonly string[]): PhrasingContent[] {
  const sources = ids.map(sourceNamed).filter(source => source !== undefined);
  return sources.map(({ title, address }) => (address === '' ? text(title) : link(title, address)));
}

function sourceBlocks(ids: readonly string[], translate: Translate): Block[] {
  const items = sourceItems(ids);
  const heading = strong(label('sources', translate));
  const [only, ...others] = items;
  if (only && others.length === 0) return [paragraph(heading, text(': '), only)];
  return [
    paragraph(heading),
    list(
      false,
      items.map(item => [item]),
    ),
  ];
}
