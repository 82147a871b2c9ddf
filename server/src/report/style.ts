const LIGHT = `--paper: #ffffff; --panel: #f6f8fa; --ink: #1b2430; --muted: #55616e; --rule: #d5dce3; --link: #0b5cad;
  --bad: #b42318; --bad-paper: #fef3f2; --warn: #93450a; --warn-paper: #fff8e8;
  --note: #175cd3; --note-paper: #eff6ff; --good: #067647; --good-paper: #ecfdf3;`;
const DARK = `--paper: #10151b; --panel: #181f27; --ink: #e6edf3; --muted: #9da9b6; --rule: #2f3a46; --link: #82bdff;
  --bad: #ff9086; --bad-paper: #341d1d; --warn: #f2b35c; --warn-paper: #2f2615;
  --note: #86bbff; --note-paper: #16263b; --good: #66d19a; --good-paper: #13291f;`;

/** The colours by the theme of the system. */
const THEME = `:root { color-scheme: light dark; ${LIGHT} }
@media (prefers-color-scheme: dark) { :root { ${DARK} } }
`;

/** The colours by the theme of VS Code, which marks the body of a page that it shows. It can differ from the system's. */
const EDITOR_THEME = `:root:has(> .vscode-light, > .vscode-high-contrast-light) { color-scheme: light; ${LIGHT} }
:root:has(> .vscode-dark, > .vscode-high-contrast:not(.vscode-high-contrast-light)) { color-scheme: dark; ${DARK} }
`;

/** The styles of a scene's picture. */
const SEQUENCE = `.sequence { display: block; max-width: 100%; height: auto; margin: 1rem 0 .5rem; font-size: 12.5px; }
.sequence text { fill: var(--ink); text-anchor: middle; }
.sequence .time, .sequence .place { text-anchor: start; font-size: 11.5px; font-variant-numeric: tabular-nums; }
.sequence .place, .sequence .detail { fill: var(--muted); font-size: 11px; }
.sequence .name { font-weight: 600; }
.sequence .party line { stroke: var(--rule); stroke-width: 1.5; }
.sequence .party rect { fill: var(--panel); stroke: var(--rule); }
.sequence .step { --own: var(--muted); --own-paper: var(--panel); }
.sequence .good { --own: var(--good); --own-paper: var(--good-paper); }
.sequence .bad, .sequence .lost { --own: var(--bad); --own-paper: var(--bad-paper); }
.sequence .words { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
.sequence .note ~ .words { stroke: none; }
.sequence .bad .words, .sequence .lost .words { fill: var(--bad); font-weight: 600; }
.sequence .step .besides { fill: var(--ink); font-weight: 400; }
.sequence .arrow { stroke: var(--own); stroke-width: 1.6; }
.sequence .lost .arrow { stroke-dasharray: 5 4; }
.sequence polygon { fill: var(--own); }
.sequence .note { fill: var(--own-paper); stroke: color-mix(in srgb, var(--own) 45%, transparent); }
.sequence .mark circle { fill: var(--own); }
.sequence .mark path { fill: none; stroke: var(--paper); stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
`;

/** The styles of a picture in its own file. */
export const PICTURE_STYLE = `${THEME}
svg { background: var(--paper); font-family: system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
${SEQUENCE}`;

/** The styles of a report, light, dark and printed, without external resources. */
export const STYLE = `
${THEME}${EDITOR_THEME}* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 62rem; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; letter-spacing: -.01em; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
h3 { font-size: 1.05rem; line-height: 1.35; margin: 0 0 .5rem; }
h4 { font-size: .8rem; margin: 1.1rem 0 .3rem; color: var(--muted); letter-spacing: .04em; text-transform: uppercase; }
p, ul, ol, dl { margin: .4rem 0; }
ul, ol { padding-left: 1.4rem; }
ol { padding-left: 2rem; }
li { margin: .2rem 0; }
a { color: var(--link); }
.muted, .certainty { color: var(--muted); }
.certainty { font-size: .85em; font-style: italic; }
.headline { display: flex; gap: .8rem; margin: .6rem 0; padding: .8rem 1rem; border-radius: 8px; border: 1px solid transparent; }
.headline p { margin: 0; }
.headline h1 { font-size: 1.3rem; }
.icon { flex: none; width: 1.35rem; height: 1.35rem; margin-top: .1rem; }
.icon path, .icon circle { fill: currentColor; }
.icon .sign { fill: none; stroke: var(--paper); stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.error { --own: var(--bad); --own-paper: var(--bad-paper); }
.warning { --own: var(--warn); --own-paper: var(--warn-paper); }
.information, .hint { --own: var(--note); --own-paper: var(--note-paper); }
.well { --own: var(--good); --own-paper: var(--good-paper); }
.headline { background: var(--own-paper); border-color: color-mix(in srgb, var(--own) 35%, transparent); }
.headline .icon, .card .icon { color: var(--own); }
.summary { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0 0; padding: 0; list-style: none; }
.summary li { margin: 0; padding: .2rem .7rem; border: 1px solid var(--rule); border-radius: 6px; background: var(--panel); font-size: .92rem; }
.card { margin: 1rem 0; padding: 1rem 1.2rem 1.1rem; border: 1px solid var(--rule); border-radius: 8px; }
.card > header { display: flex; gap: .7rem; align-items: flex-start; }
.card > header :is(h2, h3) { margin: 0; padding: 0; border: 0; font-size: 1.05rem; line-height: 1.35; }
.card.error, .card.warning, .card.information, .card.hint { border-left: 4px solid var(--own); }
.met { margin: .2rem 0 .6rem; padding: 0; list-style: none; font-weight: 600; }
.met .muted { font-weight: 400; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: .5rem 1.5rem; margin: .6rem 0 0; }
.facts div { min-width: 0; }
.facts dt { color: var(--muted); font-size: .82rem; }
.facts dd { margin: 0; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .94rem; font-variant-numeric: tabular-nums; }
th { padding: .35rem .6rem; text-align: left; font-size: .82rem; font-weight: 600; color: var(--muted); border-bottom: 1px solid var(--rule); white-space: nowrap; }
td { padding: .45rem .6rem; vertical-align: top; overflow-wrap: break-word; min-width: 3rem; border-bottom: 1px solid var(--rule); }
td.time, td.took, td.lines { white-space: nowrap; }
td.what { min-width: 11rem; overflow-wrap: anywhere; }
.pill { display: inline-block; padding: .05rem .55rem; border-radius: 6px; font-size: .9rem; }
.pill.well { color: var(--good); background: var(--good-paper); }
.pill.failed { color: var(--bad); background: var(--bad-paper); font-weight: 600; }
.pill.error, .pill.warning, .pill.information { color: var(--own); background: var(--own-paper); }
.pill.open { color: var(--warn); background: var(--warn-paper); }
code { font: .88em ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
pre { margin: .4rem 0; padding: .7rem .9rem; border: 1px solid var(--rule); border-radius: 6px; background: var(--panel);
  font: .82rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre-wrap; }
details { margin-top: .8rem; }
summary { cursor: pointer; color: var(--muted); font-size: .92rem; }
.tokens { list-style: none; padding: 0; }
.tokens > li { margin: 0; padding: .8rem 0; border-bottom: 1px solid var(--rule); }
${SEQUENCE}@media (max-width: 44rem) {
  th, td { padding: .4rem; }
  td.time { white-space: normal; }
}
@media print {
  :root { color-scheme: light;
    --paper: #ffffff; --panel: #f6f8fa; --ink: #000000; --muted: #4a5560; --rule: #c3ccd4; --link: #0b4a8a;
    --bad: #a01d14; --bad-paper: #fdefee; --warn: #84400c; --warn-paper: #fff6e0;
    --note: #134ba8; --note-paper: #edf4ff; --good: #05603a; --good-paper: #e8f8ef; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  html { font-size: 9pt; }
  body { max-width: none; padding: 0; font-size: 1rem; line-height: 1.35; }
  h1 { font-size: 1.5rem; }
  h2 { margin: .9rem 0 .5rem; }
  h2, h3, h4, summary { break-after: avoid; }
  .headline, .sequence, tr, .tokens > li, li { break-inside: avoid; }
  .headline, .card { padding: .4rem .8rem; margin: .4rem 0; }
  .summary { gap: .3rem; }
  .summary li { padding: 0 .4rem; }
  .facts { display: flex; flex-wrap: wrap; gap: 0 1.2rem; }
  .facts :is(dt, dd) { display: inline; }
  .facts dt::after { content: " "; }
  .sequence { max-height: 70mm; margin: .4rem auto 0; }
  .page .sequence { max-height: 58mm; }
  h4, p, ul, ol, dl, li, pre, .facts, .summary, .met { margin-top: .2rem; margin-bottom: .2rem; }
  h4 { margin-top: .35rem; }
  .tokens > li { padding: .3rem 0; }
  pre { font-size: 8pt; padding: .4rem .6rem; columns: 2; }
  pre.evidence { columns: 1; }
  /* What a reader unfolds is printed, too. */
  details:not([open]) { display: none; }
  /* Paper cannot be scrolled: what is too wide is wrapped. */
  .scroll { overflow: visible; }
  table { font-size: 8.5pt; }
  th, td { padding: .3rem .4rem; }
  th, td, td.lines { white-space: normal; }
  .pill { font-size: 8.5pt; }
  td, td.what { min-width: 0; overflow-wrap: anywhere; }
  th { overflow-wrap: normal; }
  thead { display: table-header-group; }
  .sources a::after { content: " <" attr(href) ">"; color: var(--muted); font-size: .85em; }
}
@page { margin: 12mm 13mm; }
`;
