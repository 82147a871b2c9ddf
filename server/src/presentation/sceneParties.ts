import type { Analysis } from '../analysis';
import { label, type Translate } from '../knowledge';
import type { Exchange, Located } from '../trace';
import { displayName } from './displayNames';
import type { Scene } from '../judge/scenes';
import { farParty, PARTIES, type Party, type PlacedStep } from './steps';

/** A party as it is named in one scene. */
export interface NamedParty {
  readonly party: Party;
  readonly name: string;
  /** Its serial number or address. */
  readonly detail: string | undefined;
}

/** Returns the parties of these steps, from the user's side to the far side: the lanes of a diagram. */
export function partiesOfSteps(
  analysis: Analysis,
  scene: Scene,
  steps: readonly PlacedStep[],
  translate: Translate,
): NamedParty[] {
  const seen = new Set(steps.flatMap(({ from, to }) => [from, to]));
  return PARTIES.filter(party => seen.has(party)).map(party => ({
    party,
    name: label(`report.party.${party}`, translate),
    detail: detailOfParty(analysis, scene, party),
  }));
}

function detailOfParty(analysis: Analysis, scene: Scene, party: Party): string | undefined {
  if (scene.about === 'login') {
    const { user, server } = scene.login;
    return party === 'user'
      ? displayName(analysis, user)
      : party === 'server'
        ? displayName(analysis, server)
        : undefined;
  }
  if (scene.about === 'negotiation') return party === 'peer' ? scene.negotiation.peer : undefined;
  const { exchange } = scene;
  if (party === farParty(exchange)) return displayName(analysis, exchange.server);
  return party === 'unit' ? displayName(analysis, unitOf(exchange)) : undefined;
}

/** Returns the serial number of the unit that asked. */
export function unitOf({ request, answer }: Exchange): Located | undefined {
  return request?.unit ?? answer?.unit;
}
