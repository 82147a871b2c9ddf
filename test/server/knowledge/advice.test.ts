import { describe, expect, test } from 'vitest';
import { ENTRIES, type Guidance, RULES, type Statement } from '../../../server/src/knowledge';
import { every, first } from '../../support/rows';

/** All that gives advice, by its id: rules, their variants, and entries. */
const ADVICE: readonly (readonly [id: string, guidance: Partial<Guidance>])[] = [
  ...RULES.flatMap(({ id, variants = {}, ...rule }) => [
    [id, rule] as const,
    ...Object.entries(variants).map(([name, variant]) => [`${id}/${name}`, variant] as const),
  ]),
  ...ENTRIES.map(entry => [entry.id, entry] as const),
];

/** Beginnings of commands that only show something, send test packets, or switch debugging. */
const HARMLESS = [
  /^(?:get|show) /,
  /^print tablesize$/,
  /^diagnose autoupdate versions$/,
  /^diagnose debug (?!crashlog clear)/,
  /^diagnose endpoint record list/,
  /^diagnose fdsm central-mgmt-status$/,
  /^diagnose firewall (?:auth|proute|shaper traffic-shaper) list/,
  /^diagnose fortitoken (?:info$|debug enable$)/,
  /^diagnose fortitoken-cloud (?:migrate-ftm )?show /,
  /^diagnose hardware (?:certificate|deviceinfo|sysinfo)/,
  /^diagnose ip route list/,
  /^diagnose sniffer packet /,
  /^diagnose sys ha (?:checksum (?:cluster|show)|history read|status)/,
  /^diagnose sys (?:link-monitor status|ntp status|process pidof|sdwan health-check|top|top-mem)/,
  /^diagnose sys session (?:filter|list|stat)/,
  /^diagnose test application \S+ \d+$/,
  /^diagnose vpn (?:ike gateway|tunnel) list/,
  /^diagnose vpn ssl statistics$/,
  /^diagnose wireless-controller wlac (?:-c wtp|sta_filter)/,
  /^execute (?:date|time)$/,
  /^execute dhcp lease-list/,
  /^execute disk list$/,
  /^execute fortitoken-cloud show$/,
  /^execute log fortianalyzer test-connectivity$/,
  /^execute (?:nslookup|ping|telnet|traceroute) /,
  /^execute switch-controller (?:diagnose-connection|get-conn-status)/,
];

const isHarmless = (command: string): boolean => HARMLESS.some(form => form.test(command));

const INLINE = /`([^`]+)`/g;
/** Beginnings of commands and settings in the text of a step that change a unit or interrupt it. */
const CHANGING =
  /^(?:config|delete|edit|set|unset) |^diagnose sys kill |^diagnose .+ (?:clear|del|delete|flush|recalculate)\b|^execute (?:disk scan|fctems verify|fortitoken|ha synchronize|update-now|vm-license)/;

/** How a step begins that only looks at something. */
const LOOKING = /^(?:Ask|Capture|Check|Compare|Find|Look|Read|See|Search|Sniff|Test)\b/;

const changes = (text: string): boolean =>
  [...text.matchAll(INLINE)].some(([, inline = '']) => CHANGING.test(inline) && !isHarmless(inline));

describe('The commands that one click copies', () => {
  const copied = ADVICE.flatMap(([id, { commands = [], causes = [] }]) =>
    [...commands, ...causes.flatMap(({ askWith = [] }) => askWith)].map(command => [id, command] as const),
  );

  test('only show, test or switch debugging', () => {
    every(copied, ([id, command]) => `${id}: ${command}`, ([, command]) => {
      expect(isHarmless(command)).toBe(true);
    }); // oxfmt-ignore
  });

  test('take no password, and no code that is used up by them', () => {
    every(copied, ([id, command]) => `${id}: ${command}`, ([, command]) => {
      expect(command).not.toMatch(/<(?:password|secret|licence code|code|next code|token code)>/);
    }); // oxfmt-ignore
  });
});

describe('The steps of a problem', () => {
  const withSteps = ADVICE.filter(([, { steps = [] }]) => steps.length > 1);

  test('name a last resort at the end', () => {
    every(withSteps, first, ([, { steps = [] }]) => {
      const isLast = ({ text, lastResort }: Statement): boolean =>
        lastResort === true || text.startsWith('Last resort');
      const at = steps.findIndex(isLast);
      if (at >= 0) expect(steps.slice(at).every(isLast)).toBe(true);
    });
  });

  test('that change a unit come after those that only look, unless they are for certain causes or messages only', () => {
    every(withSteps, first, ([, { steps = [] }]) => {
      const at = steps.findIndex(({ text, against, variants }) => !against && !variants && changes(text));
      const later = at < 0 ? [] : steps.slice(at + 1).filter(({ text }) => LOOKING.test(text));
      expect(later.map(({ text }) => text)).toEqual([]);
    });
  });

  test('say when to run the last two commands of a block that switches debug off again', () => {
    // The explanation of a word has no steps.
    const blocks = ADVICE.filter(
      ([id, { commands = [] }]) => commands.includes('diagnose debug disable') && !id.startsWith('word/'),
    );
    every(blocks, first, ([, { steps = [] }]) => {
      expect(steps.map(({ text }) => text).join(' ')).toContain('run the last two commands');
    });
  });

  test('that take the second factor off users say that the password alone is then enough', () => {
    const withoutFactor = ADVICE.flatMap(([id, { steps = [] }]) =>
      steps
        .filter(({ text }) => /two-factor off|disable two-factor|\b(?:it|both|token) off (?:the|their) user/.test(text))
        .map(({ text, passwordOnlyMeanwhile }) => [`${id}: ${text}`, passwordOnlyMeanwhile] as const),
    ); // oxfmt-ignore
    every(withoutFactor, first, ([, isSaid]) => {
      expect(isSaid).toBe(true);
    });
  });
});
