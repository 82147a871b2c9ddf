// A line is read once, from its sentences (`lineReader.ts`, `exchangeLine.ts`, `loginLine.ts`), and what it says is kept
// with its record. `activity.ts` makes exchanges (`exchanges.ts`) and logins (`logins.ts`) of it, `consoleBuilder.ts` tokens,
// refused commands, captures and time stamps. `flows.ts` makes an exchange of the lines about one packet of the debug flow,
// `sniffed.ts` reads packets of the sniffer, `tunnelLists.ts` and `unitLists.ts` lists of the console. `negotiations.ts`
// groups the lines of ike by the IKE SA, the SPI or the gateway, and `negotiation.ts` makes a negotiation of each group.
//
// `failures.ts` groups the lines that report a failure by the login, negotiation or connection that they belong to; a later
// success clears them. Whether a line reports a failure is decided without the names in it: a user can be called `denied`.
//
// Every record is visited once. `take()` returns what no later record can change, so a text in parts has the same trace as
// the whole. The state of `activity.ts` is copied at the start of each section and compared after an edit (`fork.ts`).

export {
  type KeptPart,
  type KeptWithPart,
  readTrace,
  TraceBuilder,
  traceOf,
  TraceReader,
  type TraceReading,
} from './trace';
export type * from './negotiationTypes';
export type { Quote } from './quote';
export { sniffedPacketOf } from './sniffed';
export type * from './shownTypes';
export type * from './types';
export type { Proposal, ProposalList } from './proposals';
