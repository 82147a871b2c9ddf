import { ruleNamed } from '../knowledge';
import type { Exchange, Login, Negotiation, TracePart } from '../trace';
import { loginCauseOf } from './loginCause';
import { negotiationCauseOf } from './negotiationCause';

/** The number of logins, negotiations and exchanges that the capture cuts off before their result. */
export interface CutOff {
  readonly login: number;
  readonly negotiation: number;
  readonly exchange: number;
  /** The capture ends in one of the logins. */
  readonly isInLogin?: boolean;
}

export function isLoginCutOff(login: Login): boolean {
  return !loginCauseOf(login) && !login.events.some(({ kind }) => kind === 'result');
}

/** Steps with which a negotiation, or its part of a login, is decided. */
const DECIDED: ReadonlySet<string> = new Set(['established', 'child-up', 'login-up', 'timeout']);

export function isNegotiationCutOff(negotiation: Negotiation): boolean {
  const { events, isUp } = negotiation;
  // What is exchanged over a tunnel that is up begins no negotiation: it has no steps.
  const isOpen = !(isUp && events.length === 0) && !events.some(({ step }) => DECIDED.has(step));
  return isOpen && !negotiationCauseOf(negotiation);
}

export function isExchangeCutOff({ packet, ...exchange }: Exchange): boolean {
  if (packet) return !packet.verdict && (packet.session === '' || packet.direction === '');
  const { answer, status, codeSent, provisioned, received, sent, http, request, connected } = exchange;
  if ((answer ?? status ?? codeSent ?? provisioned ?? received) !== undefined) return false;
  const asked = sent ?? http ?? request;
  return asked ? endsBeforeAnswer(exchange) : connected !== undefined;
}

/** A capture that ends sooner after a request does not show whether an answer came, in milliseconds. */
const MIN_SILENCE = 1000 * (ruleNamed('ftm/no-response')?.waits ?? 0);

/** True if the capture ends before an answer to the last request could come. */
export function endsBeforeAnswer({ next, silence }: Pick<Exchange, 'next' | 'silence'>): boolean {
  return !next && silence < MIN_SILENCE;
}

export function sumOfCutOff(one: CutOff, other: CutOff): CutOff {
  return {
    login: one.login + other.login,
    negotiation: one.negotiation + other.negotiation,
    exchange: one.exchange + other.exchange,
    isInLogin: one.isInLogin === true || other.isInLogin === true,
  };
}

export function cutOffIn({ logins, negotiations, exchanges }: TracePart): CutOff {
  return {
    login: logins.filter(isLoginCutOff).length,
    negotiation: negotiations.filter(isNegotiationCutOff).length,
    exchange: exchanges.filter(isExchangeCutOff).length,
    isInLogin: logins.some(login => login.isLast && isLoginCutOff(login)),
  };
}
