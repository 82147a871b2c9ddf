import { max } from '../integers';
import type { DocumentSymbol } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import { label, type Translate } from '../knowledge';
import { commandFinding } from '../rules/commandFailed';
import type { Span } from '../syntax';
import type { Capture, ConfiguredToken, Located } from '../trace';
import { displayName, oneLine } from '../presentation/displayNames';
import { type Entry, SymbolKind, symbolsOf } from './outline';
import { sceneEntry, serviceEntry } from './sceneEntries';
import { scenesOf } from '../judge/scenes';
import { recordIndexAt } from '../judge/places';
import { Positions } from './positions';
import { around } from '../judge/spans';

const STAMP = 19; // YYYY-MM-DD HH:MM:SS
const DATE = 10;
/** Above this number of exchanges and logins the outline shows their messages, but not the contents of these. */
const MAX_DETAILED = 1000;
/** Above this number the outline shows exchanges and logins alone, since it is always sent as a whole. */
const MAX_WITH_MESSAGES = 10_000;

/**
 * Returns the outline of a capture file: captures with their exchanges, logins, tokens and failures, and the parts of
 * these.
 */
export function documentSymbolsOf(
  analysis: Analysis,
  document: TextDocument,
  translate: Translate,
): DocumentSymbol[] {
  const { captures } = analysis.trace;
  const entries = entriesOf(analysis, translate);
  const roots: Entry[] = [];
  let at = 0;
  for (const [index, capture] of captures.entries()) {
    const from = at;
    const last = index === captures.length - 1;
    while (at < entries.length && (last || (entries[at]?.start ?? 0) < capture.end)) at++;
    if (at > from || capture.host)
      roots.push(captureEntry(analysis, capture, entries.slice(from, at), translate));
  }
  return symbolsOf(roots, analysis.text, new Positions(document));
}

function captureEntry(
  analysis: Analysis,
  capture: Capture,
  children: readonly Entry[],
  translate: Translate,
): Entry {
  const { start, end, host, vdom } = capture;
  const name = displayName(analysis, host) ?? label('symbol.capture', translate);
  const inside = displayName(analysis, vdom);
  return {
    name: inside === undefined ? name : `${name} (${inside})`,
    detail: timesOf(analysis, capture),
    kind: SymbolKind.Namespace,
    start,
    end,
    selection: host ?? { start, end: start },
    children,
  };
}

/** Returns the first and last time stamps; the last one has a date if it is on another day. */
export function timesOf(analysis: Analysis, { start, end }: Span): string | undefined {
  const { text, records } = analysis;
  const stampAt = (index: number): string | undefined => {
    const record = records[index];
    return record?.kind === 'debug' && record.stampStart >= 0 && record.form !== 'crash-log'
      ? text.slice(record.stampStart, record.stampStart + STAMP)
      : undefined;
  };
  const last = recordIndexAt(analysis, max(start, end - 1));
  let [from, to] = [recordIndexAt(analysis, start), last];
  while (from <= last && stampAt(from) === undefined) from++;
  while (to > from && stampAt(to) === undefined) to--;
  const [first, final] = [stampAt(from), stampAt(to)];
  if (first === undefined || final === undefined || from > last || first === final) return first;
  return `${first} – ${first.slice(0, DATE) === final.slice(0, DATE) ? final.slice(DATE + 1) : final}`;
}

/** Returns the children of a capture in text order. */
function entriesOf(analysis: Analysis, translate: Translate): Entry[] {
  const { trace } = analysis;
  const scenes = scenesOf(analysis);
  const depth =
    scenes.length <= MAX_DETAILED ? 'full' : scenes.length <= MAX_WITH_MESSAGES ? 'messages' : 'alone';
  const entries: (Entry & { readonly group?: Group })[] = [
    ...scenes.map(scene => sceneEntry(analysis, scene, depth, translate)),
    ...trace.messages.map(message => serviceEntry(analysis, message, translate)),
    ...failureEntries(analysis, translate),
    ...trace.rows.map(row => ({
      ...tokenEntry(analysis, row.serial, row.status, row),
      group: 'symbol.table' as const,
    })),
    ...trace.configured.map(token => ({
      ...configuredEntry(analysis, token),
      group: 'symbol.configured' as const,
    })),
    ...trace.serverStates.map(state => ({
      ...serverEntry(analysis, state, translate),
      group: 'symbol.table' as const,
    })),
  ];
  return grouped(
    entries.sort((a, b) => a.start - b.start),
    translate,
  );
}

type Group = 'symbol.table' | 'symbol.configured';

/** Groups consecutive token entries into one. */
function grouped(entries: readonly (Entry & { readonly group?: Group })[], translate: Translate): Entry[] {
  const result: Entry[] = [];
  for (let at = 0; at < entries.length;) {
    const first = entries[at];
    if (!first) break;
    const from = at++;
    const { group } = first;
    while (group !== undefined && entries[at]?.group === group) at++;
    const children = entries.slice(from, at);
    if (group === undefined) result.push(first);
    else {
      const count = children.filter(({ kind }) => kind === SymbolKind.Key).length;
      result.push({
        name: label(group, translate),
        detail: label(count === 1 ? 'symbol.token' : 'symbol.tokens', translate, { count: String(count) }),
        kind: SymbolKind.Array,
        ...around(first, children),
        selection: first,
        children,
      });
    }
  }
  return result;
}

function tokenEntry(analysis: Analysis, serial: Located, status: Located | undefined, span: Span): Entry {
  return {
    name: displayName(analysis, serial) ?? '…',
    detail: displayName(analysis, status),
    kind: SymbolKind.Key,
    start: span.start,
    end: span.end,
    selection: serial,
  };
}

function configuredEntry(analysis: Analysis, { serial, fields, start, end }: ConfiguredToken): Entry {
  return tokenEntry(analysis, serial, fields.get('status'), around({ start, end }, fields.values()));
}

function serverEntry(analysis: Analysis, state: Located, translate: Translate): Entry {
  const { start, end } = state;
  const detail = displayName(analysis, state);
  return { name: label('symbol.tokenServer', translate), detail, kind: SymbolKind.Property, start, end };
}

/** Returns entries for failed commands, titled by their problem: an argument could be a secret. */
function failureEntries({ trace }: Analysis, translate: Translate): Entry[] {
  return trace.failures.map(failure => {
    const { command = '', code, text = '' } = commandFinding(failure).facts;
    const outcome = code === undefined ? oneLine(text) : label('outcome.error', translate, { code });
    const what = oneLine(command) || label('symbol.command', translate);
    const typed = failure.command?.command;
    return {
      name: outcome === '' ? what : label('scene.title', translate, { what, outcome }),
      kind: SymbolKind.Event,
      ...around(failure, typed ? [typed] : []),
      selection: typed ?? failure,
    };
  });
}
