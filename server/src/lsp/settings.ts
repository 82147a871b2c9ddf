import { braceExpand } from 'minimatch';
import * as v from 'valibot';
import { label, type NameAfter, SEVERITIES, type Severity, type Translate } from '../knowledge';
import { isSettable } from '../knowledge/causes';

export interface Settings {
  /** Severities that the user chose, by cause, rule or family (`family/*`). */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Maximum number of problems per file. */
  readonly maxProblems: number;
  readonly inlayHints: 'off' | 'essential' | 'all';
  readonly codeLens: boolean;
  /** All captures are of one unit, also those that do not show its serial number. */
  readonly sameUnit: boolean;
  readonly diagnostics: FolderSettings;
}

/** Which captures to report problems for, and how much of a folder to read. */
export interface FolderSettings {
  readonly scope: 'openFiles' | 'workspace';
  /** Glob patterns of the files to read, and of files and folders to skip. */
  readonly include: readonly string[];
  readonly ignore: readonly string[];
  /** Maximum number of files to read. */
  readonly maxFiles: number;
  /** Maximum total size of all captures, in millions of bytes. */
  readonly maxMegabytes: number;
}

export const DEFAULTS: Settings = {
  rules: {},
  maxProblems: 200,
  inlayHints: 'essential',
  codeLens: true,
  sameUnit: false,
  diagnostics: {
    scope: 'openFiles',
    include: ['**/*'],
    ignore: ['**/node_modules/**', '**/.git/**'],
    maxFiles: 20_000,
    maxMegabytes: 1000,
  },
};

const severity = v.picklist(['off', ...SEVERITIES]);
const section = v.record(v.string(), v.unknown());
const rules = v.record(v.string(), v.unknown());

const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000));
const level = v.picklist(['off', 'essential', 'all']);
const scope = v.picklist(['openFiles', 'workspace']);
/** The library refuses longer patterns. */
const globs = v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(1000)));
/** Maximum number of patterns in a list, and of characters: each name in a folder is compared with all of them. */
const MAX_GLOBS = 1000;
const MAX_GLOBS_LENGTH = 10_000;
const SHOWN_LENGTH = 80;
const limit = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000));

/**
 * Reads the settings of the section `fortiosDebug`. Invalid values are reported in `warnings` and replaced with
 * their defaults.
 */
export function readSettings(raw: unknown, translate: Translate): { settings: Settings; warnings: string[] } {
  const warnings: string[] = [];
  if (raw === null || raw === undefined) return { settings: DEFAULTS, warnings };
  const whole = v.safeParse(section, raw);
  if (!whole.success || Array.isArray(raw)) {
    return { settings: DEFAULTS, warnings: [label('setting.section', translate)] };
  }
  const one = reader(whole.output, translate, warnings);
  const settings = {
    rules: readRules(whole.output['rules'], translate, warnings),
    maxProblems: one('maxProblems', count, DEFAULTS.maxProblems),
    inlayHints: one('inlayHints', level, DEFAULTS.inlayHints),
    codeLens: one('codeLens', v.boolean(), DEFAULTS.codeLens),
    sameUnit: one('sameUnit', v.boolean(), DEFAULTS.sameUnit),
    diagnostics: readFolderSettings(whole.output['diagnostics'], translate, warnings),
  };
  return { settings, warnings };
}

/** Returns a function that reads one setting; it returns the default if the value is invalid or missing. */
function reader(values: Record<string, unknown>, translate: Translate, warnings: string[]) {
  return <Value>(name: NameAfter<'setting.'>, schema: v.GenericSchema<Value>, value: Value): Value => {
    const read = v.safeParse(v.nullish(schema), values[name.slice(name.lastIndexOf('.') + 1)]);
    const shown = Array.isArray(value) ? value.join(', ') : String(value);
    if (!read.success) warnings.push(label(`setting.${name}`, translate, { default: shown }));
    return (read.success ? read.output : undefined) ?? value;
  };
}

function readFolderSettings(raw: unknown, translate: Translate, warnings: string[]): FolderSettings {
  const before = DEFAULTS.diagnostics;
  if (raw === null || raw === undefined) return before;
  const table = v.safeParse(section, raw);
  if (!table.success || Array.isArray(raw)) {
    warnings.push(label('setting.diagnostics', translate));
    return before;
  }
  const one = reader(table.output, translate, warnings);
  const patterns = (name: 'include' | 'ignore'): readonly string[] => {
    const read = one<readonly string[]>(`diagnostics.${name}`, globs, before[name]);
    const pattern = tooLong(read);
    if (pattern === undefined) return read;
    const facts = {
      name,
      pattern: pattern.slice(0, SHOWN_LENGTH),
      patterns: String(MAX_GLOBS),
      limit: String(MAX_GLOBS_LENGTH),
      default: before[name].join(', '),
    };
    warnings.push(label('setting.diagnostics.globs', translate, facts));
    return before[name];
  };
  return {
    scope: one('diagnostics.scope', scope, before.scope),
    include: patterns('include'),
    ignore: patterns('ignore'),
    maxFiles: one('diagnostics.maxFiles', limit, before.maxFiles),
    maxMegabytes: one('diagnostics.maxMegabytes', limit, before.maxMegabytes),
  };
}

/**
 * Returns the pattern that exceeds the limits of a list, counting expanded braces: `{a,b}` is two patterns, and
 * twenty of it are a million.
 */
function tooLong(patterns: readonly string[]): string | undefined {
  let [count, length] = [0, 0];
  return patterns.find(pattern => {
    const all = braceExpand(pattern, { braceExpandMax: MAX_GLOBS + 1 });
    count += all.length;
    for (const one of all) length += one.length;
    return count > MAX_GLOBS || length > MAX_GLOBS_LENGTH;
  });
}

function readRules(raw: unknown, translate: Translate, warnings: string[]): Settings['rules'] {
  if (raw === null || raw === undefined) return {};
  const table = v.safeParse(rules, raw);
  if (!table.success || Array.isArray(raw)) {
    warnings.push(label('setting.rules', translate));
    return {};
  }
  const chosen: Record<string, Severity | 'off'> = {};
  for (const [rule, value] of Object.entries(table.output)) {
    const parsed = v.safeParse(severity, value);
    if (!isSettable(rule)) warnings.push(label('setting.rule', translate, { rule }));
    else if (!parsed.success)
      warnings.push(label('setting.severity', translate, { rule, value: JSON.stringify(value) }));
    else chosen[rule] = parsed.output;
  }
  return chosen;
}
