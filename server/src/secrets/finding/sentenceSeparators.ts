import { isQuote } from './quotes';
import { isTitled } from './rowOfTwo';
import { after, from, fromName, fromNameWithin } from './separatorForms';
import { CHANGES, VERBS } from './separators';
import type { Separator } from './separatorTable';

/** A note in brackets before the value, and a separator. */
const NOTE = new RegExp(
  String.raw`^ ?\((?!\d{1,3}\))[^()\r\n]{1,40}\)\s?(?:[:=]|(?<=\s)(?:${VERBS.join('|')}):?(?=\s))\s?(?=\S)`,
);
const MAX_NOTE = 56;
const OF_WHAT = new RegExp(
  String.raw`^ (?:(?:used|configured|entered|stored|defined|given) )?(?:for|of|on|at|in|by|für|von|vom|de|del|do|da|du|pour|para|di|voor|van|dla|för|til|için) (?:[\p{L}\d._'’-]{1,32} ){0,8}(?:\w{2,12}=)?["']?[^\s"':=]{1,64}["']?(?: ?[:=]| (?:${VERBS.join('|')})(?: (?:now|still|(?:been )?${CHANGES} to)| ?:)?(?= )| (?:has|have) been ${CHANGES} to(?= )| ->) ?(?=\S)`,
  'u',
);
const MAX_OF_WHAT = 160;
/** Words for the user or the administrator after the name, in languages that need no preposition; then who that is. */
const OF_WHOM =
  /^ (?:пользователя|администратора|користувача|адміністратора|на потребителя|użytkownika|administratora|uživatele|správce|používateľa|správcu|korisnika)(?: [\w.@\\-]{1,64})?(?: ?[:=] ?| (?:to|jest|je|:?это|—|–) )(?=\S)/iu;
/** What was done to a secret, in other languages: ` wurde auf value geändert`. */
const PASSIVE =
  /^ (?:(?:wurde|wird|ist) (?:auf|zu) |a été (?:changée?|modifiée?|réinitialisée?|remplacée?) (?:en|à|par) |(?:fue|ha sido|se) (?:cambiad[oa]|cambió|restablecid[oa]) (?:a|por) |foi (?:alterad[oa]|redefinid[oa]|trocad[oa]) (?:para|por) |è stat[oa] (?:cambiat[oa]|impostat[oa]) (?:in|a|su) )(?=\S)/u;
const AT_END = String.raw`(?=["'\x60]?[^\s:]{6,64}[ \t]{0,8}(?:[\r\n]|$))`;
/** The last word before a colon that names another value: `password of the user: value`. */
const OF_OTHER = String.raw`(?:user|username|name|host|hostname|server|group|id|type|account|serial|model|file|path|version|date|time|number)`;
/** Further words about a secret, before a colon or a verb and its value at the end of the line. */
const SAID = new RegExp(
  String.raw`^(?:(?: [\p{L}'’-]{1,16}){1,5}?(?<! ${OF_OTHER}) ?:|,? (?:typed|tried|used|I|we|you|which|that|den|die|das|que|qui|che|dat)(?: [\p{L}'’-]{1,16}){0,9}?,? (?:${VERBS.join('|')})(?= )) ${AT_END}`,
  'u',
);
const MAX_SAID = 240;

/** True if words about a secret and its value follow its name, which ends at `at`. */
export function maySay(text: string, at: number, to: number): boolean {
  return SAID.test(text.slice(at, Math.min(to, at + MAX_SAID)));
}

/** The number of a value, and a separator: ` #2: `. */
const NUMBERED = /^ ?# ?\d{1,2} ?[:=] ?(?=\S)/;
/** A word for the value or for whose it is, and a separator. */
const WORD_FOR_VALUE =
  /^ (?:attr|attribute|avp|field|string|text|property|param|parameter|entry|local|remote|peer|before|after|radius|tacacs|ldap|ipsec|vpn|snmp|wifi|wlan|ike|nps)\s?[:=]\s?(?=\S)/i;
const MAX_WORD_FOR_VALUE = 24;
/** A separator or a dash between a title and its value. */
const DASH = /^(?: ?[#~] ?| [-–—] )(?=[^\s-])/;
const COMPARED =
  /^ (?:mismatch|differs|is wrong)(?!\w)[:,]? ?\(?(?:(?:(?:got|expected|local|peer|remote|ours?|theirs?|old|new|entered|received|configured) ?[:=]?|[\w-]{1,16} ?[:=]) ?)?["'([<]?/;
const MAX_COMPARED = 40;
const CHANGED =
  /^ (?:(?:was |is |has been )?(?:changed|updated|rotated|replaced|reset)(?: from| to|:|(?: [\w-]{1,16}){0,2}[,;.:] (?:and )?(?:[Tt]he |it )?(?:new (?:one|value) )?(?:is|was)(?: now)?:?)) (?=\S)/;
const MAX_CHANGED = 64;
/** Two values: ` from one to two`. */
const FROM_TO = /^ (?:from|von|de|da|van) (?=[^\s"']{4,64}["']? (?:to|auf|nach|in|zu|à|a|para|per|naar) )/;
const MAX_FROM_TO = 80;
/** The same with what the secret belongs to: ` on both ends from `, ` set on both ends: `. */
const CHANGED_ON =
  /^ (?:(?:was |is |has been )?(?:changed|updated|rotated|replaced|reset|set) )?(?:(?:for|of|on|in|at) (?:[\w.-]{1,32} ){0,4}?[\w.-]{1,32}(?: from| to|:)|to) (?=\S)/;
/** What agrees, or where a secret is: ` is the same on both ends (`, ` on both sides: `. */
const ON_BOTH_ENDS =
  /^(?: (?:is|are|was|were|on|at|of|in|the|same|both|each|all|either|two|identical|equal|correct|right|matching|match|matches|agree|ends?|sides?|peers?|units?|firewalls?|gateways?|devices?|members?)){1,8}(?:: ?|,? ?\(|\s=\s)(?=\S)/;
const MAX_ON_BOTH_ENDS = 80;

/** A code of digits. */
const CODE = /^\d{4,8}(?!\w)/;
const MAX_CODE = 9;

/** Separators of sentences: what was said about a secret before its value. */
export const SENTENCE_SEPARATORS: readonly Separator[] = [
  {
    name: 'note about the name',
    example: [' (8 to 64 characters): Winter-Sun-1', 'Winter-Sun-1'],
    characters: '(',
    quoted: false,
    read: fromName(NOTE, MAX_NOTE, { certainty: 'spoken' }),
  },
  {
    name: 'number of the value',
    example: [' #2: Winter-Sun-1', 'Winter-Sun-1'],
    characters: '#',
    quoted: false,
    read: fromNameWithin(NUMBERED, 10),
  },
  {
    name: 'change',
    example: [' changed from Winter-Sun-1', 'Winter-Sun-1'],
    characters: 'curwih',
    quoted: false,
    atOnce: false,
    read: fromNameWithin(CHANGED, MAX_CHANGED, { certainty: 'likely' }),
  },
  {
    name: 'change of two values',
    example: [' from Winter-Sun-1 to Winter-Sun-2', 'Winter-Sun-1'],
    characters: 'fvd',
    quoted: false,
    atOnce: false,
    read: fromNameWithin(FROM_TO, MAX_FROM_TO, { certainty: 'unlikely', ends: 'word' }),
  },
  {
    name: 'comparison',
    example: [' mismatch: local(Winter-Sun-1)', 'Winter-Sun-1'],
    characters: 'mdi',
    quoted: false,
    atOnce: false,
    read: fromNameWithin(COMPARED, MAX_COMPARED, { certainty: 'likely', ends: 'pair' }),
  },
  {
    name: 'agreement',
    example: [' is the same on both ends ("Winter-Sun-1")', 'Winter-Sun-1'],
    characters: 'iawobemt',
    quoted: false,
    atOnce: false,
    read(text, _separator, at, to) {
      const start = after(ON_BOTH_ENDS, text, at, Math.min(MAX_ON_BOTH_ENDS, to - at));
      return start && { ...start, certainty: isQuote(text[start.at]) ? 'likely' : 'unlikely', ends: 'pair' };
    },
  },
  {
    name: 'question',
    example: ['? Winter-Sun-1', 'Winter-Sun-1'],
    characters: '?',
    quoted: false,
    atOnce: true,
    read: from(/^\? (?=\S)/, 3, { certainty: 'unlikely', ends: 'word' }),
  },
  {
    name: 'what it is for',
    example: [" for 'user01' is Winter-Sun-1", 'Winter-Sun-1'],
    characters: 'foavdptiucesgb',
    quoted: false,
    atOnce: false,
    read(text, _separator, at, to) {
      const start = after(OF_WHAT, text, at, Math.min(MAX_OF_WHAT, to - at));
      if (!start || /["']/.test(text[start.at] ?? '')) return start;
      const isCode = CODE.test(text.slice(start.at, start.at + MAX_CODE));
      const isGiven = isCode || /[:=] ?$/.test(text.slice(start.at - 2, start.at));
      return { ...start, certainty: isGiven ? 'spoken' : 'likely', ends: 'word' };
    },
  },
  {
    name: 'change of what it belongs to',
    example: [' set on both ends to Winter-Sun-1', 'Winter-Sun-1'],
    characters: 'fioatcurswh',
    quoted: false,
    atOnce: false,
    read(text, _separator, at, to) {
      const start = after(CHANGED_ON, text, at, Math.min(MAX_OF_WHAT, to - at));
      return start && { ...start, certainty: isQuote(text[start.at]) ? 'spoken' : 'unlikely', ends: 'word' };
    },
  },
  {
    name: 'whom it belongs to',
    example: [' пользователя user01: Winter-Sun-1', 'Winter-Sun-1'],
    characters: 'пакнuaskn',
    quoted: false,
    atOnce: false,
    read: fromNameWithin(OF_WHOM, MAX_OF_WHAT, { ends: 'word' }),
  },
  {
    name: 'word for the value',
    example: [' attr=Winter-Sun-1', 'Winter-Sun-1'],
    characters: 'abfstpelrivwnABFSTPELRIVWN',
    quoted: false,
    atOnce: false,
    read: fromNameWithin(WORD_FOR_VALUE, MAX_WORD_FOR_VALUE, { certainty: 'spoken' }),
  },
  {
    name: 'passive',
    example: [' wurde auf Winter-Sun-1 geändert', 'Winter-Sun-1'],
    characters: 'wiafsè',
    quoted: false,
    atOnce: false,
    read: fromNameWithin(PASSIVE, 48, { certainty: 'likely', ends: 'word' }),
  },
  {
    name: 'words and a colon',
    example: [' I used: Winter-Sun-1', 'Winter-Sun-1'],
    quoted: false,
    read(text, _separator, at, to) {
      const start = after(SAID, text, at, Math.min(MAX_SAID, to - at));
      const isCode = start && CODE.test(text.slice(start.at, start.at + MAX_CODE));
      return start && { ...start, certainty: isCode ? 'spoken' : 'unlikely', ends: 'word' };
    },
  },
  {
    name: 'dash',
    example: [' — Winter-Sun-1', 'Winter-Sun-1'],
    characters: '#~-–',
    quoted: false,
    read(text, _separator, at, to) {
      const start = after(DASH, text, at, 4);
      return (
        start && {
          ...start,
          certainty: isTitled(text, at, start.at, to) ? 'likely' : 'unlikely',
          ends: 'word',
        }
      );
    },
  },
];

/** True if `for` or `of` starts at `at`, with an owner and a value after it. */
export function mayBeOf(text: string, at: number): boolean {
  return OF_WHAT.test(text.slice(at - 1, at + MAX_OF_WHAT));
}
