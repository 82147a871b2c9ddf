import { expect, it } from 'vitest';
import { benchGrammar, defaultLog } from '../bench/grammar';

it('colours at least one and a half times as fast as the grammar that VS Code has for log files', async () => {
  const { ratio } = await benchGrammar();
  expect(ratio).toBeGreaterThan(1.5);
});

it('the log that is measured repeats no token', () => {
  const log = defaultLog(5).join('\n');
  expect(new Set(log.match(/provision token: FTKMOB\w{10}/g)).size).toBe(5);
});
