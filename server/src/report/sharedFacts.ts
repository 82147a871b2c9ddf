import { isIdentity, type OtherFacts, type UnitFact, unitFactsOf, unitsIn } from '../presentation/evidence';
import { detached } from '../syntax';
import type { ReadFile } from './captureStory';

/** Maximum number of facts of all captures that are kept. */
const MAX_FACTS = 50_000;

/** Facts of units in several captures, for problems in others of the same unit. The captures can be gone. */
export class SharedFacts {
  readonly #facts: UnitFact[] = [];
  /** The serial numbers that each capture shows. */
  readonly #units = new Map<string, ReadonlySet<string>>();

  /** @param isOneUnit the user says that all captures are of one unit, so a missing serial number does not matter */
  constructor(readonly isOneUnit = false) {}

  /** The serial numbers in all captures. */
  get units(): ReadonlySet<string> {
    return new Set([...this.#units.values()].flatMap(units => [...units]));
  }

  add({ file, analysis, lines }: Pick<ReadFile, 'file' | 'analysis' | 'lines'>): void {
    if (!analysis) return;
    const lineAt = (offset: number): number => lines.positionAt(offset).line;
    const facts = unitFactsOf(analysis, file, lineAt, this.isOneUnit);
    this.#units.set(file, new Set(detached([...unitsIn(analysis)])));
    this.#facts.push(...detached(facts).slice(0, MAX_FACTS - this.#facts.length));
  }

  /** Looks up facts for the problems of one capture in the others. */
  lookUp(file: string): OtherFacts {
    return unit =>
      this.#facts.filter(
        one => one.other?.name !== file && (this.isOneUnit || (isIdentity(unit) && one.unit === unit)),
      );
  }

  /** True if other captures show facts of a unit of this one. */
  has(file: string): boolean {
    const units = this.#units.get(file) ?? [];
    return this.isOneUnit || [...units].some(unit => this.lookUp(file)(unit).length > 0);
  }
}
