import * as v from 'valibot';
import { DAEMONS } from './domains/daemons';
import { SEVERITIES } from './types';

const MAX_LINES = 50;
const MAX_TEXT = 2000;
const MAX_TITLE = 120;

const described = <Schema extends v.GenericSchema>(schema: Schema, words: string) =>
  v.pipe(schema, v.description(words));

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_TEXT));
const lines = v.pipe(v.array(text), v.maxLength(MAX_LINES));
const code = v.union([
  v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_TITLE)),
  v.pipe(v.number(), v.integer()),
]);

const match = v.strictObject({
  text: v.optional(
    described(
      v.union([text, v.pipe(lines, v.minLength(1))]),
      'The words of the message, anywhere in it, with placeholders for what differs: `posture check failed for {user} at {address:ip}`. A list holds other wordings of the same message.',
    ),
  ),
  ignoreCase: v.optional(described(v.boolean(), 'Whether case is ignored.')),
  error: v.optional(described(code, 'The error number in an answer of a service.')),
  http: v.optional(described(code, 'The status of an HTTP answer.')),
  saml: v.optional(described(code, 'The number of a SAML error.')),
  result: v.optional(described(code, 'The result of an authentication by fnbamd.')),
});

const idLike = (pattern: RegExp) =>
  described(
    v.pipe(v.string(), v.regex(pattern)),
    'The name of the rule: `site/` and lower-case letters, digits and hyphens.',
  );

/** An entry as a site writes it. */
export const ENTRY_SCHEMA = v.strictObject({
  id: idLike(/^site\/[a-z0-9][a-z0-9-]{0,60}$/),
  title: described(
    v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_TITLE)),
    'What is wrong, in one short line.',
  ),
  match: described(match, 'What the entry explains: a message, or a code.'),
  daemon: v.optional(
    described(
      v.picklist(DAEMONS.map(({ name }) => name)),
      'The daemon that prints the message. Default: `any`.',
    ),
  ),
  releases: v.optional(described(lines, 'The releases of FortiOS that it applies to. Default: all.')),
  severity: v.optional(described(v.picklist(SEVERITIES), 'Default: `warning`.')),
  message: v.optional(
    described(text, 'The words of the problem, with placeholders of the text: `{user}`. Default: the title.'),
  ),
  meaning: v.optional(described(lines, 'What it means.')),
  causes: v.optional(described(lines, 'Probable causes, the most probable first.')),
  steps: v.optional(described(lines, 'What to do next, in order.')),
  commands: v.optional(described(lines, 'Whole commands to run; `<...>` stands for what is filled in.')),
  sources: v.optional(described(lines, 'Addresses or names of documents that say so.')),
  mask: v.optional(
    described(
      lines,
      'Placeholders whose values must not be shared, besides users, groups, servers, addresses and secrets.',
    ),
  ),
  words: v.optional(
    described(
      v.strictObject({
        keep: v.optional(described(lines, 'Words that a redacted copy may show.')),
        hide: v.optional(described(lines, 'Words and phrases that a redacted copy must not show.')),
      }),
      'Words of the site itself, for redacted copies. `redact --words` lists what was replaced.',
    ),
  ),
  examples: v.optional(
    described(
      v.strictObject({ match: v.optional(lines), not: v.optional(lines) }),
      'Lines of a capture that the entry explains, and lines that it must not match.',
    ),
  ),
});

/** A built-in entry: the same, of any area. */
export const CONTRIBUTION = v.strictObject({
  ...ENTRY_SCHEMA.entries,
  id: idLike(/^[a-z]+\/[a-z0-9][a-z0-9-]{0,60}$/),
});

/** What a file holds. */
export const ENTRY_FILE_SCHEMA = v.array(ENTRY_SCHEMA);

export type Written = v.InferOutput<typeof ENTRY_SCHEMA>;
