import type { ListedChecksum } from '../trace';
import { compact } from './compact';
import { type Finding, MAX_REPEATS, type Rule } from './types';

const RULE = 'cluster/not-synchronised';
/** Maximum number of checksums that are compared; a cluster with many VDOMs has fewer. */
const MAX_CHECKSUMS = 8192;
/** The checksum over all others, which adds nothing. */
const OF_ALL = 'all';

/** Units of a cluster whose checksums differ, and checksums that differ from the unit's configuration in memory. */
export const checksums: Rule = keep => {
  // Only the last list of a unit counts: the unit may have been synchronised since an earlier one.
  const listed = new Map<string, ListedChecksum>();
  return {
    part({ checksums: lines }) {
      for (const one of lines) {
        const key = `${one.name} ${one.unit} ${one.zone} ${one.scope}`;
        if (listed.has(key) || listed.size < MAX_CHECKSUMS) listed.set(keep(key), keep(one));
      }
    },
    *end() {
      const byName = namesOf(listed.values());
      const differing = [...byName.values()].filter(all => otherIn(all) !== undefined).length;
      for (const all of byName.values()) {
        const name = all[0]?.name;
        if (name === OF_ALL && differing > 1) continue;
        const other = otherIn(all);
        if (other) yield betweenUnits(all, other);
        else if (name !== OF_ALL) yield* withinUnits(all);
      }
    },
  };
};

/** Removes the problem that the units are out of sync, which is only a consequence, if checksums show in what they differ. */
export function withoutSyncState(problems: readonly Finding[]): readonly Finding[] {
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

/** Gathers the checksums of each object; two VDOMs have tables of the same name. */
function namesOf(listed: Iterable<ListedChecksum>): ReadonlyMap<string, readonly ListedChecksum[]> {
  const byName = new Map<string, ListedChecksum[]>();
  for (const one of listed) {
    const key = `${one.scope} ${one.name}`;
    const all = byName.get(key);
    if (all) all.push(one);
    else byName.set(key, [one]);
  }
  return byName;
}

/** The checksums of a unit: those of the stored configuration, or of the one in memory if the list ends before that. */
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
  const { start, end } = other;
  return {
    rule: RULE,
    variant: 'checksum',
    start,
    end,
    facts: compact({ ...objectOf(other), unit: nameOf(first), other: nameOf(other) }),
    related: [{ start: first.start, end: first.end, role: 'unit' }],
    cause: `checksum ${other.scope} ${other.name}`,
  };
}

/** The object, and the words by which `diagnose sys ha checksum show` lists what is in it: a VDOM, and a table of it. */
function objectOf({ name, scope }: ListedChecksum): Record<string, string | undefined> {
  if (name === OF_ALL) return { name };
  const isTable = name.includes('.');
  if (!isTable && scope === '') return { name, vdom: name };
  const [vdom, table] = scope === '' ? [] : scope.split(' ');
  return { name, scope: scope || undefined, vdom, part: isTable ? name : table };
}

function nameOf({ unit }: ListedChecksum): string | undefined {
  return /^[0-2]?$/.test(unit) ? undefined : unit;
}

/** Checksums of a unit that differ from those of its configuration in memory. */
function* withinUnits(all: readonly ListedChecksum[]): Generator<Finding> {
  for (const one of all.filter(({ zone }) => zone === 'checksum').slice(0, MAX_REPEATS)) {
    const zone = all.find(({ zone, unit }) => zone === 'debugzone' && unit === one.unit);
    if (!zone || zone.value === one.value) continue;
    const { start, end } = one;
    yield {
      rule: RULE,
      variant: 'zone',
      severity: 'information',
      start,
      end,
      facts: compact({ ...objectOf(one), unit: nameOf(one) }),
      related: [{ start: zone.start, end: zone.end, role: 'zone' }],
      cause: `zone ${one.name} ${one.unit}`,
    };
  }
}
