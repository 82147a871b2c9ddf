import type {
  BlockContent,
  Heading,
  List,
  ListItem,
  PhrasingContent,
  RootContent,
  Table,
  TableRow,
} from 'mdast';
import { gfmAutolinkLiteralToMarkdown } from 'mdast-util-gfm-autolink-literal';
import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { toMarkdown } from 'mdast-util-to-markdown';
import { paragraph, text } from '../presentation/markup';
import { printable } from './printable';

/** Writes a tree as Markdown with tables. Text in it stays text. */
export function writeMarkdown(children: readonly RootContent[]): string {
  return printable(
    toMarkdown(
      { type: 'root', children: [...children] },
      { extensions: [gfmTableToMarkdown({ tablePipeAlign: false }), gfmAutolinkLiteralToMarkdown()] },
    ),
  );
}

export function heading(depth: Heading['depth'], value: string): Heading {
  return { type: 'heading', depth, children: [text(value)] };
}

/** A table. Its cells have one line each. */
export function table(header: readonly string[], rows: readonly (readonly PhrasingContent[])[]): Table {
  return { type: 'table', children: [header.map(text), ...rows].map(rowOf) };
}

function rowOf(cells: readonly PhrasingContent[]): TableRow {
  return { type: 'tableRow', children: cells.map(cell => ({ type: 'tableCell', children: [cell] })) };
}

/** An item of a list, with what belongs to it below. */
export function item(children: readonly PhrasingContent[], ...below: readonly BlockContent[]): ListItem {
  return { type: 'listItem', spread: false, children: [paragraph(...children), ...below] };
}

export function bullets(items: readonly ListItem[]): List {
  return { type: 'list', ordered: false, spread: false, children: [...items] };
}
