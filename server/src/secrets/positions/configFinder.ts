import { min } from '../../integers';
import { ENTRIES, type Entry, lookUp } from '../../knowledge';
import {
  type ConfigRecord,
  detached,
  type FieldRecord,
  type Lines,
  readConfig,
  shifted,
  type Span,
  textOf,
} from '../../syntax';
import { type FoundKind, isSecretClass } from '../types';
import { headerSecrets } from './sessions';
import { loggedSettings } from './loggedSettings';
import { isNoSecret, isSecretSetting, kindsOf, namesEnding, settingKind } from '../secretNames';
import { fitsSetting } from './looks';

/** Receives the values of a configuration. */
export interface ConfigSink {
  /** @param token the token that the line is about */
  secret(kind: FoundKind, place: Span, token?: string): void;
  identity(kind: FoundKind, place: Span): void;
}

/** Settings in the knowledge base that contain a secret. */
const SECRET_FIELDS = ENTRIES.filter(
  ({ kind, facts }) => kind === 'config-field' && facts?.['secret'] !== undefined,
);
const EDITED = kindsOf('edit');
/** A command that shows a configuration. */
const SHOWS = /^(?:get|show)\s+(?:full-configuration\s+)?(?<path>[a-z].*?)\s*$/;
/** A value and words about it: `user01 (User One) from the branch`. */
const SENTENCE = /^([^\s",]{1,64})(?: \(|(?: [^\s",]{1,64}){4})/;
/** The next field of a line, after two blanks. */
const NEXT_FIELD = /\s{2,}(?<name>[a-z][\w-]{1,40}): {0,4}(?<value>\S.{0,400}?)\s*$/d;
/** Configurations whose entries are named by a secret; with an entry, as `get` shows one. */
const COMMUNITIES =
  /^(?:system snmp community|switch-controller snmp-community|snmp-community|community)(?: \S+)?$/;
/** The configuration with settings that name attributes of a SAML assertion. */
const SAML_SERVERS = 'user saml';
const CLAIMS: ReadonlySet<string> = new Set(['user-name', 'group-name']);
/** Configurations whose entries are HTTP headers, with their settings for the name and the value. */
const HEADERS: ReadonlyMap<string, readonly [name: string, value: string]> = new Map([
  ['http-headers', ['key', 'value']],
  ['headers', ['name', 'content']],
]);
/** The configuration whose entries are form fields. */
const FORM = 'form-data';
/** A plain word, which is no licence number. */
const WORD = /^"?[A-Za-z]+"?$/;
const MAX_VALUES_LENGTH = 2000;
const MAX_ENTRY = 600;
/** Settings that occur only in entries of one kind. */
const BY_SETTING: readonly (readonly [FoundKind, RegExp])[] = [
  [
    'user',
    /^\s*set (?:two-factor|passwd|email-to|sms-phone|fortitoken|accprofile|trusthost1|type (?:password|ldap|radius|tacacs\+))\b/m,
  ],
  ['connection', /^\s*set (?:remote-gw|psksecret|ike-version|phase1name|xauthtype)\b/m],
  ['server', /^\s*set (?:cnid|radius-port|idp-entity-id|single-sign-on-url|authen-type)\b/m],
  ['group', /^\s*set (?:group-type|auth-concurrent-value)\b/m],
];

/** State from earlier lines that decides what a configuration line contains. */
export interface ConfigState {
  /** The token that the lines are about. */
  readonly token: string | undefined;
  /** The configuration that is shown or edited, if its start was seen. */
  readonly path: string | undefined;
  /** The name of the header whose value is set next. */
  readonly header: string;
}

export const NO_CONFIG: ConfigState = { token: undefined, path: undefined, header: '' };

/** Finds, line by line, the sensitive values of a configuration that is edited, shown, or listed. */
export class ConfigFinder {
  /** Names of edited entries, which the prompt shows. */
  readonly #edited: Map<string, FoundKind>;

  /**
   * @param identities whether to find names as well as secrets
   * @param before the finder of the previous part
   */
  constructor(
    readonly text: string,
    readonly lines: Lines,
    readonly identities: boolean,
    readonly sink: ConfigSink,
    public state: ConfigState,
    before?: ConfigFinder,
  ) {
    this.#edited = before ? before.#edited : new Map<string, FoundKind>();
  }

  /** The kind of the entries of the current configuration. */
  get #entries(): FoundKind | undefined {
    return this.state.path === undefined ? undefined : EDITED.get(this.state.path);
  }

  /** Reads the context that a prompt shows: it can be an entry. */
  context(context: Span): void {
    const edited = this.#edited.get(textOf(this.text, context));
    if (edited) this.sink.identity(edited, context);
  }

  /** Reads a command at a prompt. Returns whether it is a configuration line, or shows a configuration. */
  command(command: Span): 'line' | 'shows' | 'nothing' {
    const part = readConfig(this.text, command, true) ?? withoutVerb(this.text, command);
    if (part) {
      this.line(part);
      return 'line';
    }
    const path = SHOWS.exec(textOf(this.text, command))?.groups?.['path'];
    if (path === undefined) return 'nothing';
    this.#begin(path);
    return 'shows';
  }

  line({ verb, name, value }: Pick<ConfigRecord, 'verb' | 'name' | 'value'>): void {
    if (verb === 'config') this.#begin(textOf(this.text, name).trim());
    else if (verb === 'edit') this.#entry(value);
    else if (verb === 'next' || verb === 'end') this.#about(undefined);
    else if (verb === 'set' && this.#header) this.#reportHeader(this.#header, textOf(this.text, name), value);
    else if (verb === 'set' && this.state.path === FORM) this.#reportForm(textOf(this.text, name), value);
    else if (verb === 'set' && !this.#isRemark(value) && !this.namesOnly(name)) {
      if (this.identities && this.#isCommunity && textOf(this.text, name) === 'name')
        this.sink.secret('password', value);
      this.#field(name, value);
      this.#setting(textOf(this.text, name), value);
    }
  }

  /** A field of the output: `status : active`. */
  field({ name, value: whole }: Pick<FieldRecord, 'name' | 'value'>): void {
    const shown = textOf(this.text, name).trim();
    const value = this.#furtherFields(whole);
    if (/^serial-number$/i.test(shown)) {
      const serial = textOf(this.text, value);
      this.#about(serial.startsWith('FTK') ? serial : undefined);
    }
    this.#field(name, value);
    if (!this.identities) return;
    if (shown === 'name' && this.#isCommunity) this.sink.secret('password', value);
    if (shown === 'name' && this.#entries) this.sink.identity(this.#entries, value);
    this.#setting(shown.toLowerCase(), value);
  }

  /** Reads further fields of the same line, `id: 1    name: value`. Returns the value of the first one. */
  #furtherFields(value: Span): Span {
    const slice = textOf(this.text, value);
    const next = NEXT_FIELD.exec(slice)?.indices?.groups;
    const [name, rest] = [next?.['name'], next?.['value']];
    if (!name || !rest) return value;
    const at = value.start;
    this.field({
      name: { start: at + name[0], end: at + name[1] },
      value: { start: at + rest[0], end: at + rest[1] },
    });
    const own = slice.slice(0, name[0]).trimEnd();
    return { start: at, end: at + own.length };
  }

  /** Reads the settings in a line of a log, whose text is `slice` and starts at `start`. */
  logged(slice: string, start: number): void {
    const before = this.state;
    for (const { path, name, value } of loggedSettings(slice)) {
      this.#begin(path);
      this.line({ verb: 'set', name: shifted(name, start), value: shifted(value, start) });
    }
    this.state = before;
  }

  /** True for a setting that only names where a value is, such as a SAML attribute or a header. */
  namesOnly(name: Span): boolean {
    if (this.#header) return textOf(this.text, name) === this.#header[0];
    return this.state.path === SAML_SERVERS && CLAIMS.has(textOf(this.text, name));
  }

  /** The name and value settings, if the current configuration contains headers. */
  get #header(): readonly [name: string, value: string] | undefined {
    return this.state.path === undefined ? undefined : HEADERS.get(this.state.path);
  }

  get #isCommunity(): boolean {
    return this.state.path !== undefined && COMMUNITIES.test(this.state.path);
  }

  /** A form field; the name of the entry is the name of the field. */
  #reportForm(name: string, value: Span): void {
    const kind = name === 'value' ? kindOfName(this.state.header) : undefined;
    if (kind !== undefined && isSecretClass(kind)) this.sink.secret(kind, value);
  }

  #reportHeader([key, content]: readonly [string, string], name: string, value: Span): void {
    const slice = textOf(this.text, value);
    if (name === key) this.state = { ...this.state, header: detached(slice) };
    if (name !== content) return;
    const found = headerSecrets(this.state.header, slice);
    for (const place of found) this.sink.secret('session', shifted(place, value.start));
    const kind = found.length > 0 ? undefined : kindOfName(this.state.header);
    if (kind !== undefined && isSecretClass(kind)) this.sink.secret(kind, value);
  }

  #about(token: string | undefined): void {
    if (this.state.token !== token) this.state = { ...this.state, token: detached(token) };
  }

  #begin(path: string): void {
    this.state = { ...this.state, path: detached(path) };
  }

  /** True if a result takes the place of the value: `set password failed: -56`. */
  #isRemark({ start, end }: Span): boolean {
    const word = /^([a-z]+):?[ \t]+\S/.exec(this.text.slice(start, min(end, start + 24)))?.[1];
    return word !== undefined && isNoSecret(word) && this.text[start - 1] !== '"';
  }

  /** Sets the current token only for tokens: users and tunnels have passwords, too. */
  #entry(place: Span): void {
    const name = textOf(this.text, place);
    this.#about(name.startsWith('FTK') ? name : undefined);
    if (this.state.path === FORM) this.state = { ...this.state, header: detached(name) };
    if (!this.identities) return;
    const kind = this.state.path === undefined ? this.#kindBySettings(place.end) : this.#entries;
    if (!kind) return;
    this.#edited.set(name, kind);
    this.sink.identity(kind, place);
  }

  /** The kind of an entry, by its settings, if the start of its configuration was not seen. */
  #kindBySettings(from: number): FoundKind | undefined {
    const slice = this.text.slice(from, from + MAX_ENTRY);
    const end = slice.search(/[\r\n]\s*(?:next|end|edit|config)\b/);
    const entry = end < 0 ? slice : slice.slice(0, end);
    return BY_SETTING.find(([, form]) => form.test(entry))?.[0];
  }

  /** A setting known to the knowledge base. */
  #field(name: Span, value: Span): void {
    const slice = textOf(this.text, name).trim();
    const found = (lookUp('config-field', slice) ?? abbreviated(slice))?.facts?.['secret'];
    if (
      found !== undefined &&
      isSecretClass(found) &&
      value.end > value.start &&
      !this.#isState(found, value)
    )
      this.sink.secret(found, value, this.state.token);
  }

  /** True for the state of a licence, as in `License : Contract`, which has no digits. */
  #isState(kind: FoundKind, value: Span): boolean {
    return kind === 'licence-code' && WORD.test(textOf(this.text, value));
  }

  #setting(name: string, value: Span): void {
    const kind = settingKind(name);
    if (!kind || value.end <= value.start) return;
    // Zones, address groups and service groups have members, too.
    if (name === 'member' && this.state.path !== undefined && this.#entries !== 'group') return;
    if (!isSecretClass(kind)) return this.#names(kind, value);
    if (this.#isState(kind, value)) return;
    if (fitsSetting(textOf(this.text, value), !isSecretSetting(name))) this.sink.secret(kind, value);
  }

  /** The names in `set member "one" "two"`; `value` is only the first. */
  #names(kind: FoundKind, value: Span): void {
    const end = this.lines.endOf(value.start);
    const line = this.text.slice(value.start, min(end, value.start + MAX_VALUES_LENGTH));
    const rest = SENTENCE.exec(line)?.[1] ?? line;
    let at = value.start;
    for (const part of rest.split(/"\s+"|"\s*$/)) {
      // `Secondary : FGT-2, FGT60F0000000002, HA cluster index = 1`
      const one = kind === 'host' ? (part.split(',', 1)[0] ?? '').trimEnd() : part;
      if (one !== '') this.sink.identity(kind, { start: at, end: at + one.length });
      at = value.start + rest.indexOf('"', at + part.length + 1 - value.start) + 1;
      if (at <= value.start || at > end || this.text[value.start - 1] !== '"') break;
    }
  }
}

/** The entry for an abbreviated field name, as the command line allows. */
function abbreviated(name: string): Entry | undefined {
  if (name.length < 3) return undefined;
  return SECRET_FIELDS.find(({ keys }) => keys.some(key => key.startsWith(name)));
}

/** A secret setting and its value, `psksecret X`, before which the user forgot `set`. */
function withoutVerb(text: string, command: Span): Pick<ConfigRecord, 'verb' | 'name' | 'value'> | undefined {
  const [, name = '', blanks = '', value = ''] =
    /^([a-z][\w-]*)([ \t]+)(\S+)$/.exec(textOf(text, command)) ?? [];
  const kind = settingKind(name);
  if (value === '' || isNoSecret(value) || !kind || !isSecretClass(kind)) return undefined;
  const start = command.start + name.length + blanks.length;
  return {
    verb: 'set',
    name: { start: command.start, end: command.start + name.length },
    value: { start, end: start + value.length },
  };
}

const kindOfName = (name: string): FoundKind | undefined => namesEnding(name)[0]?.kind;
