import * as vscode from 'vscode';

/** The source of the problems of the server, whichever way they came. */
export const SOURCE = 'fortios';

export function isOurs({ source }: vscode.Diagnostic): boolean {
  return source === SOURCE;
}

/** Why it failed, in a few words of the server; the message of a problem without them, which counts those left out. */
export function reasonAt(problem: vscode.Diagnostic): string {
  const { data } = problem as { data?: { reason?: unknown } | null };
  return typeof data?.reason === 'string' ? data.reason : problem.message;
}

/** The first problem of a document that says that something failed: the first of its errors, or else of its warnings. */
export function firstFailure(uri: vscode.Uri): vscode.Diagnostic | undefined {
  const { Error, Warning } = vscode.DiagnosticSeverity;
  const failures = vscode.languages
    .getDiagnostics(uri)
    .filter(problem => isOurs(problem) && !codeOf(problem).startsWith('secret/'))
    .sort((a, b) => a.range.start.compareTo(b.range.start));
  return (
    failures.find(({ severity }) => severity === Error) ??
    failures.find(({ severity }) => severity === Warning)
  );
}

/** The id of the rule that found a problem. */
export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : (code ?? ''));
}
