/**
 * Something of which the state is copied and compared, field by field. Its constructor takes nothing that it needs to be
 * copied. All else that it holds, but arrays, sets and maps, is taken for a value that stays as it is.
 */
export abstract class Forkable {
  /** A copy that goes its own way: what changes in it does not change the original. */
  fork(): this {
    return copyOf(this, new Map()) as this;
  }

  /** Whether the state is the same: what comes has the same effect on both. */
  isSame(other: this): boolean {
    return areSame(this, other, new Map());
  }
}

/**
 * What many copies have in common until one changes it: from the first copy on, who wants to change it must do so in a
 * copy of its own. It holds values and arrays of them alone. Who gives out such an array must have done with it.
 */
export abstract class Shareable {
  #isShared = false;

  /** This, for someone else to have, too. */
  share(): this {
    this.#isShared = true;
    return this;
  }

  /** This where nobody else has it, else a copy: what can be changed. */
  own(): this {
    if (!this.#isShared) return this;
    const own = new (this.constructor as new () => this)();
    const [from, to] = [fieldsOf(this), fieldsOf(own)];
    for (const name in from) {
      const value = from[name];
      to[name] = Array.isArray(value) ? value.slice() : value;
    }
    return own;
  }
}

function copyOf(value: unknown, known: Map<object, object>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(part => copyOf(part, known));
  if (value instanceof Set) return new Set(Array.from(value, part => copyOf(part, known)));
  if (value instanceof Map)
    return new Map(Array.from(value, ([key, held]) => [copyOf(key, known), copyOf(held, known)]));
  if (value instanceof Shareable) return value.share();
  if (!(value instanceof Forkable)) return value;
  const before = known.get(value);
  if (before) return before;
  const copy = new (value.constructor as new () => Forkable)();
  known.set(value, copy);
  const [from, to] = [fieldsOf(value), fieldsOf(copy)];
  for (const name in from) to[name] = copyOf(from[name], known);
  return copy;
}

function areSame(one: unknown, other: unknown, pairs: Map<object, object>): boolean {
  if (Object.is(one, other) && !(one instanceof Forkable)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) && Array.isArray(other)) return areAllSame(one, other, pairs);
  if (one instanceof Set && other instanceof Set)
    return one.size === other.size && areAllSame([...one], [...other], pairs);
  if (one instanceof Map && other instanceof Map)
    return one.size === other.size && areAllSame([...one].flat(), [...other].flat(), pairs);
  if (one instanceof Shareable && other instanceof Shareable) return areFieldsSame(one, other, pairs);
  if (!(one instanceof Forkable && other instanceof Forkable)) return false;
  const [before, back] = [pairs.get(one), pairs.get(other)];
  if (before ?? back) return before === other && back === one;
  pairs.set(one, other).set(other, one);
  return areFieldsSame(one, other, pairs);
}

function areFieldsSame(one: object, other: object, pairs: Map<object, object>): boolean {
  const [fields, others] = [fieldsOf(one), fieldsOf(other)];
  for (const name in fields) if (!areSame(fields[name], others[name], pairs)) return false;
  return true;
}

function areAllSame(all: readonly unknown[], others: readonly unknown[], pairs: Map<object, object>): boolean {
  return all.length === others.length && all.every((one, index) => areSame(one, others[index], pairs));
} // prettier-ignore

function fieldsOf(value: object): Record<string, unknown> {
  return value as Record<string, unknown>;
}
