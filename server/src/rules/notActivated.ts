import { lookUp } from '../knowledge';
import type { Exchange, Located, Trace } from '../trace';
import { known } from './facts';
import type { RelatedPlace, Rule, RuleInput } from './types';

/** A token whose code was sent, and that a later list or poll still shows waiting for the user. */
export const notActivated: Rule = function* ({ trace }: RuleInput) {
  const states = statesOf(trace);
  for (const exchange of trace.exchanges) {
    const serial = exchange.token?.text ?? exchange.answer?.tokens[0]?.serial?.text;
    if (serial === undefined || !succeeded(exchange)) continue;
    const shown = states.get(serial);
    const last = shown?.[shown.length - 1];
    const done = exchange.codeSent ?? exchange.provisioned;
    if (!last || last.start < (done?.end ?? exchange.end) || !isWaiting(last)) continue;
    const related: RelatedPlace[] = [];
    const { codeSent, provisioned } = exchange;
    if (codeSent) related.push({ start: codeSent.nameStart, end: codeSent.nameEnd, role: 'sent' });
    else if (provisioned)
      related.push({ start: provisioned.messageStart, end: provisioned.messageEnd, role: 'provisioned' });
    yield {
      rule: 'ftm/not-activated',
      start: last.start,
      end: last.end,
      facts: known({ token: serial, status: last.text }),
      related,
      cause: serial,
    };
  }
};

function succeeded({ answer, codeSent, provisioned }: Exchange): boolean {
  return codeSent !== undefined || (provisioned !== undefined && answer?.error === undefined);
}

/** What lists and polls say of each token, in the order of the text. */
function statesOf(trace: Trace): Map<string, Located[]> {
  const listed = trace.rows.map(({ serial, status }) => ({ serial: serial.text, state: status }));
  const polled = trace.exchanges
    .filter(({ answer }) => answer?.type?.text.endsWith('PollingResponse'))
    .flatMap(({ answer }) => answer?.tokens ?? [])
    .flatMap(({ serial, texts }) => texts.map(state => ({ serial: serial?.text ?? '', state })))
    .filter(({ state }) => lookUp('token-status', state.text) !== undefined);
  const states = new Map<string, Located[]>();
  for (const { serial, state } of [...listed, ...polled].sort((a, b) => a.state.start - b.state.start)) {
    const known = states.get(serial);
    if (known) known.push(state);
    else states.set(serial, [state]);
  }
  return states;
}

function isWaiting(state: Located): boolean {
  const action = lookUp('token-status', state.text)?.id;
  return action === 'token-status/provisioning' || action === 'token-status/provision-timeout';
}
