import * as vscode from 'vscode';

/** The `source` of all problems of the server. */
export const SOURCE = 'fortios';

export function isOurs({ source }: vscode.Diagnostic): boolean {
  return source === SOURCE;
}

/** For each problem in a view, the problem of the capture that it repeats. */
const originals = new WeakMap<vscode.Diagnostic, vscode.Diagnostic>();

/**
 * A problem of a capture at its position in a view. As a hint it has its hover and quick fixes there, while the
 * Problems panel lists it once, at the capture; `registerPlaces` marks it like the original.
 */
export function repeatedAt(range: vscode.Range, problem: vscode.Diagnostic): vscode.Diagnostic {
  const severity = vscode.DiagnosticSeverity.Hint;
  // It has the server's data, too.
  const own = Object.assign(new vscode.Diagnostic(range, problem.message), problem, { range, severity });
  originals.set(own, problem);
  return own;
}

/** The problem that this one repeats; itself if it repeats none. */
export function originalOf(problem: vscode.Diagnostic): vscode.Diagnostic {
  return originals.get(problem) ?? problem;
}

/** The server's short reason; the whole message of the problem that counts the omitted ones. */
export function reasonAt(problem: vscode.Diagnostic): string {
  const { data } = problem as { data?: { reason?: unknown } | null };
  return typeof data?.reason === 'string' ? data.reason : problem.message;
}

/** The first problem that reports a failure: the first error, otherwise the first warning. */
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

/** The id of the cause of a problem. */
export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : (code ?? ''));
}
