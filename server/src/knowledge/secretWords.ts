import words from './data/secret-words.json';

/** How a word announces a value that must not be shared. */
export type SecretForm =
  | 'name' // the last parts of a name that a value follows: `client_secret=value`, `ClientSecret: value`; `*word` also glued
  | 'pair' // word=value, word: value, "word":"value", word is value, word [value], word 'value'
  | 'setting' // set word value
  | 'setting-end' // set ...-word value
  | 'edit' // config word, edit value
  | 'header' // Word: value of HTTP
  | 'sized' // word 16:hex, word=16 hex
  | 'credentials' // word: user:password, word = [user, password], word: user / password
  | 'element' // <word>value</word>
  | 'rdn' // word=value in a distinguished name
  | 'column' // the head of a column in a list of sessions
  | 'command' // a command with <what> for what the user fills in
  | 'argument' // what a user fills in at a command
  | 'option' // -w value, --word=value
  | 'no-value' // words in the place of a value that are not one
  | 'public-host' // hosts that everybody knows, with all hosts below them
  | 'top-domain'; // the last part of a host name

/** A row of words: what they hold, and the public sources that show it. */
export interface SecretWords {
  readonly form: SecretForm;
  /** A class of secrets or a kind of identity; `nothing` for names that only end like those of secrets. */
  readonly holds: string;
  /** The shape of the value; if missing, any word. */
  readonly value?:
    | 'long'
    | 'code'
    | 'digits'
    | 'six-digits'
    | 'word'
    | 'token'
    | 'cookie'
    | 'licence'
    | 'base32' // capitals and digits of a seed
    | 'phrase'
    | 'mixed'
    | 'keyword' // as `mixed`, or a word that FortiOS does not use
    | 'own-word' // a word at the end of its line that FortiOS does not use
    | 'own-code' // letters and digits that are no serial number, not only words that FortiOS uses
    | 'random'
    | 'community'
    | 'number'
    | 'own-name' // a name that FortiOS does not use
    | 'hex'
    | 'groups' // parts of a code
    | 'phone'
    | 'card'
    | 'surname' // a capital and letters
    | 'beside'; // a part of a distinguished name beside another part
  readonly keys: readonly string[];
  /** Ids of `sources.json`. */
  readonly sources: readonly string[];
}

/** Words that introduce values that must not be shared. */
const SECRET_WORDS = words as readonly SecretWords[];

/** The rows of one form. */
export function secretWords(form: SecretForm): readonly SecretWords[] {
  return SECRET_WORDS.filter(row => row.form === form);
}

/** Every key in the rows of one form. */
export function secretKeys(form: SecretForm, holds?: string): ReadonlySet<string> {
  return new Set(
    secretWords(form)
      .filter(row => holds === undefined || row.holds === holds)
      .flatMap(({ keys }) => keys),
  );
}
