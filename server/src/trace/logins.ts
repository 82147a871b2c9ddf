import { type DebugRecord, messageOf, type SentenceRecord, type Source } from '../syntax';
import {
  addLine, type Draft, draftAt, ends, hear, type Heard, inOrder, type LineMoment, loginOf, MOST_LINES,
} from './loginDraft'; // prettier-ignore
import {
  FNBAMD, ikeSaid, requestOf, returnedSaid, type Said, samldSaid, sentenceSaid, SSLVPN,
} from './loginEvents'; // prettier-ignore
import { SamlTurns } from './samlTurns';
import { Turns } from './turns';
import type { Located, Login, LoginEvent } from './types';

const HYPHEN = 45;
/** How much of a line is searched for what it says. */
const LONGEST = 400;

/** A function of sslvpn and the number of its line, which stand in the message where they are wrapped. */
const WRAPPED_FUNCTION = /^(?<name>\w{3,64}):\d{1,5} (?<message>.*)$/s;

/** What says that the answer of an identity provider was taken or refused. */
const DECIDES: ReadonlySet<LoginEvent['kind'] | undefined> = new Set(['saml-error', 'saml-answered']);

/** Logins that can be under way at once: a unit has fewer. The one that was silent longest is over when one more begins. */
const MOST_LIVE = 1024;
/** Servers of one login that are kept. */
const MOST_SERVERS = 32;

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
  #held: Heard[] = [];
  /** The login of the line before: sentences without a prefix belong to it. */
  #last: Draft | undefined;
  /** The last connection of ike, with the name in it and the length of all up to that name's end. */
  #tag: { readonly said: string; readonly name: string | undefined; readonly length: number } = {
    said: '',
    name: undefined,
    length: 0,
  };
  /** What the stamp of the line tells that is read. */
  #moment: LineMoment | undefined;

  constructor(readonly text: Source) {}

  /**
   * @param name the function that prints the line
   * @param moment what the line's stamp tells; undefined where it has none
   */
  debug(record: DebugRecord, name: string, moment: LineMoment | undefined): void {
    this.#moment = moment;
    if (record.form === 'connection') this.#sslvpn(record, name);
    else if (record.form === 'ike') this.#ike(record);
    else if (record.form === 'line-function') this.#fnbamd(record, name);
    else if (record.form === 'function-line') this.#samld(record, name);
    else if (record.form === 'stamp') this.#sentence(record, messageOf(this.text, record, LONGEST));
  }

  sentence(record: SentenceRecord): void {
    const { start, end } = record.message;
    this.#sentence(record, this.text.slice(start, Math.min(end, start + LONGEST)));
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

  #fnbamd(record: DebugRecord, name: string): void {
    const read = FNBAMD.get(name);
    // forticldd has a colon behind its function, fnbamd a hyphen.
    if (!read && this.text.charCodeAt(record.nameEnd) !== HYPHEN) return;
    const message = messageOf(this.text, record, LONGEST);
    const said = read?.(message);
    const id = said?.request ?? requestOf(message);
    const offering = id === undefined ? this.#offering(said) : undefined;
    if (offering) {
      // Only this line names its server: whose the next ones are, the id behind them tells.
      this.#add(offering, record, said);
      this.#between = true;
      return;
    }
    if (id !== undefined) {
      const known = this.#byRequest.get(id);
      // A unit that was started again counts its requests anew.
      const anew = said?.event === 'asked' && known?.over === true;
      this.#name(known && !anew ? known : this.#begin(id, said, record), said);
    } else if (this.#isOpenWhose(name, message)) {
      if (this.#held.length < MOST_LINES) this.#held.push(this.#heard(record, said));
      return;
    } else if (!this.#request && said?.event) {
      // A capture can begin in the middle of a request: its id comes with a later line.
      this.#request = this.#draft(record);
    }
    const request = this.#request;
    if (!request) return;
    this.#add(request, record, said);
    this.#turns.note(name, message, request);
    if (this.#turns.ends(name, message)) this.#between = true;
    const deleted = message.startsWith('delete session');
    const aborted = message.startsWith('Rcvd abort req') || message.startsWith("Can't abort");
    if (deleted || aborted || (said?.event === 'result' && ends(said.event, said.code)))
      this.#open.delete(request);
    if (deleted) [this.#request, this.#between] = [undefined, true];
  }

  /** A line names this request: what was done before it in the same turn was done for it, too. */
  #name(request: Draft, said: Said | undefined): void {
    if (said?.event !== 'asked') for (const held of this.#held) this.#take(request, held);
    this.#held = [];
    this.#open.add(request);
    this.#request = request;
    this.#between = false;
  }

  /** The one of several open requests to which the server was offered that a line says was silent. */
  #offering(said: Said | undefined): Draft | undefined {
    if (said?.event !== 'server-timeout' || said.server === undefined || this.#open.size < 2)
      return undefined;
    let only: Draft | undefined;
    for (const draft of this.#offered.get(said.server) ?? []) {
      if (!this.#open.has(draft)) continue;
      if (only) return undefined;
      only = draft;
    }
    return only;
  }

  /** Whether it is open whose line this is, that names no request; where it is not, that one is the request from here on. */
  #isOpenWhose(name: string, message: string): boolean {
    const owner = this.#turns.ownerOf(name, message);
    if (owner || this.#turns.begins(name, message)) [this.#held, this.#between] = [[], true];
    const [only, another] = owner ? [owner] : this.#open;
    if (!this.#between || !only) return false;
    if (another) return true;
    [this.#request, this.#between] = [only, false];
    return false;
  }

  /** A request that is new: of a login that sslvpn has begun or that had no id so far, or one of its own. */
  #begin(id: string, said: Said | undefined, record: DebugRecord): Draft {
    const candidate =
      said?.event === 'asked' ? this.#byUser.get(said.user ?? '') : (this.#request ?? this.#last);
    const waits =
      candidate?.requests.length === 0 && (candidate === this.#request || candidate.method === 'SSL VPN');
    const certificate = said?.certificate ?? false;
    const draft = candidate && waits && !certificate ? candidate : this.#draft(record);
    draft.certificate ||= certificate;
    draft.requests.push(id);
    this.#byRequest.set(id, draft);
    return draft;
  }

  #sslvpn(record: DebugRecord, name: string): void {
    const { tag } = record;
    const key = tag ? this.text.slice(tag.start, tag.end) : '';
    let draft = this.#byConnection.get(key);
    let message = messageOf(this.text, record, LONGEST);
    let read = SSLVPN.get(name);
    // So it can have wrapped the function and its line.
    const wrapped = name === '' ? WRAPPED_FUNCTION.exec(message)?.groups : undefined;
    if (wrapped) [read, message] = [SSLVPN.get(wrapped['name'] ?? ''), wrapped['message'] ?? ''];
    const said = read?.(message) ?? returnedSaid(message);
    if (!draft && !said) return;
    const again =
      draft !== undefined && said?.event === 'asked' && draft.events.some(({ kind }) => kind !== 'asked');
    if (!draft || again) {
      draft = this.#draft(record);
      draft.method = 'SSL VPN';
      draft.connection = tag && { text: key, start: tag.start, end: tag.end };
      this.#byConnection.set(key, draft);
    }
    this.#add(draft, record, said);
  }

  #ike(record: DebugRecord): void {
    // A terminal can have put the colon behind the connection on the next line.
    const message = messageOf(this.text, record, LONGEST).replace(/^: ?/, '');
    const said = ikeSaid(message);
    const connection = this.#ikeConnection(record);
    const named = said?.request === undefined ? undefined : this.#byRequest.get(said.request);
    let draft = named ?? (connection && this.#byConnection.get(connection.text));
    if (!draft && !said) return;
    const other =
      draft !== undefined &&
      draft.requests.length > 0 &&
      said?.request !== undefined &&
      !draft.requests.includes(said.request);
    // The user's side is heard again once the result was told: that is the next login.
    const again = draft?.over === true && said?.begins === true && said.request === undefined;
    if (!draft || other || again) {
      const before = draft;
      draft = this.#draft(record);
      if (before && !before.over) draft.user = before.user;
    }
    if (said?.request !== undefined && !draft.requests.includes(said.request)) {
      draft.requests.push(said.request);
      this.#byRequest.set(said.request, draft);
    }
    draft.method ??= said?.method ?? 'IPsec';
    draft.connection ??= connection;
    if (connection) this.#byConnection.set(connection.text, draft);
    this.#add(draft, record, said);
  }

  /** The connection's name in `V=root:0:to-hq_0:35392`, without the number of its negotiation. */
  #ikeConnection({ tag }: DebugRecord): Located | undefined {
    if (!tag) return undefined;
    const said = this.text.slice(tag.start, tag.end);
    // Lines of one negotiation come together.
    if (said !== this.#tag.said) {
      const match = /^(?:V=[^:]+:)?\d+:(?<name>[^:]+)/.exec(said);
      this.#tag = { said, name: match?.groups?.['name'], length: match?.[0].length ?? 0 };
    }
    const { name: text, length } = this.#tag;
    if (text === undefined) return undefined;
    const end = tag.start + length;
    return { text, start: end - text.length, end };
  }

  #samld(record: DebugRecord, name: string): void {
    if (!name.includes('samld')) return;
    const message = messageOf(this.text, record, LONGEST);
    const said = samldSaid(message) ?? sentenceSaid(message);
    const draft = this.#ofSaml(record, message, said);
    draft.begins ||= name.includes('create_auth_req');
    this.#add(draft, record, said);
  }

  #ofSaml(record: DebugRecord | SentenceRecord, message: string, said: Said | undefined): Draft {
    const draft = this.#saml.loginOf(message, DECIDES.has(said?.event), () => this.#draft(record));
    draft.method = 'SAML';
    return draft;
  }

  #sentence(record: DebugRecord | SentenceRecord, message: string): void {
    if (SamlTurns.hasMessage(message))
      return this.#add(this.#ofSaml(record, message, undefined), record, undefined);
    const said = sentenceSaid(message);
    if (!said) return;
    let draft = said.user === undefined ? this.#last : (this.#byUser.get(said.user) ?? this.#last);
    if (said.event === 'saml-error' || said.event === 'saml-lacks')
      draft = this.#ofSaml(record, message, said);
    this.#add(draft ?? this.#draft(record), record, said);
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

  #add(draft: Draft, record: DebugRecord | SentenceRecord, said: Said | undefined): void {
    if (said) this.#take(draft, this.#heard(record, said));
    else this.#line(draft, record, this.#moment);
  }

  /** What a line says, with the places of its words: its text may be gone when it is known whose line it is. */
  #heard(record: DebugRecord | SentenceRecord, said: Said | undefined): Heard {
    const { event, code } = said ?? {};
    const { start, end } =
      record.kind === 'debug' ? { start: record.messageStart, end: record.messageEnd } : record.message;
    return {
      record,
      said,
      moment: this.#moment,
      user: this.#locate(said?.user, record),
      group: this.#locate(said?.group, record),
      server: this.#locate(said?.server, record),
      offered: this.#locate(said?.offered, record),
      event: event && {
        kind: event,
        start,
        end: Math.max(end, start),
        text: this.text.slice(start, Math.min(end, start + LONGEST)),
        ...(code !== undefined && { code }),
      },
    };
  }

  #take(draft: Draft, heard: Heard): void {
    const { record, said, offered } = heard;
    this.#line(draft, record, heard.moment);
    if (!said) return;
    const event = hear(draft, said, heard);
    if (draft.user) this.#byUser.set(draft.user.text, draft);
    if (offered && draft.offers.length < MOST_SERVERS) this.#offer(offered, draft);
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

  /** Where a word stands in its line; one that the terminal wrapped stands for its whole line. */
  #locate(word: string | undefined, record: DebugRecord | SentenceRecord): Located | undefined {
    if (word === undefined || word === '') return undefined;
    const start = record.kind === 'debug' ? record.messageStart : record.message.start;
    const at = this.text.slice(start, record.end).indexOf(word);
    return at < 0
      ? { text: word, start, end: record.kind === 'debug' ? record.messageEnd : record.message.end }
      : { text: word, start: start + at, end: start + at + word.length };
  }
}

function forget(known: Map<string, Draft>, key: string, draft: Draft): void {
  if (known.get(key) === draft) known.delete(key);
}
