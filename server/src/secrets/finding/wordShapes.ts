import { BACKSLASH, isAlphanumeric } from '../../syntax';
import {
  address,
  address6,
  addressInHex,
  card,
  mac,
  phone,
  phoneInGroups,
  phoneWithDots,
  uuid,
} from './addresses';
import type { Heuristic } from './heuristic';
import { host, userInfo } from './hosts';
import { logonName, slashLogonName } from './logonName';
import { shareHost } from './shares';
import { mail } from './mail';
import { keyInOneLine } from './privateKey';
import type { Passage, Sink } from './passage';
import {
  base64,
  base64url,
  botToken,
  cryptHash,
  codeInGroups,
  hexAfterPrefix,
  hexRun,
  messageId,
  MIN_PICTURE,
  MIN_TOKEN,
  serviceToken,
  serviceTokenInParts,
  picture,
  signedToken,
  textInBase64,
} from './runs';
import { activationLink, MIN_SERIAL, serialNumbers } from './serials';
import { BEYOND_HEX, DIGIT, LOWER, UNDERSCORE, UPPER, type Word } from './words';

const AT = 64;
const DASH = 45;
const DOLLAR = 36;
const SLASH = 47;

/** Properties of a word that are known before its characters are read. */
export interface WordKind {
  /** The classes of all its characters, as bits. */
  readonly characters: number;
  /** The character after it if it is one of `+ - . / : @`, otherwise empty. */
  readonly next: string;
}

export interface WordShape extends Heuristic {
  /** A quick test by the characters of a word and the one after it. */
  readonly mayHave: (kind: WordKind) => boolean;
  /** Minimum length of the word, in UTF-16 code units. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** It is an identity, so it is skipped if only secrets are searched for. */
  readonly isIdentity?: true;
  /** It is tried before the keys, and nothing inside it is a key. */
  readonly isFirst?: true;
  /** It is a run of base64, which consists of words and punctuation. */
  readonly isRun?: true;
  /** Takes the value if it has the shape, and returns where to continue; otherwise -1. */
  readonly read: (word: Word) => number;
}

const hasDigit = ({ characters }: WordKind): boolean => (characters & DIGIT) !== 0;
const isHex = ({ characters }: WordKind): boolean => (characters & BEYOND_HEX) === 0;
const isNumber = ({ characters }: WordKind): boolean => characters === DIGIT;
/** False for a word of letters only, which is part of a sentence, unless punctuation of a URL or base64 is next to it. */
const isDistinctive = (kind: WordKind): boolean =>
  hasDigit(kind) || isHex(kind) || (kind.next !== '' && '.@+/'.includes(kind.next));

/** Shapes of words that need no name before them, in the order in which they are tried. */
export const WORD_SHAPES: readonly WordShape[] = [
  {
    name: 'picture',
    why: 'A QR code to activate a token is sent as a picture; all pictures of its format begin alike.',
    example: ['image iVBORw0KGgoAAAANSUhEUgAAAAUA shown', 'qr-code', 'iVBORw0KGgoAAAANSUhEUgAAAAUA'],
    mayHave: ({ characters }) => (characters & LOWER) !== 0 && (characters & UPPER) !== 0,
    minLength: MIN_PICTURE,
    isFirst: true,
    read: picture,
  },
  {
    name: 'code-in-groups',
    why: 'Codes to register with are printed as groups of five capitals and digits.',
    example: ['registered with AB1CD-2EF3G-H4IJ5-KLM6N', 'licence-code', 'AB1CD-2EF3G-H4IJ5-KLM6N'],
    mayHave: ({ characters, next }) => next === '-' && (characters & (LOWER | UNDERSCORE)) === 0,
    minLength: 5,
    maxLength: 5,
    read: codeInGroups,
  },
  {
    name: 'signed-token',
    why: 'A signed token of the web opens a session, and begins with an object of JSON in base64.',
    example: [
      'got eyJhbGciOiJIUzI1NiJ9x.eyJzdWIiOiIxMjMifQ.c2ln',
      'session',
      'eyJhbGciOiJIUzI1NiJ9x.eyJzdWIiOiIxMjMifQ.c2ln',
    ],
    mayHave: isDistinctive,
    minLength: MIN_TOKEN,
    read: signedToken,
  },
  {
    name: 'service-token',
    why: 'Services on the web begin the tokens that they give out with letters of their own.',
    example: ['pushed with ghp_Ab3dEf6hJk9mNp2qRs5tUv8wXy1z', 'session', 'ghp_Ab3dEf6hJk9mNp2qRs5tUv8wXy1z'],
    mayHave: hasDigit,
    minLength: MIN_TOKEN,
    read: serviceToken,
  },
  {
    name: 'service-token-in-parts',
    why: 'Other services have a character after the letters with which their tokens begin.',
    example: ['cloned with glpat-Ab3dEf6hJk9mNp2qRs5t', 'session', 'glpat-Ab3dEf6hJk9mNp2qRs5t'],
    mayHave: ({ characters, next }) => (next === '-' || next === '.') && (characters & UNDERSCORE) === 0,
    minLength: 2,
    maxLength: 8,
    read: serviceTokenInParts,
  },
  {
    name: 'serial-number',
    why: 'Serial and licence numbers name a unit and its owner; damage may glue them to other words.',
    example: ['unit FGT60F0000000001 joined', 'serial', 'FGT60F0000000001'],
    mayHave: kind => isDistinctive(kind) && (kind.characters & (DIGIT | UPPER)) !== 0,
    minLength: MIN_SERIAL,
    read: serialNumbers,
  },
  {
    name: 'activation-link',
    why: 'The picture that activates a token holds `FTM`, and after a colon the code.',
    example: ['scanned FTM:7QK4TZP3MWXR2VAE:FGT', 'activation-code', '7QK4TZP3MWXR2VAE'],
    mayHave: ({ characters, next }) => next === ':' && characters === (UPPER | BEYOND_HEX),
    minLength: 3,
    maxLength: 3,
    read: activationLink,
  },
  {
    name: 'address-in-hex',
    why: 'Eight hex digits after a word for an address are four bytes of it.',
    example: ['client ip 0a01c80b joined', 'address', '0a01c80b'],
    mayHave: hasDigit,
    minLength: 8,
    maxLength: 10,
    isIdentity: true,
    read: addressInHex,
  },
  {
    name: 'address',
    why: 'Four numbers below 256 with dots between them are an address.',
    example: ['reply of 192.0.2.7 came', 'address', '192.0.2.7'],
    mayHave: kind => isNumber(kind) && kind.next === '.',
    maxLength: 3,
    isIdentity: true,
    read: address,
  },
  {
    name: 'card-address',
    why: 'Switches write the address of a network card in two or three groups of hex digits.',
    example: ['port of 0000.5e00.53af is up', 'mac', '0000.5e00.53af'],
    mayHave: kind => isHex(kind) && (kind.next === '.' || kind.next === '-'),
    minLength: 4,
    maxLength: 6,
    isIdentity: true,
    read: card,
  },
  {
    name: 'phone-in-groups',
    why: 'A number after `+` whose groups have 9 to 15 digits together is a phone number.',
    example: ['text to +1 212 555 0100', 'phone', '+1 212 555 0100'],
    mayHave: isNumber,
    maxLength: 7,
    isIdentity: true,
    read: phoneInGroups,
  },
  {
    name: 'phone-with-dots',
    why: 'Three, three and four digits with dots between them are a phone number, and so are five pairs after a 0.',
    example: ['text to 212.555.0100 failed', 'phone', '212.555.0100'],
    mayHave: kind => isNumber(kind) && kind.next === '.',
    minLength: 2,
    maxLength: 3,
    isIdentity: true,
    read: phoneWithDots,
  },
  {
    name: 'phone',
    why: 'A long number after `+` is a phone number.',
    example: ['text to +12125550100', 'phone', '+12125550100'],
    mayHave: isNumber,
    minLength: 8,
    maxLength: 15,
    isIdentity: true,
    read: phone,
  },
  {
    name: 'uuid',
    why: 'An id of 128 bits names one object of one customer.',
    example: [
      'policy 7f1c9a03-b5e2-51ec-8b1f-00163e5f3a2c hit',
      'uuid',
      '7f1c9a03-b5e2-51ec-8b1f-00163e5f3a2c',
    ],
    mayHave: kind => isHex(kind) && kind.next === '-',
    minLength: 8,
    maxLength: 8,
    isIdentity: true,
    read: uuid,
  },
  {
    name: 'mac',
    why: 'Six bytes with colons or hyphens between them are the address of a network card.',
    example: ['client 00:00:5e:00:53:af joined', 'mac', '00:00:5e:00:53:af'],
    mayHave: kind => isHex(kind) && (kind.next === ':' || kind.next === '-'),
    minLength: 2,
    maxLength: 2,
    isIdentity: true,
    read: mac,
  },
  {
    name: 'address6',
    why: 'Eight groups of hex digits, or fewer with `::` among them, are an address.',
    example: ['reply of 2001:db8::7 came', 'address6', '2001:db8::7'],
    mayHave: isHex,
    maxLength: 4,
    isIdentity: true,
    read: address6,
  },
  {
    name: 'hex-after-0x',
    why: 'The value of an attribute of RADIUS that no name explains is printed so; it may be a password.',
    example: ['value 0x4a6f1c9a03b5e2d84691b7e3f05d2ac86e end', 'run', '4a6f1c9a03b5e2d84691b7e3f05d2ac86e'],
    mayHave: kind => hasDigit(kind) && !isHex(kind),
    read: hexAfterPrefix,
  },
  {
    name: 'message-id',
    why: 'The id of a SAML message is `_` and hex digits; with it a session can be found elsewhere.',
    example: ['answer to _7f1c9a03b5e2d84691b7e3f05d2ac864 sent', 'run', '7f1c9a03b5e2d84691b7e3f05d2ac864'],
    mayHave: kind => isDistinctive(kind) && (kind.characters & UNDERSCORE) !== 0,
    read: messageId,
  },
  {
    name: 'text-in-base64',
    why: 'A word of base64 whose bytes are all characters of a text was encoded by somebody: a password, or a pair with one.',
    example: ['data V2ludGVyLVN1bi0x for it', 'run', 'V2ludGVyLVN1bi0x'],
    mayHave: ({ characters, next }) =>
      (characters & (UNDERSCORE | LOWER | UPPER)) === (LOWER | UPPER) && (next === '' || next === '.'),
    minLength: 10,
    maxLength: 64,
    isIdentity: true,
    read: textInBase64,
  },
  {
    name: 'hex-run',
    why: 'A long run of hex digits may be a key, a digest of a password or a message.',
    example: ['sent 7f1c9a03b5e2d84691b7e3f05d2ac864 to peer', 'run', '7f1c9a03b5e2d84691b7e3f05d2ac864'],
    mayHave: kind => isHex(kind) && hasDigit(kind),
    read: hexRun,
  },
  {
    name: 'base64',
    why: 'A long run that mixes capitals, small letters and digits throughout is base64 of nobody knows what.',
    example: [
      'blob kq9X2LmT7vBz4Rw8Yp1Nd6Hc3Js5Gf0aQeW2xTu4Kb6Vr8Zm== end',
      'run',
      'kq9X2LmT7vBz4Rw8Yp1Nd6Hc3Js5Gf0aQeW2xTu4Kb6Vr8Zm==',
    ],
    mayHave: () => true,
    isRun: true,
    read: base64,
  },
  {
    name: 'base64url',
    why: 'Tokens of the web are base64 with `-` and `_`, which changes between letters and digits as no name does.',
    example: [
      'got kq9X-2LmT_7vBz4Rw8Yp1Nd6Hc3Js5Gf0aQe_W2x for it',
      'run',
      'kq9X-2LmT_7vBz4Rw8Yp1Nd6Hc3Js5Gf0aQe_W2x',
    ],
    mayHave: ({ characters, next }) =>
      (characters & UPPER) !== 0 &&
      (characters & LOWER) !== 0 &&
      (next === '-' || (characters & UNDERSCORE) !== 0),
    minLength: 4,
    read: base64url,
  },
  {
    name: 'bot-token',
    why: 'Who has the token in the address of a bot can write as the bot.',
    example: [
      'POST /bot123456789:AAEx9kQ2vTz7pLw4mNs8rYb1cDf/sendMessage',
      'session',
      'AAEx9kQ2vTz7pLw4mNs8rYb1cDf',
    ],
    mayHave: kind => hasDigit(kind) && !isHex(kind) && kind.next === ':',
    read: botToken,
  },
  {
    name: 'user-info',
    why: 'An address of the web may have a user and a password before its host.',
    example: ['get ftp://alice:Winter-Sun-1@192.0.2.7/image.out', 'password', 'Winter-Sun-1'],
    mayHave: ({ next }) => next === '@',
    read: ({ passage, end, sink }) => userInfo(passage, end, sink),
  },
  {
    name: 'mail-address',
    why: 'A word before `@` and a host after it are the address of a person.',
    example: ['notice to alice@corp.example.org sent', 'mail', 'alice@corp.example.org'],
    mayHave: ({ next }) => next === '@',
    isIdentity: true,
    read: mail,
  },
  {
    name: 'host-name',
    why: 'Words with dots between them that end with a known top domain are a host.',
    example: ['resolved vpn.corp.example.org now', 'host', 'vpn.corp.example.org'],
    mayHave: ({ characters, next }) => next === '.' && (characters & (DIGIT | LOWER | UPPER)) !== 0,
    isIdentity: true,
    read: host,
  },
];

/** A shape around a character that is not part of a word. */
export interface CharacterShape extends Heuristic {
  readonly character: number;
  /** Takes the value if it has the shape, and returns where to continue; otherwise -1. */
  readonly read: (passage: Passage, at: number, sink: Sink) => number;
}

export const CHARACTER_SHAPES: readonly CharacterShape[] = [
  {
    name: 'logon-name',
    why: 'A name in capitals, a backslash and a word are the domain and the user of a logon of Windows.',
    example: ['session of CORP\\alice ended', 'user', 'alice'],
    character: BACKSLASH,
    read: (passage, at, sink) => {
      const end = shareHost(passage, at, sink);
      return end < 0 ? logonName(passage, at, sink) : end;
    },
  },
  {
    name: 'logon-name-with-slash',
    why: 'Collectors of logons write a slash between the domain and the user.',
    example: ['user CORP/alice logged on', 'user', 'alice'],
    character: SLASH,
    read: slashLogonName,
  },
  {
    name: 'key-in-one-line',
    why: 'A private key in a string has its line breaks written as text.',
    example: [
      'key "-----BEGIN PRIVATE KEY-----\\nkq9X2LmT7vBz4Rw8Yp1Nd6Hc\\n-----END PRIVATE KEY-----"',
      'key',
      'kq9X2LmT7vBz4Rw8Yp1Nd6Hc',
    ],
    character: DASH,
    read: keyInOneLine,
  },
  {
    name: 'hash-of-password',
    why: 'A hash of a password that names its scheme between two `$` can be guessed offline.',
    example: ['bob:$apr1$kq9X2LmT$7vBz4Rw8Yp1Nd6 ok', 'password', '$apr1$kq9X2LmT$7vBz4Rw8Yp1Nd6'],
    character: DOLLAR,
    read: cryptHash,
  },
  {
    name: 'user-info-after-sign',
    why: 'The password before the host of an address may end with a character.',
    example: ['get ftp://alice:Winter-Sun!@192.0.2.7/image.out', 'password', 'Winter-Sun!'],
    character: AT,
    read: (passage, at, sink) =>
      at > passage.from && !isAlphanumeric(passage.text.charCodeAt(at - 1))
        ? userInfo(passage, at, sink)
        : -1,
  },
];
