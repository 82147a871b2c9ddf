import * as vscode from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { type CheckedSite, SITE_KNOWLEDGE, type SiteFilesParams } from '../../server/src/lsp/protocol';
import { isKnowledgeName, KNOWLEDGE_FOLDER } from '../../server/src/site/knowledgeFolder';
import { OptionalStatus } from './views/optionalStatus';

const PATTERN = `${KNOWLEDGE_FOLDER}/*.json`;
/** One more than the entries that the server takes, so that it reports that there are too many. */
const MAX_FILES = 501;
/** The server refuses a longer file; a file is read up to here, in bytes. */
const MAX_BYTES = 1 << 18;
/** Delay between the last keystroke and the check of a text, in milliseconds. */
const DELAY = 300;

type SiteFile = SiteFilesParams['files'][number];

/**
 * Sends the server the knowledge of a trusted workspace: the files of its `.fortios-debug` folders and of the folders
 * in the settings. Captures are explained with the saved files; edited text is checked as it is typed.
 */
export function registerSiteKnowledge(client: BaseLanguageClient): vscode.Disposable {
  const problems = vscode.languages.createDiagnosticCollection('fortios-knowledge');
  const status = new OptionalStatus(
    'fortiosDebug.knowledge',
    vscode.l10n.t('FortiOS Debug: knowledge of this workspace'),
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What to send: saved files, to be used, and edited texts, to be checked. A keystroke after saving wants both. */
  const wanted = new Set<'saved' | 'edited'>();
  const later = (checksOnly: boolean): void => {
    wanted.add(checksOnly ? 'edited' : 'saved');
    clearTimeout(timer);
    timer = setTimeout(() => void sendWanted(), DELAY);
  };
  const sendWanted = async (): Promise<void> => {
    const [saved, edited] = [wanted.delete('saved'), wanted.delete('edited')];
    if (saved) await send(false);
    if (edited) await send(true);
  };
  const send = async (checksOnly: boolean): Promise<void> => {
    if (!client.isRunning()) return;
    const { uris, links } = await knowledgeFiles();
    const { isTrusted } = vscode.workspace;
    const files = isTrusted ? await Promise.all(uris.map(uri => readFile(uri, checksOnly))) : [];
    const params: SiteFilesParams = { files: files.filter(file => file !== undefined), checksOnly };
    const checked = await client.sendRequest<CheckedSite>(SITE_KNOWLEDGE, params).catch(() => undefined);
    if (!checked) return;
    problems.clear();
    for (const link of links) problems.set(link, [notFollowed()]);
    for (const { uri, diagnostics } of checked.files)
      problems.set(
        vscode.Uri.parse(uri),
        await client.protocol2CodeConverter.asDiagnostics(
          diagnostics.filter(({ code }) => !isOfSchema(code)),
        ),
      );
    show(status, {
      isTrusted,
      found: uris.length + links.length,
      entries: checked.entries,
      problems: checked.files.reduce((sum, { diagnostics }) => sum + diagnostics.length, links.length),
    });
  };
  const watcher = vscode.workspace.createFileSystemWatcher(`**/${PATTERN}`);
  return vscode.Disposable.from(
    problems,
    status,
    watcher,
    { dispose: () => clearTimeout(timer) },
    watcher.onDidChange(() => later(false)),
    watcher.onDidCreate(() => later(false)),
    watcher.onDidDelete(() => later(false)),
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) later(false);
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => later(false)),
    vscode.workspace.onDidChangeWorkspaceFolders(() => later(false)),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      if (isKnowledge(uri)) later(false);
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (isKnowledge(document.uri)) later(true);
    }),
    vscode.workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration('fortiosDebug.knowledge')) later(false);
    }),
  );
}

/** VS Code reports this itself, because it checks the file against its schema. */
const OF_SCHEMA: ReadonlySet<unknown> = new Set([
  'site.json',
  'site.list',
  'site.id',
  'site.missing',
  'site.unknown',
  'site.value',
]);

function isOfSchema(code: unknown): boolean {
  return OF_SCHEMA.has(code);
}

export function isKnowledge({ path }: vscode.Uri): boolean {
  const [folder, name = ''] = path.split('/').slice(-2);
  return folder === KNOWLEDGE_FOLDER && isKnowledgeName(name);
}

/** The files of knowledge of the workspace and of the settings, and links to files, which are not followed. */
export async function knowledgeFiles(): Promise<{ uris: vscode.Uri[]; links: vscode.Uri[] }> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const named = vscode.workspace.getConfiguration('fortiosDebug').get<readonly string[]>('knowledge', []);
  const places = [
    ...folders.map(({ uri }) => vscode.Uri.joinPath(uri, KNOWLEDGE_FOLDER)),
    ...named.map(name => addressOf(name, folders[0]?.uri)),
  ];
  const all = (await Promise.all(places.map(filesIn))).flat();
  const files = [...new Map(all.map(file => [file.uri.toString(), file])).values()].sort((a, b) =>
    a.uri.path < b.uri.path ? -1 : 1,
  );
  const urisOf = (isLink: boolean): vscode.Uri[] =>
    files.filter(file => file.isLink === isLink).map(({ uri }) => uri);
  return { uris: urisOf(false), links: urisOf(true) };
}

/** A link that comes with a workspace could lead to any file of the user. */
function notFollowed(): vscode.Diagnostic {
  const message = vscode.l10n.t('This file is a symbolic link, so it is not used. Put the file itself here.');
  const problem = new vscode.Diagnostic(
    new vscode.Range(0, 0, 0, 1),
    message,
    vscode.DiagnosticSeverity.Warning,
  );
  problem.source = 'fortios';
  return problem;
}

/** A folder from the settings: an absolute path, or relative to the first folder of the workspace. */
function addressOf(name: string, folder: vscode.Uri | undefined): vscode.Uri {
  const isWhole = /^(?:[\\/]|[A-Za-z]:[\\/])/.test(name);
  return isWhole || !folder ? vscode.Uri.file(name) : vscode.Uri.joinPath(folder, name);
}

/** In the browser, file search finds nothing here, so the folder is read. */
async function filesIn(folder: vscode.Uri): Promise<{ uri: vscode.Uri; isLink: boolean }[]> {
  const names = await Promise.resolve(vscode.workspace.fs.readDirectory(folder)).catch(() => []);
  return names
    .filter(([name, kind]) => (kind & vscode.FileType.File) !== 0 && isKnowledgeName(name))
    .slice(0, MAX_FILES)
    .map(([name, kind]) => ({
      uri: vscode.Uri.joinPath(folder, name),
      isLink: (kind & vscode.FileType.SymbolicLink) !== 0,
    }));
}

/** The saved or edited text of a file; undefined if the file was deleted. */
async function readFile(uri: vscode.Uri, asEdited: boolean): Promise<SiteFile | undefined> {
  const file = { uri: uri.toString(), name: vscode.workspace.asRelativePath(uri) };
  const edited = vscode.workspace.textDocuments.find(one => one.uri.toString() === file.uri);
  if (asEdited && edited) return { ...file, text: edited.getText() };
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    // The server refuses a file that is too long, so its size does not matter here.
    if (size > MAX_BYTES) return { ...file, text: ' '.repeat(MAX_BYTES) };
    return { ...file, text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
  } catch {
    return undefined;
  }
}

/** How much of the workspace's knowledge is used. */
interface Used {
  readonly isTrusted: boolean;
  /** Number of files. */
  readonly found: number;
  readonly entries: number;
  readonly problems: number;
}

/** Shows how much of the workspace's knowledge is used, and what is not; nothing if there is none. */
function show(status: OptionalStatus, { isTrusted, found, entries, problems }: Used): void {
  if (found === 0 && problems === 0) return status.hide();
  const [detail, { Warning, Information }] = [
    vscode.l10n.t('your own knowledge'),
    vscode.LanguageStatusSeverity,
  ];
  if (!isTrusted) {
    const text = vscode.l10n.t('Not loaded: the workspace is not trusted');
    const command = { command: 'workbench.trust.manage', title: vscode.l10n.t('Manage trust') };
    status.show({ text, detail, severity: Warning, command });
  } else if (problems > 0) {
    const text = vscode.l10n.t('{0} entries are used; {1} problems', entries, problems);
    const command = { command: 'workbench.panel.markers.view.focus', title: vscode.l10n.t('Show problems') };
    status.show({ text, detail, severity: Warning, command });
  } else {
    const text = vscode.l10n.t('{0} entries are used', entries);
    status.show({ text, detail, severity: Information, command: undefined });
  }
}
