import type { Source, Span } from '../syntax';
import type { ConfigPart } from './captures';
import type { IdentityProvider, Located } from './types';

/** Entries are kept up to this number until they are taken out; a unit has a few. */
const MAX_ENTRIES = 64;

/** Gathers the entries of `config user saml`, from shown configurations and from commands. */
export class IdentityProviderBuilder {
  #found: IdentityProvider[] = [];
  /** Whether the lines are of `config user saml`. */
  #isOpen = false;
  #entry: { readonly name: Located; userName?: Located; groupName?: Located } | undefined;

  constructor(readonly text: Source) {}

  config({ verb, name, value }: ConfigPart): void {
    if (verb === 'config') {
      this.end();
      this.#isOpen = /^user\s+saml$/.test(this.text.slice(name.start, name.end).trim());
    } else if (!this.#isOpen) {
      return;
    } else if (verb === 'edit') {
      this.#endEntry();
      this.#entry = { name: this.#locate(value) };
    } else if (verb === 'set') {
      this.#set(this.text.slice(name.start, name.end), value);
    } else if (verb === 'next') {
      this.#endEntry();
    } else if (verb === 'end') {
      this.end();
    }
  }

  /** What comes next is of no entry so far. */
  end(): void {
    this.#endEntry();
    this.#isOpen = false;
  }

  /** Takes out the entries that are complete. */
  take(): readonly IdentityProvider[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  #endEntry(): void {
    const entry = this.#entry;
    this.#entry = undefined;
    if (!entry || this.#found.length >= MAX_ENTRIES) return;
    const { name, userName, groupName } = entry;
    this.#found.push({ start: name.start, end: name.end, name, userName, groupName });
  }

  #set(name: string, value: Span): void {
    if (!this.#entry) return;
    if (name === 'user-name') this.#entry.userName = this.#locate(value);
    else if (name === 'group-name') this.#entry.groupName = this.#locate(value);
  }

  #locate({ start, end }: Span): Located {
    return { text: this.text.slice(start, end), start, end };
  }
}
