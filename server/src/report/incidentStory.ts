import { toHtml } from 'hast-util-to-html';
import { type Incident, incidentOf } from '../presentation/incidents';
import { type ReadFile, storyOfFile } from './captureStory';
import { h } from './htmlTree';
import { mermaidOf } from './mermaid';
import * as phrases from './phrases';
import { sequencePicture } from './sequence';
import type { Story, TimelineRow } from './story';
import { storyHtml } from './storyHtml';
import { storyMarkdown } from './storyMarkdown';
import { PICTURE_STYLE } from './style';
import { storyOf } from './wholeStory';

export const INCIDENT_FORMATS = ['markdown', 'html', 'mermaid', 'svg'] as const;
export type IncidentFormat = (typeof INCIDENT_FORMATS)[number];

/** Returns the story of a single incident; undefined if the file has none with this id, or was too long to keep. */
export function incidentStory(file: ReadFile, id: string): Story | undefined {
  const incident = file.analysis && incidentOf(file.analysis, id);
  return incident && storyOfIncident(file, incident);
}

/** Returns one incident of a file in a text format. */
export function incidentText(file: ReadFile, incident: Incident, format: IncidentFormat): string {
  return WRITERS[format](storyOfIncident(file, incident));
}

function storyOfIncident(file: ReadFile, incident: Incident): Story {
  return storyOf([storyOfFile(file, incident)], { folder: '', unread: [], passedOver: 0 });
}

const WRITERS: Readonly<Record<IncidentFormat, (story: Story) => string>> = {
  markdown: storyMarkdown,
  html: storyHtml,
  mermaid: ({ rows: [row] }) => (row?.detail ? mermaidOf(row.detail) : ''),
  svg: ({ rows: [row] }) => (row ? svgOf(row) : ''),
};

/** Returns the diagram of a scene as a standalone SVG file. */
function svgOf(row: TimelineRow): string {
  if (!row.detail) return '';
  const picture = sequencePicture(phrases.rowTitle(row), row.detail, 'incident');
  picture.properties['xmlns'] = 'http://www.w3.org/2000/svg';
  picture.children.unshift(h('style', {}, PICTURE_STYLE));
  return toHtml(picture, { space: 'svg' }) + '\n';
}
