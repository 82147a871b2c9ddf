import { lookUp, SEVERITIES } from '../knowledge';
import type { Span } from '../syntax';
import type { Exchange, Located, TokenRow, TracePart } from '../trace';
import { compact } from './compact';
import { quotedAnswer } from './quoted';
import type { Finding, RelatedPlace, Rule } from './types';

/**
 * The last state of each token in lists and polls: a row that needs action, and a token whose code was sent and that
 * still waits for the user.
 */
export const tokenStatus: Rule = () => {
  const rows = new Map<string, TokenRow>();
  /** The last state of each token in lists and polls. */
  const states = new Map<string, Located>();
  /** The last exchange in which a token was provisioned. */
  const provisioned = new Map<string, Exchange>();
  return {
    part(part) {
      for (const row of part.rows) rows.set(row.serial.text, row);
      for (const [serial, state] of statesOf(part)) keepLater(states, serial, state);
      for (const exchange of part.exchanges) {
        const serial = exchange.token?.text ?? exchange.answer?.tokens[0]?.serial?.text;
        if (serial !== undefined && succeeded(exchange)) keepLater(provisioned, serial, exchange);
      }
    },
    *end() {
      const reported = new Set<number>();
      for (const [serial, exchange] of provisioned) {
        const state = states.get(serial);
        if (!state || state.start < endOf(exchange) || !isWaiting(state)) continue;
        reported.add(state.start);
        yield notActivated(serial, exchange, state);
      }
      for (const { serial, status } of rows.values()) {
        const finding = reported.has(status.start) ? undefined : inRow(serial.text, status.text);
        if (finding) yield { ...finding, start: status.start, end: status.end };
      }
    },
  };
};

/** Keeps the later of two values: a part can contain an exchange that began before one of another part. */
function keepLater<Value extends Span>(all: Map<string, Value>, key: string, value: Value): void {
  const before = all.get(key);
  if (!before || before.start < value.start) all.set(key, value);
}

/** The states of tokens in the lists and polls of a part. */
function statesOf({ rows, exchanges }: TracePart): [serial: string, state: Located][] {
  const listed = rows.map(({ serial, status }): [string, Located] => [serial.text, status]);
  const polled = exchanges
    .filter(({ answer }) => answer?.type?.text.endsWith('PollingResponse'))
    .flatMap(({ answer }) => answer?.tokens ?? [])
    .flatMap(({ serial, texts }) => texts.map((state): [string, Located] => [serial?.text ?? '', state]))
    .filter(([, { text }]) => lookUp('token-status', text) !== undefined);
  return [...listed, ...polled];
}

function succeeded({ answer, codeSent, provisioned }: Exchange): boolean {
  return codeSent !== undefined || (provisioned !== undefined && answer?.error === undefined);
}

function endOf({ codeSent, provisioned, end }: Exchange): number {
  return (codeSent ?? provisioned)?.end ?? end;
}

function isWaiting(state: Located): boolean {
  const action = lookUp('token-status', state.text)?.id;
  return action === 'token-status/provisioning' || action === 'token-status/provision-timeout';
}

function notActivated(token: string, { codeSent, provisioned }: Exchange, state: Located): Finding {
  const related: RelatedPlace[] = [];
  if (codeSent) related.push({ start: codeSent.nameStart, end: codeSent.nameEnd, role: 'sent' });
  else if (provisioned)
    related.push({ start: provisioned.messageStart, end: provisioned.messageEnd, role: 'provisioned' });
  return {
    rule: 'ftm/not-activated',
    start: state.start,
    end: state.end,
    facts: compact({ token, status: state.text }),
    related,
    cause: token,
  };
}

function inRow(token: string, status: string): Omit<Finding, 'start' | 'end'> | undefined {
  const entry = lookUp('token-status', status);
  // Text after a state was joined to its line, and can be anything.
  const facts = compact({ token, status: entry ? status : quotedAnswer(status), title: entry?.title });
  // A state that no source explains is reported as unknown, with the unit's own words.
  if (!entry)
    return {
      rule: 'token/status',
      variant: 'unknown',
      severity: 'information',
      facts,
      related: [],
      cause: token,
    };
  const severity = SEVERITIES.find(one => one === entry.facts?.['severity']);
  if (!severity) return undefined;
  return {
    rule: 'token/status',
    severity,
    facts,
    related: [],
    entry: entry.id,
    cause: token,
  };
}

/** The token server cannot be reached. */
export function* serverUnreachable({ serverStates }: TracePart): Generator<Finding> {
  for (const state of serverStates) {
    if (state.text.toLowerCase() !== 'unreachable') continue;
    yield {
      rule: 'token/server-unreachable',
      start: state.start,
      end: state.end,
      facts: compact({ status: state.text }),
      related: [],
      cause: '',
    };
  }
}
