import * as vscode from 'vscode';

/** The source of the problems of the server, whichever way they came. */
export const SOURCE = 'fortios';

export function isOurs({ source }: vscode.Diagnostic): boolean {
  return source === SOURCE;
}

/** The problems of captures, by those that repeat them in a view. */
const originals = new WeakMap<vscode.Diagnostic, vscode.Diagnostic>();

/**
 * A problem of a capture at its place in a view of the capture. As a hint it has its hover and its quick fixes there, and the
 * Problems panel lists it once, at the capture; `registerPlaces` marks it like the original.
 */
export function repeatedAt(range: vscode.Range, problem: vscode.Diagnostic): vscode.Diagnostic {
  const severity = vscode.DiagnosticSeverity.Hint;
  // The server's own data goes with it.
  const own = Object.assign(new vscode.Diagnostic(range, problem.message), problem, { range, severity });
  originals.set(own, problem);
  return own;
}

/** The problem that another one repeats; itself if it repeats none. */
export function originalOf(problem: vscode.Diagnostic): vscode.Diagnostic {
  return originals.get(problem) ?? problem;
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
  const [first] = [Error, Warning].flatMap(
    severity => failures.find(problem => originalOf(problem).severity === severity) ?? [],
  );
  return first;
}

/** The id of the rule that found a problem. */
export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : (code ?? ''));
}
