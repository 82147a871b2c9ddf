import type { Span } from '../syntax';
import type { Exchange } from '../trace';
import type { Facts } from './types';

/** Keeps the facts that are known. */
export function known(facts: Readonly<Record<string, string | number | undefined>>): Facts {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(facts))
    if (value !== undefined && value !== '') result[name] = String(value);
  return result;
}

/** The words by which an exchange is seen to begin. */
export function headOf({ began, request, http, start }: Exchange): Span {
  if (began) return { start: began.messageStart, end: began.messageEnd };
  const { start: from, end } = request?.type ??
    http?.request?.target ??
    http?.status?.code ?? { start, end: start + 1 };
  return { start: from, end };
}
