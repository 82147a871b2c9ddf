/** A quote of a string, which may be one in another string. */
export const QUOTE = String.raw`\\{0,3}["']`;
/** What fields of objects are called that hold the name of something, and those that hold its value. */
export const NAME_FIELDS =
  'name|key|k|n|q|question|field|param|parameter|attribute|attr|property|prop|setting|option|id|label|title|variable|var|item|type';
export const VALUE_FIELDS =
  'value|values|val|v|a|answer|ans|content|data|text|default|decrypted|new|old|current|to|from';
/** Further members of an object, with the comma after each. */
export const MEMBERS = String.raw`(?:${QUOTE}\w{1,24}${QUOTE}\s?:\s?(?:${QUOTE}[^"'\\]{0,60}${QUOTE}|[\d.]{1,12}|true|false|null)\s?,\s?){0,4}`;

/** An object of JSON that holds a value, and before it what is said of that. */
export const OBJECT_OF_VALUE =
  /^: ?\{ ?(?:\\{0,3}"\w{1,24}\\{0,3}" ?: ?(?:\\{0,3}"\w{0,24}\\{0,3}"|\d{1,8}|true|false|null) ?, ?){0,4}\\{0,3}"(?:value|val|content|data)\\{0,3}" ?: ?\[? ?/i;
export const MAX_OBJECT = 160;

/** What comes after a name that is a value itself, up to what that holds: `","id":7,"value":`. */
export const VALUE_OF = new RegExp(
  String.raw`^\s?,?\s?${MEMBERS}?(?:${QUOTE})?(?:${VALUE_FIELDS})(?:${QUOTE})?\s?[:=]\s?\[?`,
  'i',
);
export const MAX_VALUE_OF = 240;
/** The same without quotes: `{name: psk, value: `, `attribute: password, old value: `. */
export const FIELD_OF_VALUE =
  /^, ?(?:old |new |previous |current )?(?:value|val|default|content)\s?[:=]\s?(?=\S)/i;
export const MAX_FIELD = 32;
