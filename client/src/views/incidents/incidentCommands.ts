import * as vscode from 'vscode';
import type { Range } from 'vscode-languageclient';

/**
 * Shows an incident on a page. Its arguments: the address of a capture and the id of a scene; without an id, the whole
 * capture or its only incident. A `Uri` can also name a file that is large or compressed. Without arguments, what is in front.
 */
export const SHOW_INCIDENT = 'fortiosDebug.showIncident';
/** The custom editor that shows what happened in a file without its text. */
export const INCIDENT_FILE = 'fortiosDebug.incidentFile';
/** Shows a range of a capture without taking the focus. Its arguments: a URI and a range of the protocol. */
export const REVEAL = 'fortiosDebug.reveal';

/** The command of a row of a tree: it shows the row's place in the capture. */
export function revealCommand(uri: vscode.Uri, range: Range): vscode.Command {
  return { command: REVEAL, title: vscode.l10n.t('Show the line'), arguments: [uri.toString(), range] };
}

/** Shows an incident beside the last successful one; quick fixes of the server use it. Its arguments: a URI and an id. */
export const COMPARE_INCIDENT = 'fortiosDebug.compareIncident';
/** Shows a negotiation beside the same one in a capture of the other end. Its argument: a row of the tree of incidents. */
export const COMPARE_ENDS = 'fortiosDebug.compareEnds';
/** Copies a ticket about an incident. Its argument: a row of the tree of incidents. */
export const COPY_TICKET = 'fortiosDebug.copyIncidentTicket';
/** Copies an incident in one of several forms, and saves it in one. Their argument: a row of the tree of incidents. */
export const COPY_INCIDENT = 'fortiosDebug.copyIncident';
export const SAVE_INCIDENT = 'fortiosDebug.saveIncident';

/** True for a compressed file, which VS Code does not show as text. */
export function isPacked({ path }: vscode.Uri): boolean {
  return /\.gz$/i.test(path);
}

/** Shows what happened in a file without its text. */
export async function openFile(uri: vscode.Uri, column?: vscode.ViewColumn): Promise<void> {
  await vscode.commands.executeCommand('vscode.openWith', uri, INCIDENT_FILE, column);
}

/**
 * Commands that show only the lines of an incident, of the time of an incident or step, and of a party. Their
 * argument: a row.
 */
export const FILTER_INCIDENT = 'fortiosDebug.filterIncident';
export const FILTER_TIME = 'fortiosDebug.filterTime';
export const FILTER_PARTY = 'fortiosDebug.filterParty';
