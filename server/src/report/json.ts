import type { Range } from 'vscode-languageserver-types';
import { inEnglish } from '../knowledge';
import { type Finding, messageOf, relatedMessageOf, severityOf } from '../rules';
import type { Span } from '../syntax';
import type { Checked } from './types';

/** The findings as one JSON value, version 1. Lines and characters are zero-based and UTF-16, as in the protocol. */
export function jsonReport(checked: readonly Checked[]): string {
  const files = checked.map(file => ({
    path: file.path,
    coverage: file.analysis.coverage,
    findings: file.analysis.findings.map(finding => jsonFinding(finding, file)),
  }));
  return JSON.stringify({ version: 1, files }, undefined, 2) + '\n';
}

function jsonFinding(finding: Finding, file: Checked): object {
  return {
    rule: finding.rule,
    severity: severityOf(finding),
    message: messageOf(finding, inEnglish),
    range: rangeIn(file, finding),
    related: finding.related.map(place => ({
      message: relatedMessageOf(finding, place, inEnglish),
      range: rangeIn(file, place),
    })),
    facts: finding.facts,
  };
}

function rangeIn({ document }: Checked, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}
