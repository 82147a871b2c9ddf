const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder, not a file',
  EEXIST: 'it is there already, and nothing is overwritten',
  ENOTDIR: 'a part of its path is no folder',
  ENOSPC: 'there is no space left',
  EFBIG: 'it is larger than a file may be here',
  EDQUOT: 'there is no space left for you',
  EROFS: 'the file system is read-only',
  Z_BUF_ERROR: 'it is packed, and its end is missing',
  Z_DATA_ERROR: 'it is packed, and damaged',
  ERR_FS_FILE_TOO_LARGE: 'it is too large to be read at once',
  ERR_STRING_TOO_LONG: 'it is too large to be read at once',
};

/** Why a file could not be read or written, in words for a person. */
export function reasonOf(error: unknown, what: 'read' | 'written' = 'read'): string {
  const { code = '', message = 'unknown reason' } =
    error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  const denied =
    code === 'EACCES' || code === 'EPERM' ? `it may not be ${what} (permission denied)` : undefined;
  const folder = code === 'ENOENT' && what === 'written' ? 'its folder is not there' : undefined;
  return `it could not be ${what}: ${folder ?? denied ?? REASONS[code] ?? message}`;
}
