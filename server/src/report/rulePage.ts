import { fillBy, label, type LabelName, type Statement, type Translate } from '../knowledge';
import { type Cause, causesOf, severityOfCause, causeTitle } from '../knowledge/causes';
import { guidanceOf, sourcesOf } from '../rules';
import { commandBlocks } from '../judge/commands';
import { inferredNote, formatStatement, sourceItems, withCode } from '../presentation/guidanceBlocks';
import {
  type Block,
  codeBlock,
  emphasis,
  inlineCode,
  linkedCode,
  list,
  paragraph,
  text,
  write,
} from '../presentation/markup';
import type { PhrasingContent } from 'mdast';

/** Surrounds the name of a placeholder while a template is filled; does not occur in any knowledge text. */
const EDGE = '\u0000';

/**
 * Returns the page of a cause as Markdown: the problem, when it is reported, what it means, all steps and causes,
 * then what else is known, and the sources.
 * The page of a rule links to those of its causes, and back.
 * @param examples lines of a capture for which it is reported
 */
export function rulePage(cause: Cause, translate: Translate, examples: readonly string[] = []): string {
  const { id, rule, variant, entry } = cause;
  const { guidance } = guidanceOf({ rule: rule.id, variant, entry });
  const { meaning = [], causes = [], steps = [], documents = [] } = guidance;
  const [first, ...background] = meaning;
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
  const known = [...background.map(one => formatStatement(one, translate)), ...sources.map(item => [item])];
  const note = inferredNote([guidance], translate);
  const isGroup = cause.variant === undefined;
  const folder = rule.id.slice(rule.id.indexOf('/') + 1);
  const parts = isGroup ? causesOf(rule) : [];
  const severity = label('page.severity', translate, { severity: severityOfCause(cause) });
  const blocks: Block[] = [
    {
      type: 'heading',
      depth: 1,
      children: [inlineCode(id), ...titled(cause, translate)],
    },
    // The heading already says it of an entry without words of its own.
    paragraph(text(severity), ...(rule.when === rule.title ? [] : withCode(` ${translate(rule.when)}`))),
    ...(isGroup
      ? []
      : [paragraph(linkedCode(rule.id, `../${folder}.md`), ...titled({ id, rule }, translate))]),
    { type: 'blockquote', children: [paragraph(...messageOf(cause, translate))] },
    ...(first ? [paragraph(...formatStatement(first, translate))] : []),
    ...section('steps', steps, () => listed(steps, true)),
    ...section('causes', causes, () => listed(causes, false)),
    ...commandBlocks(guidance).flatMap(([name, commands]) =>
      section(name, commands, () => codeBlock(commands.join('\n'), '')),
    ),
    ...section('page.causes', parts, () =>
      list(
        false,
        parts.map(part => [linkedCode(part.id, `${folder}/${part.variant}.md`), ...titled(part, translate)]),
      ),
    ),
    ...section('page.example', examples, () => codeBlock(examples.join('\n'), '')),
    ...section(background.length > 0 ? 'report.section.background' : 'sources', known, () =>
      list(false, known),
    ),
    ...(note === undefined ? [] : [paragraph(emphasis(note))]),
  ];
  return `${write(blocks, true).value}\n`;
}

const inEdges = (name: string): string => `${EDGE}${name}${EDGE}`;

/** Formats a filled template, in which the names of placeholders have edges. */
function emphasised(filled: string): PhrasingContent[] {
  return filled.split(EDGE).map((part, index) => (index % 2 === 1 ? emphasis(part) : text(part)));
}

function titled(cause: Cause, translate: Translate): PhrasingContent[] {
  return [text(': '), ...emphasised(causeTitle(cause, translate, inEdges))];
}

/** Returns the first message of a cause, with all optional parts and its placeholder names. */
function messageOf({ rule: { messages }, variant = '' }: Cause, translate: Translate): PhrasingContent[] {
  const [template = ''] = messages[variant] ?? Object.values(messages).flat();
  return emphasised(fillBy(translate(template), inEdges));
}
