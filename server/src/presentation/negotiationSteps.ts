import { label, type Translate } from '../knowledge';
import { ikeMessageName } from '../knowledge/logNames';
import { findingReason } from '../rules';
import { negotiationCauseOf } from '../rules/negotiationCause';
import { negotiationFacts } from '../rules/failedNegotiations';
import { contains, type Span } from '../syntax';
import type { Negotiation, NegotiationEvent, NegotiationMessage } from '../trace';
import type { Carrier, Scene } from '../judge/scenes';
import { type Mood, type Party, type PlacedStep, step } from './steps';
import { visible } from './visible';

type Shown = readonly [from: Party, to: Party, mood?: Mood];

/** The events shown as steps of a negotiation besides its messages; the others only explain another step. */
const EVENTS = {
  matched: ['unit', 'unit'],
  validated: ['unit', 'unit'],
  'auth-ok': ['unit', 'unit', 'good'],
  established: ['unit', 'unit', 'good'],
  'child-up': ['unit', 'unit', 'good'],
  'no-proposal': ['unit', 'unit', 'bad'],
  'no-policy': ['unit', 'unit', 'bad'],
  'no-gateway': ['unit', 'unit', 'bad'],
  'validation-failed': ['unit', 'unit', 'bad'],
  'incorrect-id': ['unit', 'unit', 'bad'],
  'key-mismatch': ['unit', 'unit', 'bad'],
  'auth-failed': ['unit', 'unit', 'bad'],
  'certificate-failed': ['unit', 'unit', 'bad'],
  'certificate-expired': ['unit', 'unit', 'bad'],
  'certificate-not-yet': ['unit', 'unit', 'bad'],
  'certificate-revoked': ['unit', 'unit', 'bad'],
  'certificate-untrusted': ['unit', 'unit', 'bad'],
  'signature-failed': ['unit', 'unit', 'bad'],
  'selectors-refused': ['unit', 'unit', 'bad'],
  'unexpected-payload': ['peer', 'unit', 'bad'],
  'pool-empty': ['unit', 'unit', 'bad'],
  'not-sent': ['unit', 'peer', 'bad'],
  passive: ['unit', 'unit'],
  replay: ['peer', 'unit', 'bad'],
  'dpd-failed': ['peer', 'unit', 'lost'],
  timeout: ['unit', 'unit', 'bad'],
  expired: ['unit', 'unit', 'bad'],
  'eap-asked': ['unit', 'peer'],
  'eap-heard': ['peer', 'unit'],
  'xauth-asked': ['unit', 'peer'],
  'xauth-incomplete': ['peer', 'unit'],
  'xauth-given-up': ['unit', 'unit', 'bad'],
} as const satisfies Readonly<Partial<Record<NegotiationEvent['step'], Shown>>>;

type ShownStep = keyof typeof EVENTS;

function isShown(kind: NegotiationEvent['step']): kind is ShownStep {
  return kind in EVENTS;
}

/** Returns the steps of a negotiation that the capture shows, in text order. */
export function negotiationSteps(
  { negotiation }: Scene & { about: 'negotiation' },
  translate: Translate,
): PlacedStep[] {
  const cause = negotiationCauseOf(negotiation);
  const reason = cause && findingReason({ ...cause, facts: negotiationFacts(negotiation, cause) }, translate);
  const steps = [
    ...negotiation.messages.map(message => messageStep(message, translate)),
    ...negotiation.events.flatMap(event => eventStep(event, cause?.at, translate)),
    ...silenceOf(negotiation, cause?.at, translate),
  ].sort((a, b) => a.at.start - b.at.start);
  if (reason === undefined || !cause) return steps;
  return steps.map(one =>
    isCause(one, cause.at) && !hasWordsOf(one.text, reason) ? { ...one, more: [reason, ...one.more] } : one,
  );
}

/** True if a text has all words of a reason, which then tells nothing more. */
function hasWordsOf(text: string, reason: string): boolean {
  const lower = text.toLowerCase();
  return reason
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .every(word => lower.includes(word));
}

/** Returns the steps that a login shows of the negotiation that carries it: its messages and what was agreed. */
export function carriedSteps(carrier: Carrier, translate: Translate): PlacedStep[] {
  const { messages, events } = carrier.negotiation;
  const client = (party: Party): Party => (party === 'peer' ? 'user' : party);
  return [
    ...messages.map(message => messageStep(message, translate)),
    ...events
      .filter(({ step }) => AGREEMENT_STEPS.has(step))
      .flatMap(event => eventStep(event, undefined, translate)),
  ]
    .filter(({ at }) => contains(carrier, at.start))
    .map(one => ({ ...one, from: client(one.from), to: client(one.to) }));
}

const AGREEMENT_STEPS: ReadonlySet<string> = new Set(['auth-ok', 'established', 'child-up']);

/** True for the step that shows why the negotiation failed. */
function isCause({ at, mood }: PlacedStep, { start }: Span): boolean {
  return at.start === start && (mood === 'bad' || mood === 'lost');
}

function messageStep(message: NegotiationMessage, translate: Translate): PlacedStep {
  const { name, isSent, count } = message;
  const shownName = visible(ikeMessageName(name, translate));
  const text =
    count > 1 ? label('negotiation.times', translate, { name: shownName, count: String(count) }) : shownName;
  const [from, to]: [Party, Party] = isSent ? ['unit', 'peer'] : ['peer', 'unit'];
  return step(`${isSent ? 'sent' : 'received'} ${visible(name)}`, message, from, to, text);
}

function eventStep(event: NegotiationEvent, cause: Span | undefined, translate: Translate): PlacedStep[] {
  const { step: kind, name = '' } = event;
  const decides = cause?.start === event.start;
  if (kind === 'notify' && decides)
    return [step(`notify ${name}`, event, 'peer', 'unit', visible(name), 'bad')];
  if (kind === 'dh-pending' && decides)
    return [step(kind, event, 'unit', 'unit', label('negotiation.dh-pending', translate), 'bad')];
  if (!isShown(kind)) return [];
  const [from, to, mood = 'plain']: Shown = EVENTS[kind];
  const text = label(`negotiation.${kind}`, translate, {
    name: visible(ikeMessageName(name, translate)),
  }).trim();
  return [step(kind, event, from, to, text, mood)];
}

/** Returns the step that nothing answered, placed where the message was sent for the last time. */
function silenceOf({ unanswered }: Negotiation, cause: Span | undefined, translate: Translate): PlacedStep[] {
  if (!unanswered || cause?.start !== unanswered.start) return [];
  const text = label('negotiation.no-answer', translate);
  return [step('no-answer', unanswered, 'peer', 'unit', text, 'lost')];
}
