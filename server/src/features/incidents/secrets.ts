import { max } from '../../integers';
import type { Secret } from '../../secrets';
import { ruleNamed, type Translate } from '../../knowledge';
import type { DocumentPositions } from '../positions';
import { shown } from '../shown';
import type { SecretGroup } from './data';

/** Maximum number of listed places per kind of secret. */
const MAX_PLACES = 500;

/** Returns the secrets by kind; kinds are in order of first occurrence. */
export function secretGroupsOf(
  secrets: readonly Secret[],
  document: Pick<DocumentPositions, 'positionAt'>,
  translate: Translate,
): SecretGroup[] {
  const kinds = new Map<string, Secret[]>();
  for (const secret of secrets) {
    const known = kinds.get(secret.class);
    if (known) known.push(secret);
    else kinds.set(secret.class, [secret]);
  }
  return shown(
    Array.from(kinds, ([kind, own]) => {
      const places = own
        .flatMap(({ places: all, token }) => all.map(place => ({ place, token })))
        .sort((a, b) => a.place.start - b.place.start);
      const hidden = own.reduce((sum, { omitted }) => sum + omitted, 0);
      return {
        kind,
        title: translate(ruleNamed(`secret/${kind}`)?.title ?? kind),
        count: own.length,
        places: places.slice(0, MAX_PLACES).map(({ place, token }) => ({
          range: { start: document.positionAt(place.start), end: document.positionAt(place.end) },
          ...(token !== undefined && { token }),
        })),
        omitted: max(0, places.length - MAX_PLACES) + hidden,
      };
    }),
  );
}
