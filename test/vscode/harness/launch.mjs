// Runs the tests in VS Code once, in a separate process: @vscode/test-electron writes the output of VS Code to the output
// of this process, where run.mjs reads it.
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
    // VS Code has already printed the error.
    return 1;
  }
});
