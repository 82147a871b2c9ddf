import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeLens,
  type ExecuteCommandParams,
  type SemanticTokens,
  type SemanticTokensDelta,
  type TextDocumentIdentifier,
  type WorkspaceSymbol,
  type WorkspaceSymbolParams,
} from 'vscode-languageserver';
import { codeActionsOf, OPEN_ADDRESS } from '../features/codeActions';
import { codeLensesOf } from '../features/codeLens';
import { documentLinksOf } from '../features/documentLinks';
import { documentSymbolsOf } from '../features/documentSymbols';
import { foldingRangesOf } from '../features/folding';
import { successfulKinds } from '../features/incidents/compare';
import type { LinkTarget } from '../features/briefHover';
import { hoverAt } from '../features/hover';
import { inlayHintsOf } from '../features/inlayHints';
import { MASK_SECRETS, sourceActionsOf } from '../features/maskActions';
import { definitionOf, highlightsOf, referencesOf } from '../features/navigation';
import { selectionRangesOf } from '../features/selectionRanges';
import { semanticDelta, semanticTokensOf } from '../features/semanticTokens';
import { shown } from '../features/shown';
import { workspaceSymbolsOf } from '../features/workspaceSymbols';
import type { Context } from './context';
import type { NearbyLensesParams } from './protocol';
import type { Opened } from './documents';
import { guarded, unlessCancelled } from './guarded';
import type { Workspace } from './workspace/workspace';

/**
 * Creates the handler of a request about one document: it answers `empty` if the document is not open or the feature
 * fails.
 */
type About = <Params extends { readonly textDocument: TextDocumentIdentifier }, Result>(
  empty: Result,
  answer: (opened: Opened, params: Params) => Result,
) => (params: Params, token: CancellationToken) => Promise<Result>;

const noDocument = (): undefined => undefined;

/** Registers the requests of the language server protocol; each is one feature, applied to one open document. */
export function registerRequests(context: Context, workspace: Workspace | undefined): void {
  const about: About = (empty, answer) =>
    guarded(
      context,
      empty,
      ({ textDocument }) => textDocument.uri,
      (params, opened) => (opened ? answer(opened, params) : empty),
    );
  registerExplanations(context, about);
  registerNavigation(context, about);
  registerWorkspaceSymbols(context, workspace);
  registerDecorations(context, about);
  registerSemanticTokens(context, about);
}

/** Registers the requests that explain what is at a position, and the actions for it. */
function registerExplanations(context: Context, about: About): void {
  const { connection } = context;
  connection.onHover(
    about(null, ({ analysis, document }, { position }) => {
      const { client, settings, translate } = context;
      const across = context.across.findingsOf(document.uri);
      const { markdown, commands } = client;
      const others = context.sameUnit.lookUp(document.uri);
      const issue = (target: LinkTarget): string => context.links.issue(target);
      const options = { severities: settings.rules, translate, markdown, across, commands, others, issue };
      return shown(hoverAt(analysis, document, document.offsetAt(position), options) ?? null);
    }),
  );
  connection.onCodeAction(
    about([], ({ analysis, document }, { range, context: { diagnostics, only } }) => {
      const { client, settings, translate } = context;
      const options = {
        translate,
        severities: settings.rules,
        clientCommands: client.commands,
        showDocument: client.showDocument,
        others: context.sameUnit.lookUp(document.uri),
        succeedsElsewhere: successesBeside(context, document.uri),
      };
      const fixes = (): CodeAction[] => shown(codeActionsOf(analysis, document, diagnostics, options, range));
      if (!only || only.length === 0) return fixes();
      // An action that changes the whole file is offered only if the client requests source actions, not at every
      // position.
      return [
        ...(isAskedFor(CodeActionKind.QuickFix, only) ? fixes() : []),
        ...(isAskedFor(MASK_SECRETS, only) ? sourceActionsOf(analysis, document, translate) : []),
      ];
    }),
  );
  connection.onExecuteCommand(
    guarded<ExecuteCommandParams, null>(context, null, noDocument, async ({ command, arguments: given }) => {
      const address: unknown = given?.[0];
      // Only addresses of articles are opened, whatever the argument is.
      if (command === OPEN_ADDRESS && typeof address === 'string' && address.startsWith('https://')) {
        await connection.window.showDocument({ uri: address, external: true });
      }
      return null;
    }),
  );
}

/** Returns a test for whether an open capture other than `own` has a success of a kind. */
function successesBeside({ documents }: Context, own: string): (kind: string) => boolean {
  const others = documents.uris().filter(uri => uri !== own);
  return kind =>
    others.some(uri => {
      const opened = documents.ready(uri);
      return opened !== undefined && successfulKinds(opened.analysis).has(kind);
    });
}

/** True if one of the requested kinds is `kind` or contains it; the empty kind contains all. */
function isAskedFor(kind: string, only: readonly string[]): boolean {
  return only.some(one => one === '' || kind === one || kind.startsWith(`${one}.`));
}

/**
 * Caches an answer per analysis, for requests that clients repeat while a document is unchanged: outline,
 * breadcrumbs, sticky scroll.
 */
function oncePerAnalysis<Answer>(answer: (opened: Opened) => Answer): (opened: Opened) => Answer {
  const known = new WeakMap<Opened['analysis'], Answer>();
  return opened => {
    const given = known.get(opened.analysis) ?? answer(opened);
    known.set(opened.analysis, given);
    return given;
  };
}

/** Registers the requests for symbols and for places. */
function registerNavigation(context: Context, about: About): void {
  const { connection } = context;
  connection.onDocumentSymbol(
    about(
      [],
      oncePerAnalysis(({ analysis, document }) =>
        shown(documentSymbolsOf(analysis, document, context.translate)),
      ),
    ),
  );
  connection.onDefinition(
    about([], ({ analysis, document }, { position }) =>
      definitionOf(analysis, document, document.offsetAt(position)),
    ),
  );
  connection.onReferences(
    about([], ({ analysis, document }, { position, context: { includeDeclaration } }) =>
      referencesOf(analysis, document, document.offsetAt(position), includeDeclaration),
    ),
  );
  connection.onDocumentHighlight(
    about([], ({ analysis, document }, { position }) =>
      highlightsOf(analysis, document, document.offsetAt(position)),
    ),
  );
  connection.onSelectionRanges(
    about([], ({ analysis, document }, { positions }) => selectionRangesOf(analysis, document, positions)),
  );
}

/** Registers workspace symbols: those of open documents, and of the folder if all of it is read. */
function registerWorkspaceSymbols(context: Context, workspace: Workspace | undefined): void {
  const { connection, documents } = context;
  connection.onWorkspaceSymbol((params, token) => {
    const answer = guarded<WorkspaceSymbolParams, WorkspaceSymbol[]>(
      context,
      [],
      noDocument,
      async ({ query }) => {
        const open: WorkspaceSymbol[] = [];
        for (const uri of documents.uris()) {
          const opened = await unlessCancelled(token, documents.open(uri));
          if (opened)
            open.push(...workspaceSymbolsOf(opened.analysis, opened.document, query, context.translate));
        }
        const others = await workspace?.symbols(query, () => token.isCancellationRequested);
        return shown(others ? [...open, ...others] : open);
      },
    );
    return answer(params, token);
  });
}

/** Registers what is shown in and beside the text. */
function registerDecorations(context: Context, about: About): void {
  const { connection } = context;
  const lensOptions = ({ uri }: Opened['document']) => ({
    translate: context.translate,
    severities: context.settings.rules,
    commands: context.client.commands,
    succeedsElsewhere: successesBeside(context, uri),
  });
  connection.onFoldingRanges(
    about([], ({ analysis, document }) => {
      const options = { collapsedText: context.client.collapsedText, translate: context.translate };
      return shown(foldingRangesOf(analysis, document, options));
    }),
  );
  connection.onDocumentLinks(about([], ({ analysis, document }) => documentLinksOf(analysis, document)));
  connection.onCodeLens(
    about<NearbyLensesParams, CodeLens[]>([], ({ analysis, document }, { ranges }) =>
      context.settings.codeLens ? shown(codeLensesOf(analysis, document, lensOptions(document), ranges)) : [],
    ),
  );
  connection.languages.inlayHint.on(
    about([], ({ analysis, document }, { range }) => {
      const options = { level: context.settings.inlayHints, translate: context.translate };
      return shown(inlayHintsOf(analysis, document, range, options));
    }),
  );
}

/** Registers semantic tokens: full, for a range, and as a delta to the client's last answer. */
function registerSemanticTokens(context: Context, about: About): void {
  const tokens = context.connection.languages.semanticTokens;
  const last = new Map<string, { resultId: string; data: number[] }>();
  let count = 0;
  const whole = (uri: string, { analysis, document }: Opened): SemanticTokens & { resultId: string } => {
    const made = { resultId: String(++count), data: semanticTokensOf(analysis, document) };
    last.set(uri, made);
    return made;
  };
  tokens.on(
    about<{ textDocument: TextDocumentIdentifier }, SemanticTokens>(
      { data: [] },
      (opened, { textDocument }) => whole(textDocument.uri, opened),
    ),
  );
  tokens.onRange(
    about({ data: [] as number[] }, ({ analysis, document }, { range }) => ({
      data: semanticTokensOf(analysis, document, range),
    })),
  );
  tokens.onDelta(
    about<
      { textDocument: TextDocumentIdentifier; previousResultId: string },
      SemanticTokens | SemanticTokensDelta
    >({ data: [] }, (opened, { textDocument, previousResultId }) => {
      const before = last.get(textDocument.uri);
      const now = whole(textDocument.uri, opened);
      if (before?.resultId !== previousResultId) return now;
      return { resultId: now.resultId, edits: semanticDelta(before.data, now.data) };
    }),
  );
}
