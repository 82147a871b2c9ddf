import { label, type NameAfter } from '../knowledge/labels';
import { inUserLanguage, type Translate } from '../knowledge/translate';

type Reason = NameAfter<'reason.'>;

/** The kinds of errors that `labels.json` describes, by Node's error codes. */
const REASONS: Readonly<Record<string, Reason>> = {
  ENOENT: 'missing',
  EISDIR: 'folder',
  EEXIST: 'exists',
  ENOTDIR: 'noFolder',
  ENOSPC: 'noSpace',
  EDQUOT: 'noSpaceForYou',
  EFBIG: 'tooLargeHere',
  EROFS: 'readOnly',
  ELOOP: 'circle',
  EMFILE: 'tooManyOpen',
  EACCES: 'denied',
  EPERM: 'denied',
  EBUSY: 'busy',
  ESTALE: 'stale',
  EIO: 'network',
  ETIMEDOUT: 'network',
  EHOSTDOWN: 'network',
  EHOSTUNREACH: 'network',
  ENETUNREACH: 'network',
  NOT_PLAIN: 'notPlain',
  LINK: 'link',
  ENAMETOOLONG: 'nameTooLong',
  MIXED_ENCODINGS: 'mixedEncodings',
  NO_TEXT: 'noText',
  PACKED_TOO_LARGE: 'packedTooLarge',
  PACKED_TOO_OFTEN: 'packedTooOften',
  Z_BUF_ERROR: 'packedCut',
  Z_DATA_ERROR: 'packedDamaged',
  ERR_FS_FILE_TOO_LARGE: 'tooLarge',
  ERR_STRING_TOO_LONG: 'tooLarge',
};

/** What our own errors have besides a code: values for the message. */
interface Fault extends NodeJS.ErrnoException {
  readonly facts?: Readonly<Record<string, string>>;
}

/** Returns why a file could not be read or written, or only in part, in words for a user. */
export function fileErrorReason(
  error: unknown,
  what: 'read' | 'written' | 'partly' = 'read',
  translate: Translate = inUserLanguage,
): string {
  const fault: Partial<Fault> = error instanceof Error ? error : {};
  const kind = kindOf(fault, what);
  const reason =
    kind === undefined
      ? (fault.message ?? label('reason.unknown', translate))
      : label(`reason.${kind}`, translate, fault.facts);
  return label(`reason.${what}`, translate, { reason });
}

function kindOf({ code = '', path = '' }: Partial<Fault>, what: string): Reason | undefined {
  if (code !== 'ENOENT') return REASONS[code];
  // A new file does not exist yet, so it is its folder that is missing.
  if (what === 'written') return 'missingFolder';
  // A name in another encoding contains this character and cannot be found.
  return path.includes('\ufffd') ? 'missingOrNoUtf8' : 'missing';
}
