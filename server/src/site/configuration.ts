import { findNodeAtLocation, getNodeValue } from 'jsonc-parser';
import * as v from 'valibot';
import { type LabelName, SEVERITIES } from '../knowledge';
import { isSettable } from '../knowledge/causes';
import { propertyName, placeOfIssue, readJsonWithComments, valueFault } from './jsonWithComments';

const MAX_LIST = 1000;
const MAX_TEXT = 1000;

const texts = (words: string) =>
  v.optional(
    v.pipe(
      v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_TEXT))),
      v.maxLength(MAX_LIST),
      v.description(words),
    ),
  );
const severity = v.picklist(['off', ...SEVERITIES]);

/** A configuration file of the command line: settings named as in VS Code. */
export const CONFIGURATION = v.strictObject({
  $schema: v.optional(v.string()),
  'fortiosDebug.rules': v.optional(
    v.pipe(
      v.record(v.string(), severity),
      v.description('The severity of one cause such as `login/saml/clock`, of all causes of a rule, or of every rule of an area such as `secret/*`; `off` disables it.'), // oxfmt-ignore
    ),
  ),
  'fortiosDebug.knowledge': texts(
    'Files and folders with your own knowledge of messages and codes. Relative paths start in the folder that holds `.fortios-debug`.',
  ),
  'fortiosDebug.diagnostics.include': texts(
    'If a folder is checked: glob patterns of the files to examine. Default: all files.',
  ),
  'fortiosDebug.diagnostics.ignore': texts('If a folder is checked: glob patterns to skip.'),
});

export type Configuration = v.InferOutput<typeof CONFIGURATION>;

/** An error in a configuration, as a label, and its offset in UTF-16 code units. */
export interface ConfigurationProblem {
  readonly start: number;
  readonly label: LabelName;
  readonly facts: Readonly<Record<string, string>>;
}

/** Reads a configuration: JSON with comments. With `problems`, there are no values. */
export function readConfiguration(text: string): {
  readonly values: Configuration;
  readonly problems: readonly ConfigurationProblem[];
} {
  const { root, problems } = readJsonWithComments(text);
  const refuse = (all: readonly ConfigurationProblem[]) => ({ values: {}, problems: all });
  if (problems.length > 0) return refuse(problems);
  if (root?.type !== 'object') return refuse([{ start: 0, label: 'config.object', facts: {} }]);
  const { success, output, issues } = v.safeParse(CONFIGURATION, getNodeValue(root));
  if (success) {
    const unknown = Object.keys(output['fortiosDebug.rules'] ?? {}).filter(name => !isSettable(name));
    const all = unknown.map(name => ({
      start: propertyName(findNodeAtLocation(root, ['fortiosDebug.rules', name]) ?? root).offset,
      label: 'config.rule' as const,
      facts: { name },
    }));
    return all.length > 0 ? refuse(all) : { values: output, problems: [] };
  }
  return refuse(
    issues.map(issue => {
      const { at, name, isUnknown } = placeOfIssue(root, issue);
      const fault = isUnknown
        ? { label: 'config.unknown' as const, facts: { name, settings: SETTINGS.join(', ') } }
        : valueFault(name, issue);
      return { start: at.offset, ...fault };
    }),
  );
}

const SETTINGS = Object.keys(CONFIGURATION.entries).filter(name => name !== '$schema');
