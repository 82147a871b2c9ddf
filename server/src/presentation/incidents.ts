import type { Analysis } from '../analysis';
import { cached } from '../cached';
import { endsOf } from '../rules/packetFlows';
import type { Exchange } from '../trace';
import { displayName, oneLine } from './displayNames';
import { messageKind } from './outcomes';
import { unitOf } from './sceneParties';
import { type Scene, scenesOf } from '../judge/scenes';
import { visible } from './visible';

/** A scene with a name that stays the same while the capture is edited and grows. */
export interface Incident {
  /** `kind/subject/ordinal`: the second poll of a token is `poll/FTKMOB…/2`. Never contains a secret. */
  readonly id: string;
  /** The kind of incident: `provision`, `login`, `negotiation`, `phase2`, `packet`, ... */
  readonly kind: string;
  /** The token, user, connection or server that the incident is about; empty if the capture names none. */
  readonly subject: string;
  readonly scene: Scene;
}

interface Known {
  readonly incidents: readonly Incident[];
  readonly byId: ReadonlyMap<string, Incident>;
  readonly byScene: ReadonlyMap<Scene, Incident>;
}

/** Returns the incidents of a capture, in the order in which they begin. */
export function incidentsOf(analysis: Analysis): readonly Incident[] {
  return knownOf(analysis).incidents;
}

/** Returns the incident with this id; undefined if the capture no longer has it. */
export function incidentOf(analysis: Analysis, id: string): Incident | undefined {
  return knownOf(analysis).byId.get(id);
}

/** Returns the incident of a scene. */
export function incidentOfScene(analysis: Analysis, scene: Scene): Incident | undefined {
  return knownOf(analysis).byScene.get(scene);
}

const knownOf = cached(findIncidents);

function findIncidents(analysis: Analysis): Known {
  const ordinals = new Map<string, number>();
  const byId = new Map<string, Incident>();
  const byScene = new Map<Scene, Incident>();
  for (const scene of scenesOf(analysis)) {
    const [kind, subject] = aboutOf(analysis, scene);
    const stem = `${kind}/${subject}`;
    const ordinal = (ordinals.get(stem) ?? 0) + 1;
    ordinals.set(stem, ordinal);
    const incident = { id: `${stem}/${ordinal}`, kind, subject, scene };
    byId.set(incident.id, incident);
    byScene.set(scene, incident);
  }
  return { incidents: [...byId.values()], byId, byScene };
}

function aboutOf(analysis: Analysis, scene: Scene): [kind: string, subject: string] {
  const [kind, subject = ''] = aboutWhat(analysis, scene);
  return [kind, visible(subject)];
}

type About = [kind: string, subject: string | undefined];

function aboutWhat(analysis: Analysis, scene: Scene): About {
  switch (scene.about) {
    case 'login': {
      const { user, connection } = scene.login;
      return ['login', displayName(analysis, user) ?? displayName(analysis, connection)];
    }
    case 'negotiation': {
      const { isChild, child, gateway, peer } = scene.negotiation;
      const between = gateway ?? peer;
      return isChild ? ['phase2', child ?? between] : ['negotiation', between];
    }
    case 'exchange':
      return aboutExchange(analysis, scene.exchange);
  }
}

function aboutExchange(analysis: Analysis, exchange: Exchange): About {
  const { service, packet, token, request, answer, server } = exchange;
  if (packet) return ['packet', oneLine(endsOf(packet).source)];
  if (service === 'cloud' || service === 'other') return [service, displayName(analysis, server)];
  const [only, ...others] = (request ?? answer)?.tokens ?? [];
  const serial = token ?? (others.length === 0 ? only?.serial : undefined);
  return [messageKind(exchange) || service, displayName(analysis, serial ?? unitOf(exchange))];
}
