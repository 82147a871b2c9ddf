import type { Analysis } from '../analysis';
import { type CauseNews, causeNews, type ProblemVerdicts } from '../features/causeNews';
import { shown } from '../features/shown';
import type { Context } from './context';
import type { Opened } from './documents';
import { faultLocation } from './guarded';
import { CAUSES_JUDGED, type CausesJudged } from './protocol';
import { yieldToPendingMessages } from './timeSlices';

/** Notifies a client that follows scenes of what text that was appended to an open capture decides about its problems. */
export function registerCauseNews(context: Context): void {
  const { connection, documents, sameUnit } = context;
  const known = new WeakMap<Analysis, ProblemVerdicts>();
  /** What was known before text was appended; undefined for captures that were changed otherwise. */
  const before = new Map<string, ProblemVerdicts | undefined>();
  const judge = ({ document, analysis }: Opened, earlier?: ProblemVerdicts): readonly CauseNews[] => {
    const lineAt = (offset: number): number => document.positionAt(offset).line;
    const options = { translate: context.translate, lineAt, others: sameUnit.lookUp(document.uri) };
    try {
      const { news, verdicts } = causeNews(analysis, earlier, options);
      known.set(analysis, verdicts);
      return news;
    } catch (fault) {
      connection.console.error(`The causes of problems were not judged: ${faultLocation(fault)}`);
      return [];
    }
  };
  documents.onEdit((uri, isAppended) => {
    if (!context.client.followsScenes || (isAppended && before.has(uri))) return;
    const opened = isAppended ? documents.ready(uri) : undefined;
    if (opened && !known.has(opened.analysis)) judge(opened);
    before.set(uri, opened && known.get(opened.analysis));
  });
  documents.onAnalysed(async opened => {
    const { uri } = opened.document;
    await yieldToPendingMessages();
    // After another edit, the next analysis is compared.
    if (documents.ready(uri)?.analysis !== opened.analysis) return;
    const earlier = before.get(uri);
    before.delete(uri);
    const judged: CausesJudged = { uri, news: earlier ? judge(opened, earlier) : [] };
    if (judged.news.length > 0) void connection.sendNotification(CAUSES_JUDGED, shown(judged));
  });
}
