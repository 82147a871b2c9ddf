import type { Source, Span } from '../syntax';
import type { Capture, Located } from './types';

type Draft = { -readonly [Key in keyof Capture]: Capture[Key] };

const LETTER_D = 100;
/** Words of a command that can be cut to their beginnings, as FortiOS allows. */
const APPLICATION =
  /^di?a?g?n?o?s?e?\s+deb?u?g?\s+appl?i?c?a?t?i?o?n?\s+(?<name>[\w-]{1,40})\s+(?<level>-?\d+)/d;
const TOKEN = /^di?a?g?n?o?s?e?\s+(?<name>fortitoken(?:-cloud)?)\s+deb?u?g?\s+en/d;
const OFF = /^di?a?g?n?o?s?e?\s+deb?u?g?\s+(?:dis|di$|res)/;

/** A capture lasts as long as the prompts show the same host. */
export class CaptureBuilder {
  readonly #captures: Draft[] = [draft(0, undefined)];

  /** True where the prompt is of another unit than those before. */
  prompt(text: Source, start: number, host: Span): boolean {
    const current = this.#captures[this.#captures.length - 1];
    const length = host.end - host.start;
    if (!current || length === 0) return false;
    // Most prompts are those of the unit before.
    const known = current.host?.text;
    if (known?.length === length && text.startsWith(known, host.start)) return false;
    const name = text.slice(host.start, host.end);
    const place = { text: name, start: host.start, end: host.end };
    current.host ??= place;
    if (current.host.text === name) return false;
    this.#captures.push(draft(start, place));
    return true;
  }

  vdom(text: Source, value: Span): void {
    const current = this.#captures[this.#captures.length - 1];
    if (current)
      current.vdom = { text: text.slice(value.start, value.end), start: value.start, end: value.end };
  }

  /** Notes what a command switches on or off. */
  command(typed: string, { start, end }: Span): void {
    const current = this.#captures[this.#captures.length - 1];
    if (!current || typed.charCodeAt(0) !== LETTER_D) return;
    const on = APPLICATION.exec(typed) ?? TOKEN.exec(typed);
    const place = on?.indices?.groups?.['name'];
    if (on && place && on.groups?.['level'] !== '0') {
      const found: Located = {
        text: on.groups?.['name'] ?? '',
        start: start + place[0],
        end: start + place[1],
      };
      if (!current.debugs.some(known => known.text === found.text))
        current.debugs = [...current.debugs, found];
    } else if (OFF.test(typed) && current.debugs.length > 0) {
      current.ended = { text: typed, start, end };
    }
  }

  finish(end: number): Capture[] {
    return this.#captures.map((capture, index) => ({
      ...capture,
      end: this.#captures[index + 1]?.start ?? end,
    }));
  }
}

function draft(start: number, host: Located | undefined): Draft {
  return { start, end: start, host, vdom: undefined, debugs: [], ended: undefined };
}
