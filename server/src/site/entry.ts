import { textsOf, type AnyRuleId, type Origin } from '../knowledge';
import type { Written } from '../knowledge/written';
import type { SiteEntry } from './types';

/**
 * Converts a written entry for use.
 * @param from where a site wrote it; undefined if it is built in
 * @param releases the sentence that says to which releases it applies, if it names any
 */
export function entryOf(written: Written, from: Origin | undefined, releases: string | undefined): SiteEntry {
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
