/** Something whose state can be copied and compared. Its constructor must need no arguments. */
export abstract class Forkable {
  /**
   * All fields that change. Arrays, sets, maps and instances of the classes of this file are copied; any other value
   * is treated as immutable.
   */
  protected abstract state: object;

  /** Returns a copy: changing it does not change the original. */
  fork(): this {
    const known = new Map<object, object>();
    const copy = (part: unknown): unknown =>
      typeof part === 'object' && part !== null ? Forkable.#copyOf(part, known, copy) : part;
    return copy(this) as this;
  }

  /** True if all future records have the same effect on both. */
  isSame(other: this): boolean {
    return Forkable.#areSame(this, other, new Map());
  }

  static #copyOf(value: object, known: Map<object, object>, copy: (part: unknown) => unknown): object {
    if (Array.isArray(value)) return value.map(copy);
    if (value instanceof Set) {
      const made = new Set<unknown>();
      for (const part of value) made.add(copy(part));
      return made;
    }
    if (value instanceof Map) {
      const made = new Map<unknown, unknown>();
      for (const [key, held] of value) made.set(copy(key), copy(held));
      return made;
    }
    if (value instanceof Shareable) return value.share();
    const before = known.get(value);
    if (before) return before;
    if (value instanceof Forkable) {
      const made = emptyOf(value);
      known.set(value, made);
      fill(made.state, value.state, copy);
      return made;
    }
    if (!(value instanceof ForkableData)) return value;
    const made = emptyOf(value);
    known.set(value, made);
    return fill(made, value, copy);
  }

  static #areSame(one: unknown, other: unknown, pairs: Map<object, object>): boolean {
    if (Object.is(one, other) && !(one instanceof Forkable || one instanceof ForkableData)) return true;
    if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
    const same = (a: unknown, b: unknown): boolean => Forkable.#areSame(a, b, pairs);
    if (one instanceof Shareable && other instanceof Shareable) return areFieldsSame(one, other, same);
    return areCollectionsSame(one, other, same) ?? Forkable.#arePartnersSame(one, other, pairs, same);
  }

  /** Compares two objects that have an identity; neither must have been compared with a third one. */
  static #arePartnersSame(
    one: object,
    other: object,
    pairs: Map<object, object>,
    same: (a: unknown, b: unknown) => boolean,
  ): boolean {
    const [before, back] = [pairs.get(one), pairs.get(other)];
    if (before ?? back) return before === other && back === one;
    const isForkable = one instanceof Forkable && other instanceof Forkable;
    if (!isForkable && !(one instanceof ForkableData && other instanceof ForkableData)) return false;
    pairs.set(one, other).set(other, one);
    return isForkable ? areFieldsSame(one.state, other.state, same) : areFieldsSame(one, other, same);
  }
}

/** Mutable data in public fields, copied and compared with the `Forkable` that holds it. */
// oxlint-disable-next-line typescript/no-extraneous-class -- it only tells such data from values
export abstract class ForkableData {}

/**
 * Data that copies share until one of them changes it (copy on write). It holds values and arrays of values in public
 * fields. Do not modify an array after handing it out.
 */
export abstract class Shareable {
  #isShared = false;

  /** Marks this as shared, and returns it. */
  share(): this {
    this.#isShared = true;
    return this;
  }

  /** Returns this if it is not shared, otherwise a copy that can be changed. */
  own(): this {
    if (!this.#isShared) return this;
    return fill(emptyOf(this), this, value => (Array.isArray(value) ? value.slice() : value));
  }
}

/** A new instance of the same class. */
function emptyOf<Made extends object>(value: Made): Made {
  return new (value.constructor as new () => Made)();
}

type Fields = Readonly<Record<string, unknown>>;

/** Assigns the fields of another object to an object. */
function fill<Filled extends object>(to: Filled, from: object, copy: (value: unknown) => unknown): Filled {
  const [fields, values] = [to as Record<string, unknown>, from as Fields];
  for (const name in values) fields[name] = copy(values[name]);
  return to;
}

function areFieldsSame(one: object, other: object, same: (a: unknown, b: unknown) => boolean): boolean {
  const [fields, others] = [one as Fields, other as Fields];
  for (const name in fields) if (!same(fields[name], others[name])) return false;
  return true;
}

function areAllSame(
  all: readonly unknown[],
  others: readonly unknown[],
  same: (a: unknown, b: unknown) => boolean,
): boolean {
  return all.length === others.length && all.every((one, index) => same(one, others[index]));
}

/** Compares arrays, sets or maps in order; undefined for anything else. */
function areCollectionsSame(
  one: object,
  other: object,
  same: (a: unknown, b: unknown) => boolean,
): boolean | undefined {
  if (Array.isArray(one) && Array.isArray(other)) return areAllSame(one, other, same);
  if (one instanceof Set && other instanceof Set)
    return one.size === other.size && areAllSame([...one], [...other], same);
  if (one instanceof Map && other instanceof Map)
    return one.size === other.size && areAllSame([...one].flat(), [...other].flat(), same);
  return undefined;
}
