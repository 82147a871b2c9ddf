import type { Analysis } from '../analysis';
import type { Translate } from '../knowledge';
import { loginSteps } from './loginSteps';
import { negotiationSteps } from './negotiationSteps';
import type { Scene } from '../judge/scenes';
import { exchangeSteps, type PlacedStep } from './steps';

/** Returns the steps of a scene that the capture shows, in their order. */
export function placedSteps(analysis: Analysis, scene: Scene, translate: Translate): PlacedStep[] {
  switch (scene.about) {
    case 'login':
      return loginSteps(analysis, scene, translate);
    case 'negotiation':
      return negotiationSteps(scene, translate);
    case 'exchange':
      return exchangeSteps(analysis, scene, translate);
  }
}
