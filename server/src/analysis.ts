import { findProblems, type Finding } from './rules';
import { findSecrets, type Secret } from './secrets';
import { type CaptureRecord, Lines, readRecords, reread } from './syntax';
import { type Trace, traceOf } from './trace';

/** How much of the text was understood. */
export interface Coverage {
  readonly lines: number;
  /** Lines with something on them that no line form knows. */
  readonly unrecognised: number;
}

/** All that is known of a text. */
export interface Analysis {
  readonly text: string;
  /** The records, end to end over the text. */
  readonly records: readonly CaptureRecord[];
  readonly trace: Trace;
  /** The problems, in the order of the text. */
  readonly findings: readonly Finding[];
  readonly secrets: readonly Secret[];
  readonly coverage: Coverage;
}

/**
 * Reads a capture and says what is wrong. Any string at all is read, in time that grows with its length. Where `before`, the
 * analysis of the text before an edit, is given, only what the edit touched is read again; the result is the same.
 */
export function analyze(text: string, before?: Analysis): Analysis {
  const records = before ? reread(before, text) : readRecords(text);
  const trace = traceOf(text, records);
  const secrets = findSecrets(text, records);
  const findings = findProblems({ trace, secrets });
  return { text, records, trace, findings, secrets, coverage: coverageOf(text, records) };
}

/** Lines end with LF, CR LF or CR, as in the language server protocol. */
function coverageOf(text: string, records: readonly CaptureRecord[]): Coverage {
  const lines = new Lines(text);
  let count = 0;
  for (let at = 0; at < text.length; at = lines.nextOf(lines.endOf(at))) count++;
  return { lines: count, unrecognised: records.filter(record => record.kind === 'text').length };
}
