import type { Analysis } from '../analysis';
import { type FactValue, isIdentity, type OtherFacts, type UnitFact, unitFactsOf, unitsIn } from '../judge';
import { quoteOf } from '../presentation/quotes';
import type { Lines } from './captureReader';

/** What one capture shows of units. */
export interface FileFacts {
  /** As users know it. */
  readonly name: string;
  /** The serial numbers of these units. */
  readonly units: readonly string[];
  readonly facts: readonly UnitFact[];
}

/**
 * Extracts what a capture shows of units.
 * @param isAny also of units whose serial numbers it does not show
 */
export function fileFacts(name: string, analysis: Analysis, lines: Lines, isAny = false): FileFacts {
  const lineAt = (offset: number): number => lines.positionAt(offset).line;
  const quote = (fact: FactValue): string => quoteOf(fact, analysis);
  const facts = unitFactsOf(analysis, { name, lineAt, quote, isAny });
  return { name, units: [...unitsIn(analysis)], facts };
}

/** Maximum number of facts of all captures that are kept. */
const MAX_FACTS = 50_000;

/** Facts of units in several captures, for problems in others of the same unit. */
export class SharedFacts {
  readonly #facts: UnitFact[] = [];
  readonly #units = new Map<string, readonly string[]>();

  /** @param isOneUnit the user says that all captures are of one unit, so a missing serial number does not matter */
  constructor(readonly isOneUnit = false) {}

  /** The serial numbers in all captures. */
  get units(): readonly string[] {
    return [...new Set([...this.#units.values()].flat())];
  }

  add({ name, units, facts }: FileFacts): void {
    this.#units.set(name, units);
    this.#facts.push(...facts.slice(0, MAX_FACTS - this.#facts.length));
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
    return this.isOneUnit || (this.#units.get(file) ?? []).some(unit => this.lookUp(file)(unit).length > 0);
  }
}
