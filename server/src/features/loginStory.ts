import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { duration, type LabelName, speaker, type Translate } from '../knowledge';
import { type CaptureRecord, contains } from '../syntax';
import type { Login } from '../trace';
import { type Block, list, paragraph, strong, text } from '../presentation/markup';
import { eventName } from '../presentation/outcomes';

/** Returns the login that a line belongs to. */
export function loginOfRecord({ trace }: Analysis, record: CaptureRecord): Login | undefined {
  if (record.kind !== 'debug') return undefined;
  return trace.logins.findLast(login => contains(login, record.start) && login.records.includes(record));
}

/** Returns the logins of all lines that belong to one. */
export const loginsByLine = cached(({ trace }: Analysis): ReadonlyMap<CaptureRecord, Login> => {
  const owners = new Map<CaptureRecord, Login>();
  for (const login of trace.logins) for (const record of login.records) owners.set(record, login);
  return owners;
});

/** Summarises a login in a few lines: user, method, server, answer and duration. If brief, steps are left out. */
export function storyBlocks(login: Login, translate: Translate, brief = false): Block[] {
  const say = speaker(translate);
  const facts: readonly (readonly [LabelName, string | undefined])[] = [
    ['fact.method', login.method],
    ['fact.connection', login.connection?.text],
    ['fact.group', login.group?.text],
    ['fact.server', login.server?.text],
    ['login.requests', login.requests.join(', ') || undefined],
    ['login.duration', login.duration === undefined ? undefined : duration(login.duration, translate)],
  ];
  const known = facts.flatMap(([name, value]) => (value === undefined ? [] : [`${say(name)}: ${value}`]));
  const steps = brief ? [] : stepTexts(login, translate);
  return [
    paragraph(strong(say(login.user ? 'login.of' : 'login.alone', { user: login.user?.text ?? '' }))),
    ...(known.length > 0 ? [paragraph(text(known.join('; ')))] : []),
    ...(steps.length > 0
      ? [
          list(
            true,
            steps.map(step => [text(step)]),
          ),
        ]
      : []),
  ];
}

/** Returns the steps in order; immediate repeats are listed once. */
function stepTexts({ events }: Login, translate: Translate): string[] {
  const steps = events.map(event => eventName(event, translate));
  return steps.filter((step, index) => step !== steps[index - 1]);
}
