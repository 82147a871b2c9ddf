/**
 * Remembers what was made of each text. Properties with the same texts share it: they have one seed, so that each of them gets
 * the same texts in the same order.
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
