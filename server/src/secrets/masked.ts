/** A value that is already masked or carries no information: `****`, `<SN>`, `xxxx`, `ENC ...`, an all-zero licence code. */
const MASKED =
  /\*{2}|^\*(?!.*[A-Za-z])|^<.*>$|^\{\w+\}$|^([*xX01.#-])\1*$|^ENC(?:\s|$)|^x\.x\.x\.x$|^0000-0000-0000-0000-0000$/i;
/** Minimum number of `x` at the end of a masked value, which must also be half of it. */
const MIN_HIDING = 4;
/** Zeros or ones and a number, possibly wrapped by a terminal: the mask of hex digits, and of a number. */
const NUMBERED = /^0{12,}\d*$|^1{4,}\d{1,5}$/;
/** A mask that keeps the punctuation of a value: `[00:00:00]xX`. */
const SHAPED = /^(?:[xX0]|[^\p{L}\d])+$/u;
/** Only this many leading code units of a value are checked. */
const MAX_CHECKED = 200;

/** True for a mask made by a user or by an earlier redaction. */
export function isMasked(value: string): boolean {
  const checked = value.length > MAX_CHECKED ? value.slice(0, MAX_CHECKED) : value;
  if (mayBeMasked(checked) && (MASKED.test(checked) || NUMBERED.test(value))) return true;
  if (SHAPED.test(checked) && /[x0]/i.test(checked)) return true;
  let hiding = 0;
  while (hiding < checked.length && /x/i.test(checked[checked.length - 1 - hiding] ?? '')) hiding++;
  return hiding >= MIN_HIDING && hiding * 2 >= checked.length;
}

/** True for a value that FortiOS encrypted, `ENC AAAA...`: the key of many units is public (CVE-2019-6693). */
export function isEncrypted(value: string): boolean {
  return ENCRYPTED.test(value) && !isMasked(value.replace(ENCRYPTED, ''));
}

const ENCRYPTED = /^ENC(?:\s+|$)/i;

/** A quick test: a mask starts with one of a few characters or with a repeated character, or contains `**`. */
function mayBeMasked(checked: string): boolean {
  const [first, second] = [checked.charCodeAt(0) | 32, checked.charCodeAt(1) | 32];
  return checked.length < 2 || first === second || STARTS.has(first) || checked.includes('**');
}

/** First characters of masks, each with the ASCII case bit set. */
const STARTS: ReadonlySet<number> = new Set(
  ['*', '<', '{', 'x', 'e', '0', '1'].map(character => character.charCodeAt(0) | 32),
);

/** Prefixes of stand-ins after `x`: `xuser01`, or a shorter prefix if the name is short. */
const LABELS = ['user', 'group', 'server', 'host', 'tunnel', 'name', 'mail'] as const;
const LABEL = LABELS.flatMap(label => Array.from(label, (_, at) => label.slice(0, at + 1))).join('|');
/** A stand-in followed by text that a joined line appended to it. */
const STAND_IN_START = new RegExp(`^x(?:${LABELS.join('|')})\\d\\d`, 'i');
/** A stand-in for a name, a host or a mail address, or a part of one that a terminal cut. */
const STAND_IN = new RegExp(
  [
    `^x(?:${LABEL})\\d*x?\\d+$|^x\\d{1,5}$`,
    String.raw`^[xyzwvuqkj]\d$`,
    String.raw`^(?:h?\d+)?\.?(?:example(?:\.com?)?|test)$`,
    String.raw`^(?:u?\d+)?@?(?:example(?:\.com?)?|x\.test)$`,
    String.raw`^[hu]00\d+\.?$`,
    String.raw`^[\w-]{6}99999\d+$`,
    String.raw`^0{8}-0{4}-0{4}-0{4}-\d{12}$`,
    String.raw`^00([:-])00\1\s?5e\1\s?00\1\s?53\1`,
    String.raw`^02([:-])00\2\s?00\2`,
  ].join('|'),
  'i',
);

/** True for a stand-in, and for a name that starts with one. */
export function isStandIn(name: string): boolean {
  return STAND_IN.test(name) || STAND_IN_START.test(name);
}
