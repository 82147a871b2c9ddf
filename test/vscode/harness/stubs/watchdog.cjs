// In place of @vscode/native-watchdog, whose C++ is not compiled: ends this process when the one that it serves is gone.
const isAlive = pid => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
};

exports.start = pid => {
  if (pid) setInterval(() => isAlive(pid) || process.exit(1), 1000).unref();
};
exports.exit = code => process.exit(code);
