import { type CodeAction, CodeActionKind, type Diagnostic, type Range } from 'vscode-languageserver-types';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import { label, type Translate } from '../knowledge';
import { rangeOf } from './diagnostics';
import { type Masked, masksOf, secretsAt } from '../presentation/mask';

/**
 * The kind of the action that masks a whole file. It is not a `source.fixAll`: an editor that fixes all on save would
 * overwrite what the user may still need. For the same reason no mask is a preferred fix.
 */
export const MASK_SECRETS = `${CodeActionKind.Source}.maskSecrets`;

/** Returns the action that masks every occurrence of the secret of a problem, of several secrets the first. */
export function maskFix(
  analysis: Analysis,
  document: TextDocument,
  diagnostic: Diagnostic,
  translate: Translate,
): CodeAction[] {
  const start = document.offsetAt(diagnostic.range.start);
  const secret = analysis.secrets.find(
    ({ class: kind, places: [first] }) => `secret/${kind}` === diagnostic.code && first?.start === start,
  );
  if (!secret) return [];
  return [{ ...maskAction(document, masksOf(analysis, [secret]), translate), diagnostics: [diagnostic] }];
}

/** Returns the action that masks the secret at `range`, whose problem may be at an earlier occurrence. */
export function maskAt(
  analysis: Analysis,
  document: TextDocument,
  range: Range,
  translate: Translate,
): CodeAction[] {
  const [one, other] = secretsAt(analysis, document.offsetAt(range.start), document.offsetAt(range.end));
  return one && !other
    ? [
        maskAction(document, masksOf(analysis, [one.secret]), translate),
        ...maskAllFix(analysis, document, [], translate),
      ]
    : [];
}

/** Returns the action that masks every secret of the file; `diagnostics` are the problems that it fixes. */
export function maskAllFix(
  analysis: Analysis,
  document: TextDocument,
  diagnostics: Diagnostic[],
  translate: Translate,
): CodeAction[] {
  return maskAll(analysis, document, translate, CodeActionKind.QuickFix).map(action => ({
    ...action,
    ...(diagnostics.length > 0 && { diagnostics }),
  }));
}

/** Returns the actions for the whole file, for a client that requests source actions. */
export function sourceActionsOf(
  analysis: Analysis,
  document: TextDocument,
  translate: Translate,
): CodeAction[] {
  return maskAll(analysis, document, translate, MASK_SECRETS);
}

function maskAll(
  analysis: Analysis,
  document: TextDocument,
  translate: Translate,
  kind: string,
): CodeAction[] {
  const masked = masksOf(analysis, analysis.secrets);
  if (masked.places === 0) return [];
  const title = label('fix.maskAll', translate, { count: String(masked.places) });
  return [{ title, kind, edit: editOf(document, masked) }];
}

function maskAction(document: TextDocument, masked: Masked, translate: Translate): CodeAction {
  const title =
    masked.places === 1
      ? label('fix.mask', translate)
      : label('fix.maskPlaces', translate, { count: String(masked.places) });
  return { title, kind: CodeActionKind.QuickFix, edit: editOf(document, masked) };
}

function editOf(document: TextDocument, { edits }: Masked): NonNullable<CodeAction['edit']> {
  const changes = edits.map(edit => ({ range: rangeOf(document, edit), newText: edit.text }));
  return { changes: { [document.uri]: changes } };
}
