// The kinds of facts that conditions can ask about: how their addresses begin, of what they are, and what ends them. How each is
// read is in `judge/facts.ts`.

/** Of what a fact is: what differs from one to the next is unknown outside it. */
export type FactScope = 'unit' | 'vdom' | 'attempt';

/** A kind of facts, by the first part of their addresses. */
export interface FactKind {
  readonly scope: FactScope;
  /** What can follow; anything if it is missing. */
  readonly names?: readonly string[];
}

export const FACT_KINDS: Readonly<Record<string, FactKind>> = {
  problem: { scope: 'attempt' },
  member: { scope: 'attempt', names: ['error'] },
  saml: { scope: 'attempt', names: ['asked', 'from', 'until'] },
  line: { scope: 'attempt' },
  stage: { scope: 'attempt' },
  reached: { scope: 'attempt', names: ['server', 'code'] },
  at: { scope: 'attempt' },
  event: { scope: 'attempt' },
  packet: { scope: 'attempt' },
  addresses: { scope: 'attempt', names: ['private'] },
  sender: { scope: 'attempt' },
  unit: { scope: 'unit', names: ['serial', 'build', 'release', 'members', 'vdom', 'time'] },
  token: { scope: 'unit' },
  service: { scope: 'unit', names: ['date', 'stamp'] },
  interface: { scope: 'unit' },
  setting: { scope: 'vdom' },
  entry: { scope: 'vdom' },
  table: { scope: 'vdom' },
  field: { scope: 'vdom' },
  capture: { scope: 'vdom' },
  route: { scope: 'vdom' },
  kernel: { scope: 'vdom' },
};

/** Configurations that all VDOMs of a unit share. */
const UNIT_TABLES = [
  'system global',
  'system interface',
  'system admin',
  'system ha',
  'system ntp',
  'system dns',
  'system ftm-push',
  'system fortiguard',
  'system central-management',
  'user fortitoken',
];
/** Output that is the same in all VDOMs, and lines of daemons that work for the whole unit. */
const UNIT_OUTPUTS = ['get system ', 'get hardware ', 'diagnose sys '];
const UNIT_DAEMONS = ['console/', 'update/', 'forticldd/', 'ftm/'];
/** Lines that belong to the attempt that the lines around them name. */
const ATTEMPT_DAEMONS = ['samld/'];

/** Of what the fact at an address, in lower case, is. */
export function scopeOf(address: string): FactScope {
  const at = address.indexOf('/');
  const [kind, rest] = [address.slice(0, at), address.slice(at + 1)];
  const isOneOf = (beginnings: readonly string[]): boolean => beginnings.some(one => rest.startsWith(one));
  if (kind === 'capture')
    return isOneOf(ATTEMPT_DAEMONS) ? 'attempt' : isOneOf(UNIT_DAEMONS) ? 'unit' : 'vdom';
  if (kind === 'field') return isOneOf(UNIT_OUTPUTS) ? 'unit' : 'vdom';
  if (isOfTable(kind)) return isOfUnit(tableIn(rest)) ? 'unit' : 'vdom';
  return FACT_KINDS[kind]?.scope ?? 'vdom';
}

function isOfTable(kind: string): boolean {
  return kind === 'setting' || kind === 'entry' || kind === 'table';
}

/** True for a configuration that all VDOMs share, or the words of a command that shows one or an entry of it. */
export function isOfUnit(table: string): boolean {
  return UNIT_TABLES.some(one => table === one || table.startsWith(`${one} `));
}

function tableIn(path: string): string {
  const end = path.indexOf('/');
  return end < 0 ? path : path.slice(0, end);
}

/** What ends facts: from there they are unknown until the capture shows them again. */
export interface FactEnd {
  /** The beginnings of the addresses of the facts, in lower case. */
  readonly ends: readonly string[];
  /** Commands that do it when they are run, by their beginnings, in full. A command without an argument often only shows. */
  readonly commands?: readonly string[];
  /** Configurations of which something is changed, by their beginnings. */
  readonly tables?: readonly string[];
  /** Sentences that say of a token that it was done: what was only tried ends nothing. */
  readonly rows?: readonly string[];
}

export const FACT_ENDS: readonly FactEnd[] = [
  {
    ends: [
      'token/activation-expire',
      'token/reg-id',
      'token/status',
      'setting/user fortitoken/',
      'entry/user fortitoken/',
    ],
    rows: ['ftm/provisioned'],
  },
  {
    ends: [
      'unit/release',
      'unit/build',
      'field/get system status/version',
      'setting/',
      'entry/',
      'table/',
      'route/',
      'kernel/',
      'interface/',
    ],
    commands: ['execute restore image', 'execute restore secondary-image', 'execute federated-upgrade'],
  },
  {
    ends: ['setting/', 'entry/', 'table/', 'token/', 'route/', 'kernel/', 'interface/', 'field/'],
    commands: [
      'execute restore config',
      'execute restore vmlicense',
      'execute factoryreset',
      'execute revision revert',
    ],
  },
  {
    ends: ['capture/console/ntp-', 'service/', 'unit/time', 'saml/'],
    commands: ['execute date ', 'execute time '],
    tables: ['system ntp'],
  },
  {
    ends: ['route/', 'kernel/', 'interface/'],
    commands: ['execute router ', 'execute reboot'],
    tables: ['router ', 'system interface'],
  },
  {
    ends: ['field/get system status/current ha mode', 'field/get system ha status/', 'unit/members'],
    commands: ['execute ha failover ', 'execute reboot', 'execute ha synchronize '],
    tables: ['system ha'],
  },
];
