import builds from './data/builds.json';
import commands from './data/commands.json';
import fields from './data/fields.json';
import hosts from './data/hosts.json';
import prefixes from './data/prefixes.json';
import words from './data/words.json';

/** The files of entries, by name. If two entries of one kind have the same key, the later one wins. */
export const ENTRY_FILES = {
  'builds.json': builds,
  'commands.json': commands,
  'fields.json': fields,
  'hosts.json': hosts,
  'prefixes.json': prefixes,
  'words.json': words,
} as const;
