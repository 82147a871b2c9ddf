import type { LinkTarget } from '../features/briefHover';

/** So many links are kept, the newest: a hover is open for seconds. */
const MAX_LINKS = 1000;

/**
 * What the links in hovers lead to. A link names its target by a random id, so that a text that gets into a hover cannot run a
 * command with arguments of its own.
 */
export class IssuedLinks {
  readonly #targets = new Map<string, LinkTarget>();
  readonly #ids = new Map<string, string>();

  /** Returns the id of a target; the same one again while the target is kept. */
  issue(target: LinkTarget): string {
    const key = JSON.stringify(target);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = crypto.randomUUID();
    this.#ids.set(key, id);
    this.#targets.set(id, target);
    const [oldest] = this.#ids;
    if (oldest && this.#ids.size > MAX_LINKS) {
      this.#ids.delete(oldest[0]);
      this.#targets.delete(oldest[1]);
    }
    return id;
  }

  /** Returns the target with this id; undefined if none was issued or it is no longer kept. */
  targetOf(id: string): LinkTarget | undefined {
    return this.#targets.get(id);
  }
}
