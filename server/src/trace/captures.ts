import { detached, type Source, type Span } from '../syntax';
import type { Capture, Located } from './types';

type Draft = { -readonly [Key in keyof Capture]: Capture[Key] };

const LETTER_D = 100;
/** Words of a command that can be cut to their beginnings, as FortiOS allows. */
const APPLICATION =
  /^di?a?g?n?o?s?e?\s+deb?u?g?\s+appl?i?c?a?t?i?o?n?\s+(?<name>[\w-]{1,40})\s+(?<level>-?\d+)/d;
const TOKEN = /^di?a?g?n?o?s?e?\s+(?<name>fortitoken(?:-cloud)?)\s+deb?u?g?\s+en/d;
const OFF = /^di?a?g?n?o?s?e?\s+deb?u?g?\s+(?:dis|di$|res)/;

interface Switched {
  readonly on: Located | undefined;
  readonly off: boolean;
}

/** Commands whose meaning is kept. */
const MOST_KNOWN = 256;

/** A capture lasts as long as the prompts show the same host. */
export class CaptureBuilder {
  readonly #captures: Draft[] = [draft(0, undefined)];
  readonly #known = new Map<string, Switched>();

  /** True where the prompt is of another unit than those before. */
  prompt(text: Source, start: number, host: Span): boolean {
    const current = this.#captures[this.#captures.length - 1];
    const length = host.end - host.start;
    if (!current || length === 0) return false;
    // Most prompts are those of the unit before.
    const known = current.host?.text;
    if (known?.length === length && text.startsWith(known, host.start)) return false;
    const name = detached(text.slice(host.start, host.end));
    const place = { text: name, start: host.start, end: host.end };
    current.host ??= place;
    if (current.host.text === name) return false;
    this.#captures.push(draft(start, place));
    return true;
  }

  vdom(text: Source, value: Span): void {
    const current = this.#captures[this.#captures.length - 1];
    if (current)
      current.vdom = {
        text: detached(text.slice(value.start, value.end)),
        start: value.start,
        end: value.end,
      };
  }

  /** Notes what a command switches on or off. */
  command(typed: string, { start, end }: Span): void {
    const current = this.#captures[this.#captures.length - 1];
    if (!current || typed.charCodeAt(0) !== LETTER_D) return;
    const { on, off } = this.#switched(typed);
    if (on) {
      if (!current.debugs.some(known => known.text === on.text))
        current.debugs = [...current.debugs, { text: on.text, start: start + on.start, end: start + on.end }];
    } else if (off && current.debugs.length > 0) {
      current.ended = { text: detached(typed), start, end };
    }
  }

  /** What a command switches, with places in its words. The same few commands are typed again and again. */
  #switched(typed: string): Switched {
    let known = this.#known.get(typed);
    if (!known) {
      known = switchedBy(typed);
      if (this.#known.size < MOST_KNOWN) this.#known.set(detached(typed), detached(known));
    }
    return known;
  }

  finish(end: number): Capture[] {
    return this.#captures.map((capture, index) => ({
      ...capture,
      end: this.#captures[index + 1]?.start ?? end,
    }));
  }
}

function switchedBy(typed: string): Switched {
  const on = APPLICATION.exec(typed) ?? TOKEN.exec(typed);
  const place = on?.indices?.groups?.['name'];
  return on && place && on.groups?.['level'] !== '0'
    ? { on: { text: on.groups?.['name'] ?? '', start: place[0], end: place[1] }, off: false }
    : { on: undefined, off: OFF.test(typed) };
}

function draft(start: number, host: Located | undefined): Draft {
  return { start, end: start, host, vdom: undefined, debugs: [], ended: undefined };
}
