import { max } from '../integers';
import { contains } from '../syntax';
import type { Capture, Exchange, Located } from '../trace';
import { displayName, oneLine, buildWithRelease, serialWithModel } from '../presentation/displayNames';
import { unitOf } from '../presentation/sceneParties';
import { stampOf } from '../judge/stamps';
import type { CaptureReader } from './captureReader';
import type { StoryCapture } from './story';

/** Maximum number of captures in one file; a file with more prompts is not a capture. */
const MAX_CAPTURES = 50;

/** Returns where and when each capture of a file was made, as far as known. */
export function capturesOf(reader: CaptureReader): StoryCapture[] {
  const { captures, exchanges } = reader.analysis.trace;
  const stamps = stampsOf(reader, captures);
  let next = 0;
  return captures.slice(0, MAX_CAPTURES).flatMap((capture, index) => {
    const own: Exchange[] = [];
    for (; (exchanges[next]?.start ?? Infinity) < capture.end; next++) {
      const exchange = exchanges[next];
      if (exchange) own.push(exchange);
    }
    return capture.end > capture.start ? [captureOf(reader, capture, own, stamps[index])] : [];
  });
}

type Range = { from: string; to: string } | undefined;

function captureOf(
  reader: CaptureReader,
  capture: Capture,
  exchanges: readonly Exchange[],
  range: Range,
): StoryCapture {
  const { analysis } = reader;
  const name = (located: Located | undefined): string | undefined => displayName(analysis, located);
  const units = exchanges.flatMap(one => name(unitOf(one)) ?? []);
  const releases = exchanges.flatMap(one => buildWithRelease(analysis, one) ?? []);
  // `get system status` is the best source if it was run.
  const shown = (field: string): string[] => {
    const value = analysis.trace.system.get(field);
    const inside = value && contains(capture, value.start);
    const masked = inside ? name(value) : undefined;
    return masked === undefined ? [] : [masked];
  };
  return {
    ...reader.place(capture.start),
    lastLine: reader.place(max(capture.start, capture.end - 1)).line,
    host: name(capture.host),
    vdoms: [name(capture.vdom)].filter(vdom => vdom !== undefined),
    units: unique([...shown('serial-number'), ...units]).map(serialWithModel),
    firmware: unique([...shown('version'), ...releases]),
    debugs: unique(capture.debugs.flatMap(one => name(one) ?? [])),
    from: range?.from,
    to: range?.to,
  };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].slice(0, 4).map(oneLine);
}

/** Returns the first and last time stamp of each capture. */
function stampsOf({ analysis }: CaptureReader, captures: readonly Capture[]): Range[] {
  const ranges: Range[] = captures.map(() => undefined);
  let index = 0;
  for (const record of analysis.records) {
    if (record.kind !== 'debug') continue;
    while (index + 1 < captures.length && record.start >= (captures[index]?.end ?? Infinity)) index++;
    const stamp = stampOf(analysis, record);
    if (stamp !== undefined) ranges[index] = { from: ranges[index]?.from ?? stamp, to: stamp };
  }
  return ranges;
}
