/**
 * Shows the lines of a capture that a focus keeps. Its arguments: a URI, and the words; without words, they are asked for. Then
 * a line of the capture, from 0, to go to, and whether the focus of the keyboard stays where it is.
 */
export const FOCUS = 'fortiosDebug.focus';
