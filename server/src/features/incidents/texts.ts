import type { Translate } from '../../knowledge';
import { problemOfScene } from '../../presentation/outcomes';
import { ticketOf } from '../ticket';
import type { PlacedIncident } from './placed';

/** Returns a ticket about why a scene failed; undefined if it has no known problem. */
export function sceneTicket(
  { analysis, incident }: PlacedIncident,
  translate: Translate,
): string | undefined {
  const problem = problemOfScene(analysis, incident.scene);
  return problem && ticketOf(problem, analysis, translate);
}
