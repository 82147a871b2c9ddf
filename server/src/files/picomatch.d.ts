declare module 'picomatch' {
  interface Options {
    readonly dot?: boolean;
    readonly noextglob?: boolean;
  }
  /** Makes a matcher of paths with `/`: of one pattern, or of several of which one must match. */
  function picomatch(pattern: string | readonly string[], options?: Options): (path: string) => boolean;
  namespace picomatch {
    /** Takes a pattern apart: the folder before its first wildcard, and whether it has one at all. */
    function scan(pattern: string): {
      readonly base: string;
      readonly glob: string;
      readonly isGlob: boolean;
    };
  }
  export = picomatch;
}
