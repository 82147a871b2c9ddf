import type { Analysis } from '../../analysis';
import type { Translate } from '../../knowledge';
import { incidentOf } from '../../telling/incidents';
import { problemOfScene } from '../../telling/outcomes';
import { ticketOf } from '../ticket';

/** A ticket about why a scene failed; undefined where no problem of it is known. */
export function sceneTicket(analysis: Analysis, id: string, translate: Translate): string | undefined {
  const incident = incidentOf(analysis, id);
  const problem = incident && problemOfScene(analysis, incident.scene);
  return problem && ticketOf(problem, analysis, translate);
}
