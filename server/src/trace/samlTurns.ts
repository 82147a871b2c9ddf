import { detached, type Message, type PhraseMatch } from '../syntax';
import { Forkable } from './fork';
import { firstHole, hasFact, holeText } from './matchedSentences';

/** Maximum number of ids kept; beyond it the oldest is dropped. */
const MAX_IDS = 1024;

/** A login whose answer from the identity provider was accepted or refused. */
interface SettledLogin {
  readonly settled: boolean;
  settle(): void;
}

/** What a line of samld shows about which login it belongs to. */
export interface SamlLine {
  /** It contains the XML of a message: samld printed it, although it names no function. */
  readonly isMessage: boolean;
  /** The id of the request in its XML, and the id of the request that the XML answers. */
  readonly requestId: string | undefined;
  readonly answeredId: string | undefined;
  readonly job: string | undefined;
  /** It begins a request to an identity provider; it ends a job. */
  readonly begins: boolean;
  readonly ends: boolean;
}

export function samlLineOf(message: Message, matches: readonly PhraseMatch[]): SamlLine {
  const value = (name: string): string | undefined => {
    const hole = firstHole(matches, name);
    return hole && detached(holeText(message, hole));
  };
  const requestId = value('asked');
  return {
    isMessage: hasFact(matches, 'message'),
    requestId,
    answeredId: requestId === undefined ? value('answered') : undefined,
    job: value('job'),
    begins: hasFact(matches, 'starts'),
    ends: hasFact(matches, 'ends'),
  };
}

/**
 * Assigns lines of samld to logins. samld does one job after another: it prints messages, then the number of the job,
 * then what it passes on. The two jobs of one login share the id of the request, which the XML of both contains
 * (article 277397). Without an id, an answer belongs to a request only if that is the only one waiting.
 */
export class SamlTurns<Login extends SettledLogin> extends Forkable {
  protected state = {
    /** The login of the current job, and the number of the job once known. */
    current: undefined as Login | undefined,
    job: undefined as string | undefined,
    /** Logins that wait for an answer which only its order can assign to them. */
    open: new Set<Login>(),
    byRequest: new Map<string, Login>(),
    byJob: new Map<string, Login>(),
  };

  /**
   * Returns the login that a line of samld belongs to.
   * @param decides whether the line says that the answer was taken or refused
   * @param begin makes a new login
   */
  loginOf(
    { requestId, answeredId, job, begins, ends }: SamlLine,
    decides: boolean,
    begin: () => Login,
  ): Login {
    const known =
      (answeredId === undefined ? undefined : this.state.byRequest.get(answeredId)) ??
      (job === undefined ? undefined : this.state.byJob.get(job));
    if (begins || this.#isNext(job, decides)) this.#endJob();
    const only = begins ? undefined : this.#only();
    const login = known ?? this.state.current ?? only ?? this.#new(begin);
    // An answer is a job of its own, whose number follows.
    if (answeredId !== undefined) this.state.job = undefined;
    this.state.current = login;
    if (job !== undefined) this.state.job = job;
    if (requestId !== undefined) {
      keep(this.state.byRequest, requestId, login);
      // Its answer will name the id.
      this.state.open.delete(login);
    }
    if (job !== undefined) keep(this.state.byJob, job, login);
    if (ends) this.#endJob();
    return login;
  }

  /** True if a line begins the next job, although the end of the current one is not shown. */
  #isNext(number: string | undefined, decides: boolean): boolean {
    if (!this.state.current) return false;
    if (number !== undefined && this.state.job !== undefined && number !== this.state.job) return true;
    if (!decides) return false;
    return this.state.current.settled || (this.state.job === undefined && this.state.open.size > 1);
  }

  #endJob(): void {
    this.state.current = this.state.job = undefined;
  }

  /** The answer was accepted or refused, so later lines without an id belong to another login. */
  settle(login: Login): void {
    this.state.open.delete(login);
    login.settle();
  }

  forget(login: Login): void {
    this.state.open.delete(login);
    if (this.state.current === login) this.#endJob();
    for (const ids of [this.state.byRequest, this.state.byJob])
      for (const [id, owner] of ids) if (owner === login) ids.delete(id);
  }

  #new(begin: () => Login): Login {
    const login = begin();
    this.state.open.add(login);
    return login;
  }

  /** The only login that an answer without an id can belong to. */
  #only(): Login | undefined {
    const [only, another] = this.state.open;
    return another ? undefined : only;
  }
}

function keep<Login>(ids: Map<string, Login>, id: string, login: Login): void {
  ids.delete(id);
  ids.set(id, login);
  if (ids.size <= MAX_IDS) return;
  const [oldest] = ids.keys();
  if (oldest !== undefined) ids.delete(oldest);
}
