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
  'test/server/secrets/found/*.test.ts',
  'test/server/secrets/{lines,sentences}.test.ts',
  'test/server/secrets/snippets/*.test.ts',
  'test/server/secrets/finding/{logonName,looks,namedAbove,repeatedScan,valueBefore}.test.ts',
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
      'cluster clusterListRegression connectFailed cutOff damagedJson errorEntry httpAnswers lengthMismatch noResponse serviceErrors syncFailed tokenStatus',
    ),
    tests: [`${RULES}/{cluster,ftc,ftm,http,json,token}/*.test.ts`],
  },
  logins: {
    mutate: sources(
      'rules',
      'certificateFailure eapMethods failedLogin loginCause samlAttributes secondFactorSkipped',
    ),
    tests: [`${RULES}/login/*.test.ts`, 'test/server/presentation/loginOutcomes.test.ts'],
  },
  negotiations: {
    mutate: sources(
      'rules',
      'listedTunnels negotiationCause negotiations peerNotifies proposalDifference selectors',
    ),
    tests: [`${RULES}/ike/*.test.ts`],
  },
  messages: {
    mutate: sources('rules', 'knownRemarks message quoted shownProblems siteKnowledge'),
    tests: [
      `${RULES}/{daemon,ftm,system}/*.test.ts`,
      `${RULES}/{message,quoted,serverLogs}.test.ts`,
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
      'captureItself checksums commandFailed facts guidance index lastList packetFlows sharedSecret silentDns silentRating silentServers',
    ),
    tests: [
      `${RULES}/{capture,cli,cluster,flow,ftc,secret,sniffer,system}/*.test.ts`,
      `${RULES}/{events,guidance}.test.ts`,
    ],
  },
  keys: {
    mutate: sources('secrets/finding', 'credentials key keyed keys members words'),
    tests: [...SECRETS, 'test/server/secrets/finding/{credentials,keyed,keys}.test.ts'],
  },
  names: {
    mutate: sources('secrets/finding', 'certainty elements nameParts named'),
    tests: SECRETS,
  },
  values: {
    mutate: sources('secrets/finding', 'shares tools valueEnd values valuesOfName'),
    tests: SECRETS,
  },
  separators: {
    mutate: sources(
      'secrets/finding',
      'looseSeparators markupSeparators rowOfTwo sentenceSeparators separatorForms separators separatorTable',
    ),
    tests: [...SECRETS, 'test/server/secrets/finding/separators.test.ts'],
  },
  linesAbove: {
    mutate: sources('secrets/finding', 'bracketRows namedAbove namesAbove secretLines valueBefore'),
    tests: [...SECRETS, 'test/server/secrets/finding/{bracketRows,lists,secretLines}.test.ts'],
  },
  shapes: {
    mutate: sources('secrets/finding', 'heuristics looks shapes'),
    tests: [...SECRETS, 'test/server/secrets/finding/{heuristics,shapes}.test.ts'],
  },
  words: {
    mutate: sources('secrets/finding', 'logonName runs wordShapes'),
    tests: [...SECRETS, 'test/server/secrets/finding/heuristics.test.ts'],
  },
  hosts: {
    mutate: sources('secrets/finding', 'addresses hosts mail serials'),
    tests: [...SECRETS, 'test/server/secrets/finding/heuristics.test.ts'],
  },
  lists: {
    mutate: sources('secrets/finding', 'commands headers lists loggedSettings settings tunnels'),
    tests: [
      ...SECRETS,
      'test/server/secrets/finding/{commands,headers,lists,loggedSettings,settings,tunnels}.test.ts',
    ],
  },
  dumps: {
    mutate: sources('secrets/finding', 'blocks configFinder dumpFinder dumps privateKey'),
    tests: [
      ...SECRETS,
      'test/server/secrets/find.long.test.ts',
      'test/server/secrets/finding/{blocks,configFinder,dumpFinder,dumps,privateKey}.test.ts',
    ],
  },
  carriers: {
    mutate: sources('secrets/finding', 'carriedLines payloads quotes scanner'),
    tests: [
      ...SECRETS,
      'test/server/secrets/carriers.long.test.ts',
      'test/server/secrets/finding/{carriedLines,payloads,quotes,scanner}.test.ts',
    ],
  },
  records: {
    mutate: sources(
      'secrets/finding',
      'bareLines blanks cover find finder finderState foundInRecord foundPlaces hidden lookAhead ownWords scopes',
    ),
    tests: [
      ...SECRETS,
      'test/server/secrets/{find.long,ownWords}.test.ts',
      'test/server/secrets/finding/{bareLines,blanks,cover,finder,finderState,foundInRecord,foundPlaces,hidden,lookAhead,ownWords,scopes}.test.ts',
    ],
  },
  readings: {
    mutate: sources(
      'secrets/finding',
      'interruptedLines lineShapes logHost passage passages phraseValues quotedLines repeatedScan restOfSecret secondReadings wrappedLines',
    ),
    tests: [
      ...SECRETS,
      'test/server/secrets/finding/{heuristics,interruptedLines,logHost,passage,passages,phraseValues,quotedLines,restOfSecret,secondReadings,wrappedLines}.test.ts',
      'test/server/secrets/redaction/interrupted.test.ts',
    ],
  },
  standIns: {
    mutate: sources('secrets/redaction', 'addresses lengths search standIns'),
    tests: [
      'test/server/secrets/{copies.long,redact}.test.ts',
      'test/server/secrets/redaction/{lengths,search,standIns}.test.ts',
    ],
  },
  learning: {
    mutate: sources('secrets/redaction', 'distinctive frames lesson names occurrences sentences'),
    tests: [
      'test/server/secrets/{copies.long,redact}.test.ts',
      'test/server/secrets/redaction/{distinctive,frames,lesson,names,occurrences,sentences,settling.long}.test.ts',
    ],
  },
  copies: {
    mutate: [
      ...sources('secrets/redaction', 'edit leftOver lineStart maskEdits maskStyles redact'),
      ...sources('secrets', 'masked spans vocabulary'),
    ],
    tests: [
      'test/server/faithful.test.ts',
      'test/server/secrets/{copies.long,leftOver,masked,redact,spans,vocabulary}.test.ts',
      'test/server/secrets/redaction/{edit,lineStart,maskStyles,settling.long}.test.ts',
    ],
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
