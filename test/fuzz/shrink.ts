/**
 * Minimises a failing text: removes runs of lines, then of code units, then simplifies the rest. Deterministic.
 *
 * @param fails returns whether a text fails like the original
 * @param tries maximum number of calls of `fails`
 */
export function shrink(text: string, fails: (text: string) => boolean, tries = 3000): string {
  let left = tries;
  const ask = (candidate: string): boolean => left-- > 0 && fails(candidate);
  let best = text;
  for (let before = Infinity; best.length < before;) {
    before = best.length;
    best = without(best.split(/(?<=\n)/), ask).join('');
    best = without(Array.from(best), ask).join('');
  }
  return simpler(best, ask);
}

/** `parts` without every run that can be removed: tries halves first, single parts last. */
function without(parts: readonly string[], ask: (text: string) => boolean): readonly string[] {
  let kept = parts;
  for (let size = kept.length >> 1; size >= 1; size >>= 1) {
    for (let at = 0; at < kept.length;) {
      const candidate = [...kept.slice(0, at), ...kept.slice(at + size)];
      if (ask(candidate.join(''))) kept = candidate;
      else at += size;
    }
  }
  return kept;
}

/** The text with `a` and `1` for letters and digits that do not matter. */
function simpler(text: string, ask: (text: string) => boolean): string {
  let best = text;
  for (let at = 0; at < best.length; at++) {
    const sign = best[at] ?? '';
    const plain = /[b-z]/i.test(sign) ? 'a' : /[02-9]/.test(sign) ? '1' : undefined;
    if (plain === undefined) continue;
    const candidate = best.slice(0, at) + plain + best.slice(at + 1);
    if (ask(candidate)) best = candidate;
  }
  return best;
}
