import type { Source, Span } from '../syntax';
import type { ConfigPart } from './commandReader';
import type { IdentityProvider, Selector, Shown } from './shownTypes';
import type { Located } from './types';

/** Maximum number of entries that are kept until they are taken out; a unit has fewer. */
const MAX_ENTRIES = 4096;

interface Entry {
  readonly name: Located;
  readonly fields: Map<string, Located>;
}

/** The configurations whose entries are gathered. */
type Kind = 'saml' | 'local';
const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['user saml', 'saml'],
  ['user local', 'local'],
]);
/** The configurations whose lines are read, here or with the tokens. */
const READ: ReadonlySet<string> = new Set([...KINDS.keys(), 'user fortitoken', 'vpn ipsec phase2-interface']);
/** The default of a subnet. */
const ANY_SUBNET = '0.0.0.0/0';
/** The settings that are kept of an entry. */
const KEPT_SETTINGS: ReadonlySet<string> = new Set(
  'user-name group-name two-factor phase1name src-subnet dst-subnet src-name dst-name'.split(' '),
);

/** Gathers entries of `config user saml`, `config user local` and the phase 2 of tunnels, from configurations that are shown and from commands. */
export class ConfigEntryBuilder {
  #providers: IdentityProvider[] = [];
  #users: Located[] = [];
  #selectors: Selector[] = [];
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
      this.#kind = KINDS.get(path.join(' '));
      this.isRead = READ.has(path.join(' '));
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
  take(): Pick<Shown, 'identityProviders' | 'tokenUsers' | 'selectors'> {
    const taken = { identityProviders: this.#providers, tokenUsers: this.#users, selectors: this.#selectors };
    [this.#providers, this.#users, this.#selectors] = [[], [], []];
    return taken;
  }

  #endEntry(): void {
    const entry = this.#entry;
    this.#entry = undefined;
    if (!entry || this.#providers.length + this.#users.length + this.#selectors.length >= MAX_ENTRIES) return;
    const { name, fields } = entry;
    const { start, end } = name;
    // Its settings are distinctive, so the line with its path may be missing.
    const tunnel = fields.get('phase1name')?.text;
    if (tunnel !== undefined) {
      const [source, target] = ['src', 'dst'].map(
        end => fields.get(`${end}-name`)?.text ?? subnetOf(fields.get(`${end}-subnet`)),
      );
      this.#selectors.push({
        start,
        end,
        name,
        tunnel,
        source: source ?? ANY_SUBNET,
        target: target ?? ANY_SUBNET,
      });
      return;
    }
    if (this.#kind === undefined) return;
    if (this.#kind === 'local') {
      const factor = fields.get('two-factor')?.text;
      if (factor !== undefined && factor !== 'disable') this.#users.push(name);
      return;
    }
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

/** `192.0.2.0 255.255.255.0` as `192.0.2.0/24`, and a single address without its mask. */
function subnetOf(value: Located | undefined): string | undefined {
  if (!value) return undefined;
  const [address = '', mask = ''] = value.text.split(/[\s/]+/);
  const length = mask.includes('.')
    ? mask.split('.').reduce((sum, part) => sum + Number(part).toString(2).replaceAll('0', '').length, 0)
    : Number(mask);
  return length === 32 || mask === '' ? address : `${address}/${length}`;
}
