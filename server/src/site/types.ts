import type { Origin, RuleText, Severity, SiteRuleId } from '../knowledge';
import type { Speaker } from '../syntax';

/** Codes that an entry explains, as a capture writes them. */
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

/** What a site knows of one message or code. Plain data, so that other threads can have it. */
export interface SiteEntry {
  readonly id: SiteRuleId;
  /** What is said of it, as of a rule of the software. */
  readonly text: RuleText & { readonly from: Origin };
  readonly severity: Severity;
  /** Messages that it explains: texts with holes, as those of the software's own phrases. */
  readonly texts: readonly string[];
  readonly ignoreCase: boolean;
  readonly daemon: Speaker;
  readonly codes: SiteCodes;
  /** Names of holes whose values must not be shared, besides those whose role says so. */
  readonly masks: readonly string[];
}
