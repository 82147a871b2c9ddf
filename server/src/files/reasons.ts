import { inEnglish, label, type Translate } from '../knowledge';

/** The kinds of faults that `labels.json` has words for, by the codes of Node. */
const REASONS: Readonly<Record<string, string>> = {
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
  NOT_PLAIN: 'notPlain',
  ENAMETOOLONG: 'nameTooLong',
  MIXED_ENCODINGS: 'mixedEncodings',
  Z_BUF_ERROR: 'packedCut',
  Z_DATA_ERROR: 'packedDamaged',
  ERR_FS_FILE_TOO_LARGE: 'tooLarge',
  ERR_STRING_TOO_LONG: 'tooLarge',
};

/** Why a file could not be read or written, in words for a person. */
export function reasonOf(
  error: unknown,
  what: 'read' | 'written' = 'read',
  translate: Translate = inEnglish,
): string {
  const { code = '', message = label('reason.unknown', translate) } =
    error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  // What is to be written is not there yet: its folder is what is missing.
  const kind = code === 'ENOENT' && what === 'written' ? 'missingFolder' : REASONS[code];
  const reason = kind === undefined ? message : label(`reason.${kind}`, translate);
  return label(`reason.${what}`, translate, { reason });
}
