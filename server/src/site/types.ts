import type { AnyRuleId, RuleText, Severity } from '../knowledge';

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
