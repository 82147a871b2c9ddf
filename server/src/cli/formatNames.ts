/** The formats of `check`. */
export const FORMATS = ['text', 'json', 'ndjson', 'sarif', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];

/** The formats of `report`. */
export const REPORT_FORMATS = ['markdown', 'html', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];
