import { fillBy, label, type LabelName, type RuleEntry, type Statement, type Translate } from '../knowledge';
import { guidanceOf, sourcesOf } from '../rules';
import { inferredNote, formatStatement, sourceItems, withCode } from '../presentation/guidance';
import {
  type Block,
  codeBlock,
  emphasis,
  inlineCode,
  list,
  paragraph,
  text,
  write,
} from '../presentation/markup';
import type { PhrasingContent } from 'mdast';

/** Surrounds the name of a placeholder while a template is filled; does not occur in any knowledge text. */
const EDGE = '\u0000';

/**
 * Returns the page of a rule as Markdown: the problem, when it is reported, what it means, all steps, and the sources.
 * @param examples lines of a capture for which the rule reports a problem
 */
export function rulePage(rule: RuleEntry, translate: Translate, examples: readonly string[] = []): string {
  const { guidance } = guidanceOf({ rule: rule.id });
  const { meaning = [], causes = [], steps = [], commands = [], documents = [] } = guidance;
  const section = (name: LabelName, items: readonly unknown[], block: () => Block): Block[] =>
    items.length === 0
      ? []
      : [{ type: 'heading', depth: 2, children: [text(label(name, translate))] }, block()];
  const listed = (all: readonly Statement[], isOrdered: boolean): Block =>
    list(
      isOrdered,
      all.map(one => formatStatement(one, translate)),
    );
  const sources = [...sourceItems(sourcesOf(guidance)), ...documents.map(text)];
  const note = inferredNote([guidance], translate);
  const severity = label('page.severity', translate, { severity: rule.severity });
  const blocks: Block[] = [
    { type: 'heading', depth: 1, children: [inlineCode(rule.id), text(`: ${translate(rule.title)}`)] },
    // The heading already says it of an entry without words of its own.
    paragraph(text(severity), ...(rule.when === rule.title ? [] : withCode(` ${translate(rule.when)}`))),
    { type: 'blockquote', children: [paragraph(...messageOf(rule, translate))] },
    ...meaning.map(one => paragraph(...formatStatement(one, translate))),
    ...section('causes', causes, () => listed(causes, false)),
    ...section('steps', steps, () => listed(steps, true)),
    ...section('commands', commands, () => codeBlock(commands.join('\n'), '')),
    ...section('page.example', examples, () => codeBlock(examples.join('\n'), '')),
    ...section('sources', sources, () =>
      list(
        false,
        sources.map(item => [item]),
      ),
    ),
    ...(note === undefined ? [] : [paragraph(emphasis(note))]),
  ];
  return `${write(blocks, true).value}\n`;
}

/** Returns the first message of a rule, with all optional parts and its placeholder names. */
function messageOf({ messages }: RuleEntry, translate: Translate): PhrasingContent[] {
  const [template = ''] = Object.values(messages).flat();
  return fillBy(translate(template), name => `${EDGE}${name}${EDGE}`)
    .split(EDGE)
    .map((part, index) => (index % 2 === 1 ? emphasis(part) : text(part)));
}
