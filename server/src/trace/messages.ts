import { ARRAY, type JsonPayload, type NodeId, OBJECT } from '../syntax';
import type { ClusterMember, Located, ServiceError, ServiceMessage, SyncFailure, TokenEntry } from './types';

/**
 * Reads what a payload says, or says undefined where it is no message of the FortiToken Mobile service: it has neither a
 * type of that service nor a token, nor an error of that form.
 */
export function readMessage(payload: JsonPayload): ServiceMessage | undefined {
  const { tree } = payload;
  const wrapped = tree.member(tree.root, 'd');
  const body = tree.kind(wrapped) === OBJECT ? wrapped : tree.root;
  const type = located(payload, tree.member(body, '__type'));
  const tokens = entries(payload, tree.member(body, 'tokens'));
  const error = readError(payload, tree.member(body, 'error')) ?? bareError(payload, body);
  const members = entries(payload, tree.member(body, '__clustered_sns'));
  const bare = bareError(payload, body) !== undefined;
  const masked = type?.text.includes('*') ?? true;
  const looksSo =
    members.length > 0 ||
    tokens.some(node => isToken(payload, node)) ||
    (body === wrapped && error !== undefined);
  // Only a poll may say the state of a token in a text of its own.
  const polled = type?.text.endsWith('PollingResponse') ?? true;
  const known = type?.text.startsWith('SoftToken.') === true || (masked && looksSo);
  if (!known && !bare) return undefined;
  return {
    payload,
    direction: directionOf(payload, masked ? undefined : type, tokens, error),
    bare: bare && !known,
    type,
    unit: name(payload, tree.member(body, 'serial_number')),
    build: name(payload, tree.member(body, '__device_build')),
    deviceVersion: name(payload, tree.member(body, '__device_version')),
    members: members.map(node => readMember(payload, node)),
    tokens: tokens.map(node => readToken(payload, node, polled)),
    error,
    result: located(payload, tree.member(body, 'result')),
  };
}

/** The failures that the answer to `execute fortitoken-cloud sync` counts; undefined where there are none. */
export function readSyncFailure(payload: JsonPayload): SyncFailure | undefined {
  const { tree } = payload;
  const message = tree.member(tree.root, 'msg');
  const failed = ['create', 'modify', 'delete'].flatMap(what => {
    const count = located(payload, tree.member(tree.member(message, what), 'failure'));
    return count && Number(count.text) > 0 ? [{ what, count }] : [];
  });
  const [first] = failed;
  const counts = failed.map(({ what, count }) => [what, Number(count.text)] as const);
  return first && { counts, start: first.count.start, end: first.count.end };
}

/** The value of a scalar node and its place; undefined for anything else. */
export function located(payload: JsonPayload, node: NodeId): Located | undefined {
  const text = payload.tree.scalar(node);
  return text === undefined ? undefined : { text, ...payload.span(node) };
}

/**
 * A serial number, a build, a version. Damage can make one value of several: what does not read like a name is none, and
 * does not get into a message with whatever it swallowed.
 */
function name(payload: JsonPayload, node: NodeId): Located | undefined {
  const found = located(payload, node);
  return found && /^[\w.*<>-]{1,40}$/.test(found.text) ? found : undefined;
}

function entries(payload: JsonPayload, node: NodeId): NodeId[] {
  if (payload.tree.kind(node) !== ARRAY) return [];
  return [...payload.tree.children(node)].filter(child => payload.tree.kind(child) === OBJECT);
}

function isToken(payload: JsonPayload, node: NodeId): boolean {
  return payload.tree.scalar(payload.tree.member(node, 'token'))?.startsWith('FTK') ?? false;
}

/** The service says its type; where that is lost, a seed is only asked with and an error only answered with. */
function directionOf(
  payload: JsonPayload,
  type: Located | undefined,
  tokens: readonly NodeId[],
  error: ServiceError | undefined,
): 'request' | 'answer' {
  if (type?.text.endsWith('Request')) return 'request';
  if (type?.text.endsWith('Response') ?? error) return 'answer';
  const { tree } = payload;
  if (tokens.some(node => tree.member(node, 'seed') >= 0)) return 'request';
  // The unit prints its requests with blanks inside the brackets, the service answers without.
  return /^\{\s/.test(tree.text(tree.root).slice(0, 2)) ? 'request' : 'answer';
}

function readMember(payload: JsonPayload, node: NodeId): ClusterMember {
  const { tree } = payload;
  const error = tree.member(node, 'error');
  return {
    ...payload.span(node),
    serial: name(payload, tree.member(node, 'sn')),
    error: readError(payload, error),
  };
}

function readToken(payload: JsonPayload, node: NodeId, polled: boolean): TokenEntry {
  const { tree } = payload;
  const at = (name: string): NodeId => tree.member(node, name);
  const code = at('token_activation_code');
  const values = polled ? [...tree.children(node)].map(child => located(payload, child)) : [];
  return {
    ...payload.span(node),
    serial: name(payload, at('token')),
    error: readError(payload, at('error')),
    licence: located(payload, at('license')),
    activationCode: tree.isNull(code) ? undefined : payload.span(code),
    codeExpire: located(payload, at('code_expire')),
    texts: values.filter(value => value !== undefined),
  };
}

/** An error that is not null: an object with `error_code` and `error_message`, or a text. */
function readError(payload: JsonPayload, node: NodeId): ServiceError | undefined {
  const { tree } = payload;
  if (tree.isNull(node)) return undefined;
  if (tree.kind(node) !== OBJECT) {
    const message = located(payload, node);
    return message?.text ? { ...payload.span(node), code: undefined, message } : undefined;
  }
  const code = located(payload, tree.member(node, 'error_code'));
  const message = located(payload, tree.member(node, 'error_message'));
  const said = (code !== undefined && code.text !== '0') || (message?.text ?? '') !== '';
  return said ? { ...payload.span(node), code, message } : undefined;
}

/** A payload that is an error itself, as the phone's side of the service answers. */
function bareError(payload: JsonPayload, body: NodeId): ServiceError | undefined {
  const { tree } = payload;
  return tree.member(body, 'error_code') >= 0 ? readError(payload, body) : undefined;
}
