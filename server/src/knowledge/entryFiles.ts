import builds from './data/builds.json';
import cliErrors from './data/cli-errors.json';
import commands from './data/commands.json';
import errors from './data/errors.json';
import fields from './data/fields.json';
import functions from './data/functions.json';
import hosts from './data/hosts.json';
import prefixes from './data/prefixes.json';
import results from './data/results.json';
import samlResults from './data/saml-results.json';
import sentences from './data/sentences.json';
import tokenStatuses from './data/token-statuses.json';
import words from './data/words.json';

/** The files of entries, by name. If two entries of one kind have the same key, the later one wins. */
export const ENTRY_FILES = {
  'builds.json': builds,
  'cli-errors.json': cliErrors,
  'commands.json': commands,
  'errors.json': errors,
  'fields.json': fields,
  'functions.json': functions,
  'hosts.json': hosts,
  'prefixes.json': prefixes,
  'results.json': results,
  'saml-results.json': samlResults,
  'sentences.json': sentences,
  'token-statuses.json': tokenStatuses,
  'words.json': words,
} as const;
