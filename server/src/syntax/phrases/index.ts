import any from '../../knowledge/data/phrases/any.json';
import anywhere from '../../knowledge/data/phrases/anywhere.json';
import authd from '../../knowledge/data/phrases/authd.json';
import cli from '../../knowledge/data/phrases/cli.json';
import console from '../../knowledge/data/phrases/console.json';
import eventLog from '../../knowledge/data/phrases/event_log.json';
import facauth from '../../knowledge/data/phrases/facauth.json';
import flow from '../../knowledge/data/phrases/flow.json';
import fnbamd from '../../knowledge/data/phrases/fnbamd.json';
import forticldd from '../../knowledge/data/phrases/forticldd.json';
import ftm from '../../knowledge/data/phrases/ftm.json';
import httpAuthd from '../../knowledge/data/phrases/http_authd.json';
import ike from '../../knowledge/data/phrases/ike.json';
import negotiations from '../../knowledge/data/phrases/negotiations.json';
import samld from '../../knowledge/data/phrases/samld.json';
import serverLog from '../../knowledge/data/phrases/server_log.json';
import sshd from '../../knowledge/data/phrases/sshd.json';
import sslvpn from '../../knowledge/data/phrases/sslvpn.json';
import { AnywherePhrases } from './anywhere';
import { Phrases } from './engine';
import type { PhraseRow } from './types';

/** All known sentences of daemons. A schema and tests check the rows. */
export const PHRASES = new Phrases(
  [
    any,
    authd,
    cli,
    console,
    eventLog,
    facauth,
    flow,
    fnbamd,
    forticldd,
    ftm,
    httpAuthd,
    ike,
    negotiations,
    samld,
    serverLog,
    sshd,
    sslvpn,
  ].flat() as readonly PhraseRow[],
);
/** Sentences that can occur anywhere in a line: some of daemons, and those of other software. */
export const ANYWHERE = new AnywherePhrases([
  ...(anywhere as readonly PhraseRow[]),
  ...PHRASES.rows.filter(row => row.anywhere),
]);

export { AnywherePhrases } from './anywhere';
export { ANY, BARE, CLI, Phrases } from './engine';
export { type HoleRole, HOLES, isMixed } from './holes';
export type { PhraseCauseRule, PhraseEvent, PhraseNegotiation, PhrasePacket, PhraseStep } from './names';
export type * from './types';
