import type { IdentityProvider, Located } from '../trace';
import { compact } from './compact';
import type { Facts, Finding, Keep, RelatedPlace, Rule } from './types';

/** Maximum number of attribute names kept; an assertion has about ten. */
const MAX_NAMES = 64;
/** Maximum number of names in a message. */
const MAX_LISTED = 4;
const MAX_LIST = 60;
/** The variants of `login/saml` for a missing attribute or group. */
const ABOUT_ATTRIBUTES: ReadonlySet<string | undefined> = new Set([
  'group',
  'lacks',
  'no-group',
  'no-user-name',
]);

/** A setting of `config user saml` that names an attribute, and common names of such attributes. */
const SETTINGS = [
  { setting: 'group-name', fact: 'groupName', sent: 'sentGroup', looksLike: /group|role|memberof/i },
  { setting: 'user-name', fact: 'userName', sent: 'sentUser', looksLike: /^(?:user_?name|name|upn|e?mail|emailaddress|uid|login)$/i },
] as const; // oxfmt-ignore

type Setting = (typeof SETTINGS)[number];

/** One of the settings, and whether the identity provider sends an attribute of that name. */
interface Compared {
  readonly about: Setting;
  readonly value: Located;
  readonly isSent: boolean;
}

/**
 * Compares the attributes that an identity provider sends with those that `config user saml` expects. The difference
 * is added to the problem of a SAML login that found none; otherwise it is a problem of its own.
 */
export const samlAttributes: Rule = keep => {
  const gathered = new Gathered(keep);
  return {
    part(part) {
      gathered.add(part.samlAttributes, part.identityProviders);
    },
    completed: finding => (isAboutAttributes(finding) ? gathered.named(finding) : finding),
    *end(_whole, problems) {
      const found = [...gathered.differences()];
      if (found.length > 0 && !problems().some(isAboutAttributes)) yield* found;
    },
  };
};

function isAboutAttributes({ rule, variant }: Finding): boolean {
  return rule === 'login/saml' && ABOUT_ATTRIBUTES.has(variant);
}

class Gathered {
  /** The first place of each attribute, by name. */
  readonly #sent = new Map<string, Located>();
  /** The last shown version of each entry, by name. */
  readonly #providers = new Map<string, IdentityProvider>();

  constructor(readonly keep: Keep) {}

  add(attributes: readonly Located[], providers: readonly IdentityProvider[]): void {
    for (const attribute of attributes)
      if (!this.#sent.has(attribute.text) && this.#sent.size < MAX_NAMES) {
        const kept = this.keep(attribute);
        this.#sent.set(kept.text, kept);
      }
    for (const provider of providers) {
      const kept = this.keep(provider);
      this.#providers.set(kept.name.text, kept);
    }
  }

  /**
   * A SAML login without a group or user name, with what was sent and what was expected, as far as the capture shows
   * them.
   */
  named(finding: Finding): Finding {
    const compared = this.#compared();
    const wrong = compared.filter(({ isSent }) => !isSent);
    const facts = { ...finding.facts, ...this.#facts(compared) };
    const places = [
      ...compared.map(({ about, value }) => related(value, about.setting)),
      ...this.#withSameName(wrong).map(place => related(place, 'sent')),
    ];
    const variant = this.#variant(finding, compared, wrong);
    return { ...finding, variant, facts, related: [...finding.related, ...places] };
  }

  #variant(
    { variant }: Finding,
    compared: readonly Compared[],
    wrong: readonly Compared[],
  ): string | undefined {
    if (variant !== 'group') return variant;
    if (wrong.some(({ about }) => about.setting === 'group-name')) return 'attribute';
    // The names are the same, so the values are not what the user group expects.
    return this.#sent.size > 0 && compared.length > 0 ? 'values' : variant;
  }

  /** Settings whose attribute was not sent, if no login failed because of it. */
  *differences(): Generator<Finding> {
    const wrong = this.#compared().filter(({ isSent }) => !isSent);
    for (const { about, value } of wrong) {
      yield {
        rule: 'login/saml-attribute',
        start: value.start,
        end: value.end,
        variant: about.setting,
        facts: compact({ ...this.#facts(wrong), wanted: value.text }),
        related: [...this.#sent.values()].slice(0, MAX_LISTED).map(place => related(place, 'sent')),
        cause: undefined,
      };
    }
  }

  /** The entry, if the capture shows only one: of several, nothing shows which was used. */
  #provider(): IdentityProvider | undefined {
    const [only, another] = this.#providers.values();
    return another ? undefined : only;
  }

  #compared(): Compared[] {
    const provider = this.#provider();
    return SETTINGS.flatMap(about => {
      const value = provider?.[about.fact];
      return value ? [{ about, value, isSent: this.#sent.size === 0 || this.#sent.has(value.text) }] : [];
    });
  }

  #withSameName(wrong: readonly Compared[]): Located[] {
    return wrong.flatMap(({ about }) => this.#sentLike(about) ?? []);
  }

  #sentLike({ looksLike }: Setting): Located | undefined {
    return [...this.#sent.values()].find(({ text }) => looksLike.test(lastPart(text)));
  }

  #facts(compared: readonly Compared[]): Facts {
    const sent = [...this.#sent.keys()].map(lastPart);
    const values = compared.flatMap(({ about, value, isSent }) => [
      [about.fact, value.text],
      ...(isSent ? [] : [[about.sent, this.#sentLike(about)?.text]]),
    ]);
    return compact({
      ...(Object.fromEntries(values) as Record<string, string | undefined>),
      provider: this.#provider()?.name.text,
      sent: list(sent),
    });
  }
}

function related({ start, end }: Located, role: string): RelatedPlace {
  return { start, end, role };
}

/** The last part of a claim's name: `groups` of `http://schemas.xmlsoap.org/claims/groups`. */
function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1) || name;
}

/** The last names: those that an administrator adds come after the provider's own. */
function list(names: readonly string[]): string {
  let listed = '';
  for (const name of [...names].reverse().slice(0, MAX_LISTED)) {
    if (listed.length + name.length > MAX_LIST) break;
    listed = listed === '' ? name : `${listed}, ${name}`;
  }
  return listed;
}
