// VS Code's window as a user sees it: text, places and colours; mouse and keyboard.
// Lines and columns are one-based, as in the editor. Every method waits for what it needs, at most a minute.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { RESULTS, sleep, Trouble } from '../../../scripts/tools.mjs';

/** Milliseconds after which a step is tried again: a busy window has lost a key or a click. */
const LIMIT = 60_000;
/** Milliseconds after which keys that had no effect are pressed again: a busy window loses some. */
const KEYS_LOST = 20_000;
/** Frames of the window without a change, after which it is drawn. */
const QUIET_FRAMES = 8;
/** Frames after which a window that always changes is as good as drawn. */
const MAX_FRAMES = 600;
/** To the right of this position a hover has enough room, in pixels. */
const ROOM_FROM = 400;
/** The menu of quick fixes; a second widget is for menus below it. */
const MENU = '.action-widget:not(.action-list-submenu-panel)';

/** @typedef {{ severity: string, message: string, source: string, rule: string, line: number, column: number }} Problem */
/** @typedef {{ text: string, colour: string }} Token */

export class Editor {
  #page;

  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.#page = page;
    page.setDefaultTimeout(LIMIT);
  }

  /** For parts that only some steps read: see surroundings.mjs. */
  get page() {
    return this.#page;
  }

  /**
   * Opens the window and waits for its content, by default the text of a file.
   * @param {string} address
   * @param {string} [what]
   */
  async open(address, what = '.monaco-editor .view-line') {
    await this.#page.goto(address, { timeout: 2 * LIMIT });
    await this.#page
      .locator(what)
      .first()
      .waitFor({ timeout: 2 * LIMIT });
  }

  /** The name of the document's language, as in the status bar. */
  language() {
    return this.#page.locator('[id="status.editor.mode"]').innerText();
  }

  /** @param {string} name */
  async waitForLanguage(name) {
    await this.#page.locator('[id="status.editor.mode"]', { hasText: name }).waitFor();
  }

  /** Shows or hides the side bar. */
  async toggleSideBar() {
    await this.#page.keyboard.press('Control+B');
  }

  /**
   * Chooses a colour theme.
   * @param {string} name as in the list of themes
   * @param {'vs' | 'vs-dark' | 'hc-black' | 'hc-light'} kind the window's name for its kind
   */
  async chooseTheme(name, kind) {
    await this.focus();
    await this.#pick(['Control+K', 'Control+T'], name);
    await this.#page.locator(`.monaco-workbench.${kind}`).waitFor();
    // The text is coloured again right after.
    await this.settled();
  }

  /** Fills the input of a list, after the sign for commands; false if it has closed. @param {import('playwright-core').Locator} input @param {string} name */
  async #fill(input, name) {
    try {
      const sign = (await input.inputValue({ timeout: KEYS_LOST })).startsWith('>') ? '>' : '';
      await input.fill(sign + name, { timeout: KEYS_LOST });
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Chooses an entry of the list that some keys open; opens it again if keys were lost, as happens in a busy window.
   * @param {string[]} keys @param {string} name
   */
  async #pick(keys, name) {
    const list = this.#page.locator('.quick-input-widget');
    const entry = list.locator('.monaco-list-row.focused', { hasText: name });
    const input = list.locator('input').first();
    await this.eventually(`"${name}" in a list`, async () => {
      for (const key of keys) await this.#page.keyboard.press(key);
      // Neither typed nor entered: a list that loses the focus closes, and the text would get the keys.
      if ((await appears(list)) && (await this.#fill(input, name)) && (await appears(entry))) {
        const isChosen = await entry.click({ timeout: KEYS_LOST }).then(
          () => true,
          () => false,
        );
        if (isChosen) return true;
      }
      await this.#page.keyboard.press('Escape');
      return false;
    });
    // The chosen entry may ask for input in the same place.
    await entry.waitFor({ state: 'hidden' });
  }

  /** Runs a command of the command palette. @param {string} title its title in the palette, or the end of it */
  async command(title) {
    await this.#pick(['F1'], title);
  }

  /** Opens a file of the folder beside the open ones, and waits for it. @param {string} name */
  async openFile(name) {
    await this.#pick(['Control+P'], name);
    await this.waitForTab(name);
  }

  /** Waits until a file or a view is the active one. @param {string} name */
  async waitForTab(name) {
    await this.#activeTab(name).waitFor();
  }

  /** Whether a file is the active one. @param {string} name its full name */
  async isActive(name) {
    return this.#activeTab(new RegExp(`^${name.replace(/\W/g, '\\$&')}$`)).isVisible();
  }

  /** @param {string | RegExp} name */
  #activeTab(name) {
    return this.#page.locator('.editor-group-container.active .tab.active', { hasText: name });
  }

  /** Closes a file or a view without changes. @param {string} name */
  async closeFile(name) {
    const tab = this.#page.locator('.tab', { hasText: name });
    // A busy window can lose a click.
    await this.eventually(`${name} to be closed`, async () => {
      if (await tab.isVisible()) await tab.click({ button: 'middle', timeout: KEYS_LOST }).catch(() => {});
      await this.settled();
      return !(await tab.isVisible());
    });
  }

  /** Moves the keyboard focus to the text. */
  async focus() {
    await this.#page.keyboard.press('Control+1');
    await this.#page.locator('.editor-group-container .monaco-editor.focused').first().waitFor();
  }

  /** Moves the cursor to a place and scrolls it into view. @param {number} line @param {number} [column] */
  async goTo(line, column = 1) {
    await this.focus();
    await this.#page.keyboard.press('Control+G');
    const prompt = this.#page.locator('.quick-input-widget');
    await prompt.waitFor();
    await this.#page.keyboard.type(`${line}:${column}`);
    await this.#page.keyboard.press('Enter');
    await prompt.waitFor({ state: 'hidden' });
    await this.#page
      .locator('.line-numbers.active-line-number', { hasText: new RegExp(`^\\s*${line}\\s*$`) })
      .waitFor();
    // The editor may still scroll to it.
    await this.settled();
  }

  /** The tokens of a line with the colours that the user sees. @param {number} line @returns {Promise<Token[]>} */
  async tokens(line) {
    if (!(await this.#isWhole(line))) await this.goTo(line);
    return this.#page.evaluate(number => {
      const editor = [...document.querySelectorAll('.monaco-editor')].find(one =>
        one.querySelector('.line-numbers'),
      );
      const top = (/** @type {Element} */ element) => element.getBoundingClientRect().top;
      const numbers = [...(editor?.querySelectorAll('.line-numbers') ?? [])];
      const topOf = (/** @type {number} */ expected) => {
        const margin = numbers.find(one => one.textContent?.trim() === String(expected));
        return margin && top(margin);
      };
      const [from, to = Infinity] = [topOf(number) ?? Infinity, topOf(number + 1)];
      // A long line is wrapped over several rows.
      const rows = [...(editor?.querySelectorAll('.view-line') ?? [])]
        .filter(row => top(row) > from - 2 && top(row) < to - 2)
        .sort((one, other) => top(one) - top(other));
      const spans = rows
        .flatMap(row => [...row.querySelectorAll('span')])
        .filter(span => span.childElementCount === 0);
      // The editor writes every space as a no-break one.
      return spans.map(span => ({
        text: (span.textContent ?? '').replace(/\u00a0/g, ' '),
        colour: getComputedStyle(span).color,
      }));
    }, line);
  }

  /** Whether a line and the beginning of the next one are in view. @param {number} line */
  async #isWhole(line) {
    const numbers = await this.#page.locator('.editor-group-container.active .line-numbers').allInnerTexts();
    return [line, line + 1].every(number => numbers.some(text => text.trim() === String(number)));
  }

  /** The text of a line. @param {number} line */
  async text(line) {
    return (await this.tokens(line)).map(({ text }) => text).join('');
  }

  /** The theme's colour for plain text. */
  plainColour() {
    return this.#page.evaluate(() => {
      const probe = document.createElement('span');
      probe.style.color = 'var(--vscode-editor-foreground)';
      document.querySelector('.monaco-workbench')?.append(probe);
      const { color } = getComputedStyle(probe);
      probe.remove();
      return color;
    });
  }

  /**
   * Opens the Problems panel, waits for that many problems and reads them.
   * @param {number} [atLeast]
   * @param {number} [limit] in milliseconds
   * @returns {Promise<Problem[]>}
   */
  async problems(atLeast = 1, limit = LIMIT) {
    const panel = this.#page.locator('.markers-panel');
    if (!(await panel.isVisible())) await this.#page.keyboard.press('Control+Shift+M');
    await panel.waitFor();
    const rows = panel.locator('.monaco-list-row:has(.marker-icon)');
    if (atLeast > 0) await rows.nth(atLeast - 1).waitFor({ timeout: limit });
    // Problems of one file arrive together, but the list draws them one by one.
    await this.settled();
    return (await rows.evaluateAll(readRows)).map(parseRow);
  }

  /** Where the cursor is on the screen. */
  async cursor() {
    const box = await this.#page.locator('.monaco-editor .cursors-layer .cursor').first().boundingBox();
    if (!box) throw new Trouble('The cursor is not in view.');
    return box;
  }

  /** VS Code scrolls a long line only until the place is at the window's edge, where a hover has no room: scrolls on. */
  async #makeRoom() {
    let box = await this.cursor();
    for (let before = Infinity; box.x > ROOM_FROM && box.x < before;) {
      before = box.x;
      await this.#page.mouse.move(box.x, box.y);
      for (let i = 0; i < 4; i++) await this.#page.mouse.wheel(100, 0);
      await this.settled();
      box = await this.cursor();
    }
    return box;
  }

  /** Waits until the hover at a place matches. @param {number} line @param {number} column @param {RegExp} says */
  async hover(line, column, says) {
    await this.goTo(line, column);
    const box = await this.#makeRoom();
    const hover = this.#page.locator('.monaco-editor .monaco-hover:not(.hidden) .hover-row');
    const end = Date.now() + LIMIT;
    let output = '';
    // VS Code may mistake a single mouse move for scrolling text under the pointer.
    for (let i = 0; Date.now() < end; i = (i + 1) % 3) {
      await this.#page.mouse.move(box.x + 2 + i, box.y + box.height / 2);
      await sleep(300);
      // Its parts arrive one by one: first the problem, then the answer of the server.
      output = (await hover.allInnerTexts()).join('\n').replace(/\u00a0/g, ' ');
      if (says.test(output)) return;
    }
    throw new Trouble(`The hover on line ${line}, column ${column} does not say ${says}, but: ${output}`);
  }

  /** Moves the mouse away, and closes anything open above the text. */
  async leave() {
    await this.#page.mouse.move(1, 1);
    await this.#page.keyboard.press('Escape');
    await this.settled();
  }

  /** The titles of the quick fixes at a place; their menu stays open. @param {number} line @param {number} column */
  async quickFixes(line, column) {
    await this.goTo(line, column);
    await this.#page.keyboard.press('Control+.');
    const menu = this.#page.locator(MENU);
    const none = this.#page.locator('.monaco-editor-overlaymessage');
    await menu.or(none).first().waitFor();
    if (!(await menu.isVisible())) return [];
    return (await menu.locator('.monaco-list-row.action .title').allInnerTexts()).map(title => title.trim());
  }

  /**
   * Applies the quick fix whose title begins with `title`.
   * @param {number} line
   * @param {number} column
   * @param {string} title
   */
  async takeQuickFix(line, column, title) {
    const titles = await this.quickFixes(line, column);
    const found = titles.find(one => one.startsWith(title));
    if (!found)
      throw new Trouble(`There is no quick fix "${title}", there are: ${titles.join(', ') || 'none'}.`);
    await this.#page.locator(MENU).locator('.monaco-list-row.action', { hasText: found }).first().click();
    await this.#page.locator(MENU).waitFor({ state: 'hidden' });
  }

  /** Undoes the last change of the text. */
  async undo() {
    await this.focus();
    await this.#page.keyboard.press('Control+Z');
  }

  /** Returns the text of the clipboard. @returns {Promise<string>} */
  clipboard() {
    return this.#page.evaluate(() => navigator.clipboard.readText());
  }

  /** The visible notifications. */
  notifications() {
    return this.#page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts();
  }

  /** Saves a screenshot as test-results/NAME.png. @param {string} name */
  async screenshot(name) {
    mkdirSync(RESULTS, { recursive: true });
    await this.#page.screenshot({ path: path.join(RESULTS, `${name}.png`), animations: 'disabled' });
  }

  /** Waits until `question` resolves to true. @param {string} what @param {() => Promise<boolean>} question */
  async eventually(what, question) {
    for (const end = Date.now() + LIMIT; Date.now() < end; await sleep(100)) if (await question()) return;
    throw new Trouble(`Waited in vain for ${what}.`);
  }

  /** Waits until the window no longer changes, apart from the cursor. */
  settled() {
    return this.#page.evaluate(
      ([frames, limit]) =>
        /** @type {Promise<void>} */ (
          new Promise(resolve => {
            let [quiet, all] = [0, 0];
            const observer = new MutationObserver(changes => {
              const isOther = changes.some(
                ({ target }) => !(target instanceof Element && target.closest('.cursors-layer')),
              );
              if (isOther) quiet = 0;
            });
            const what = { subtree: true, childList: true, attributes: true, characterData: true };
            observer.observe(document.body, what);
            const next = () => {
              if (++quiet < frames && ++all < limit) requestAnimationFrame(next);
              else {
                observer.disconnect();
                resolve();
              }
            };
            requestAnimationFrame(next);
          })
        ),
      /** @type {const} */ ([QUIET_FRAMES, MAX_FRAMES]),
    );
  }
}

/** Whether something appears before keys count as lost. @param {import('playwright-core').Locator} what */
const appears = what =>
  what.waitFor({ timeout: KEYS_LOST }).then(
    () => true,
    () => false,
  );

/** The colour of the token that some text begins in. @param {Token[]} tokens of one line @param {string} text */
export function colourOf(tokens, text) {
  const line = tokens.map(token => token.text).join('');
  const at = line.indexOf(text);
  if (at < 0) throw new Trouble(`${JSON.stringify(text)} is not in: ${line}`);
  let end = 0;
  return /** @type {Token} */ (tokens.find(token => (end += token.text.length) > at)).colour;
}

/** Splits the rows of the Problems panel into their parts; this runs in the page. @param {Element[]} rows */
function readRows(rows) {
  const text = (/** @type {Element} */ row, /** @type {string} */ name) =>
    row.querySelector(name)?.textContent ?? '';
  return rows.map(row => ({
    icon: row.querySelector('.marker-icon .codicon')?.className ?? '',
    message: [...row.querySelectorAll('.marker-message')].map(line => line.textContent).join(' '),
    source: text(row, '.marker-source'),
    code: text(row, '.marker-code'),
    place: text(row, '.marker-line'),
  }));
}

/** @param {ReturnType<typeof readRows>[number]} row @returns {Problem} */
function parseRow({ icon, message, source, code, place }) {
  const [, line, column] = /\[Ln (\d+), Col (\d+)\]/.exec(place) ?? [];
  return {
    severity: /codicon-(error|warning|info)/.exec(icon)?.[1] ?? 'hint',
    message: message.trim(),
    source: source.trim(),
    rule: code.replace(/[()]/g, '').trim(),
    line: Number(line),
    column: Number(column),
  };
}
