import { type Guidance, label, sourceOf, type Statement, type Translate } from '../knowledge';
import { type Block, codeBlock, emphasis, link, list, paragraph, strong, text } from './markup';
import type { PhrasingContent } from 'mdast';

/** What a person is told of one thing: meaning, causes, numbered steps, commands, sources. */
export function guidanceBlocks(title: string, guidance: Partial<Guidance>, translate: Translate): Block[] {
  const blocks: Block[] = [paragraph(strong(translate(title)))];
  const { meaning = [], causes = [], steps = [], commands = [] } = guidance;
  for (const statement of meaning) blocks.push(paragraph(...said(statement, translate)));
  if (causes.length > 0) {
    blocks.push(
      paragraph(strong(label('causes', translate))),
      list(
        false,
        causes.map(one => said(one, translate)),
      ),
    );
  }
  if (steps.length > 0) {
    blocks.push(
      paragraph(strong(label('steps', translate))),
      list(
        true,
        steps.map(one => said(one, translate)),
      ),
    );
  }
  if (commands.length > 0) {
    blocks.push(
      paragraph(strong(label('commands', translate))),
      codeBlock(commands.join('\n'), 'fortios-debug'),
    );
  }
  const sources = sourcesOf(guidance);
  if (sources.length > 0) blocks.push(sourceBlock(sources, translate));
  return blocks;
}

function said({ text: english, certainty }: Statement, translate: Translate): PhrasingContent[] {
  const words = text(translate(english));
  return certainty === 'stated' ? [words] : [words, text(' '), emphasis(`(${label(certainty, translate)})`)];
}

function sourceBlock(ids: readonly string[], translate: Translate): Block {
  const sources = ids.map(sourceOf).filter(source => source !== undefined);
  const items = sources.map(({ title, address }) => [address === '' ? text(title) : link(title, address)]);
  return items.length === 1 && items[0]
    ? paragraph(strong(label('sources', translate)), text(': '), ...items[0])
    : list(false, items);
}

/** The ids of the sources that a guidance rests on, the one that most statements name first. */
export function sourcesOf({ meaning = [], causes = [], steps = [] }: Partial<Guidance>): string[] {
  const counts = new Map<string, number>();
  for (const { sources } of [...meaning, ...causes, ...steps]) {
    for (const id of sources) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([id]) => id);
}
