import * as v from 'valibot';
import { CERTAINTIES, VERDICTS, SEVERITIES } from '../knowledge';
import { SCENE_KINDS } from '../judge/scenes';
import { MOODS, PARTIES } from '../presentation/steps';
import { CHANGES } from './following';

// The JSON output of the command line. The published schemas in docs/schemas/ are generated from this: within a version,
// properties can be added, but never removed or given another meaning.

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Counts from 1. */
const line = v.pipe(v.number(), v.integer(), v.minValue(1));
const version = v.pipe(v.literal(1), v.description('The version of this format.'));
const severity = v.picklist(SEVERITIES);
const rule = v.pipe(v.string(), v.regex(/^[a-z]+\/[a-z0-9-]+$/), v.description('`area/what-is-wrong`.'));
const cause = v.pipe(
  v.string(),
  v.regex(/^[a-z]+(?:\/[a-z0-9-]+){2}$/),
  v.description('`area/what-is-wrong/why`: the cause, if the rule has several.'),
);
const texts = v.array(v.string());
const ending = v.picklist(['well', 'failed', 'open']);

const origin = v.pipe(
  v.object({ file: v.string(), line, uri: v.optional(v.string()) }),
  v.description("Where the site's own knowledge says so."),
);

const position = v.pipe(
  v.object({ line: count, character: count }),
  v.description('Zero-based; characters are UTF-16 code units, as in the Language Server Protocol.'),
);
const range = v.object({ start: position, end: position });
const relatedPlace = v.object({
  message: v.string(),
  range,
  path: v.optional(v.pipe(v.string(), v.description('The file, if it is not that of the problem.'))),
});
const statementWith = (line: v.GenericSchema<number>) =>
  v.object({
    text: v.string(),
    certainty: v.picklist(CERTAINTIES),
    sources: v.pipe(texts, v.description('Addresses of public documents.')),
    verdict: v.optional(
      v.pipe(v.picklist(VERDICTS), v.description('What the capture shows of a possible cause.')),
    ),
    why: v.optional(
      v.pipe(v.string(), v.description('What confirms or excludes it, or the command that decides.')),
    ),
    line: v.optional(v.pipe(line, v.description('The line that confirms or excludes it.'))),
  });
const statementsWith = (line: v.GenericSchema<number>) => v.array(statementWith(line));
const statements = statementsWith(line);
const finding = {
  rule,
  cause: v.optional(cause),
  from: v.optional(origin),
  severity,
  message: v.string(),
  range,
  related: v.array(relatedPlace),
  omitted: v.optional(v.pipe(count, v.description('Further places that are not in `related`.'))),
  facts: v.record(v.string(), v.string()),
  causes: v.optional(
    v.pipe(
      statementsWith(count),
      v.description('What it can be due to, if a capture can show that; of the first problems of a file.'),
    ),
  ),
  next: v.optional(
    v.pipe(
      statementWith(count),
      v.description('The first step against it in this capture; of the first problems of a file.'),
    ),
  ),
  deciding: v.optional(
    v.pipe(
      texts,
      v.description('The commands whose output decides about the open ones, the cheapest first.'),
    ),
  ),
};
const lineCounts = {
  lines: v.pipe(count, v.description('Lines that were read.')),
  unrecognised: v.pipe(count, v.description('Lines of no known form.')),
  understood: v.pipe(count, v.description('Lines whose meaning is known; a payload counts once.')),
  notUnderstood: v.pipe(
    count,
    v.description(
      'Lines whose meaning is not known. Blank lines, prompts and commands are in neither number.',
    ),
  ),
  unreadParts: v.pipe(
    texts,
    v.description(
      'What those lines are, where that is known: `crash-log`, or the command that printed them.',
    ),
  ),
};
const coverage = v.object(lineCounts);
const recordBy = v.optional(
  v.pipe(texts, v.description('What to type for how to record again what the capture lacks.')),
);

/** `check --format json`. */
export const CHECK = v.object({
  version,
  files: v.array(v.object({ path: v.string(), coverage, findings: v.array(v.object(finding)), recordBy })),
  unread: v.optional(v.array(v.object({ path: v.string(), reason: v.string() }))),
});

/** A line of `check --format ndjson`: a problem, or the end of a file. */
export const CHECK_LINE = v.union([
  v.object({
    path: v.string(),
    ...finding,
    change: v.optional(v.pipe(v.picklist(CHANGES), v.description('With --follow: what became of it.'))),
    id: v.optional(v.pipe(line, v.description('With --follow: the number of the problem.'))),
    times: v.optional(v.pipe(count, v.description('How often it happened so far.'))),
    before: v.optional(v.pipe(v.object(finding), v.description('What was reported before instead.'))),
    judged: v.optional(
      v.pipe(
        v.array(v.object({ text: v.string(), verdict: v.picklist(VERDICTS), news: v.string() })),
        v.description('Possible causes that are judged otherwise than before.'),
      ),
    ),
  }),
  v.object({ path: v.string(), coverage, recordBy }),
]);

const place = { file: v.string(), line };
const problem = v.object({
  ...place,
  rule,
  severity,
  message: v.string(),
  again: v.pipe(count, v.description('In how many more places it shows.')),
  token: v.optional(v.string()),
  from: v.optional(origin),
  also: v.array(v.object({ ...place, message: v.string() })),
});
const advice = v.array(
  v.object({
    title: v.string(),
    severity,
    problems: v.array(problem),
    omitted: count,
    meaning: statements,
    causes: statements,
    steps: statements,
    commands: v.pipe(texts, v.description('Those that only show, send packets or debug.')),
    unsafeCommands: v.pipe(
      texts,
      v.description('Those that can change the unit, or whose effect is unknown.'),
    ),
    documents: v.pipe(texts, v.description('Documents that the site names.')),
    from: v.optional(origin),
  }),
);
const endings = v.object({ well: count, failed: count, open: count });
const party = v.picklist(PARTIES);
const detail = v.object({
  parties: v.array(v.object({ party, name: v.string(), detail: v.optional(v.string()) })),
  steps: v.array(
    v.object({
      line,
      time: v.optional(v.string()),
      from: party,
      to: party,
      text: v.string(),
      more: texts,
      mood: v.picklist(MOODS),
    }),
  ),
  omittedSteps: count,
  facts: v.array(v.object({ label: v.string(), value: v.string() })),
  excerpt: v.optional(v.pipe(v.string(), v.description('Its lines, with secrets masked.'))),
});

const page = v.object({
  verdict: v.pipe(v.string(), v.description('What is wrong, or how it ended, in a sentence.')),
  severity: v.optional(v.pipe(severity, v.description('Missing if nothing is wrong.'))),
  subject: v.pipe(texts, v.description('Who, when and where.')),
  result: v.pipe(texts, v.description('What to say where nothing is wrong.')),
  twoEnds: v.optional(
    v.pipe(
      v.object({
        ends: texts,
        fields: v.array(v.object({ name: v.string(), values: texts, differs: v.boolean() })),
      }),
      v.description('What the two ends have, field by field, if they have no value in common.'),
    ),
  ),
  steps: v.pipe(statements, v.description('The first steps.')),
  causes: v.pipe(statements, v.description('The likeliest causes, those that are decided first.')),
  evidence: v.pipe(
    v.array(v.object({ line, text: v.string() })),
    v.description('The lines that show it, shortened to the words that decide.'),
  ),
  also: v.pipe(texts, v.description('What else the captures have.')),
});

/** `report --format json`: events, problems and next steps, with secrets masked. */
export const REPORT = v.object({
  version,
  files: texts,
  folder: v.pipe(v.string(), v.description('The folder of the files; empty if their names include it.')),
  captures: v.array(
    v.object({
      ...place,
      lastLine: line,
      host: v.optional(v.string()),
      vdoms: texts,
      units: texts,
      firmware: texts,
      debugs: texts,
      from: v.optional(v.string()),
      to: v.optional(v.string()),
    }),
  ),
  problemCounts: v.object({ error: count, warning: count, information: count, hint: count }),
  counts: v.object({ exchange: endings, login: endings, negotiation: endings }),
  page: v.pipe(page, v.description('What a person reads first.')),
  advice: v.pipe(advice, v.description('What went wrong and what to do, most severe first.')),
  timeline: v.array(
    v.object({
      ...place,
      lastLine: line,
      about: v.picklist([...SCENE_KINDS, 'problem']),
      incident: v.optional(v.pipe(v.string(), v.description('The id for --incident.'))),
      what: v.string(),
      outcome: v.string(),
      ending,
      stamp: v.optional(v.pipe(v.string(), v.description('The time stamp, as the unit wrote it.'))),
      took: v.optional(v.string()),
      problems: v.array(problem),
      detail: v.optional(detail),
    }),
  ),
  tokens: v.array(
    v.object({
      serial: v.string(),
      model: v.optional(v.string()),
      events: v.array(
        v.object({
          ...place,
          stamp: v.optional(v.string()),
          text: v.string(),
          ending: v.optional(ending),
          times: count,
        }),
      ),
      omitted: count,
      problems: v.array(problem),
    }),
  ),
  secrets: v.pipe(advice, v.description('Secrets that the captures hold; no value of one is here.')),
  limits: v.pipe(advice, v.description('What the captures themselves lack.')),
  coverage: v.array(
    v.object({
      file: v.string(),
      ...lineCounts,
      unrecognisedLines: v.array(v.object({ first: line, last: line })),
      problemsAlone: v.pipe(
        v.boolean(),
        v.description('Whether the file was too long for more than its problems.'),
      ),
    }),
  ),
  unread: v.array(v.object({ file: v.string(), reason: v.string() })),
  skippedFiles: v.pipe(count, v.description('Files of folders that are not captures.')),
  omitted: v.pipe(
    v.object({ captures: count, timeline: count, details: count, tokens: count }),
    v.description('What is left out because there is too much of it.'),
  ),
});

export type Report = v.InferOutput<typeof REPORT>;
