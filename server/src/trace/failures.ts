import { min } from '../integers';
import {
  type CaptureRecord,
  countBefore,
  type DebugRecord,
  type JsonRecord,
  type SentenceRecord,
  type Within,
} from '../syntax';
import { daemonsThat } from '../knowledge/domains/daemons';
import { Forkable, ForkableData, Shareable } from './fork';
import { isShown, type LoginDraft, loginFromDraft } from './loginDraft';
import { negotiationOf } from './negotiation';
import type { NegotiationDraft } from './negotiationDraft';
import type { OutcomeLine } from './outcomeLine';
import { Stretch } from './stretch';
import type { FailedThread, ReportedFailure } from './types';

/** A record that can report a failure: a line, or a payload with an event. */
type ReportingRecord = DebugRecord | JsonRecord | SentenceRecord;

/** Logs of many users, whose lines do not belong together. */
const LOGS = daemonsThat(({ log }) => log);

/** Maximum number of active threads. Beyond it, the threads that were active before all of these are closed. */
const MAX_ACTIVE = 32;
/**
 * Maximum number of closed threads that wait for the outcome of their logins and negotiations; no more of those are
 * open at once.
 */
const MAX_WAITING = 128;
/** Maximum number of negotiations kept per thread: it has one, or one for each phase. */
const MAX_NEGOTIATIONS = 16;
/** Maximum number of failures kept per thread, the first ones. */
const MAX_FAILURES = 4096;
/** Maximum number of runs of lines kept per thread. */
const MAX_RUNS = 128;

/** Prefix of the thread name of events about a tunnel. */
const EVENT = 'event ';

class ThreadFacts extends Shareable {
  /** The first and last line of each run of consecutive lines. */
  firsts: CaptureRecord[] = [];
  lasts: CaptureRecord[] = [];
  failures: (Within & ReportedFailure)[] = [];
}

/** The lines of one login, negotiation or connection, and the failures that they report. */
class Thread extends ForkableData {
  facts = new ThreadFacts();
  readonly keys = new Set<string>();
  drafts = new Set<LoginDraft>();
  /** The negotiations of the lines that report a failure. */
  negotiations = new Set<NegotiationDraft>();

  /** The state, for changing it. */
  own(): ThreadFacts {
    return (this.facts = this.facts.own());
  }

  add(record: CaptureRecord): void {
    const { length } = this.facts.firsts;
    if (this.facts.lasts[length - 1]?.end === record.start) {
      this.own().lasts[length - 1] = record;
    } else if (length < MAX_RUNS) {
      const { firsts, lasts } = this.own();
      firsts.push(record);
      lasts.push(record);
    }
  }

  /** Merges another thread that turned out to be the same. */
  join(other: Thread): void {
    const facts = this.own();
    facts.firsts.push(...other.facts.firsts.slice(0, MAX_RUNS - facts.firsts.length));
    facts.lasts.push(...other.facts.lasts.slice(0, MAX_RUNS - facts.lasts.length));
    facts.failures = inOrder(facts.failures, other.own().failures);
    for (const draft of other.drafts) this.drafts.add(draft);
    for (const draft of other.negotiations) this.negotiations.add(draft);
    for (const key of other.keys) this.keys.add(key);
  }
}

type Failures = ThreadFacts['failures'];

/**
 * Merges two lists of failures in text order into one of them, without those beyond the maximum. A thread can be merged at each
 * line, and one of the two has few failures then.
 */
function inOrder(some: Failures, others: Failures): Failures {
  const [longer, shorter] = some.length < others.length ? [others, some] : [some, others];
  for (const failure of shorter) {
    const at = countBefore(longer.length, index => (longer[index]?.start ?? 0) <= failure.start);
    longer.splice(at, 0, failure);
  }
  longer.length = min(longer.length, MAX_FAILURES);
  return longer;
}

/** Groups the lines that report a failure by what they belong to. A later success clears the failures of its thread. */
export class FailureBuilder extends Forkable {
  protected state = {
    /** Threads that may get more lines: the active ones, and those that were active before them. */
    active: new Set<Thread>(),
    before: new Set<Thread>(),
    byKey: new Map<string, Thread>(),
    byDraft: new Map<LoginDraft, Thread>(),
    /** The thread of the last line that named one. Lines without a name belong to it. */
    current: undefined as Thread | undefined,
    /** The last line that reported a failure, and its thread. */
    failedLine: undefined as CaptureRecord | undefined,
    failed: undefined as Thread | undefined,
    closed: [] as Thread[],
  };

  /** Takes the next line of a login, which says nothing about success or failure. */
  belongs(record: CaptureRecord, draft: LoginDraft): void {
    this.#threadOf('', draft).add(record);
  }

  /**
   * Takes the next line. `draft` is the login that it was assigned to, `negotiations` are those that it says
   * something about.
   */
  line(
    record: ReportingRecord,
    outcome: OutcomeLine,
    draft: LoginDraft | undefined,
    negotiations: readonly (NegotiationDraft | undefined)[] = [],
  ): void {
    const { thread: key, short, starts, isDetached, succeeds, failure } = outcome;
    if (key.startsWith(EVENT)) return this.#event(record, outcome);
    if (starts) this.#endKey(key);
    const { current } = this.state;
    const thread = key === '' && !draft ? this.#unnamed(record, failure) : this.#threadOf(key, draft);
    if (isDetached) this.state.current = current;
    if (!thread) return;
    if (short !== '' && this.state.byKey.get(short) !== thread) this.#rename(short, thread);
    if (failure) return this.#fail(thread, record, failure, negotiations);
    thread.add(record);
    if (succeeds) {
      if (thread.facts.failures.length > 0) thread.own().failures = [];
    }
  }

  /** An event about a tunnel: failures form one thread per cause, until the tunnel comes up. */
  #event(record: ReportingRecord, { thread: tunnel, settles, failure }: OutcomeLine): void {
    const { current } = this.state;
    if (failure) {
      const thread = this.#threadOf(
        `${tunnel} ${failure.user ?? ''} ${failure.about ?? ''} ${failure.words}`,
        undefined,
      );
      thread.add(record);
      if (thread.facts.failures.length < MAX_FAILURES) thread.own().failures.push(failure);
    } else if (settles) {
      for (const thread of [...this.state.before, ...this.state.active])
        if (
          [...thread.keys].some(key => key.startsWith(`${tunnel} `)) &&
          (settles === 'tunnel' || isOfPhase1(thread))
        )
          thread.own().failures = [];
    }
    this.state.current = current;
  }

  #fail(
    thread: Thread,
    record: CaptureRecord,
    failure: Within & ReportedFailure,
    negotiations: readonly (NegotiationDraft | undefined)[],
  ): void {
    // A line that is only a consequence, with no cause in its own thread, is a consequence of the previous line.
    const follows = failure.follows && thread.facts.failures.length === 0;
    const of = follows && this.state.failedLine?.end === record.start ? this.state.failed : undefined;
    const failed = of ?? thread;
    failed.add(record);
    for (const negotiation of negotiations)
      if (negotiation && failed.negotiations.size < MAX_NEGOTIATIONS) failed.negotiations.add(negotiation);
    if (failed.facts.failures.length < MAX_FAILURES) failed.own().failures.push(failure);
    [this.state.failed, this.state.failedLine] = [failed, record];
  }

  /**
   * Takes out the failures that no later line can change.
   * @param isOpen whether lines can still be added to a login: what failed in it waits for what it is
   * @param mayChange the same of a negotiation
   */
  take(
    isOpen: (login: LoginDraft) => boolean,
    mayChange: (negotiation: NegotiationDraft) => boolean,
  ): readonly FailedThread[] {
    const closed = this.state.closed.filter(({ facts }) => facts.failures.length > 0);
    const waiting = closed
      .filter(({ drafts, negotiations }) => [...drafts].some(isOpen) || [...negotiations].some(mayChange))
      .slice(-MAX_WAITING);
    this.state.closed = waiting;
    return closed.filter(thread => !waiting.includes(thread)).map(failedOf);
  }

  /** Returns the remaining failures: there are no more lines. */
  finish(): readonly FailedThread[] {
    this.state.closed.push(...this.state.before, ...this.state.active);
    return this.take(
      () => false,
      () => false,
    );
  }

  /** The thread of a line that names nothing: what is under way, otherwise the last thread of its daemon. */
  #unnamed(record: ReportingRecord, failure: (Within & ReportedFailure) | undefined): Thread | undefined {
    if (failure && LOGS.has(failure.daemon)) {
      this.#addUnassigned(record, failure);
      return undefined;
    }
    if (this.state.current) return this.state.current;
    if (!failure) return undefined;
    if (failure.daemon !== '') return this.#threadOf(failure.daemon, undefined);
    // A line with only a time stamp may not be from the unit at all.
    if (record.kind === 'sentence' || failure.isSentence === true) this.#addUnassigned(record, failure);
    return undefined;
  }

  #rename(key: string, thread: Thread): void {
    thread.keys.add(key);
    this.state.byKey.set(key, thread);
  }

  #threadOf(key: string, draft: LoginDraft | undefined): Thread {
    const { current } = this.state;
    // Consecutive lines often belong to one thread.
    if (current?.keys.has(key) === true && (!draft || current.drafts.has(draft))) return current;
    const named = key === '' ? undefined : this.state.byKey.get(key);
    const draftThread = draft && this.state.byDraft.get(draft);
    const thread = named ?? draftThread ?? new Thread();
    if (named && draftThread && named !== draftThread) this.#join(named, draftThread);
    thread.keys.add(key);
    if (key !== '') this.state.byKey.set(key, thread);
    if (draft) {
      thread.drafts.add(draft);
      this.state.byDraft.set(draft, thread);
    }
    this.state.current = thread;
    this.#activate(thread);
    return thread;
  }

  /** Merges two threads that turned out to be the same. */
  #join(thread: Thread, other: Thread): void {
    thread.join(other);
    this.#forget(other);
    for (const key of other.keys) this.state.byKey.set(key, thread);
    for (const draft of other.drafts) this.state.byDraft.set(draft, thread);
  }

  #activate(thread: Thread): void {
    if (this.state.active.has(thread)) return;
    this.state.before.delete(thread);
    if (this.state.active.size >= MAX_ACTIVE) {
      for (const old of this.state.before) this.#end(old);
      [this.state.before, this.state.active] = [this.state.active, new Set()];
    }
    this.state.active.add(thread);
  }

  /** A failure that cannot be assigned to anything. */
  #addUnassigned(record: CaptureRecord, failure: Within & ReportedFailure): void {
    const thread = new Thread();
    thread.add(record);
    thread.facts.failures.push(failure);
    this.state.closed.push(thread);
  }

  #endKey(key: string): void {
    const known = this.state.byKey.get(key);
    if (known) this.#end(known);
  }

  #end(thread: Thread): void {
    this.#forget(thread);
    this.state.closed.push(thread);
  }

  #forget(thread: Thread): void {
    this.state.active.delete(thread);
    this.state.before.delete(thread);
    for (const key of thread.keys) if (this.state.byKey.get(key) === thread) this.state.byKey.delete(key);
    for (const draft of thread.drafts)
      if (this.state.byDraft.get(draft) === thread) this.state.byDraft.delete(draft);
    if (this.state.current === thread) this.state.current = undefined;
    if (this.state.failed === thread) this.state.failed = undefined;
  }
}

function isOfPhase1({ facts: { failures } }: Thread): boolean {
  return failures.every(({ about = '' }) => about.includes('phase 1'));
}

/** The name of a thread of ike that is a tunnel: no number, and no pair of SPIs. */
const TUNNEL = /^ike (?!\d+$|[\da-f]{16}\/)(?<name>.+)$/i;

function failedOf({ facts: { failures, firsts, lasts }, keys, drafts, negotiations }: Thread): FailedThread {
  return {
    failures,
    tunnel: [...keys].map(key => TUNNEL.exec(key)?.groups?.['name']).find(name => name !== undefined),
    lines: firsts.map((first, index) => new Stretch(first, lasts[index] ?? first)),
    logins: [...drafts].filter(isShown).map(loginFromDraft),
    negotiations: [...negotiations].map(negotiationOf).filter(one => one !== undefined),
  };
}
