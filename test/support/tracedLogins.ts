import { readRecords } from '../../server/src/syntax';
import { type Login, traceOf } from '../../server/src/trace';

/** The logins of a text. */
export const logins = (text: string): readonly Login[] => traceOf(text, readRecords(text)).logins;

/** A login as one line. */
function shown({ method, user, group, server, connection, requests, events }: Login): string {
  const who = [method, user?.text, group?.text, server?.text, connection?.text, requests.join('+')];
  const steps = events.map(({ kind, code }) => (code === undefined ? kind : `${kind} ${code}`));
  return `${who.map(one => one || '-').join(' ')}: ${steps.join(', ')}`;
}

/** The logins of a text, each in one line. */
export const shownAll = (text: string): string[] => logins(text).map(shown);
