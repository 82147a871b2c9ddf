import type { Analysis } from '../analysis';
import type { LabelName } from '../knowledge';
import type { Exchange, Login, Negotiation } from '../trace';
import { displayName, oneLine, buildWithRelease, serialWithModel } from './displayNames';
import { unitOf } from './sceneParties';
import type { Scene } from '../judge/scenes';
import { visible } from './visible';

type Fact = readonly [label: LabelName, value: string];
type PossibleFact = readonly [label: LabelName, value: string | undefined];

/** Returns what a capture says about a scene, besides its steps and its outcome; names that hold a secret are hidden. */
export function sceneFacts(analysis: Analysis, scene: Scene): Fact[] {
  return possibleFacts(analysis, scene).flatMap(([name, value]): Fact[] =>
    value === undefined || value === '' ? [] : [[name, value]],
  );
}

function possibleFacts(analysis: Analysis, scene: Scene): readonly PossibleFact[] {
  switch (scene.about) {
    case 'login':
      return loginFacts(analysis, scene.login);
    case 'negotiation':
      return negotiationFacts(scene.negotiation);
    case 'exchange':
      return exchangeFacts(analysis, scene.exchange);
  }
}

function negotiationFacts({ peer, version, gateway, peerId }: Negotiation): PossibleFact[] {
  return [
    ['fact.connection', gateway && visible(gateway)],
    ['fact.peer', peer && visible(peer)],
    ['fact.peerId', peerId && visible(peerId.text)],
    ['fact.method', version && `IKEv${version}`],
  ];
}

function exchangeFacts(analysis: Analysis, exchange: Exchange): PossibleFact[] {
  const unit = displayName(analysis, unitOf(exchange));
  const message = exchange.request ?? exchange.answer;
  const members = message?.members.flatMap(({ serial }) => displayName(analysis, serial) ?? []) ?? [];
  return [
    ['fact.unit', unit === undefined ? undefined : serialWithModel(unit)],
    ['fact.members', members.length > 1 ? oneLine(members.join(', ')) : undefined],
    ['fact.build', buildWithRelease(analysis, exchange)],
    ['fact.server', displayName(analysis, exchange.server)],
  ];
}

function loginFacts(analysis: Analysis, login: Login): PossibleFact[] {
  return [
    ['fact.user', displayName(analysis, login.user)],
    ['fact.method', login.method],
    ['fact.group', displayName(analysis, login.group)],
    ['fact.server', displayName(analysis, login.server)],
    ['fact.connection', displayName(analysis, login.connection)],
    ['login.requests', oneLine(login.requests.join(', '))],
  ];
}
