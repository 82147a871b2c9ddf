/** A quote of a string, possibly inside another string. */
export const QUOTE = String.raw`\\{0,3}["']`;
/** Names of fields that hold a name, and of fields that hold its value. */
export const NAME_FIELDS =
  'name|key|k|n|q|question|field|param|parameter|attribute|attr|property|prop|setting|option|id|label|title|variable|var|item|type';
export const VALUE_FIELDS =
  'value|values|val|v|a|answer|ans|content|data|text|default|decrypted|new|old|current|to|from|(?:new|old|previous|current)[_-]?value';
/** Further members of an object, each with its comma. */
export const MEMBERS = String.raw`(?:${QUOTE}[\w-]{1,24}${QUOTE}\s?:\s?(?:${QUOTE}[^"'\\]{0,60}${QUOTE}|[\d.]{1,12}|true|false|null)\s?,\s?){0,4}`;

const FIELDS_OF_OBJECT =
  '(?:value|val|content|data|text|old|new|current|raw|plain|plaintext|clear|cleartext|decrypted)';
/** The start of an object with a value, and the members before it. */
export const OBJECT_OF_VALUE = new RegExp(
  String.raw`^: ?\{ ?(?:(?!(?:${QUOTE})?${FIELDS_OF_OBJECT}\b)(?:${QUOTE})?\w{1,24}(?:${QUOTE})? ?: ?(?:${QUOTE}\w{0,24}${QUOTE}|[\w.-]{1,24}) ?, ?){0,4}(?:${QUOTE})?${FIELDS_OF_OBJECT}(?:${QUOTE})? ?: ?\[? ?`,
  'i',
);
export const MAX_OBJECT = 160;

/** Text after a name that is itself a value, up to the value of that name: `","id":7,"value":`. */
export const VALUE_OF = new RegExp(
  String.raw`^\s?,?\s?${MEMBERS}?(?:${QUOTE})?(?:${VALUE_FIELDS})(?:${QUOTE})?\s?[:=]\s?\[?`,
  'i',
);
export const MAX_VALUE_OF = 240;
/** The same without quotes: `{name: psk, value: `, `attribute: password, old value: `. */
export const FIELD_OF_VALUE =
  /^, ?(?:old |new |previous |current )?(?:value|val|default|content)\s?[:=]\s?(?=\S)/i;
export const MAX_FIELD = 32;
