// Opens VS Code's window in headless Chromium.
import { chromium } from 'playwright-core';
import { temporaryFolder, Trouble } from '../../../scripts/tools.mjs';
import { ensureChromium } from './chromium.mjs';

/** The size of the window, in pixels. */
export const VIEWPORT = { width: 1400, height: 900 };

/**
 * Opens a page that can reach only this machine.
 * @param {object} [options]
 * @param {{ width: number, height: number }} [options.viewport]
 * @param {Record<string, unknown>} [options.developmentOptions] further settings for the window, besides its address
 */
export async function openPage({ viewport = VIEWPORT, developmentOptions } = {}) {
  const browser = await launch(await ensureChromium());
  const context = await browser.newContext({
    viewport,
    locale: 'en-US',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  if (developmentOptions) await page.addInitScript(addDevelopmentOptions, developmentOptions);
  return { browser, page };
}

/** @param {string} executablePath */
async function launch(executablePath) {
  const { folder: home } = temporaryFolder('vh-');
  try {
    return await chromium.launch({
      executablePath,
      // Chromium keeps certificates, desktop settings and fonts in the home folder, regardless of its profile.
      env: { ...process.env, HOME: home, XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home },
      // The process that started this one ends it: see scripts/tools.mjs. Playwright kills the browser when the process exits.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      args: [
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--disable-background-networking',
        '--disable-component-update',
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      ],
    });
  } catch (error) {
    // What follows is Playwright's own log.
    const [output] = String(error instanceof Error ? error.message : error).split('\nCall log');
    throw new Trouble(`${executablePath} does not start as a browser. It said:\n${output}`);
  }
}

/**
 * Adds to the settings that the window reads from an element of its own page. This runs in the page: serving the page
 * through Playwright instead would make Chromium refuse the page's socket to this machine.
 * @param {Record<string, unknown>} extra
 */
function addDevelopmentOptions(extra) {
  const original = Element.prototype.getAttribute;
  Element.prototype.getAttribute = function (/** @type {string} */ name) {
    const value = original.call(this, name);
    if (value === null || name !== 'data-settings' || this.id !== 'vscode-workbench-web-configuration')
      return value;
    const settings = JSON.parse(value);
    return JSON.stringify({ ...settings, developmentOptions: { ...settings.developmentOptions, ...extra } });
  };
}
