import * as v from 'valibot';
import { label, RULES, type Severity, type Translate } from '../knowledge';

export interface Settings {
  /** Severities that the person chose, by rule. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Problems a file. */
  readonly maxProblems: number;
  readonly inlayHints: 'off' | 'essential' | 'all';
  readonly codeLens: boolean;
}

export const DEFAULTS: Settings = { rules: {}, maxProblems: 200, inlayHints: 'essential', codeLens: true };

const severity = v.picklist(['off', 'error', 'warning', 'information', 'hint']);
const section = v.record(v.string(), v.unknown());
const rules = v.record(v.string(), v.unknown());

const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000));
const level = v.picklist(['off', 'essential', 'all']);

/** Reads the settings of the section `fortiosDebug`. What is wrong is said in `complaints`, and its default is taken. */
export function readSettings(
  raw: unknown,
  translate: Translate,
): { settings: Settings; complaints: string[] } {
  const complaints: string[] = [];
  if (raw === null || raw === undefined) return { settings: DEFAULTS, complaints };
  const whole = v.safeParse(section, raw);
  if (!whole.success || Array.isArray(raw)) {
    return { settings: DEFAULTS, complaints: [label('setting.section', translate)] };
  }
  /** The value of one setting, or its default. */
  const one = <Value>(name: string, schema: v.GenericSchema<Value>, value: Value): Value => {
    const read = v.safeParse(v.nullish(schema), whole.output[name]);
    if (!read.success) complaints.push(label(`setting.${name}`, translate, { default: String(value) }));
    return (read.success ? read.output : undefined) ?? value;
  };
  const settings = {
    rules: readRules(whole.output['rules'], translate, complaints),
    maxProblems: one('maxProblems', count, DEFAULTS.maxProblems),
    inlayHints: one('inlayHints', level, DEFAULTS.inlayHints),
    codeLens: one('codeLens', v.boolean(), DEFAULTS.codeLens),
  };
  return { settings, complaints };
}

function readRules(raw: unknown, translate: Translate, complaints: string[]): Settings['rules'] {
  if (raw === null || raw === undefined) return {};
  const table = v.safeParse(rules, raw);
  if (!table.success || Array.isArray(raw)) {
    complaints.push(label('setting.rules', translate));
    return {};
  }
  const known = new Set(RULES.map(({ id }) => id));
  const chosen: Record<string, Severity | 'off'> = {};
  for (const [rule, value] of Object.entries(table.output)) {
    const parsed = v.safeParse(severity, value);
    if (!known.has(rule)) complaints.push(label('setting.rule', translate, { rule }));
    else if (!parsed.success)
      complaints.push(label('setting.severity', translate, { rule, value: JSON.stringify(value) }));
    else chosen[rule] = parsed.output;
  }
  return chosen;
}
