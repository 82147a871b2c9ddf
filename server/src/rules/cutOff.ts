import type { Exchange, Login, Negotiation, TracePart } from '../trace';
import { causeOf as loginCauseOf } from './loginCause';
import { causeOf as negotiationCauseOf } from './negotiationCause';

/** The number of logins, negotiations and exchanges that the capture cuts off before their result. */
export interface CutOff {
  readonly login: number;
  readonly negotiation: number;
  readonly exchange: number;
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
  const shown = answer ?? status ?? codeSent ?? provisioned ?? received ?? sent ?? http ?? request;
  return connected !== undefined && shown === undefined;
}

export function sumOfCutOff(one: CutOff, other: CutOff): CutOff {
  return {
    login: one.login + other.login,
    negotiation: one.negotiation + other.negotiation,
    exchange: one.exchange + other.exchange,
  };
}

export function cutOffIn({ logins, negotiations, exchanges }: TracePart): CutOff {
  return {
    login: logins.filter(isLoginCutOff).length,
    negotiation: negotiations.filter(isNegotiationCutOff).length,
    exchange: exchanges.filter(isExchangeCutOff).length,
  };
}
