import type { Exchange, Located } from '../trace';
import type { Scene } from '../judge/scenes';
import { unitOf } from './sceneParties';

/** The participants of a scene. */
export type PartyKind = 'unit' | 'token' | 'user' | 'server';

/** Yields the participants of a scene as its lines name them; a name can occur more than once. */
export function* namesOfScene(scene: Scene): Generator<readonly [PartyKind, Located]> {
  if (scene.about === 'login') {
    const { user, server } = scene.login;
    if (user) yield ['user', user];
    if (server) yield ['server', server];
    return;
  }
  if (scene.about === 'exchange') yield* namesOfExchange(scene.exchange);
}

function* namesOfExchange(exchange: Exchange): Generator<readonly [PartyKind, Located]> {
  const { request, answer, token, server } = exchange;
  const unit = unitOf(exchange);
  if (unit) yield ['unit', unit];
  if (token) yield ['token', token];
  if (server) yield ['server', server];
  for (const message of [request, answer]) {
    for (const { serial } of message?.members ?? []) if (serial) yield ['unit', serial];
    for (const { serial } of message?.tokens ?? []) if (serial) yield ['token', serial];
  }
}
