// What is mutated together, and the tests that must notice. A part is as large as ten minutes on two cores allow.
import { Trouble } from '../../scripts/tools.mjs';

/**
 * @typedef {object} Part
 * @property {string[]} mutate globs of source
 * @property {string[]} tests globs of tests
 */

/** @type {(folder: string, names: string) => string[]} */
const sources = (folder, names) => names.split(' ').map(name => `server/src/${folder}/${name}.ts`);

const RULES = 'test/server/rules';
const SECRETS = 'test/server/secrets';

/** @type {Record<string, Part>} */
export const PARTS = {
  json: {
    mutate: ['server/src/syntax/json/*.ts'],
    tests: ['test/server/syntax/json.test.ts', 'test/server/syntax/json/*.test.ts'],
  },
  phrases: {
    mutate: ['server/src/syntax/phrases/*.ts'],
    tests: ['test/server/syntax/phrases/{anywhere,engine,holes,parse}.test.ts'],
  },
  tokens: {
    mutate: sources(
      'rules',
      'cluster cutOff damagedJson errorEntry httpAnswers noResponse serviceErrors tokenStatus',
    ),
    tests: [`${RULES}/{cluster,ftc,ftm,http,json,token}/*.test.ts`],
  },
  logins: {
    mutate: sources('rules', 'failedLogin loginCause samlAttributes secondFactorSkipped'),
    tests: [`${RULES}/login/*.test.ts`, 'test/server/presentation/loginOutcomes.test.ts'],
  },
  negotiations: {
    mutate: sources(
      'rules',
      'failedNegotiations listedTunnels negotiationCause peerNotifies proposalDifference',
    ),
    tests: [`${RULES}/ike/*.test.ts`],
  },
  messages: {
    mutate: sources('rules', 'findingMessage lineProblems maskedQuotes quoted'),
    tests: [
      `${RULES}/{daemon,ftm,system}/*.test.ts`,
      `${RULES}/{findingMessage,quoted,serverLogs}.test.ts`,
      'test/server/site.test.ts',
    ],
  },
  failures: {
    mutate: sources('rules', 'causeTypes saidFailure unexplained unreadFailures'),
    // Without the properties of all rules: each of their runs takes a minute.
    tests: [`${RULES}/{daemon,ike,login}/*.test.ts`, `${RULES}/{events,serverLogs,unreadFailures}.test.ts`],
  },
  others: {
    mutate: sources(
      'rules',
      'captureItself checksums commandFailed compact guidance index listedServers packetFlows sharedSecret silentServers',
    ),
    tests: [
      `${RULES}/{capture,cli,cluster,flow,ftc,secret,sniffer,system}/*.test.ts`,
      `${RULES}/{events,guidance}.test.ts`,
    ],
  },
  positions: {
    mutate: ['server/src/secrets/positions/*.ts'],
    tests: [`${SECRETS}/{find.long,redact}.test.ts`, `${SECRETS}/{planted,positions}/*.test.ts`],
  },
  copy: {
    mutate: ['server/src/secrets/copy/*.ts'],
    tests: [
      `${SECRETS}/{copies.long,invariants.long,kept,redact}.test.ts`,
      `${SECRETS}/{copy,planted}/*.test.ts`,
    ],
  },
  vocabulary: {
    mutate: ['server/src/secrets/*.ts'],
    tests: [`${SECRETS}/{kept,masked,spans}.test.ts`, `${SECRETS}/planted/*.test.ts`],
  },
};

/** The part that the environment names. */
export function chosenPart() {
  const name = process.env['MUTATION_PART'] ?? '';
  const part = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
  if (!part)
    throw new Trouble(`There is no part "${name}". The parts are: ${Object.keys(PARTS).join(', ')}.`);
  return part;
}
