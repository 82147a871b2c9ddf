/**
 * Shows only the lines of a capture that match a filter. Its arguments: a URI and the words; without words, the user
 * is asked. Then a line of the capture to go to, from 0, and whether to preserve the keyboard focus.
 */
export const FILTER_LINES = 'fortiosDebug.filterLines';
