import { buildOf } from '../knowledge';
import type { TracePart } from '../trace';
import { entryOfError } from './errorEntry';
import { known } from './facts';
import type { Finding } from './types';

/** FortiOS 7.4.9, in which tokens of the other cluster member are refused (article 424201). */
const RELEASE = '7.4.9';

/** Error 31 to a unit of FortiOS 7.4.9 that asked with one cluster entry. */
export function* clusterListRegression({ exchanges }: TracePart): Generator<Finding> {
  for (const { request, answer } of exchanges) {
    const asked = request ?? answer;
    const build = asked?.build ?? answer?.build;
    if (!asked || !answer || !build || asked.members.length !== 1) continue;
    const version = (asked.deviceVersion ?? answer.deviceVersion)?.text ?? '';
    if (buildOf(version, build.text)?.facts?.['release'] !== RELEASE) continue;
    const refused = answer.tokens.find(
      ({ error }) => error && entryOfError(error)?.facts?.['rule'] === 'ftm/token-not-of-product',
    );
    if (!refused?.error) continue;
    yield {
      rule: 'ftm/cluster-list-regression',
      start: build.start,
      end: build.end,
      facts: known({ unit: asked.unit?.text, build: build.text }),
      related: [{ start: refused.error.start, end: refused.error.end, role: 'error' }],
      cause: asked.unit?.text ?? '',
    };
  }
}
