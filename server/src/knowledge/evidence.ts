/**
 * A test of a fact of a capture. `fact` is an address:
 *
 * - `problem/NAME`: a value in the message of the problem; `problem/rule`: that there is one
 * - `unit/NAME`: of the unit that made the request: `serial`, `build`, `release`, `members`, `vdom`; `time`: its clock at the
 *   problem, as the last stamp up to there in the attempt shows it, `get system status` or `execute date`
 * - `member/error`: what a service says of a cluster member
 * - `setting/PATH/ENTRY/NAME`: a configuration, `setting/user radius/{server}/auth-type`; `*` for any entry, `+` for any one, but
 *   the same one in the whole condition, `trusthost*` for any name that begins so, `srcintf|dstintf` for both. A list has several
 *   values.
 * - `entry/PATH/ENTRY`: the name of an entry that is shown as a whole, `table/PATH`: a configuration that is: what they lack has its
 *   default, as `show` leaves that out
 * - `field/COMMAND/NAME`: a line of the output of a command, `field/get system status/FIPS-CC mode`; `field/COMMAND/ENTRY/NAME` in
 *   a list whose entries begin with their `Name`
 * - `saml/NAME`: a time in the XML of the login: `asked`, when the unit asked; `from` and `until`, when the assertion is valid
 * - `service/NAME`: of the answers of Fortinet's services: `date`, the header `Date`; `stamp`, the stamp of the line before it
 * - `token/NAME`: `status` in a list of tokens, `license` in a configuration, of the token of the problem or the tokens of its
 *   request
 * - `line/ROW` and `line/ROW#HOLE`: a sentence in the lines of the attempt, and the value of its placeholder
 * - `capture/ROW` and `capture/ROW#HOLE`: the same in the whole capture
 * - `at/ROW` and `at/ROW#HOLE`: the same in the line of the problem
 * - `event/NAME`: a field of the event log line of the problem, `event/outintf`; `event/client` is the address of whoever logs in
 * - `stage/NAME` and `stage/NAME#HOLE`: in the lines of the IPsec negotiation, a sentence whose `negotiation` has this name
 * - `reached/STAGE`: how far the login had come before the problem: `server` has answered, a `code` was asked for
 * - `packet/NAME`: of a packet of the debug flow: `from` (`local` for the unit's own), `flags`, `to`, `tunnel`, `translation`,
 *   `handler` (the function that decides), ...
 * - `sender/NAME`: the first packet in the output of the sniffer that the address `NAME` of the message sent, `sender/server`
 * - `route/NAME`, `kernel/NAME`: the interfaces of the routes to the address `NAME` of the message, in the routing table and in the
 *   kernel
 * - `addresses/private`: the addresses that no public host has
 * - `interface/NAME`: the interface that has the address `NAME` of the message, `interface/target`
 *
 * `{name}` in an address is a value in the message of the problem; `{server}` can also be the only server that the lines of the
 * attempt name, `{certificate}` is the certificate in phase 1 of the `{connection}`, `{owner}` the interface that has the
 * address `target`, and `{access}`, also in `has` and `lacks`, the word of `allowaccess` for the `service`. What another unit or
 * VDOM in the same file prints is left out, and what was changed between there and the problem (`factKinds.ts`). Without a comparison the condition holds if the capture shows the fact. A fact that the
 * capture does not show, or shows masked, is looked up in other captures that show the same serial number: a setting, a field, a
 * licence, the release, `capture/console/...`. Otherwise it is unknown: it neither confirms nor excludes.
 */
export interface FactTest {
  readonly fact: string;
  readonly is?: string;
  readonly isNot?: string;
  /** Numbers and releases. */
  readonly below?: string;
  readonly atLeast?: string;
  /** It has at least so many values. */
  readonly count?: number;
  /** The address of a list with `*`, each of whose entries has this setting. */
  readonly inEach?: string;
  /** It begins with these characters, or has them anywhere. */
  readonly begins?: string;
  readonly contains?: string;
  /** It is a list with this word; none of its values has this word. */
  readonly has?: string;
  readonly lacks?: string;
  /** The address of a fact that has one of its values, or none of them. */
  readonly same?: string;
  readonly differs?: string;
  /** The addresses of facts: it has a value that is none of theirs. What they do not show is not set, so this needs their table. */
  readonly otherThan?: readonly string[];
  /** The address of subnets or ranges, one or none of which contains this IPv4 address. */
  readonly inside?: string;
  readonly outside?: string;
  /**
   * The address of a point in time: this one is before it, after it, or at most so many `hours` away. A time without a zone
   * decides nothing that 14 hours more or less would change.
   */
  readonly before?: string;
  readonly after?: string;
  readonly within?: string;
  readonly hours?: number;
  /** The fact is missing although the capture shows the one at this address, which the unit prints later or together with it. */
  readonly missingAt?: string;
}

/** A condition on one fact, or on several, all of which must hold. */
export interface Condition extends FactTest {
  readonly and?: readonly FactTest[];
  /** Which of the entries `+` it is about: there are some, and it holds in each of them. */
  readonly where?: readonly FactTest[];
}

/** The parts of a test that are addresses of facts. */
const ADDRESSES = ['fact', 'same', 'differs', 'inside', 'outside', 'before', 'after', 'within', 'missingAt', 'inEach'] as const; // oxfmt-ignore

/** The addresses of the facts that a condition tests. */
export function addressesOf({ and = [], where = [], ...first }: Condition): string[] {
  return [first, ...and, ...where].flatMap(({ otherThan = [], ...test }) => [
    ...ADDRESSES.flatMap(name => test[name] ?? []),
    ...otherThan,
  ]);
}

/** What in a capture decides whether something is the cause of a problem. */
export interface Evidence {
  /** The messages of the problem, by their variants or codes, that say that it is the cause. */
  readonly assertedIn?: readonly string[];
  /** The message of the problem says that it is the cause if one of these, which test that message only, holds. */
  readonly assertedBy?: readonly Condition[];
  /** It is the cause if one of these holds, and it is not if one of those holds. */
  readonly confirmedBy?: readonly Condition[];
  readonly excludedBy?: readonly Condition[];
  /** It comes first among those that stay open if one of these holds, which proves nothing. */
  readonly likelyBy?: readonly Condition[];
  /** Commands whose output decides it, the cheapest first. */
  readonly askWith?: readonly string[];
}

/** What a capture shows of a possible cause, the likely first; asserted: the message of the problem itself says so. */
export const VERDICTS = ['asserted', 'confirmed', 'open', 'excluded'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A possible cause, as it is written. */
export interface WrittenReason extends Evidence {
  /** A name, for the steps against it. */
  readonly id?: string;
  readonly statement: string;
  /** Lines of captures in which it has a verdict. Those of the problem follow if the lines do not have it themselves. */
  readonly examples?: Readonly<Partial<Record<Verdict, readonly (readonly string[])[]>>>;
  /** The only messages of the problem that it belongs to, by their variants or codes, and those that it does not belong to. */
  readonly variants?: readonly string[];
  readonly notVariants?: readonly string[];
  /** It does not belong to the message of the problem, and is left out, if one of these holds. */
  readonly unless?: readonly Condition[];
  /** It belongs only to messages for which one of these holds, such as a field of an event. */
  readonly onlyIf?: readonly Condition[];
}

/** A step against some of the possible causes only, or one that a fact makes needless, as it is written. */
export interface WrittenStep {
  readonly statement: string;
  /** The ids of the possible causes that it is for. */
  readonly against?: readonly string[];
  /** It is drastic: it stands after all others. */
  readonly lastResort?: true;
  /** Until it is undone, users log in with their password alone. */
  readonly passwordOnlyMeanwhile?: true;
  /** Whole commands that it needs, in the order in which to run them; the user replaces `<...>`. */
  readonly commands?: readonly string[];
  /** The only messages of the rule that it is for, besides the default one, and those that it is not for. */
  readonly variants?: readonly string[];
  readonly notVariants?: readonly string[];
  /** Facts that make it needless, and facts of which it needs one. */
  readonly unless?: readonly Condition[];
  readonly onlyIf?: readonly Condition[];
}
