// How far an attempt had come before a problem: what it has passed is not its cause.

import { phrasesIn, type Span } from '../syntax';
import type { LoginEventKind } from '../trace';
import type { FactValue } from './readings';
import { linesOfScene, type Scene } from './scenes';
import type { Analysis } from '../analysis';

/** A stage of a login, and what shows that it was reached. */
interface Stage {
  readonly name: string;
  readonly events: readonly LoginEventKind[];
  /** Sentences in its lines, by their ids. */
  readonly rows: readonly string[];
}

/** The stages of a login, in order: one that is reached says that those before it are passed. */
const OF_LOGIN: readonly Stage[] = [
  {
    name: 'server',
    events: ['bind-refused', 'ldap-error', 'server-rejected', 'user-not-found'],
    rows: ['fnbamd/radius-answered', 'fnbamd/radius-verified'],
  },
  // Only who has the right name and password is asked for a code.
  { name: 'code', events: ['code-again', 'code-asked', 'code-typed', 'drifted', 'push-sent'], rows: [] },
];

/**
 * Returns the places that show that an attempt had reached a stage.
 * @param name of the stage
 * @param at the offset of the problem: what comes after it says nothing
 */
export function reachedBy(
  name: string,
  analysis: Analysis,
  scene: Scene | undefined,
  at: number,
): readonly FactValue[] {
  const first = OF_LOGIN.findIndex(stage => stage.name === name);
  if (scene?.about !== 'login' || first < 0) return [];
  const lines = linesOfScene(scene);
  const names = lines
    .flatMap(record => phrasesIn(analysis.text, record))
    .flatMap(({ values }) => values.filter(value => value.name === 'server').map(({ text }) => text));
  // Of several servers, another one may have answered.
  if (new Set(names).size > 1) return [];
  const stages = OF_LOGIN.slice(first);
  const events = scene.login.events.filter(({ kind }) => stages.some(stage => stage.events.includes(kind)));
  const rows = lines.filter(record =>
    phrasesIn(analysis.text, record).some(({ row }) => stages.some(stage => stage.rows.includes(row.id))),
  );
  return [...events, ...rows]
    .filter(({ end }) => end <= at)
    .map(({ start, end }: Span) => ({ value: name, start, end }));
}
