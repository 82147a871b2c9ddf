// In place of @vscode/spdlog, whose C++ is not compiled: VS Code's log files and the text of output channels go through it.
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

class Logger {
  constructor(_kind, _name, file) {
    this.file = file;
    this.level = LEVELS.indexOf('info');
    this.bare = false;
    mkdirSync(dirname(file), { recursive: true });
  }
  write(level, text) {
    if (level < this.level) return;
    const line = this.bare ? text : `${new Date().toISOString()} [${LEVELS[level]}] ${text}\n`;
    // The folder may be gone when VS Code ends: a line of log is not worth a crash.
    try {
      appendFileSync(this.file, line);
    } catch {}
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  setPattern() {
    this.bare = true;
  }
  clearFormatters() {
    this.bare = true;
  }
  flush() {}
  drop() {}
}
LEVELS.forEach((name, level) => {
  Logger.prototype[name] = function (text) {
    this.write(level, text);
  };
});

// One by one, because that is how an ES module that imports this one learns the names.
exports.version = 0;
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = async (name, file) => new Logger('rotating', name, file);
exports.createAsyncRotatingLogger = exports.createRotatingLogger;
