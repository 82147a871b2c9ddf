// The incidents of a text of any length: read in windows, the result is the same as for the whole text.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../../server/src/analysis';
import { SceneGatherer, type GatheredScenes } from '../../../../server/src/features/incidents/gathering';
import { sceneListOf } from '../../../../server/src/features/incidents/list';
import { partyStates } from '../../../../server/src/features/incidents/parties';
import { incidentOfWindow } from '../../../../server/src/features/incidents/placed';
import { detailById, sceneDetailOf } from '../../../../server/src/features/incidents/scene';
import { documentPositionsOf, type TextWindow, TextWindows } from '../../../../server/src/syntax';
import { inEnglish as translate } from '../../../../server/src/knowledge';
import { answered, NOT_OF_PRODUCT, SECOND, TOKEN } from '../../../support/exchange';
import { open } from '../../../support/reading';

const OPTIONS = { translate, severities: {} };
const [TOLD, AROUND] = [6_000, 3_000];

function windowsOf(pieces: readonly string[], reportedLength = TOLD, around = AROUND): TextWindow[] {
  const windows = new TextWindows(reportedLength, around);
  const all = pieces.flatMap(piece => [...windows.push(piece)]);
  return [...all, windows.finish()];
}

function gathered(text: string, windows: readonly TextWindow[], most?: number): GatheredScenes {
  const gatherer = new SceneGatherer(OPTIONS, most);
  for (const window of windows) gatherer.add(window, analyze(window.text), documentPositionsOf(window));
  const { analysis, document } = open(text);
  return gatherer.finish(analysis, document);
}

const login = (request: number): string =>
  [
    `[1906] handle_req-Rcvd auth req ${request} for user0${request % 3} in vpn opt=00200421 prot=11`,
    `[243] fnbamd_comm_send_result-Sending result ${request % 2} (nid 0) for req ${request}, len=2544`,
    '',
  ].join('\n');

const LONG = Array.from({ length: 60 }, (_, index) =>
  index % 4 === 0
    ? answered({ tokens: [{ token: index % 8 === 0 ? TOKEN : SECOND, error: NOT_OF_PRODUCT }] })
    : login(index),
).join('');

describe('Windows of a text', () => {
  test('have every place in the reported part of exactly one window, whatever the pieces', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '\n', '\r\n'), maxLength: 900 }),
        fc.integer({ min: 1, max: 200 }),
        (text, length) => {
          const pieces = Array.from({ length: Math.ceil(text.length / length) }, (_, index) =>
            text.slice(index * length, (index + 1) * length),
          );
          const windows = windowsOf(pieces, 100, 20);
          expect(windows).toEqual(windowsOf([text], 100, 20));
          const reported = windows.map(window => window.text.slice(window.from, window.to));
          expect(reported.join('')).toBe(text);
        },
      ),
    );
  });

  test('show the places of the whole text', () => {
    const windows = windowsOf([LONG]);
    expect(windows.length).toBeGreaterThan(3);
    const { document } = open(LONG);
    for (const window of windows) {
      const at = window.text.indexOf('\n', window.from + 1) + 3;
      const position = documentPositionsOf(window).positionAt(at);
      expect(LONG.slice(document.offsetAt(position)).startsWith(window.text.slice(at, at + 50))).toBe(true);
      expect(documentPositionsOf(window).offsetAt(position)).toBe(at);
    }
  });
});

describe('The incidents of a long text', () => {
  const windows = windowsOf([LONG]);
  const { analysis, document } = open(LONG);
  const reported = gathered(LONG, windows);

  test('are those of the text as a whole', () => {
    expect(reported.list).toEqual(sceneListOf(analysis, document, OPTIONS));
    expect(reported.parties).toEqual(partyStates(analysis, document, translate));
  });

  test('are reported in full from the window of each', () => {
    for (const { id } of reported.list.scenes) {
      const place = reported.places.get(id);
      const window = windows[place?.window ?? -1];
      if (!place || !window) throw new Error(`${id} is nowhere`);
      const placed = incidentOfWindow(window, analyze(window.text), place, id);
      expect(placed && sceneDetailOf(placed, OPTIONS)).toEqual(detailById(analysis, document, id, OPTIONS));
    }
  });

  test('are listed up to a limit, failures first', () => {
    const { list } = gathered(LONG, windows, 20);
    expect(list.scenes).toHaveLength(20);
    expect(list.scenes.every(({ ending }) => ending === 'failed')).toBe(true);
    expect(list.omitted).toBe(reported.list.scenes.length - 20);
    expect(list.counts).toEqual(reported.list.counts);
  });
});
