import { Forkable, ForkableData } from './fork';
import { addLine, ends, applyContent, inOrder, isShown, LoginDraft, type LineMoment, loginFromDraft, MAX_LINES } from './loginDraft'; // oxfmt-ignore
import type {
  AuthenticatorLine,
  FnbamdLine,
  LoginLineContent,
  IkeLine,
  LoginLine,
  LoginRecord,
  SamldLine,
  SentenceLine,
  SslvpnLine,
} from './loginLine';
import { OfferedServers } from './offeredServers';
import { type SamlLine, SamlTurns } from './samlTurns';
import { type Turn, Turns } from './turns';
import type { Login, LoginEvent } from './types';

/** Events that show that the answer of an identity provider was accepted or refused. */
const DECIDES: ReadonlySet<LoginEvent['kind'] | undefined> = new Set(['saml-error', 'saml-answered']);

/** Maximum number of open logins. Beyond it, the least recently active one is closed. */
const MAX_WAITING = 256;
/** Maximum number of logins with a result that wait for more lines, which follow at once. */
const MAX_FINISHED = 64;

/** A line of fnbamd whose login is not known yet, and the time of its stamp. */
class HeldLine extends ForkableData {
  line: FnbamdLine | undefined;
  moment: LineMoment | undefined;
}

/**
 * Groups lines into logins, one line at a time. fnbamd names the request in some lines; the lines between belong to
 * the request named last. sslvpn and ike have their connection in every line.
 */
export class LoginBuilder extends Forkable {
  protected state = {
    /** Open logins with and without a result, least recently active first. */
    waiting: new Set<LoginDraft>(),
    finished: new Set<LoginDraft>(),
    closed: [] as LoginDraft[],
    byRequest: new Map<string, LoginDraft>(),
    byConnection: new Map<string, LoginDraft>(),
    /** The newest login of each user. */
    byUser: new Map<string, LoginDraft>(),
    /** The request that fnbamd named last. */
    request: undefined as LoginDraft | undefined,
    /** Requests that wait for an answer. */
    open: new Set<LoginDraft>(),
    offered: new OfferedServers(),
    turns: new Turns<LoginDraft>(),
    saml: new SamlTurns<LoginDraft>(),
    /** The work for the current request has ended, so the next line can belong to another. */
    between: false,
    /** Lines of the current turn, which has not named a request id yet. */
    held: [] as HeldLine[],
    /** The login of the previous line: sentences without a prefix belong to it. */
    last: undefined as LoginDraft | undefined,
    /** The time of the current line. */
    moment: undefined as LineMoment | undefined,
    /** The login that the current line was assigned to. */
    assigned: undefined as LoginDraft | undefined,
  };

  /**
   * Takes the next line.
   * @param moment the time in the line's stamp; undefined if it has none
   * @returns the login that it is taken for; undefined if it is for none, or not yet known for which
   */
  line(line: LoginLine, moment: LineMoment | undefined): LoginDraft | undefined {
    this.state.moment = moment;
    this.state.assigned = undefined;
    this.#line(line);
    return this.state.assigned;
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

  /** Takes out the logins that no later line can change, in the order of the text. */
  take(): readonly Login[] {
    const closed = this.state.closed;
    this.state.closed = [];
    return inOrder(closed.filter(isShown).map(loginFromDraft));
  }

  /** True if a future line can belong to the login. */
  isOpen(draft: LoginDraft): boolean {
    return this.state.waiting.has(draft) || this.state.finished.has(draft);
  }

  /** Returns the remaining logins, in the order of the text. `last` is the one that the last line continues. */
  finish(last: LoginDraft | undefined): readonly Login[] {
    if (last) last.own().isLast = true;
    this.#release();
    this.state.closed.push(...this.state.waiting, ...this.state.finished);
    return this.take();
  }

  /** Closes the open logins: another capture begins, or a long time has passed. */
  interrupt(): void {
    this.#release();
    for (const draft of [...this.state.waiting, ...this.state.finished]) this.#end(draft);
    this.state.between = false;
  }

  #fnbamd(line: FnbamdLine): void {
    const { record, content, request: id, turn } = line;
    const offering = id === undefined ? this.#offering(content) : undefined;
    if (offering) {
      // The line names only its server; the id in a later line shows which request it belongs to.
      this.#add(offering, line);
      this.state.between = true;
      return;
    }
    if (id !== undefined) {
      this.#selectRequest(this.#current(id, content) ?? this.#begin(id, content, record), content);
    } else {
      this.#startTurn(turn);
      const [only, another] = this.#candidates(turn);
      if (another) return this.#hold(line);
      if (only) [this.state.request, this.state.between] = [only, false];
      // A capture can begin in the middle of a request, whose id comes in a later line.
      else if (content?.event ?? content?.user) this.state.request ??= this.#draft(record);
    }
    if (this.state.request) this.#addToRequest(this.state.request, line);
  }

  /** Takes a line of the current request. */
  #addToRequest(request: LoginDraft, line: FnbamdLine): void {
    const { content, turn } = line;
    this.#add(request, line);
    this.state.turns.note(turn, request);
    if (turn.ends) this.state.between = true;
    const event = content?.event;
    if (line.closes || (event?.kind === 'result' && ends(event.kind, event.code)))
      this.state.open.delete(request);
    if (line.deleted) [this.state.request, this.state.between] = [undefined, true];
  }

  /** The request with this id. A unit that restarted numbers its requests from the beginning. */
  #current(id: string, content: LoginLineContent | undefined): LoginDraft | undefined {
    const known = this.state.byRequest.get(id);
    return content?.event?.kind === 'asked' && known?.facts.over === true ? undefined : known;
  }

  /** A line names this request, so the earlier lines of the same turn belong to it, too. */
  #selectRequest(request: LoginDraft, content: LoginLineContent | undefined): void {
    if (content?.event?.kind !== 'asked')
      for (const { line, moment } of this.state.held)
        if (line) this.#addLine(request, line, moment);
        else this.#release();
    this.state.held = [];
    this.state.open.add(request);
    this.state.request = request;
    this.state.between = false;
  }

  /** Of several open requests that were offered the server, the one that a line reports as timed out. */
  #offering(content: LoginLineContent | undefined): LoginDraft | undefined {
    if (content?.event?.kind !== 'server-timeout' || !content.server || this.state.open.size < 2)
      return undefined;
    return this.state.offered.onlyOpen(content.server.text, this.state.open);
  }

  /** Keeps a line until a later line of its turn names the request. */
  #hold(line: FnbamdLine): void {
    if (this.state.held.length < MAX_LINES) this.state.held.push(heldLine(line, this.state.moment));
  }

  /** Ends the previous turn if a line begins one whose request is known. */
  #startTurn(turn: Turn): void {
    if (!this.state.turns.ownerOf(turn) && !turn.begins) return;
    this.#release();
    this.state.between = true;
  }

  /** Nothing shows whose the held lines are. If they say why a login failed, they are a login of a user who is not known. */
  #release(): void {
    const { held, last } = this.state;
    this.state.held = [];
    const why = held.find(({ line }) => line?.content?.event?.cause?.decides)?.line;
    if (!why) return;
    const draft = this.#draft(why.record);
    for (const { line, moment } of held) if (line) this.#addLine(draft, line, moment);
    this.#end(draft);
    this.state.last = last;
  }

  /** The requests that an unnamed line can belong to after the last one has ended; empty if it belongs to the last one. */
  #candidates(turn: Turn): Iterable<LoginDraft> {
    if (!this.state.between) return [];
    const owner = this.state.turns.ownerOf(turn);
    return owner ? [owner] : this.state.open;
  }

  /** Starts a request: of a login that sslvpn has begun or that had no id yet, or of a new login. */
  #begin(id: string, content: LoginLineContent | undefined, record: LoginRecord): LoginDraft {
    const certificate = content?.certificate ?? false;
    const draft = (certificate ? undefined : this.#withoutId(content)) ?? this.#draft(record);
    draft.own().certificate ||= certificate;
    this.#addRequest(draft, id);
    return draft;
  }

  #addRequest(draft: LoginDraft, id: string): void {
    if (draft.facts.requests.includes(id)) return;
    draft.own().requests.push(id);
    this.state.byRequest.set(id, draft);
  }

  /** The login that waits for its first request. */
  #withoutId(content: LoginLineContent | undefined): LoginDraft | undefined {
    const { request, last, byUser } = this.state;
    const candidate =
      content?.event?.kind === 'asked' ? byUser.get(content.user?.text ?? '') : (request ?? last);
    if (candidate?.facts.requests.length !== 0) return undefined;
    return candidate === request || candidate.facts.method === 'SSL VPN' ? candidate : undefined;
  }

  #sslvpn(line: SslvpnLine): void {
    const { record, content, connection } = line;
    const key = connection?.text ?? '';
    let draft = this.state.byConnection.get(key);
    if (!draft && !content) return;
    const again =
      draft !== undefined &&
      content?.event?.kind === 'asked' &&
      draft.facts.events.some(({ kind }) => kind !== 'asked');
    if (!draft || again) {
      draft = this.#unnumbered(content) ?? this.#draft(record);
      Object.assign(draft.own(), { method: 'SSL VPN', connection });
      this.#setConnection(key, draft);
    }
    this.#add(draft, line);
  }

  /** The request of fnbamd without a number whose result sslvpn reports. */
  #unnumbered(content: LoginLineContent | undefined): LoginDraft | undefined {
    const { request } = this.state;
    if (content?.event?.kind !== 'result' || !request) return undefined;
    const { requests, connection, over } = request.facts;
    return requests.length === 0 && !connection && !over ? request : undefined;
  }

  /**
   * FortiAuthenticator prints the request number in nearly every line; a line without one belongs to the previous
   * request.
   */
  #authenticator(line: AuthenticatorLine): void {
    const { record, content, exchange } = line;
    const key = exchange === undefined ? undefined : `FortiAuthenticator ${exchange}`;
    let draft = key === undefined ? this.state.last : this.state.byConnection.get(key);
    // Request numbers are reused after a restart of the server.
    const user = content?.user?.text;
    const other = user !== undefined && draft?.facts.user !== undefined && draft.facts.user.text !== user;
    if (!content && !draft) return;
    if (!draft || other) {
      draft = this.#draft(record);
      if (key !== undefined) this.#setConnection(key, draft);
    }
    this.#add(draft, line);
  }

  #ike(line: IkeLine): void {
    const { record, content, connection, method } = line;
    const request = content?.request;
    const named = request === undefined ? undefined : this.state.byRequest.get(request);
    let draft = named ?? (connection && this.state.byConnection.get(connection.text));
    if (!draft && !content) return;
    if (!draft || isNextOfIke(draft, content)) draft = this.#nextOfIke(draft, record);
    if (request !== undefined) this.#addRequest(draft, request);
    const facts = draft.own();
    facts.method ??= method ?? 'IPsec';
    facts.connection ??= connection;
    if (connection) this.#setConnection(connection.text, draft);
    this.#add(draft, line);
  }

  /** A second login of ike on the same connection; a user that was named before its request belongs to it, too. */
  #nextOfIke(before: LoginDraft | undefined, record: LoginRecord): LoginDraft {
    const draft = this.#draft(record);
    if (before && !before.facts.over) draft.facts.user = before.facts.user;
    return draft;
  }

  /** A line of a login came by this connection, so the next ones belong to it, too. */
  #setConnection(connection: string, draft: LoginDraft): void {
    if (this.state.byConnection.get(connection) === draft) return;
    this.state.byConnection.set(connection, draft);
    draft.own().connections.push(connection);
  }

  #samld(line: SamldLine): void {
    const { record, content, saml, creates } = line;
    const draft = this.#samlLogin(record, saml, content);
    if (creates) draft.own().begins = true;
    this.#add(draft, line);
  }

  #samlLogin(record: LoginRecord, saml: SamlLine, content: LoginLineContent | undefined): LoginDraft {
    const draft = this.state.saml.loginOf(saml, DECIDES.has(content?.event?.kind), () => this.#draft(record));
    if (draft.facts.method !== 'SAML') draft.own().method = 'SAML';
    return draft;
  }

  #sentence(line: SentenceLine): void {
    const { record, content, saml, ofProxy } = line;
    if (saml) return this.#add(this.#samlLogin(record, saml, content), line);
    const user = content?.user;
    const waiting = ofProxy === true ? this.#onlyOpen() : undefined;
    const draft = waiting ?? (user ? this.state.byUser.get(user.text) : undefined) ?? this.#lastOf(user);
    this.#add(draft ?? this.#draft(record), line);
  }

  /** The last login; undefined if it is that of another user. */
  #lastOf(user: LoginLineContent['user']): LoginDraft | undefined {
    const { last } = this.state;
    const other = user && last?.facts.user && last.facts.user.text !== user.text;
    return other ? undefined : last;
  }

  /** The request that waits for an answer, if it is the only one. */
  #onlyOpen(): LoginDraft | undefined {
    const [only, another] = this.state.open;
    return another ? undefined : only;
  }

  #draft(record: LoginRecord): LoginDraft {
    const draft = new LoginDraft();
    draft.facts.from = draft.facts.to = record;
    this.state.waiting.add(draft);
    this.#endOldest(this.state.waiting, MAX_WAITING);
    return draft;
  }

  #endOldest(logins: ReadonlySet<LoginDraft>, limit: number): void {
    if (logins.size <= limit) return;
    const [oldest] = logins;
    if (oldest) this.#end(oldest);
  }

  /** Closes a login: no later line belongs to it. */
  #end(draft: LoginDraft): void {
    this.state.waiting.delete(draft);
    this.state.finished.delete(draft);
    this.state.closed.push(draft);
    for (const request of draft.facts.requests) forget(this.state.byRequest, request, draft);
    const { connections, user } = draft.facts;
    for (const connection of connections) forget(this.state.byConnection, connection, draft);
    if (user) forget(this.state.byUser, user.text, draft);
    this.state.offered.forget(draft);
    this.state.open.delete(draft);
    this.state.turns.forget(draft);
    this.state.saml.forget(draft);
    if (this.state.request === draft) this.state.request = undefined;
    if (this.state.last === draft) this.state.last = undefined;
  }

  #add(draft: LoginDraft, line: LoginLine): void {
    this.state.assigned = draft;
    this.#addLine(draft, line, this.state.moment);
  }

  #addLine(draft: LoginDraft, line: LoginLine, moment: LineMoment | undefined): void {
    this.#record(draft, line.record, moment);
    if (line.content) this.#applyContent(draft, line.record, line.content);
    this.state.waiting.delete(draft);
    this.state.finished.delete(draft);
    (draft.facts.over ? this.state.finished : this.state.waiting).add(draft);
    this.#endOldest(this.state.finished, MAX_FINISHED);
  }

  #applyContent(draft: LoginDraft, record: LoginRecord, content: LoginLineContent): void {
    const facts = draft.own();
    const event = applyContent(facts, record, content);
    if (facts.user) this.state.byUser.set(facts.user.text, draft);
    if (content.offered) this.state.offered.add(content.offered, draft);
    if (DECIDES.has(event?.kind)) this.state.saml.settle(draft);
  }

  #record(draft: LoginDraft, record: LoginRecord, moment: LineMoment | undefined): void {
    if (!draft.facts.certificate) this.state.last = draft;
    addLine(draft.own(), record, moment);
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

/** True if a line of ike begins another login after this one. */
function isNextOfIke(
  { facts: { requests, over } }: LoginDraft,
  content: LoginLineContent | undefined,
): boolean {
  const request = content?.request;
  if (request !== undefined) return requests.length > 0 && !requests.includes(request);
  // True for a line of the user's side after the result.
  return over && content?.begins === true;
}
