import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis';
import { LANGUAGES, translator } from '../../../server/src/knowledge';
import { findingMessage } from '../../../server/src/rules/findingMessage';
import { RULE_EXAMPLES } from '../../support/examples';

describe('The message of a problem', () => {
  const findings = RULE_EXAMPLES.flatMap(
    ({ examples }) => analyze(examples.match.join('\n') + '\n').findings,
  );

  test.each(LANGUAGES)('is not cut at its end in %s', language => {
    const texts = JSON.parse(readFileSync(`server/dist/l10n/${language}.json`, 'utf8')) as string[];
    const translate = translator(texts);
    const messages = findings.map(finding => findingMessage(finding, translate));
    expect(messages.filter(message => message.endsWith('…'))).toEqual([]);
  });
});
