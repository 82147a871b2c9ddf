import type { CaptureRecord, DebugRecord, JsonRecord, SentenceRecord, Within } from '../syntax';
import { Forkable, ForkableData, Shareable } from './fork';
import { isShown, type LoginDraft, loginOf } from './loginDraft';
import { negotiationOf } from './negotiation';
import type { NegotiationDraft } from './negotiationDraft';
import type { OutcomeLine } from './outcomeLine';
import { Stretch } from './stretch';
import type { FailedThread, SaidFailure } from './types';

/** What can say a failure: a line, or an event in a payload. */
type SayingRecord = DebugRecord | JsonRecord | SentenceRecord;

/** Logs of many users, whose lines do not belong together. */
const LOGS: ReadonlySet<string> = new Set(['event log', 'fsso_ca']);

/** Threads that are active at once. As soon as there are more, those are closed that were active before all of these. */
const MAX_ACTIVE = 32;
/** Threads that are over and wait for what their logins and negotiations become; more of these are not open at once. */
const MAX_WAITING = 128;
/** Negotiations of one thread that are kept: it has one, or one for each of its phases. */
const MAX_NEGOTIATIONS = 16;
/** Failures of one thread that are kept, the first ones. */
const MAX_FAILURES = 4096;
/** Maximum number of runs of lines that are kept of one thread. */
const MAX_RUNS = 128;

/** How the name of what events of a tunnel belong to begins. */
const EVENT = 'event ';

class ThreadFacts extends Shareable {
  /** The first and the last line of each run of lines without a break between them. */
  firsts: CaptureRecord[] = [];
  lasts: CaptureRecord[] = [];
  failures: (Within & SaidFailure)[] = [];
}

/** The lines of one login, negotiation or connection, and what they say that failed. */
class Thread extends ForkableData {
  facts = new ThreadFacts();
  keys: string[] = [];
  drafts = new Set<LoginDraft>();
  /** The negotiations of the lines that report a failure. */
  negotiations = new Set<NegotiationDraft>();

  /** What can be changed. */
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

  /** Takes what is known of another thread, which is found to be the same. */
  join(other: Thread): void {
    const facts = this.own();
    facts.firsts.push(...other.facts.firsts.slice(0, MAX_RUNS - facts.firsts.length));
    facts.lasts.push(...other.facts.lasts.slice(0, MAX_RUNS - facts.lasts.length));
    facts.failures = [...facts.failures, ...other.facts.failures]
      .sort((a, b) => a.start - b.start)
      .slice(0, MAX_FAILURES);
    for (const draft of other.drafts) this.drafts.add(draft);
    for (const draft of other.negotiations) this.negotiations.add(draft);
    this.keys.push(...other.keys);
  }
}

/** Gathers the lines that say a failure by what they belong to. What succeeds afterwards did not fail. */
export class FailureBuilder extends Forkable {
  protected state = {
    /** Those that may have more lines: the active ones, and those that were active before them. */
    active: new Set<Thread>(),
    before: new Set<Thread>(),
    byKey: new Map<string, Thread>(),
    byDraft: new Map<LoginDraft, Thread>(),
    /** The thread of the last line that named one: lines without a name belong to it. */
    current: undefined as Thread | undefined,
    /** The last line that reported a failure, and its thread. */
    failedLine: undefined as CaptureRecord | undefined,
    failed: undefined as Thread | undefined,
    closed: [] as Thread[],
  };

  /** Takes the next line, which says nothing of success and failure, of a login. */
  belongs(record: CaptureRecord, draft: LoginDraft): void {
    this.#threadOf('', draft).add(record);
  }

  /** Takes the next line. `draft` is the login that it was taken for, `negotiations` are those that it says something of. */
  line(
    record: SayingRecord,
    outcome: OutcomeLine,
    draft: LoginDraft | undefined,
    negotiations: readonly (NegotiationDraft | undefined)[] = [],
  ): void {
    const { thread: key, short, starts, aside, succeeds, failure } = outcome;
    if (key.startsWith(EVENT)) return this.#event(record, outcome);
    if (starts) this.#endKey(key);
    const { current } = this.state;
    const thread = key === '' && !draft ? this.#unnamed(record, failure) : this.#threadOf(key, draft);
    if (aside) this.state.current = current;
    if (!thread) return;
    if (short !== '' && this.state.byKey.get(short) !== thread) this.#rename(short, thread);
    if (failure) return this.#fail(thread, record, failure, negotiations);
    thread.add(record);
    if (succeeds) {
      if (thread.facts.failures.length > 0) thread.own().failures = [];
    }
  }

  /** An event about a tunnel: what failed is one thread for each cause, until the tunnel comes up. */
  #event(record: SayingRecord, { thread: tunnel, settles, failure }: OutcomeLine): void {
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
        if (thread.keys[0]?.startsWith(`${tunnel} `) && (settles === 'tunnel' || isOfPhase1(thread)))
          thread.own().failures = [];
    }
    this.state.current = current;
  }

  #fail(
    thread: Thread,
    record: CaptureRecord,
    failure: Within & SaidFailure,
    negotiations: readonly (NegotiationDraft | undefined)[],
  ): void {
    // What only follows, and from nothing in its own thread, follows from the line before.
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
   * Takes out the failures that no line to come can change.
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

  /** The failures that were not taken out: no line comes. */
  finish(): readonly FailedThread[] {
    this.state.closed.push(...this.state.before, ...this.state.active);
    return this.take(
      () => false,
      () => false,
    );
  }

  /** What a line belongs to that names nothing: to what is under way, else to what its daemon said before. */
  #unnamed(record: SayingRecord, failure: (Within & SaidFailure) | undefined): Thread | undefined {
    if (failure && LOGS.has(failure.daemon)) {
      this.#alone(record, failure);
      return undefined;
    }
    if (this.state.current) return this.state.current;
    if (!failure) return undefined;
    if (failure.daemon !== '') return this.#threadOf(failure.daemon, undefined);
    // Of a line with a time stamp alone, nothing says that it is of the unit.
    if (record.kind === 'sentence' || failure.isSentence === true) this.#alone(record, failure);
    return undefined;
  }

  #rename(key: string, thread: Thread): void {
    if (!thread.keys.includes(key)) thread.keys.push(key);
    this.state.byKey.set(key, thread);
  }

  #threadOf(key: string, draft: LoginDraft | undefined): Thread {
    const { current } = this.state;
    // Lines of one thread come together.
    if (current?.keys.includes(key) === true && (!draft || current.drafts.has(draft))) return current;
    const named = key === '' ? undefined : this.state.byKey.get(key);
    const ofDraft = draft && this.state.byDraft.get(draft);
    const thread = named ?? ofDraft ?? new Thread();
    if (named && ofDraft && named !== ofDraft) this.#join(named, ofDraft);
    if (!thread.keys.includes(key)) thread.keys.push(key);
    if (key !== '') this.state.byKey.set(key, thread);
    if (draft) {
      thread.drafts.add(draft);
      this.state.byDraft.set(draft, thread);
    }
    this.state.current = thread;
    this.#activate(thread);
    return thread;
  }

  /** Two threads are found to be the same. */
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
  #alone(record: CaptureRecord, failure: Within & SaidFailure): void {
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

function failedOf({ facts: { failures, firsts, lasts }, drafts, negotiations }: Thread): FailedThread {
  return {
    failures,
    lines: firsts.map((first, index) => new Stretch(first, lasts[index] ?? first)),
    logins: [...drafts].filter(isShown).map(loginOf),
    negotiations: [...negotiations].map(negotiationOf).filter(one => one !== undefined),
  };
}
