import * as vscode from 'vscode';
import {
  SCENE_EXCERPT,
  type SceneExcerpt,
  type SceneExcerptParams,
  SCENE_TEXT,
  type SceneTextFormat,
  type SceneTextParams,
} from '../../../../server/src/lsp/protocol';
import { COPY_TEXT } from '../../commands/linkCommands';
import { chosenTarget, tryWrite } from '../../commands/saving';
import type { IncidentModel } from './model';
import { shownName } from '../shownName';

type Copied = Exclude<SceneTextFormat, 'html' | 'svg'> | 'lines';
type Saved = Extract<SceneTextFormat, 'html' | 'markdown' | 'svg'>;

/** Copies an incident in a format that the user chooses, or that is given. Secrets are masked in each. */
export async function copyIncident(
  model: IncidentModel,
  uri: vscode.Uri,
  id: string,
  named?: Copied,
): Promise<void> {
  const format = named ?? (await chosen(vscode.l10n.t('Copy the incident as'), copied()));
  if (!format) return;
  const text =
    format === 'lines' ? await redactedLines(model, uri, id) : await textOf(model, uri, id, format);
  if (text !== null) {
    await vscode.commands.executeCommand(COPY_TEXT, text);
    return;
  }
  await vscode.window.showInformationMessage(
    format === 'ticket'
      ? vscode.l10n.t('There is no ticket: no problem was found in this incident.')
      : vscode.l10n.t('Nothing was copied: the incident is no longer in the capture.'),
  );
}

/** Saves an incident as a picture or as a report. */
export async function saveIncident(model: IncidentModel, uri: vscode.Uri, id: string): Promise<void> {
  const format = await chosen(vscode.l10n.t('Save the incident as'), saved());
  if (!format) return;
  const text = await textOf(model, uri, id, format);
  if (text === null) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t('Nothing was saved: the incident is no longer in the capture.'),
    );
    return;
  }
  const ending = { html: 'html', markdown: 'md', svg: 'svg' }[format];
  const target = await chosenTarget(uri, {
    title: vscode.l10n.t('Save the Incident'),
    ending: `.incident.${ending}`,
    filters: { [format.toUpperCase()]: [ending] },
    refused: vscode.l10n.t('An incident is never saved over the capture. Choose another name.'),
  });
  if (!target || !(await tryWrite(target, text))) return;
  const name = vscode.workspace.asRelativePath(target);
  await vscode.window.showInformationMessage(
    vscode.l10n.t('{0} was saved. Secrets are masked in it, names and addresses are not.', name),
  );
}

type Choice<Format> = vscode.QuickPickItem & { readonly format: Format };

function copied(): Choice<Copied>[] {
  return [
    { format: 'ticket', label: vscode.l10n.t('Ticket'), detail: vscode.l10n.t('For Customer Service') },
    { format: 'markdown', label: 'Markdown', detail: vscode.l10n.t('A report on this incident alone') },
    {
      format: 'mermaid',
      label: 'Mermaid',
      detail: vscode.l10n.t('The steps as the text of a sequence diagram'),
    },
    {
      format: 'lines',
      label: vscode.l10n.t('Redacted lines'),
      detail: vscode.l10n.t('Its lines; secrets, serial numbers, names and addresses are replaced'),
    },
  ];
}

function saved(): Choice<Saved>[] {
  return [
    { format: 'svg', label: 'SVG', detail: vscode.l10n.t('The steps as a picture') },
    { format: 'html', label: 'HTML', detail: vscode.l10n.t('A report on this incident alone') },
    { format: 'markdown', label: 'Markdown', detail: vscode.l10n.t('A report on this incident alone') },
  ];
}

async function chosen<Format>(placeHolder: string, choices: Choice<Format>[]): Promise<Format | undefined> {
  return (await vscode.window.showQuickPick(choices, { placeHolder }))?.format;
}

function textOf(
  model: IncidentModel,
  uri: vscode.Uri,
  id: string,
  format: SceneTextFormat,
): Promise<string | null> {
  const name = shownName(uri);
  const params: SceneTextParams = { uri: uri.toString(), id, format, name };
  return model.ask<string | null>(SCENE_TEXT, params, null);
}

async function redactedLines(model: IncidentModel, uri: vscode.Uri, id: string): Promise<string | null> {
  const params: SceneExcerptParams = { uri: uri.toString(), id, keepIdentities: false };
  return (await model.ask<SceneExcerpt | null>(SCENE_EXCERPT, params, null))?.text ?? null;
}
