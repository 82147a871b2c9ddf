// What stands around and over the text, as a user reads it: outline, breadcrumbs, lenses, folds, the peek, the status.
// What is not there yet reads as nothing: whoever expects something waits for it.

/** @typedef {import('playwright-core').Page} Page */

/** The entries of the outline that are in view, each with what stands after its name. @param {Page} page */
export const outline = page => texts(page, '.outline-pane .monaco-list-row .monaco-icon-label-container');

/** Where the cursor is, from the file to the smallest thing around it. @param {Page} page */
export const breadcrumbs = page => texts(page, '.editor-group-container.active .monaco-breadcrumb-item');

/** The lenses, a text for all of one line. @param {Page} page */
export const lenses = page => texts(page, '.editor-group-container.active .codelens-decoration');

/** The lines that stick to the top of the editor. @param {Page} page */
export const stickyLines = page =>
  texts(page, '.editor-group-container.active .sticky-widget .sticky-line-content');

/** The places in the list of the references that are peeked at. @param {Page} page */
export const peeked = page => texts(page, '.peekview-widget .ref-tree .monaco-list-row');

/** The status of the language, whose popup must be open. @param {Page} page */
export const status = page => texts(page, '.hover-language-status .element .left');

/** The text of the active editor, as far as it is in view. @param {Page} page */
export const activeText = page => texts(page, '.editor-group-container.active .view-line');

/** The numbers of the lines that folds leave in view. @param {Page} page @returns {Promise<number[]>} */
export async function lineNumbers(page) {
  const numbers = await texts(page, '.editor-group-container.active .margin .line-numbers');
  return numbers.map(Number).sort((a, b) => a - b);
}

/** The texts of all that a selector finds, each with single plain spaces: the editor has no-break ones. @param {Page} page @param {string} selector */
async function texts(page, selector) {
  const all = await page.locator(selector).allInnerTexts();
  return all.map(text => text.replace(/\s+/g, ' ').trim());
}
