import { anyBlanks, type LineForm } from '../line';
import { configLine } from './config';
import { bareCommand, banner, cliError, prompt } from './console';
import { daemonForms, dumpRow } from './daemonForms';
import { bracketedFunction, connection, functionLine, lineFunction, sourceFile } from './debug';
import { http } from './http';
import { json } from './json';
import { listing } from './listings';
import { logForms } from './logs';
import { sentence } from './bareSentences';
import { serverLogForms } from './serverLogs';
import { sniffedPacket } from './sniffer';
import { getField, tokenTable } from './tables';

/** Every line form, in the order in which they are tried. */
export const FORMS: readonly LineForm[] = [
  json,
  ...[functionLine, lineFunction, sourceFile, connection, bracketedFunction, ...daemonForms].map(anyBlanks),
  // Its columns begin after runs of blanks.
  dumpRow,
  ...[...serverLogForms, ...logForms, sniffedPacket].map(anyBlanks),
  http,
  prompt,
  anyBlanks(tokenTable),
  ...[banner, cliError].map(anyBlanks),
  configLine,
  bareCommand,
  getField,
  listing,
  sentence,
];
