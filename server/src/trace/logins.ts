import { Forkable } from './fork';
import { addLine, ends, hear, inOrder, LoginDraft, type LineMoment, loginOf, MOST_LINES } from './loginDraft'; // prettier-ignore
import type {
  AuthenticatorLine,
  FnbamdLine,
  Heard,
  IkeLine,
  LoginLine,
  LoginRecord,
  SamldLine,
  SentenceLine,
  SslvpnLine,
} from './loginLine';
import { type SamlLine, SamlTurns } from './samlTurns';
import { type Turn, Turns } from './turns';
import type { Located, Login, LoginEvent } from './types';

/** What says that the answer of an identity provider was taken or refused. */
const DECIDES: ReadonlySet<LoginEvent['kind'] | undefined> = new Set(['saml-error', 'saml-answered']);

/** Logins that can be under way at once: a unit has fewer. The one that was silent longest is over when one more begins. */
const MOST_WAITING = 256;
/** Logins whose result was told of which more lines can come: these come at once. */
const MOST_FINISHED = 64;
/** Servers of one login that are kept. */
const MOST_SERVERS = 32;

/** A line of fnbamd of which it is not known yet whose it is, and what its stamp tells. */
class HeldLine extends Forkable {
  line: FnbamdLine | undefined;
  moment: LineMoment | undefined;
}

/**
 * Gathers the lines of logins, one line a step. fnbamd names its request in some lines; those between belong to the request
 * named last. sslvpn and ike have their connection in every line.
 */
export class LoginBuilder extends Forkable {
  /** Logins of which more lines may come, before their result was told and behind it, those silent longest first. */
  private readonly waiting = new Set<LoginDraft>();
  private readonly finished = new Set<LoginDraft>();
  private over: LoginDraft[] = [];
  private readonly byRequest = new Map<string, LoginDraft>();
  private readonly byConnection = new Map<string, LoginDraft>();
  /** The newest login of each user. */
  private readonly byUser = new Map<string, LoginDraft>();
  /** The request that fnbamd named last. */
  private request: LoginDraft | undefined;
  /** Requests that wait for an answer. */
  private readonly open = new Set<LoginDraft>();
  /** The logins that each server was offered to. */
  private readonly offered = new Map<string, Set<LoginDraft>>();
  private readonly turns = new Turns<LoginDraft>();
  private readonly saml = new SamlTurns<LoginDraft>();
  /** Whether what was done for the request is done, so that the next line can be of another. */
  private between = false;
  /** Lines of a turn that no request id was seen in so far. */
  private held: HeldLine[] = [];
  /** The login of the line before: sentences without a prefix belong to it. */
  private last: LoginDraft | undefined;
  /** What the stamp of the line tells that is read. */
  private moment: LineMoment | undefined;
  /** The login that the line was taken for that is read. */
  private taken: LoginDraft | undefined;

  /**
   * Takes the next line.
   * @param moment what the line's stamp tells; undefined where it has none
   * @returns the login that it is taken for; undefined if it is for none, or not yet known for which
   */
  line(line: LoginLine, moment: LineMoment | undefined): LoginDraft | undefined {
    this.moment = moment;
    this.taken = undefined;
    this.#line(line);
    return this.taken;
  }

  #line(line: LoginLine): void {
    switch (line.daemon) {
      case 'fnbamd':
        return this.#fnbamd(line);
      case 'sslvpn':
        return this.#sslvpn(line);
      case 'ike':
        return this.#ike(line);
      case 'samld':
        return this.#samld(line);
      case 'authenticator':
        return this.#authenticator(line);
      case 'none':
        return this.#sentence(line);
    }
  }

  /** Takes out the logins that no line to come can change, in the order of the text. */
  take(): readonly Login[] {
    const over = this.over;
    this.over = [];
    return inOrder(
      over.filter(({ facts: { events, certificate } }) => events.length > 0 && !certificate).map(loginOf),
    );
  }

  /** The logins that were not taken out, in the order of the text. */
  finish(): readonly Login[] {
    this.over.push(...this.waiting, ...this.finished);
    return this.take();
  }

  /** Nothing that comes belongs to the logins under way: another capture begins, or a long time has passed. */
  interrupt(): void {
    for (const draft of [...this.waiting, ...this.finished]) this.#end(draft);
    [this.held, this.between] = [[], false];
  }

  #fnbamd(line: FnbamdLine): void {
    const { record, heard, request: id, turn } = line;
    const offering = id === undefined ? this.#offering(heard) : undefined;
    if (offering) {
      // Only this line names its server: whose the next ones are, the id behind them tells.
      this.#add(offering, line);
      this.between = true;
      return;
    }
    if (id !== undefined) {
      const known = this.byRequest.get(id);
      // A unit that was started again counts its requests anew.
      const anew = heard?.event?.kind === 'asked' && known?.facts.over === true;
      this.#name(known && !anew ? known : this.#begin(id, heard, record), heard);
    } else if (this.#isOpenWhose(turn)) {
      if (this.held.length < MOST_LINES) this.held.push(heldLine(line, this.moment));
      return;
    } else if (!this.request && (heard?.event ?? heard?.user)) {
      // A capture can begin in the middle of a request: its id comes with a later line.
      this.request = this.#draft(record);
    }
    const request = this.request;
    if (!request) return;
    this.#add(request, line);
    this.turns.note(turn, request);
    if (turn.ends) this.between = true;
    const event = heard?.event;
    if (line.closes || (event?.kind === 'result' && ends(event.kind, event.code))) this.open.delete(request);
    if (line.deleted) [this.request, this.between] = [undefined, true];
  }

  /** A line names this request: what was done before it in the same turn was done for it, too. */
  #name(request: LoginDraft, heard: Heard | undefined): void {
    if (heard?.event?.kind !== 'asked')
      for (const { line, moment } of this.held) if (line) this.#take(request, line, moment);
    this.held = [];
    this.open.add(request);
    this.request = request;
    this.between = false;
  }

  /** The one of several open requests to which the server was offered that a line says was silent. */
  #offering(heard: Heard | undefined): LoginDraft | undefined {
    if (heard?.event?.kind !== 'server-timeout' || !heard.server || this.open.size < 2) return undefined;
    let only: LoginDraft | undefined;
    for (const draft of this.offered.get(heard.server.text) ?? []) {
      if (!this.open.has(draft)) continue;
      if (only) return undefined;
      only = draft;
    }
    return only;
  }

  /** Whether it is open whose line this is, that names no request; where it is not, that one is the request from here on. */
  #isOpenWhose(turn: Turn): boolean {
    const owner = this.turns.ownerOf(turn);
    if (owner || turn.begins) [this.held, this.between] = [[], true];
    const [only, another] = owner ? [owner] : this.open;
    if (!this.between || !only) return false;
    if (another) return true;
    [this.request, this.between] = [only, false];
    return false;
  }

  /** A request that is new: of a login that sslvpn has begun or that had no id so far, or one of its own. */
  #begin(id: string, heard: Heard | undefined, record: LoginRecord): LoginDraft {
    const asked = heard?.event?.kind === 'asked';
    const candidate = asked ? this.byUser.get(heard.user?.text ?? '') : (this.request ?? this.last);
    const waits =
      candidate?.facts.requests.length === 0 &&
      (candidate === this.request || candidate.facts.method === 'SSL VPN');
    const certificate = heard?.certificate ?? false;
    const draft = candidate && waits && !certificate ? candidate : this.#draft(record);
    const facts = draft.own();
    facts.certificate ||= certificate;
    facts.requests.push(id);
    this.byRequest.set(id, draft);
    return draft;
  }

  #sslvpn(line: SslvpnLine): void {
    const { record, heard, connection } = line;
    const key = connection?.text ?? '';
    let draft = this.byConnection.get(key);
    if (!draft && !heard) return;
    const again =
      draft !== undefined &&
      heard?.event?.kind === 'asked' &&
      draft.facts.events.some(({ kind }) => kind !== 'asked');
    if (!draft || again) {
      draft = this.#draft(record);
      draft.facts.method = 'SSL VPN';
      draft.facts.connection = connection;
      this.#came(key, draft);
    }
    this.#add(draft, line);
  }

  /** FortiAuthenticator has the number of a request in nearly every line; one without it is of the request before. */
  #authenticator(line: AuthenticatorLine): void {
    const { record, heard, exchange } = line;
    const key = exchange === undefined ? undefined : `FortiAuthenticator ${exchange}`;
    let draft = key === undefined ? this.last : this.byConnection.get(key);
    // The number of a request comes again once the server was started again.
    const user = heard?.user?.text;
    const other = user !== undefined && draft?.facts.user !== undefined && draft.facts.user.text !== user;
    if (!heard && !draft) return;
    if (!draft || other) {
      draft = this.#draft(record);
      if (key !== undefined) this.#came(key, draft);
    }
    this.#add(draft, line);
  }

  #ike(line: IkeLine): void {
    const { record, heard, connection, method } = line;
    const request = heard?.request;
    const named = request === undefined ? undefined : this.byRequest.get(request);
    let draft = named ?? (connection && this.byConnection.get(connection.text));
    if (!draft && !heard) return;
    const other =
      draft !== undefined &&
      draft.facts.requests.length > 0 &&
      request !== undefined &&
      !draft.facts.requests.includes(request);
    // The user's side is heard again once the result was told: that is the next login.
    const again = draft?.facts.over === true && heard?.begins === true && request === undefined;
    if (!draft || other || again) {
      const before = draft;
      draft = this.#draft(record);
      if (before && !before.facts.over) draft.facts.user = before.facts.user;
    }
    const facts = draft.own();
    if (request !== undefined && !facts.requests.includes(request)) {
      facts.requests.push(request);
      this.byRequest.set(request, draft);
    }
    facts.method ??= method ?? 'IPsec';
    facts.connection ??= connection;
    if (connection) this.#came(connection.text, draft);
    this.#add(draft, line);
  }

  /** A line of a login came by this connection: the next ones do, too. */
  #came(connection: string, draft: LoginDraft): void {
    if (this.byConnection.get(connection) === draft) return;
    this.byConnection.set(connection, draft);
    draft.own().connections.push(connection);
  }

  #samld(line: SamldLine): void {
    const { record, heard, saml, creates } = line;
    const draft = this.#ofSaml(record, saml, heard);
    if (creates) draft.own().begins = true;
    this.#add(draft, line);
  }

  #ofSaml(record: LoginRecord, saml: SamlLine, heard: Heard | undefined): LoginDraft {
    const draft = this.saml.loginOf(saml, DECIDES.has(heard?.event?.kind), () => this.#draft(record));
    if (draft.facts.method !== 'SAML') draft.own().method = 'SAML';
    return draft;
  }

  #sentence(line: SentenceLine): void {
    const { record, heard, saml, ofProxy } = line;
    if (saml) return this.#add(this.#ofSaml(record, saml, heard), line);
    const user = heard?.user;
    const waiting = ofProxy === true ? this.#onlyOpen() : undefined;
    const draft = waiting ?? (user ? this.byUser.get(user.text) : undefined) ?? this.last;
    this.#add(draft ?? this.#draft(record), line);
  }

  /** The one request that waits for an answer, if no other does. */
  #onlyOpen(): LoginDraft | undefined {
    const [only, another] = this.open;
    return another ? undefined : only;
  }

  #draft(record: LoginRecord): LoginDraft {
    const draft = new LoginDraft();
    draft.facts.from = draft.facts.to = record;
    this.waiting.add(draft);
    this.#endOldest(this.waiting, MOST_WAITING);
    return draft;
  }

  #endOldest(logins: ReadonlySet<LoginDraft>, most: number): void {
    const [oldest] = logins;
    if (logins.size > most && oldest) this.#end(oldest);
  }

  /** The login is over: nothing that comes is taken for one of its lines. */
  #end(draft: LoginDraft): void {
    this.waiting.delete(draft);
    this.finished.delete(draft);
    this.over.push(draft);
    for (const request of draft.facts.requests) forget(this.byRequest, request, draft);
    const { connections, user, offers } = draft.facts;
    for (const connection of connections) forget(this.byConnection, connection, draft);
    if (user) forget(this.byUser, user.text, draft);
    for (const { text } of offers) {
      this.offered.get(text)?.delete(draft);
      if (this.offered.get(text)?.size === 0) this.offered.delete(text);
    }
    this.open.delete(draft);
    this.turns.forget(draft);
    this.saml.forget(draft);
    if (this.request === draft) this.request = undefined;
    if (this.last === draft) this.last = undefined;
  }

  #add(draft: LoginDraft, line: LoginLine): void {
    this.taken = draft;
    this.#take(draft, line, this.moment);
  }

  #take(draft: LoginDraft, line: LoginLine, moment: LineMoment | undefined): void {
    this.#record(draft, line.record, moment);
    if (line.heard) this.#hear(draft, line.record, line.heard);
    this.waiting.delete(draft);
    this.finished.delete(draft);
    (draft.facts.over ? this.finished : this.waiting).add(draft);
    this.#endOldest(this.finished, MOST_FINISHED);
  }

  #hear(draft: LoginDraft, record: LoginRecord, heard: Heard): void {
    const facts = draft.own();
    const event = hear(facts, record, heard);
    if (facts.user) this.byUser.set(facts.user.text, draft);
    if (heard.offered && facts.offers.length < MOST_SERVERS) this.#offer(heard.offered, draft);
    if (DECIDES.has(event?.kind)) this.saml.settle(draft);
  }

  #record(draft: LoginDraft, record: LoginRecord, moment: LineMoment | undefined): void {
    if (!draft.facts.certificate) this.last = draft;
    addLine(draft.own(), record, moment);
  }

  #offer(server: Located, draft: LoginDraft): void {
    draft.own().offers.push(server);
    const offered = this.offered.get(server.text);
    if (offered) offered.add(draft);
    else this.offered.set(server.text, new Set([draft]));
  }
}

function heldLine(line: FnbamdLine, moment: LineMoment | undefined): HeldLine {
  const held = new HeldLine();
  [held.line, held.moment] = [line, moment];
  return held;
}

function forget(known: Map<string, LoginDraft>, key: string, draft: LoginDraft): void {
  if (known.get(key) === draft) known.delete(key);
}
