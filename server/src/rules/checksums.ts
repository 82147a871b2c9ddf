import type { ListedChecksum } from '../trace';
import { known } from './facts';
import { type Finding, MAX_REPEATS, type Rule } from './types';

const RULE = 'cluster/not-synchronised';
/** Checksums that are compared; a cluster of many VDOMs has fewer. */
const MAX_CHECKSUMS = 8192;
/** The checksum of all others together: it says nothing of its own. */
const OF_ALL = 'all';

/** Units of a cluster whose checksums differ, and checksums that differ from what the unit has in memory. */
export const checksums: Rule = keep => {
  // The last list of a unit counts: it can have been synchronised since the one before.
  const listed = new Map<string, ListedChecksum>();
  return {
    part({ checksums: lines }) {
      for (const one of lines) {
        const key = `${one.name} ${one.unit} ${one.zone}`;
        if (listed.has(key) || listed.size < MAX_CHECKSUMS) listed.set(keep(key), keep(one));
      }
    },
    *end() {
      const byName = namesOf(listed.values());
      const differing = [...byName.values()].filter(all => otherIn(all) !== undefined).length;
      for (const [name, all] of byName) {
        if (name === OF_ALL && differing > 1) continue;
        const other = otherIn(all);
        if (other) yield betweenUnits(all, other);
        else if (name !== OF_ALL) yield* withinUnits(all);
      }
    },
  };
};

/** The problems of a cluster without the state that only follows: that units differ, where checksums show in what. */
export function withoutStateOf(problems: readonly Finding[]): readonly Finding[] {
  const differing = problems.find(({ rule, variant }) => rule === RULE && variant === 'checksum');
  const states = problems.filter(({ rule, variant }) => rule === RULE && variant === undefined);
  if (!differing || states.length === 0) return problems;
  const places = states.map(({ start, end }) => ({ start, end, role: 'state' }));
  return problems
    .filter(problem => !states.includes(problem))
    .map(problem =>
      problem === differing ? { ...problem, related: [...problem.related, ...places] } : problem,
    );
}

function namesOf(listed: Iterable<ListedChecksum>): ReadonlyMap<string, readonly ListedChecksum[]> {
  const byName = new Map<string, ListedChecksum[]>();
  for (const one of listed) {
    const all = byName.get(one.name);
    if (all) all.push(one);
    else byName.set(one.name, [one]);
  }
  return byName;
}

/** What a unit has: what is written, or what it has in memory where the list ends before that. */
function unitsOf(all: readonly ListedChecksum[]): ListedChecksum[] {
  const units = new Map<string, ListedChecksum>();
  for (const one of all) if (one.zone !== 'debugzone' || !units.has(one.unit)) units.set(one.unit, one);
  return [...units.values()];
}

/** The checksum of another unit that differs from that of the first one. */
function otherIn(all: readonly ListedChecksum[]): ListedChecksum | undefined {
  const [first, ...others] = unitsOf(all);
  return first && others.find(({ value }) => value !== first.value);
}

function betweenUnits(all: readonly ListedChecksum[], other: ListedChecksum): Finding {
  const [first = other] = unitsOf(all);
  const { name, start, end } = other;
  return {
    rule: RULE,
    variant: 'checksum',
    start,
    end,
    facts: known({ name, unit: nameOf(first), other: nameOf(other) }),
    related: [{ start: first.start, end: first.end, role: 'unit' }],
    cause: `checksum ${name}`,
  };
}

function nameOf({ unit }: ListedChecksum): string | undefined {
  return /^[01]?$/.test(unit) ? undefined : unit;
}

/** Checksums of one unit that are not those of what it has in memory. */
function* withinUnits(all: readonly ListedChecksum[]): Generator<Finding> {
  for (const one of all.filter(({ zone }) => zone === 'checksum').slice(0, MAX_REPEATS)) {
    const zone = all.find(({ zone, unit }) => zone === 'debugzone' && unit === one.unit);
    if (!zone || zone.value === one.value) continue;
    const { name, start, end } = one;
    yield {
      rule: RULE,
      variant: 'zone',
      severity: 'information',
      start,
      end,
      facts: known({ name, unit: nameOf(one) }),
      related: [{ start: zone.start, end: zone.end, role: 'zone' }],
      cause: `zone ${name} ${one.unit}`,
    };
  }
}
