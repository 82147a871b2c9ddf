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
/** Without the long lists of names, separators and phrases: each mutant that survives runs all of its tests. */
const SECRETS = [
  'test/server/secrets/{lines,sentences}.test.ts',
  'test/server/secrets/snippets/*.test.ts',
  'test/server/secrets/finding/{logonName,lookAhead,namedAbove,repeatedScan,separators,valueBefore}.test.ts',
];

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
      'cluster clusterListRegression connectFailed damagedJson errorEntry httpAnswers lengthMismatch noResponse serviceErrors syncFailed tokenStatus',
    ),
    tests: [`${RULES}/{cluster,ftc,ftm,http,json,token}/*.test.ts`],
  },
  logins: {
    mutate: sources(
      'rules',
      'certificateFailure eapMethods failedLogin loginCause samlAttributes secondFactorSkipped sharedSecret silentServers',
    ),
    tests: [`${RULES}/login/*.test.ts`],
  },
  negotiations: {
    mutate: sources('rules', 'listedTunnels negotiationCause negotiations peerNotifies proposalDifference'),
    tests: [`${RULES}/ike/*.test.ts`],
  },
  failures: {
    mutate: sources(
      'rules',
      'causeTypes knownRemarks message quoted saidFailure shownProblems siteKnowledge unexplained unreadFailures',
    ),
    tests: [`${RULES}/daemon/*.test.ts`, `${RULES}/*.test.ts`],
  },
  others: {
    mutate: sources(
      'rules',
      'captureItself checksums commandFailed facts guidance index lastList packetFlows silentDns silentRating',
    ),
    tests: [
      `${RULES}/{capture,cli,cluster,flow,sniffer,system}/*.test.ts`,
      `${RULES}/{events,guidance}.test.ts`,
    ],
  },
  keys: {
    mutate: sources(
      'secrets/finding',
      'certainty credentials key keyed keys elements members named nameParts shares tools values valueEnd valuesOfName words',
    ),
    tests: SECRETS,
  },
  separators: {
    mutate: sources(
      'secrets/finding',
      'looseSeparators markupSeparators namedAbove namesAbove rowOfTwo secretLines sentenceSeparators separatorForms separators separatorTable valueBefore',
    ),
    tests: SECRETS,
  },
  shapes: {
    mutate: sources(
      'secrets/finding',
      'addresses heuristics hosts logonName looks mail runs serials shapes wordShapes',
    ),
    tests: SECRETS,
  },
  carriers: {
    mutate: sources(
      'secrets/finding',
      'blocks carriedLines commands configFinder dumpFinder dumps headers lists payloads privateKey quotes scanner settings tunnels',
    ),
    tests: [...SECRETS, 'test/server/secrets/carriers.test.ts'],
  },
  finding: {
    mutate: sources(
      'secrets/finding',
      'bareLines blanks cover find finder finderState foundInRecord foundPlaces hidden interruptedLines lineShapes logHost lookAhead passage passages phraseValues quotedLines repeatedScan restOfSecret scopes secondReadings wrappedLines',
    ),
    tests: SECRETS,
  },
  redaction: {
    mutate: ['server/src/secrets/redaction/*.ts', ...sources('secrets', 'masked spans vocabulary')],
    tests: ['test/server/secrets/{leftOver,redact}.test.ts', 'test/server/secrets/redaction/*.test.ts'],
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
