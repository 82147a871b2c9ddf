// Writes the CPU time of each test file to the folder in FORTIOS_TEST_CPU; scripts/test.mjs compares it with the budget.
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect } from 'vitest';

const folder = process.env['FORTIOS_TEST_CPU'];
const before = process.cpuUsage();

if (folder !== undefined)
  afterAll(() => {
    const { user, system } = process.cpuUsage(before);
    const file = path.relative('.', expect.getState().testPath ?? '');
    const row = { file, cpu: Math.round((user + system) / 1000) };
    appendFileSync(path.join(folder, `${process.pid}.ndjson`), `${JSON.stringify(row)}\n`);
  });
