import { buildOf } from '../knowledge';
import type { Located, ServiceError, ServiceMessage, TracePart } from '../trace';
import { entryOfError } from './errorEntry';
import { compact } from './facts';
import type { Finding } from './types';

/** FortiOS 7.4.9, in which tokens of the other cluster member are refused (article 424201). */
const RELEASE = '7.4.9';

/** Error 31 for a unit with FortiOS 7.4.9 whose request had one cluster entry. */
export function* clusterListRegression({ exchanges }: TracePart): Generator<Finding> {
  for (const { request, answer } of exchanges) {
    const asked = request ?? answer;
    const build = asked?.build ?? answer?.build;
    if (!asked || !answer || !build || asked.members.length !== 1) continue;
    if (!isOfRelease(build, asked.deviceVersion ?? answer.deviceVersion)) continue;
    const error = refusalIn(answer);
    if (!error) continue;
    const unit = asked.unit?.text;
    yield {
      rule: 'ftm/cluster-list-regression',
      start: build.start,
      end: build.end,
      facts: compact({ unit, build: build.text }),
      related: [{ start: error.start, end: error.end, role: 'error' }],
      cause: unit ?? '',
    };
  }
}

function isOfRelease(build: Located, version: Located | undefined): boolean {
  return buildOf(version?.text ?? '', build.text)?.facts?.['release'] === RELEASE;
}

/** The first refusal of a token because of its licence. */
function refusalIn({ tokens }: ServiceMessage): ServiceError | undefined {
  const errors = tokens.map(({ error }) => error);
  return errors.find(error => error && entryOfError(error)?.cause === 'ftm/token-not-of-product');
}
