import { ARRAY, type JsonPayload, type NodeId, OBJECT, LocatedWithin, Within, within } from '../syntax';
import type { SyncFailure } from './shownTypes';
import type { ClusterMember, ServiceError, ServiceMessage, TokenEntry } from './types';

/** The members of a message, a token and a cluster member that are read. */
const MESSAGE = ['__type', 'tokens', 'error', '__clustered_sns', 'serial_number', '__device_build', '__device_version', 'result'] as const; // oxfmt-ignore
const TOKEN = ['token', 'error', 'license', 'token_activation_code', 'code_expire'] as const;
const MEMBER = ['sn', 'error'] as const;
const ERROR = ['error_code', 'error_message'] as const;
const NO_TEXTS: readonly LocatedWithin[] = [];
const NO_NODES: readonly NodeId[] = [];
/** `SoftToken.PollingResponse`. A type of another form is masked or damaged, and says nothing about the message. */
const TYPE = /^[A-Za-z]\w*(?:\.\w+)+$/;
/** How types of the FortiToken Mobile service begin. */
const SERVICE = 'SoftToken.';
const NAME = /^[\w.*<>-]{1,40}$/;

/** The cached message of a payload. */
interface PayloadFacts {
  readonly message: ServiceMessage | undefined;
}

declare module '../syntax/kept' {
  interface KeptFacts {
    payload: PayloadFacts;
  }
}

/** The FortiToken Mobile message in a payload, if it is one. Each payload is read once. */
export function serviceMessageIn(payload: JsonPayload): ServiceMessage | undefined {
  if (payload.kept) return payload.kept.message;
  const facts: PayloadFacts = { message: readMessage(payload) };
  payload.kept = facts;
  return facts.message;
}

/**
 * Reads a payload; undefined if it is not a FortiToken Mobile message: it has neither a type of that service nor a
 * token, nor an error of that form.
 */
function readMessage(payload: JsonPayload): ServiceMessage | undefined {
  const { tree } = payload;
  const wrapped = tree.member(tree.root, 'd');
  const body = tree.kind(wrapped) === OBJECT ? wrapped : tree.root;
  const [typeAt, tokensAt, errorAt, membersAt, unitAt, buildAt, versionAt, resultAt] = tree.members(
    body,
    MESSAGE,
  );
  const type = located(payload, typeAt);
  const typeText = type?.text ?? '';
  const tokens = entries(payload, tokensAt);
  const bareFound = bareError(payload, body);
  const ofService = typeText.startsWith(SERVICE);
  const error = readError(payload, errorAt) ?? bareFound ?? errorWithin(payload, body, ofService);
  const members = entries(payload, membersAt);
  const bare = bareFound !== undefined;
  const masked = !TYPE.test(typeText);
  const looksSo = (body === wrapped && error !== undefined) || hasNames(payload, members, tokens);
  const known = ofService || (masked && looksSo);
  if (!known && !bare) return undefined;
  // Only the answer to a poll can have a token's state in another text.
  const polled = !type || typeText.endsWith('PollingResponse');
  const { start } = payload;
  const read = tokens.map(node => readToken(payload, node, polled));
  return {
    payload,
    head: type ?? new Within(payload, start, start + 1),
    direction: directionOf(payload, type, tokens, error),
    bare: bare && !known,
    type,
    unit: name(payload, unitAt),
    build: name(payload, buildAt),
    deviceVersion: name(payload, versionAt),
    members: members.map(node => readMember(payload, node)),
    tokens: read,
    serials: serialsOf(read),
    error,
    result: located(payload, resultAt),
  };
}

/** The failures in the answer to `execute fortitoken-cloud sync`; undefined if there are none. */
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

/** The value of a scalar node and its offsets; undefined for anything else. */
function located(payload: JsonPayload, node: NodeId): LocatedWithin | undefined {
  const text = payload.tree.scalar(node);
  if (text === undefined) return undefined;
  const { start, end } = payload.span(node);
  return new LocatedWithin(payload, text, start, end);
}

/**
 * A serial number, a build, a version. Damage can merge several values into one, so a value that does not look like a
 * name is ignored: it must not get into a message with whatever it swallowed.
 */
function name(payload: JsonPayload, node: NodeId): LocatedWithin | undefined {
  const found = located(payload, node);
  return found && NAME.test(found.text) ? found : undefined;
}

function entries(payload: JsonPayload, node: NodeId): readonly NodeId[] {
  const { tree } = payload;
  if (tree.kind(node) !== ARRAY) return NO_NODES;
  return tree.children(node).filter(child => tree.kind(child) === OBJECT);
}

/** True if a payload names members of a cluster, or tokens. */
function hasNames(payload: JsonPayload, members: readonly NodeId[], tokens: readonly NodeId[]): boolean {
  return members.length > 0 || tokens.some(node => isToken(payload, node));
}

function isToken(payload: JsonPayload, node: NodeId): boolean {
  return payload.tree.scalar(payload.tree.member(node, 'token'))?.startsWith('FTK') ?? false;
}

/** A message has a type. If that is lost or masked, only requests have a seed and only answers an error. */
function directionOf(
  payload: JsonPayload,
  type: LocatedWithin | undefined,
  tokens: readonly NodeId[],
  error: ServiceError | undefined,
): 'request' | 'answer' {
  const name = type && TYPE.test(type.text) ? type.text : undefined;
  if (name?.endsWith('Request')) return 'request';
  if (name?.endsWith('Response') ?? error) return 'answer';
  const { tree } = payload;
  if (tokens.some(node => tree.member(node, 'seed') >= 0)) return 'request';
  // The unit prints its requests with spaces inside the brackets, the service answers without.
  return /^\{\s/.test(tree.text(tree.root).slice(0, 2)) ? 'request' : 'answer';
}

function readMember(payload: JsonPayload, node: NodeId): ClusterMember {
  const [serial, error] = payload.tree.members(node, MEMBER);
  const about = { serial: name(payload, serial), error: readError(payload, error) };
  return within(payload, payload.span(node), about);
}

function readToken(payload: JsonPayload, node: NodeId, polled: boolean): TokenEntry {
  const { tree } = payload;
  const [serial, error, licence, code, codeExpire] = tree.members(node, TOKEN);
  return within(payload, payload.span(node), {
    serial: name(payload, serial),
    error: readError(payload, error),
    licence: located(payload, licence),
    activationCode: tree.isNull(code) ? undefined : within(payload, payload.span(code), {}),
    codeExpire: located(payload, codeExpire),
    texts: polled ? textsOf(payload, node) : NO_TEXTS,
  });
}

function textsOf(payload: JsonPayload, node: NodeId): LocatedWithin[] {
  return payload.tree
    .children(node)
    .map(child => located(payload, child))
    .filter(value => value !== undefined);
}

/** An error that is not null: an object with `error_code` and `error_message`, or a text. */
function readError(payload: JsonPayload, node: NodeId): ServiceError | undefined {
  const { tree } = payload;
  if (tree.isNull(node)) return undefined;
  const isText = tree.kind(node) !== OBJECT;
  const [codeAt, messageAt] = isText ? [-1, node] : tree.members(node, ERROR);
  const [code, message] = [located(payload, codeAt), located(payload, messageAt)];
  const hasError = (code !== undefined && code.text !== '0') || (message?.text ?? '') !== '';
  if (!hasError) return undefined;
  const about = { code: whole(payload, code), message: whole(payload, message) };
  return within(payload, payload.span(node), about);
}

/** A value that is not cut off by the end of the capture: 3, the rest of 31, is not error 3. */
function whole(payload: JsonPayload, value: LocatedWithin | undefined): LocatedWithin | undefined {
  return value && value.end < payload.end ? value : undefined;
}

/** A payload that is itself an error, as the phone's side of the service answers. */
function bareError(payload: JsonPayload, body: NodeId): ServiceError | undefined {
  const { tree } = payload;
  return tree.member(body, 'error_code') >= 0 ? readError(payload, body) : undefined;
}

/** An error of another part of a message of the service than a token or a member: a licence. */
function errorWithin(payload: JsonPayload, body: NodeId, ofService: boolean): ServiceError | undefined {
  if (!ofService) return undefined;
  const { tree } = payload;
  const [tokens, members] = tree.members(body, ['tokens', '__clustered_sns']);
  for (const part of tree.children(body)) {
    if (part === tokens || part === members) continue;
    for (const one of tree.kind(part) === OBJECT ? [part] : entries(payload, part)) {
      const error = readError(payload, tree.member(one, 'error'));
      if (error) return error;
    }
  }
  return undefined;
}

function serialsOf(tokens: readonly TokenEntry[]): ReadonlySet<string> {
  const serials = new Set<string>();
  for (const { serial } of tokens) if (serial) serials.add(serial.text);
  return serials;
}
