import type { Element, ElementContent, Properties, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { printable } from './printable';

export type Child = ElementContent | string | undefined | readonly Child[];

/** Attributes by their DOM names; undefined omits one. */
export type Attributes = Readonly<Record<string, string | number | string[] | undefined>>;

/** Creates an element. Strings among its children become text nodes; undefined children are skipped. */
export function h(tagName: string, attributes: Attributes = {}, ...children: readonly Child[]): Element {
  const properties: Properties = attributes;
  return { type: 'element', tagName, properties, children: children.flatMap(contentOf) };
}

function contentOf(child: Child): ElementContent[] {
  if (child === undefined || child === '') return [];
  if (typeof child === 'string') return [{ type: 'text', value: printable(child) }];
  return isList(child) ? child.flatMap(contentOf) : [child];
}

function isList(child: Child): child is readonly Child[] {
  return Array.isArray(child);
}

/** Writes a whole page. */
export function writeHtml(html: Element): string {
  const root: Root = { type: 'root', children: [{ type: 'doctype' }, html] };
  return toHtml(root, { upperDoctype: true }) + '\n';
}
