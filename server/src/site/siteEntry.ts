import { type AnyRuleId, type RuleText, type Severity, textsOf, type Origin } from '../knowledge';
import type { Written } from '../knowledge/written';

/** Codes that an entry explains, as written in a capture. */
export interface SiteCodes {
  /** The error number of a service. */
  readonly error?: string | undefined;
  /** The status of an HTTP answer. */
  readonly http?: string | undefined;
  /** The number of a SAML error. */
  readonly saml?: string | undefined;
  /** The result of an authentication. */
  readonly result?: string | undefined;
}

/**
 * What a site, or the software in the same format, knows about one message or code. Plain data, so that it can be sent to
 * worker threads.
 */
export interface SiteEntry {
  readonly id: AnyRuleId;
  /** Its texts, like those of any rule. `from` is missing if the entry is built in. */
  readonly text: RuleText;
  readonly severity: Severity;
  /** Messages that it explains: patterns with slots, like the built-in phrases. */
  readonly texts: readonly string[];
  readonly ignoreCase: boolean;
  readonly daemon: string;
  readonly codes: SiteCodes;
  /** Names of slots whose values must not be shared, besides those implied by their roles. */
  readonly masks: readonly string[];
  /** Words for redacted copies: what they may show, and what they must not. */
  readonly words: { readonly keep: readonly string[]; readonly hide: readonly string[] };
}

/**
 * Converts a written entry for use.
 * @param from where a site wrote it; undefined if it is built in
 * @param releases the sentence that says to which releases it applies, if it names any
 */
export function siteEntryOf(
  written: Written,
  from: Origin | undefined,
  releases: string | undefined,
): SiteEntry {
  const { id, match, daemon = 'any', mask = [], words } = written;
  const { severity, ...text } = textsOf(written, releases);
  const code = (value: string | number | undefined): string | undefined =>
    value === undefined ? undefined : String(value);
  return {
    id: id as AnyRuleId,
    severity,
    daemon,
    texts: match.text === undefined ? [] : [match.text].flat(),
    ignoreCase: match.ignoreCase === true,
    codes: {
      error: code(match.error),
      http: code(match.http),
      saml: code(match.saml),
      result: code(match.result),
    },
    masks: mask,
    words: { keep: words?.keep ?? [], hide: words?.hide ?? [] },
    text: { ...text, ...(from && { from }) },
  };
}
