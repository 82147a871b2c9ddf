import type { Help, Option } from 'commander';
import type { NameAfter } from '../knowledge/labels';
import { cliText } from './cliText';

type Name = NameAfter<'cli.'>;

/** Examples of how to use a command; they are the same in every language. */
const EXAMPLES = {
  all: `
  fortios-debug check capture.log
  fortios-debug report --out report.html captures/
  fortios-debug redact --out share captures/
  fortios-debug recipe sslvpn --address 192.0.2.44`,
  check: `
  fortios-debug check capture.log
  fortios-debug check --only 'user:user10 08:40..08:45' capture.log
  fortios-debug check --format json --fail-on warning *.log
  fortios-debug check --rule secret/otp-seed=off --rule json/damaged=hint captures/
  fortios-debug check --format sarif captures/ > fortios.sarif
  ssh admin@192.0.2.1 | fortios-debug check -
  ssh admin@192.0.2.1 | tee capture.log | fortios-debug check --follow -`,
  show: `
  fortios-debug show --only 'user:user10' capture.log
  fortios-debug show --only 'failed -http 08:40..08:45' --numbers capture.log
  fortios-debug show --only '>=error context:5' captures/`,
  redact: `
  fortios-debug redact capture.log > share.log
  fortios-debug redact --out share captures/
  fortios-debug redact --check captures/`,
  report: `
  fortios-debug report capture.log > report.md
  fortios-debug report --out report.html captures/
  fortios-debug report --incident 2 capture.log > incident.md
  fortios-debug report --for customer --redact --out page.html capture.log
  fortios-debug report --format html - < capture.log > report.html`,
  detect: `
  fortios-debug detect --quiet putty.log && fortios-debug check putty.log`,
  explain: `
  fortios-debug explain ftm/token-not-of-product
  fortios-debug explain error 31
  fortios-debug explain FNBAM_DENIED
  fortios-debug explain AADSTS50105
  fortios-debug explain "ike 0:branch:12: gw validation failed"`,
  recipe: `
  fortios-debug recipe
  fortios-debug recipe ipsec-eap --release 7.4.9 --vdom root --address 192.0.2.44
  fortios-debug recipe activation > how-to-record.txt`,
  knowledge: `
  fortios-debug knowledge test
  fortios-debug check --knowledge .fortios-debug capture.log`,
} as const;

/** The text before the examples of a command: paragraphs, which can be several sentences each. */
const PARAGRAPHS: Readonly<Record<keyof typeof EXAMPLES, readonly (readonly Name[])[]>> = {
  all: [],
  check: [['check.exit', 'check.rules', 'check.closed'], ['check.files'], ['check.filter']],
  show: [['show.warning'], ['show.exit']],
  redact: [['redact.exit'], ['redact.hook']],
  report: [['report.masked'], ['report.exit']],
  detect: [['detect.exit']],
  explain: [['explain.exit']],
  recipe: [['recipe.about'], ['recipe.exit']],
  knowledge: [['knowledge.exit']],
};

/** The filter expressions and their meanings. */
const FILTER_LINES: readonly (readonly [words: string, meaning: Name])[] = [
  ['user:NAME unit:SERIAL token:SERIAL server:NAME', 'filter.party'],
  ['daemon:NAME', 'filter.daemon'],
  ['rule:ID rule:login/*', 'filter.rule'],
  ['>=error >=warning', 'filter.severity'],
  ['failed unfinished succeeded', 'filter.ending'],
  ['08:40..08:45 08:40.. 2026-03-14T08:40', 'filter.time'],
  ['text "some text" line:text', 'filter.text'],
  ['http json command config table packet dump unrecognised', 'filter.kind'],
  ['context:3', 'filter.context'],
];
/** Columns of the words of a filter; longer ones take more. */
const FILTER_WIDTH = 25;

/** Returns the text that follows the options in the help of a command. */
export function helpAfter(command: keyof typeof EXAMPLES): string {
  const paragraphs = PARAGRAPHS[command].map(names => names.map(name => cliText(name)).join('\n'));
  if (command === 'show') paragraphs.unshift(filterHelp());
  return `\n${[...paragraphs, `${cliText('examples')}${EXAMPLES[command]}`].join('\n\n')}`;
}

function filterHelp(): string {
  const rows = FILTER_LINES.map(
    ([words, meaning]) => `  ${words.padEnd(FILTER_WIDTH - 2)}  ${cliText(meaning)}`,
  );
  return [cliText('filter.words'), ...rows].join('\n');
}

const TITLES: Readonly<Record<string, Name>> = {
  'Usage:': 'usage',
  'Arguments:': 'arguments',
  'Options:': 'options',
  'Commands:': 'commands',
  'Global Options:': 'globalOptions',
};

/** The help texts of commander in the language of the user. */
export const HELP: Partial<Help> = {
  showGlobalOptions: true,
  styleTitle(title) {
    const name = TITLES[title];
    return name === undefined ? title : cliText(name);
  },
  optionDescription({ description, argChoices, defaultValue }: Option) {
    const more = [
      ...(argChoices ? [cliText('choices', { choices: argChoices.join(', ') })] : []),
      ...(typeof defaultValue === 'string' ? [cliText('default', { value: defaultValue })] : []),
    ];
    return more.length > 0 ? `${description} (${more.join('; ')})` : description;
  },
};
