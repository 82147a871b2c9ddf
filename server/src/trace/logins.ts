import type { DebugRecord, SentenceRecord } from '../syntax';
import {
  addLine,
  type Draft,
  draftAt,
  ends,
  hear,
  inOrder,
  type LineMoment,
  loginOf,
  MOST_LINES,
} from './loginDraft';
import type { FnbamdLine, Heard, IkeLine, LoginLine, SamldLine, SentenceLine, SslvpnLine } from './loginLine';
import type { SamlLine } from './samlTurns';
import { SamlTurns } from './samlTurns';
import { type Turn, Turns } from './turns';
import type { Located, Login, LoginEvent } from './types';

/** What says that the answer of an identity provider was taken or refused. */
const DECIDES: ReadonlySet<LoginEvent['kind'] | undefined> = new Set(['saml-error', 'saml-answered']);

/** Logins that can be under way at once: a unit has fewer. The one that was silent longest is over when one more begins. */
const MOST_LIVE = 1024;
/** Servers of one login that are kept. */
const MOST_SERVERS = 32;

/** A line of which it is not known yet whose it is. */
interface HeldLine {
  readonly record: DebugRecord | SentenceRecord;
  readonly heard: Heard | undefined;
  readonly moment: LineMoment | undefined;
}

/**
 * Gathers the lines of logins, one line a step. fnbamd names its request in some lines; those between belong to the request
 * named last. sslvpn and ike have their connection in every line.
 */
export class LoginBuilder {
  /** Logins that may go on, the one that was silent longest first. */
  readonly #live = new Set<Draft>();
  #over: Draft[] = [];
  readonly #byRequest = new Map<string, Draft>();
  readonly #byConnection = new Map<string, Draft>();
  /** The newest login of each user. */
  readonly #byUser = new Map<string, Draft>();
  /** The request that fnbamd named last. */
  #request: Draft | undefined;
  /** Requests that wait for an answer. */
  readonly #open = new Set<Draft>();
  /** The logins that each server was offered to. */
  readonly #offered = new Map<string, Set<Draft>>();
  readonly #turns = new Turns<Draft>();
  readonly #saml = new SamlTurns<Draft>();
  /** Whether what was done for the request is done, so that the next line can be of another. */
  #between = false;
  /** Lines of a turn that no request id was seen in so far. */
  #held: HeldLine[] = [];
  /** The login of the line before: sentences without a prefix belong to it. */
  #last: Draft | undefined;
  /** What the stamp of the line tells that is read. */
  #moment: LineMoment | undefined;

  /**
   * Takes the next line.
   * @param moment what the line's stamp tells; undefined where it has none
   */
  line(line: LoginLine, moment: LineMoment | undefined): void {
    this.#moment = moment;
    switch (line.daemon) {
      case 'fnbamd':
        return this.#fnbamd(line);
      case 'sslvpn':
        return this.#sslvpn(line);
      case 'ike':
        return this.#ike(line);
      case 'samld':
        return this.#samld(line);
      case 'none':
        return this.#sentence(line);
    }
  }

  /** Takes out the logins that no line to come can change, in the order of the text. */
  take(): Login[] {
    const over = this.#over;
    this.#over = [];
    return inOrder(over.filter(({ events, certificate }) => events.length > 0 && !certificate)).map(loginOf);
  }

  /** The logins that were not taken out, in the order of the text. */
  finish(): Login[] {
    this.#over.push(...this.#live);
    return this.take();
  }

  #fnbamd(line: FnbamdLine): void {
    const { record, heard, request: id, turn } = line;
    const offering = id === undefined ? this.#offering(heard) : undefined;
    if (offering) {
      // Only this line names its server: whose the next ones are, the id behind them tells.
      this.#add(offering, record, heard);
      this.#between = true;
      return;
    }
    if (id !== undefined) {
      const known = this.#byRequest.get(id);
      // A unit that was started again counts its requests anew.
      const anew = heard?.event?.kind === 'asked' && known?.over === true;
      this.#name(known && !anew ? known : this.#begin(id, heard, record), heard);
    } else if (this.#isOpenWhose(turn)) {
      if (this.#held.length < MOST_LINES) this.#held.push({ record, heard, moment: this.#moment });
      return;
    } else if (!this.#request && heard?.event) {
      // A capture can begin in the middle of a request: its id comes with a later line.
      this.#request = this.#draft(record);
    }
    const request = this.#request;
    if (!request) return;
    this.#add(request, record, heard);
    this.#turns.note(turn, request);
    if (turn.ends) this.#between = true;
    const event = heard?.event;
    if (line.closes || (event?.kind === 'result' && ends(event.kind, event.code))) this.#open.delete(request);
    if (line.deleted) [this.#request, this.#between] = [undefined, true];
  }

  /** A line names this request: what was done before it in the same turn was done for it, too. */
  #name(request: Draft, heard: Heard | undefined): void {
    if (heard?.event?.kind !== 'asked') for (const held of this.#held) this.#take(request, held);
    this.#held = [];
    this.#open.add(request);
    this.#request = request;
    this.#between = false;
  }

  /** The one of several open requests to which the server was offered that a line says was silent. */
  #offering(heard: Heard | undefined): Draft | undefined {
    if (heard?.event?.kind !== 'server-timeout' || !heard.server || this.#open.size < 2) return undefined;
    let only: Draft | undefined;
    for (const draft of this.#offered.get(heard.server.text) ?? []) {
      if (!this.#open.has(draft)) continue;
      if (only) return undefined;
      only = draft;
    }
    return only;
  }

  /** Whether it is open whose line this is, that names no request; where it is not, that one is the request from here on. */
  #isOpenWhose(turn: Turn): boolean {
    const owner = this.#turns.ownerOf(turn);
    if (owner || turn.begins) [this.#held, this.#between] = [[], true];
    const [only, another] = owner ? [owner] : this.#open;
    if (!this.#between || !only) return false;
    if (another) return true;
    [this.#request, this.#between] = [only, false];
    return false;
  }

  /** A request that is new: of a login that sslvpn has begun or that had no id so far, or one of its own. */
  #begin(id: string, heard: Heard | undefined, record: DebugRecord | SentenceRecord): Draft {
    const asked = heard?.event?.kind === 'asked';
    const candidate = asked ? this.#byUser.get(heard.user?.text ?? '') : (this.#request ?? this.#last);
    const waits =
      candidate?.requests.length === 0 && (candidate === this.#request || candidate.method === 'SSL VPN');
    const certificate = heard?.certificate ?? false;
    const draft = candidate && waits && !certificate ? candidate : this.#draft(record);
    draft.certificate ||= certificate;
    draft.requests.push(id);
    this.#byRequest.set(id, draft);
    return draft;
  }

  #sslvpn({ record, heard, connection }: SslvpnLine): void {
    const key = connection?.text ?? '';
    let draft = this.#byConnection.get(key);
    if (!draft && !heard) return;
    const again =
      draft !== undefined &&
      heard?.event?.kind === 'asked' &&
      draft.events.some(({ kind }) => kind !== 'asked');
    if (!draft || again) {
      draft = this.#draft(record);
      draft.method = 'SSL VPN';
      draft.connection = connection;
      this.#byConnection.set(key, draft);
    }
    this.#add(draft, record, heard);
  }

  #ike({ record, heard, connection, method }: IkeLine): void {
    const request = heard?.request;
    const named = request === undefined ? undefined : this.#byRequest.get(request);
    let draft = named ?? (connection && this.#byConnection.get(connection.text));
    if (!draft && !heard) return;
    const other =
      draft !== undefined &&
      draft.requests.length > 0 &&
      request !== undefined &&
      !draft.requests.includes(request);
    // The user's side is heard again once the result was told: that is the next login.
    const again = draft?.over === true && heard?.begins === true && request === undefined;
    if (!draft || other || again) {
      const before = draft;
      draft = this.#draft(record);
      if (before && !before.over) draft.user = before.user;
    }
    if (request !== undefined && !draft.requests.includes(request)) {
      draft.requests.push(request);
      this.#byRequest.set(request, draft);
    }
    draft.method ??= method ?? 'IPsec';
    draft.connection ??= connection;
    if (connection) this.#byConnection.set(connection.text, draft);
    this.#add(draft, record, heard);
  }

  #samld({ record, heard, saml, creates }: SamldLine): void {
    const draft = this.#ofSaml(record, saml, heard);
    draft.begins ||= creates;
    this.#add(draft, record, heard);
  }

  #ofSaml(record: DebugRecord | SentenceRecord, saml: SamlLine, heard: Heard | undefined): Draft {
    const draft = this.#saml.loginOf(saml, DECIDES.has(heard?.event?.kind), () => this.#draft(record));
    draft.method = 'SAML';
    return draft;
  }

  #sentence({ record, heard, saml }: SentenceLine): void {
    if (saml) return this.#add(this.#ofSaml(record, saml, heard), record, heard);
    const user = heard?.user;
    const draft = user ? (this.#byUser.get(user.text) ?? this.#last) : this.#last;
    this.#add(draft ?? this.#draft(record), record, heard);
  }

  #draft(record: DebugRecord | SentenceRecord): Draft {
    const draft = draftAt(record);
    this.#live.add(draft);
    if (this.#live.size > MOST_LIVE) {
      const [oldest] = this.#live;
      if (oldest) this.#end(oldest);
    }
    return draft;
  }

  /** The login is over: nothing that comes is taken for one of its lines. */
  #end(draft: Draft): void {
    this.#live.delete(draft);
    this.#over.push(draft);
    for (const request of draft.requests) forget(this.#byRequest, request, draft);
    if (draft.connection) forget(this.#byConnection, draft.connection.text, draft);
    if (draft.user) forget(this.#byUser, draft.user.text, draft);
    for (const { text } of draft.offers) {
      this.#offered.get(text)?.delete(draft);
      if (this.#offered.get(text)?.size === 0) this.#offered.delete(text);
    }
    this.#open.delete(draft);
    this.#turns.forget(draft);
    this.#saml.forget(draft);
    if (this.#request === draft) this.#request = undefined;
    if (this.#last === draft) this.#last = undefined;
  }

  #add(draft: Draft, record: DebugRecord | SentenceRecord, heard: Heard | undefined): void {
    this.#take(draft, { record, heard, moment: this.#moment });
  }

  #take(draft: Draft, { record, heard, moment }: HeldLine): void {
    this.#line(draft, record, moment);
    if (!heard) return;
    const event = hear(draft, record, heard);
    if (draft.user) this.#byUser.set(draft.user.text, draft);
    if (heard.offered && draft.offers.length < MOST_SERVERS) this.#offer(heard.offered, draft);
    if (DECIDES.has(event?.kind)) this.#saml.settled(draft);
  }

  #line(draft: Draft, record: DebugRecord | SentenceRecord, moment: LineMoment | undefined): void {
    if (!draft.certificate) this.#last = draft;
    this.#live.delete(draft);
    this.#live.add(draft);
    addLine(draft, record, moment);
  }

  #offer(server: Located, draft: Draft): void {
    draft.offers.push(server);
    const offered = this.#offered.get(server.text);
    if (offered) offered.add(draft);
    else this.#offered.set(server.text, new Set([draft]));
  }
}

function forget(known: Map<string, Draft>, key: string, draft: Draft): void {
  if (known.get(key) === draft) known.delete(key);
}
