// One run of the tests in a VS Code, in a process of its own: @vscode/test-electron writes all that VS Code prints to
// this process's output, and run.mjs reads it there.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { main, temporaryFolder } from '../../../scripts/tools.mjs';

const [executable, extension, tests, folder, host] = process.argv.slice(2);

await main(async () => {
  const { folder: profile } = temporaryFolder('vu-');
  const user = path.join(profile, 'user');
  mkdirSync(user);
  try {
    return await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: extension,
      extensionTestsPath: tests,
      launchArgs: [
        folder,
        `--user-data-dir=${user}`,
        `--extensions-dir=${path.join(profile, 'extensions')}`,
        ...(host === 'web' ? ['--extensionDevelopmentKind=web'] : []),
      ],
    });
  } catch {
    // What went wrong was printed by VS Code.
    return 1;
  }
});
