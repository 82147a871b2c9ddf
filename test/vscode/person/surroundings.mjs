// What is around and above the text, as a user sees it: outline, breadcrumbs, lenses, folds, the peek view, the status.
// Anything not shown yet is returned as empty: callers that expect something must wait for it.

/** @typedef {import('playwright-core').Page} Page */

/** The visible entries of the outline, each with the text after its name. @param {Page} page */
export const outline = page => texts(page, '.outline-pane .monaco-list-row .monaco-icon-label-container');

/** The breadcrumbs, from the file to the innermost symbol at the cursor. @param {Page} page */
export const breadcrumbs = page => texts(page, '.editor-group-container.active .monaco-breadcrumb-item');

/** The lenses, one text per line. @param {Page} page */
export const lenses = page => texts(page, '.editor-group-container.active .codelens-decoration');

/** The lines that stick to the top of the editor. @param {Page} page */
export const stickyLines = page =>
  texts(page, '.editor-group-container.active .sticky-widget .sticky-line-content');

/** The places in the reference list of the peek view. @param {Page} page */
export const peeked = page => texts(page, '.peekview-widget .ref-tree .monaco-list-row');

/** The status of the language, whose popup must be open. @param {Page} page */
export const status = page => texts(page, '.hover-language-status .element .left');

/** The visible text of the active editor. @param {Page} page */
export const activeText = page => texts(page, '.editor-group-container.active .view-line');

/** The numbers of the lines that are visible between folds. @param {Page} page @returns {Promise<number[]>} */
export async function lineNumbers(page) {
  const numbers = await texts(page, '.editor-group-container.active .margin .line-numbers');
  return numbers.map(Number).sort((a, b) => a - b);
}

/**
 * The texts of all matches of a selector, with single plain spaces: the editor uses no-break ones.
 * @param {Page} page
 * @param {string} selector
 */
async function texts(page, selector) {
  const all = await page.locator(selector).allInnerTexts();
  return all.map(text => text.replace(/\s+/g, ' ').trim());
}
