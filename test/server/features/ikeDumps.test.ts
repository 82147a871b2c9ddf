// The bytes of IKE messages: RFC 2408 and RFC 7296, 3.1 and 3.2.
import { describe, expect, test } from 'vitest';
import { FoldingRangeKind } from 'vscode-languageserver-types';
import { foldingRangesOf } from '../../../server/src/features/folding';
import { inlayHintsOf } from '../../../server/src/features/inlayHints';
import { inEnglish } from '../../../server/src/knowledge';
import { open } from '../../support/reading';
import { every, first } from '../../support/rows';

const hex = (value: number, bytes: number): string =>
  value
    .toString(16)
    .toUpperCase()
    .padStart(2 * bytes, '0');

/** Payloads in a row: type and body of each, in hex. */
const chain = (...payloads: readonly (readonly [number, string?])[]): string =>
  payloads
    .map(
      ([, body = 'AABBCCDD'], at) =>
        hex(payloads[at + 1]?.[0] ?? 0, 1) + '00' + hex(4 + body.length / 2, 2) + body,
    )
    .join('');

/** A message: version, type of the exchange, flags, type of the first payload, and the rest in hex. */
const message = (version: 1 | 2, exchange: number, flags: number, next: number, body: string): string =>
  '11'.repeat(8) + '22'.repeat(8) + hex(next, 1) + hex(16 * version, 1) + hex(exchange, 1) + hex(flags, 1) +
  '00000001' + hex(28 + body.length / 2, 4) + body; // oxfmt-ignore

const NOTIFY = '0000' + hex(16388, 2);
const INIT = message(2, 34, 8, 33, chain([33], [34], [40], [41, NOTIFY], [41, NOTIFY]));
const AUTH = chain([35], [39], [33], [44], [45]);
const SENT = message(2, 35, 8, 46, '23000020' + 'E1'.repeat(28));
const READ = message(2, 35, 8, 46, '23000004' + AUTH);

/** Lines of dumps after a line of ike. */
const lines = (...dumps: string[]): string =>
  [
    'ike V=root:0: comes 192.0.2.1:500->192.0.2.2:500,ifindex=4',
    ...dumps.map(one => `ike 0:site-a:7: ${one}`),
  ].join('\n');

function hints(text: string): string[] {
  const { analysis, document } = open(text);
  const range = { start: document.positionAt(0), end: document.positionAt(text.length) };
  return inlayHintsOf(analysis, document, range, { level: 'essential', translate: inEnglish }).map(
    ({ position, label }) =>
      `${position.line + 1}:${position.character} ${typeof label === 'string' ? label : ''}`,
  );
}

function folds(text: string): string[] {
  const { analysis, document } = open(text);
  return foldingRangesOf(analysis, document, { collapsedText: true, translate: inEnglish })
    .filter(({ kind }) => kind === FoldingRangeKind.Imports)
    .map(({ startLine, endLine, collapsedText = '' }) => `${startLine + 1}-${endLine + 1} ${collapsedText}`);
}

const MEANINGS: readonly (readonly [string, string])[] = [
  [`in ${INIT}`, 'in: IKEv2 IKE_SA_INIT request · SA, KE, Nonce, 2 × Notify · 68 bytes'],
  [`out ${message(2, 34, 0x20, 41, chain([41, '0000000E']))}`, 'out: IKEv2 IKE_SA_INIT response · Notify NO_PROPOSAL_CHOSEN · 36 bytes'],
  [`in ${SENT}`, 'in: IKEv2 IKE_AUTH request · encrypted · 60 bytes'],
  [`dec ${READ}`, 'dec: IKEv2 IKE_AUTH request · IDi, AUTH, SA, TSi, TSr · 72 bytes'],
  [`out ${message(2, 37, 8, 46, '00000010' + 'E1'.repeat(12))}`, 'out: IKEv2 INFORMATIONAL request · encrypted · 44 bytes'],
  [`in ${message(1, 2, 0, 1, chain([1], [13], [13]))}`, 'in: IKEv1 Main Mode · SA, 2 × Vendor ID · 52 bytes'],
  [`in ${message(1, 32, 1, 8, 'E1'.repeat(40))}`, 'in: IKEv1 Quick Mode · encrypted · 68 bytes'],
  [`in ${INIT.slice(0, 80)}`, 'in: IKEv2 IKE_SA_INIT request · SA, KE, … · 40 of 68 bytes'],
  [`enc ${AUTH}`, 'enc: 40 bytes'],
  [`in ${'E1'.repeat(60)}`, 'in: 60 bytes'],
]; // oxfmt-ignore

test('The bytes of a message say which one it is, what it has and how long it is', () => {
  every(MEANINGS, first, ([dump, meaning]) => expect(folds(lines(dump))).toEqual([`1-2 ${meaning}`]));
});

describe('The bytes fold under the line before them', () => {
  test('which says what they mean', () => {
    expect(hints(lines(`in ${INIT}`))).toEqual([
      '1:58 ⋯ in: IKEv2 IKE_SA_INIT request · SA, KE, Nonce, 2 × Notify · 68 bytes',
    ]);
  });

  test('as one, if they are of one message', () => {
    expect(folds(lines(`in ${SENT}`, `dec ${READ}`))).toEqual([
      '1-3 in: IKEv2 IKE_AUTH request · IDi, AUTH, SA, TSi, TSr · 60 bytes',
    ]);
    expect(folds(lines(`enc ${AUTH}03010203`, `out ${SENT}`))).toEqual([
      '1-3 out: IKEv2 IKE_AUTH request · IDi, AUTH, SA, TSi, TSr · 60 bytes',
    ]);
  });

  test('with the number of equal messages', () => {
    expect(folds(lines(`out ${SENT}`, `out ${SENT}`))).toEqual([
      '1-3 2 × out: IKEv2 IKE_AUTH request · encrypted · 60 bytes',
    ]);
  });

  test('but not under a line that says why something failed, which keeps its colour', () => {
    const text = `${lines()}\nike 0:site-a:7: no proposal chosen\nike 0:site-a:7: out ${INIT}\n`;
    expect(folds(text)).toEqual([]);
    expect(hints(text).map(hint => hint.slice(0, 30))).toEqual(['3:20 ⋯ out: IKEv2 IKE_SA_INIT ']);
  });
});

test('Bytes at the first line of a negotiation fold, too', () => {
  const half = INIT.length / 2;
  const text = `FGT-A # ike 0:site-a:7: out ${INIT.slice(0, half)}\n${INIT.slice(half)}\nike 0:site-a:7: sent IKE msg (SA_INIT): 192.0.2.1:500->198.51.100.2:500, len=68, id=1111111111111111/0000000000000000\nike 0:site-a:7: negotiation timeout, deleting\n`;
  expect(folds(text).map(one => one.slice(0, 3))).toEqual(['1-2']);
});
