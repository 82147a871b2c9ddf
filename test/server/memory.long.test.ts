import { once } from 'node:events';
import { Readable } from 'node:stream';
import { getHeapSnapshot, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { analyze, AnalysisStream } from '../../server/src/analysis';
import { run } from '../../server/src/cli/run';
import { inEnglish } from '../../server/src/knowledge';
import { findingMessage } from '../../server/src/rules';
import { redact } from '../../server/src/secrets';
import { hoverAt, type HoverOptions } from '../../server/src/features/hover';
import { open } from '../support/reading';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Begins every name and secret of the texts. It is made at run time, so that this file does not hold it. */
const marker = (): string => ['qzx', 'jvk'].join('');

/** Lines of many forms. Each comes three times, because caches keep a text from the second time on. */
function textOf(use: string): string {
  let count = 0;
  const name = (): string => `${marker()}${use}${++count}`;
  const password = (): string => `${marker()}${use}-Pw${++count}!x`;
  const lines = [
    `[1906] handle_req-Rcvd auth req 7 for ${name()} in ${name()} opt=00200420 prot=9`,
    `[2391] handle_req-Error for user '${name()}': psk=${password()}`,
    `[2391] handle_req-login failed with password ${password()}`,
    `ike 0:${name()}:7: sent IKE msg (retransmit): 192.0.2.1:500->192.0.2.2:500`,
    `ike 0:${name()}:7: could not send to ${name()}: psk ${password()} failed`,
    `date=2024-01-01 time=10:00:00 logid="0101039426" type="event" user="${name()}" status="failure" reason="${name()} ${password()}" msg="login failed"`,
    `[123]:{"user":"${name()}","password":"${password()}","error":{"error_code":31,"error_message":"refused for ${name()}: password=${password()}"}}`,
    `FGT-${name()} (local) # set passwd ${password()}`,
    `command parse error before '${password()}'`,
    `FGT-${name()} # diagnose test authserver ldap srv ${name()} ${password()}`,
    `authenticate '${name()}' against 'srv' failed!`,
    `Unread failure: the tunnel ${name()} failed with ${password()}`,
    `login with password ${password()} failed`,
    `Jan  1 10:00:00 host sshd[7]: Failed password for ${name()} from 192.0.2.9 port 51022 ssh2`,
  ];
  return [...lines, ...lines, ...lines].join('\n') + '\n';
}

const HOVER: HoverOptions = { severities: {}, translate: inEnglish, markdown: true };

/** Uses a text of its own, and keeps nothing of it. */
const USES: Readonly<Record<string, (text: string) => unknown>> = {
  analyze: text => analyze(text).findings.map(finding => findingMessage(finding, inEnglish)),
  edit: text => {
    const { reusable } = analyze(text);
    return analyze(text.slice(0, 300) + text.slice(310), reusable).findings;
  },
  stream: text => {
    const stream = new AnalysisStream(512);
    for (let at = 0; at < text.length; at += 300) stream.push(text.slice(at, at + 300));
    return stream.finish().findings;
  },
  hover: text => {
    const { document, analysis } = open(text);
    for (let at = 0; at < text.length; at += 7) hoverAt(analysis, document, at, HOVER);
  },
  check: text => runSilently('check', text),
  report: text => runSilently('report', text),
  redact: text => redact(`${text}FGT # execute ping ${marker()}redact0\n`),
};

/** Runs the command line. Its output is dropped: the test runner can keep what a stack trace refers to. */
function runSilently(command: string, text: string): Promise<number | undefined> {
  const ignore = (): undefined => undefined;
  const input = Readable.from([Buffer.from(text)]);
  return run([command, '-'], {
    input,
    write: ignore,
    reportError: ignore,
    colour: false,
    unicode: true,
    serve: ignore,
  });
}

/** The words of the heap that begin with the marker, by use. */
async function leftOver(): Promise<readonly string[]> {
  // Caches of the engine for regular expressions and split texts are empty after some collections.
  for (let round = 0; round < 10; round++) collectGarbage();
  // `RegExp.lastMatch` keeps the last text that an expression matched.
  /a/.exec('a');
  const word = new RegExp(`${marker()}(\\w+)`, 'g');
  const found = new Set<string>();
  let end = '';
  const snapshot = getHeapSnapshot();
  snapshot.on('data', (data: Buffer) => {
    const piece = end + data.toString('latin1');
    for (const [, use = ''] of piece.matchAll(word)) found.add(use);
    end = piece.slice(-100);
  });
  await once(snapshot, 'end');
  /a/.exec('a');
  return [...found].sort();
}

test('The search finds a text that is kept', async () => {
  const kept = [textOf('kept')];
  expect(await leftOver()).toContain('kept1');
  kept.length = 0;
});

test('No text of a capture is left when its analysis is gone', async () => {
  for (const [use, run] of Object.entries(USES)) await run(textOf(use));
  expect(await leftOver()).toEqual([]);
});
