import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../../analysis';
import { ruleOf, type Translate } from '../../knowledge';
import { Positions } from '../positions';
import { shown } from '../shown';
import type { SecretGroup } from './data';

/** How many places of one kind of secret are listed. */
const MAX_PLACES = 500;

/** What must not be shared, by kind: the kinds in the order in which they are met. */
export function secretGroupsOf(
  analysis: Analysis,
  document: TextDocument,
  translate: Translate,
): SecretGroup[] {
  const kinds = new Map<string, Analysis['secrets'][number][]>();
  for (const secret of analysis.secrets) {
    const known = kinds.get(secret.class);
    if (known) known.push(secret);
    else kinds.set(secret.class, [secret]);
  }
  const positions = new Positions(document);
  return shown(
    Array.from(kinds, ([kind, secrets]) => {
      const places = secrets
        .flatMap(({ places: all, token }) => all.map(place => ({ place, token })))
        .sort((a, b) => a.place.start - b.place.start);
      const hidden = secrets.reduce((sum, { omitted }) => sum + omitted, 0);
      return {
        kind,
        title: translate(ruleOf(`secret/${kind}`)?.title ?? kind),
        count: secrets.length,
        places: places.slice(0, MAX_PLACES).map(({ place, token }) => ({
          range: positions.range(place),
          ...(token !== undefined && { token }),
        })),
        omitted: Math.max(0, places.length - MAX_PLACES) + hidden,
      };
    }),
  );
}
