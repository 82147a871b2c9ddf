import type { BlockContent, List, Paragraph, PhrasingContent, Root } from 'mdast';
import { gfmAutolinkLiteralToMarkdown } from 'mdast-util-gfm-autolink-literal';
import { toMarkdown } from 'mdast-util-to-markdown';
import { MarkupKind, type MarkupContent } from 'vscode-languageserver-types';

// Text for users is built as a tree of blocks and serialized at the end: the writer escapes text from a log exactly
// once, so that it cannot become a link, a picture or a heading.

export type Block = BlockContent;

/** Literal text. */
export function text(value: string): PhrasingContent {
  return { type: 'text', value };
}

export function strong(value: string): PhrasingContent {
  return { type: 'strong', children: [text(value)] };
}

export function emphasis(value: string): PhrasingContent {
  return { type: 'emphasis', children: [text(value)] };
}

export function inlineCode(value: string): PhrasingContent {
  return { type: 'inlineCode', value };
}

export function linkedCode(value: string, url: string): PhrasingContent {
  return { type: 'link', url, children: [{ type: 'inlineCode', value }] };
}

/** `tip` is the tooltip that a client shows instead of the address. */
export function link(title: string, url: string, tip?: string): PhrasingContent {
  return { type: 'link', url, children: [text(title)], ...(tip !== undefined && { title: tip }) };
}

export function paragraph(...children: PhrasingContent[]): Paragraph {
  return { type: 'paragraph', children };
}

/** A numbered or bulleted list. */
export function list(ordered: boolean, items: readonly (readonly PhrasingContent[])[]): List {
  return {
    type: 'list',
    ordered,
    spread: false,
    children: items.map(children => ({
      type: 'listItem',
      spread: false,
      children: [paragraph(...children)],
    })),
  };
}

export function codeBlock(value: string, lang: string): Block {
  return { type: 'code', lang, value };
}

export const rule: Block = { type: 'thematicBreak' };

/** Writes blocks for a client: as Markdown, or as plain text if it does not support Markdown. */
export function write(blocks: readonly Block[], markdown: boolean): MarkupContent {
  if (!markdown) return { kind: MarkupKind.PlainText, value: blocks.map(plain).join('\n\n') };
  return { kind: MarkupKind.Markdown, value: runsOf(blocks).map(serialized).join('\n\n').trimEnd() };
}

/** Groups blocks: each on its own, except adjacent lists, which the writer has to tell apart. */
function runsOf(blocks: readonly Block[]): Block[][] {
  const runs: Block[][] = [];
  for (const block of blocks) {
    const before = runs[runs.length - 1];
    if (before && block.type === 'list' && before[0]?.type === 'list') before.push(block);
    else runs.push([block]);
  }
  return runs;
}

/** Caches serialized blocks, since the entry of a subject is the same in each hover. */
const SERIALIZED = new WeakMap<Block, string>();

function serialized(run: readonly Block[]): string {
  const [only] = run;
  const known = only && run.length === 1 ? SERIALIZED.get(only) : undefined;
  if (known !== undefined) return known;
  const root: Root = { type: 'root', children: [...run] };
  const text = toMarkdown(root, { extensions: [gfmAutolinkLiteralToMarkdown()], bullet: '-' }).replace(
    /\n$/,
    '',
  );
  if (only && run.length === 1) SERIALIZED.set(only, text);
  return text;
}

function plain(block: Block): string {
  if (block.type === 'paragraph') return block.children.map(inline).join('');
  if (block.type === 'code') return block.value.replace(/^/gm, '    ');
  if (block.type === 'list') {
    return block.children
      .map(
        (item, index) =>
          `${block.ordered ? `${index + 1}.` : '-'} ${item.children.map(child => plain(child as Block)).join(' ')}`,
      )
      .join('\n');
  }
  return block.type === 'thematicBreak' ? '----' : '';
}

function inline(node: PhrasingContent): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value;
  if (node.type === 'link') return `${node.children.map(inline).join('')}: ${node.url}`;
  return 'children' in node ? node.children.map(child => inline(child)).join('') : '';
}
