// Makes a fresh clone ready: checks Node, installs what package-lock.json says. Node built-ins only.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isMain, main, progress, ROOT, runNpm, Trouble } from './tools.mjs';

const OLDEST_NODE = 20;

/** Installs the packages if they are missing or differ from package-lock.json; otherwise takes milliseconds. */
export async function setup() {
  checkNode();
  if (packagesAreCurrent()) return;
  const { code, output } = await progress('Installing the packages of package-lock.json (npm ci)', () =>
    runNpm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']),
  );
  if (code !== 0) {
    throw new Trouble(
      `The packages could not be installed, npm ci said:\n${output.trim()}\nCheck the connection to the package registry, then try again.`,
    );
  }
}

function checkNode() {
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return;
  throw new Trouble(
    `This project needs Node ${OLDEST_NODE} or newer, and this is Node ${process.versions.node}. Install a newer one and try again.`,
  );
}

/**
 * npm writes node_modules/.package-lock.json last: a record of what was really installed. It is compared with
 * package-lock.json package by package, so that an interrupted installation counts as none, and one made by hand is
 * accepted.
 */
function packagesAreCurrent() {
  const required = packagesOf('package-lock.json');
  const present = packagesOf(path.join('node_modules', '.package-lock.json'));
  if (!required || !present) return false;
  return Object.entries(required).every(
    // Optional packages may be for other systems. An entry outside node_modules is the project itself.
    ([name, { version, optional }]) =>
      !name.includes('node_modules/') || optional || (present[name] && present[name].version === version),
  );
}

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean }> | undefined} */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

if (isMain(import.meta.url)) await main(setup);
