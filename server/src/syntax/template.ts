// What the literature calls a log template (Drain, Spell): the text of a line apart from its values. Those are found there by
// comparing many lines, nearly. Here a template is exact, because whatever is known of one line of it must hold for all.

/**
 * What the rooms know of all records of one template, by room. Each declares its slots by declaration merging. Places are
 * relative to the start of the record, and no text of a capture is kept.
 */
// oxlint-disable-next-line typescript/no-empty-object-type -- the slots are declared elsewhere
export interface TemplateFacts {}

/** Records of one template have the same text, but for the values of numbers and hex digits of one length. */
export interface Template {
  readonly facts: Partial<TemplateFacts>;
}
