import type { Source, Span } from '../syntax';
import type { ConfigPart } from './captures';
import type { IdentityProvider, Shown } from './shownTypes';
import type { Located } from './types';

/** Maximum number of entries that are kept until they are taken out; a unit has fewer. */
const MAX_ENTRIES = 4096;

interface Entry {
  readonly name: Located;
  readonly fields: Map<string, Located>;
}

/** The configurations whose entries are gathered. */
type Kind = 'saml' | 'local';
/** Those, and that of tokens, whose lines are all read. */
const READ: ReadonlySet<string | undefined> = new Set(['saml', 'local', 'fortitoken']);
/** The settings that are kept of an entry. */
const KEPT_SETTINGS: ReadonlySet<string> = new Set(['user-name', 'group-name', 'two-factor']);

/** Gathers entries of `config user saml` and `config user local`, from configurations that are shown and from commands. */
export class ConfigEntryBuilder {
  #providers: IdentityProvider[] = [];
  #users: Located[] = [];
  /** The configuration that the lines belong to. */
  #kind: Kind | undefined;
  #entry: Entry | undefined;
  /** The configuration that the lines belong to is read. */
  isRead = false;

  constructor(readonly text: Source) {}

  config({ verb, name, value }: ConfigPart): void {
    if (verb === 'config') {
      this.end();
      const path = this.text.slice(name.start, name.end).trim().split(/\s+/);
      this.isRead = path[0] === 'user' && READ.has(path[1]);
      this.#kind = path[0] === 'user' && (path[1] === 'saml' || path[1] === 'local') ? path[1] : undefined;
    } else if (this.#kind === undefined) {
      if (verb === 'end') this.isRead = false;
    } else if (verb === 'edit') {
      this.#endEntry();
      this.#entry = { name: this.#locate(value), fields: new Map() };
    } else if (verb === 'set') {
      this.#set(this.text.slice(name.start, name.end), value);
    } else if (verb === 'next') {
      this.#endEntry();
    } else if (verb === 'end') {
      this.end();
    }
  }

  /** Closes the open entry: the next lines do not belong to it. */
  end(): void {
    this.#endEntry();
    this.#kind = undefined;
    this.isRead = false;
  }

  /** Takes out the entries that are complete. */
  take(): Pick<Shown, 'identityProviders' | 'tokenUsers'> {
    const taken = { identityProviders: this.#providers, tokenUsers: this.#users };
    [this.#providers, this.#users] = [[], []];
    return taken;
  }

  #endEntry(): void {
    const entry = this.#entry;
    this.#entry = undefined;
    if (!entry || this.#providers.length + this.#users.length >= MAX_ENTRIES) return;
    const { name, fields } = entry;
    if (this.#kind === 'local') {
      const factor = fields.get('two-factor')?.text;
      if (factor !== undefined && factor !== 'disable') this.#users.push(name);
      return;
    }
    const { start, end } = name;
    const [userName, groupName] = [fields.get('user-name'), fields.get('group-name')];
    this.#providers.push({ start, end, name, userName, groupName });
  }

  #set(name: string, value: Span): void {
    if (KEPT_SETTINGS.has(name)) this.#entry?.fields.set(name, this.#locate(value));
  }

  #locate({ start, end }: Span): Located {
    return { text: this.text.slice(start, end), start, end };
  }
}
