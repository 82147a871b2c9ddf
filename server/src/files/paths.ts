import path from 'node:path';

/** How a system writes paths, and whether it ignores the case of letters in names. */
export interface PathStyle {
  readonly path: path.PlatformPath;
  readonly ignoresCase: boolean;
}

/** The paths of this machine. */
export const HERE: PathStyle = {
  path,
  ignoresCase: process.platform === 'win32' || process.platform === 'darwin',
};

/** A name in the form in which two names of the same file are equal. */
export function nameKey(name: string, { ignoresCase } = HERE): string {
  return ignoresCase ? name.toLowerCase() : name;
}

/** True if a file is in a folder, at any depth, or is that folder. */
export function isWithin(file: string, folder: string, style = HERE): boolean {
  const paths = style.path;
  const below = paths.relative(nameKey(folder, style), nameKey(file, style));
  return below !== '..' && !below.startsWith(`..${paths.sep}`) && !paths.isAbsolute(below);
}

/** Returns the common folder of several files; empty if there is none, or only one file. `-` is no file. */
export function commonFolder(files: readonly string[], style = HERE): string {
  const paths = style.path;
  const [first, ...others] = files.filter(file => file !== '-').map(file => paths.dirname(file));
  if (first === undefined || others.length === 0) return '';
  let shared = first.split(paths.sep);
  for (const other of others) {
    const names = other.split(paths.sep);
    const end = shared.findIndex((name, at) => nameKey(name, style) !== nameKey(names[at] ?? '', style));
    if (end >= 0) shared = shared.slice(0, end);
  }
  const folder = shared.join(paths.sep);
  // `C:` alone is the current folder of that drive, and `\\server` is no folder.
  return folder === '.' || folder.length < paths.parse(first).root.length ? '' : folder;
}
