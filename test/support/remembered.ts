/**
 * Caches a result for each text. Properties that test the same texts share it: they use one seed, so that each gets the
 * same texts in the same order.
 */
export function remembered<Made>(make: (text: string) => Made): (text: string) => Made {
  const all = new Map<string, Made>();
  return text => {
    const known = all.get(text);
    if (known !== undefined) return known;
    const made = make(text);
    all.set(text, made);
    return made;
  };
}
