// The engine that VS Code colours with, around the grammar that is shipped.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import * as onigurumaModule from 'vscode-oniguruma';
import * as textmateModule from 'vscode-textmate';
import type { IGrammar, IOnigLib, IRawGrammar, IRawTheme } from 'vscode-textmate';
import { computingTime } from '../support/time';

/** Both packages are CommonJS bundles whose names Node cannot see: there, all of them are in `default`. */
function unwrap<T extends object>(module: T): T {
  return (module as { default?: T }).default ?? module;
}

const oniguruma = unwrap(onigurumaModule);
const textmate = unwrap(textmateModule);
const locate = createRequire(resolve('package.json'));

export const ROOT = 'text.log.fortios-debug';
export const GRAMMAR_FILE = resolve('syntaxes/fortios-debug.tmLanguage.json');

/** The number that a token of embedded JSON carries as its language; VS Code gives each language such a number. */
export const JSON_LANGUAGE = 2;

const GRAMMARS = {
  'fortios-debug': { scope: ROOT, file: GRAMMAR_FILE },
  log: {
    scope: 'text.log',
    file: locate
      .resolve('@codingame/monaco-vscode-log-default-extension/package.json')
      .replace(/package\.json$/, 'resources/log.tmLanguage.json'),
  },
};

let engine: Promise<void> | undefined;
const onigLib = Promise.resolve<IOnigLib>({
  createOnigScanner: patterns => new oniguruma.OnigScanner(patterns),
  createOnigString: text => new oniguruma.OnigString(text),
});

/** Ours, or `log`: the one that VS Code has for log files. */
export async function loadGrammar(name: keyof typeof GRAMMARS): Promise<IGrammar> {
  return (await loadColoured(name)).grammar;
}

/** A grammar under a theme, with the colours that the numbers in the metadata of its tokens stand for. */
async function loadColoured(
  name: keyof typeof GRAMMARS,
  theme?: IRawTheme,
): Promise<{ grammar: IGrammar; colours: readonly string[] }> {
  engine ??= oniguruma.loadWASM(readFileSync(locate.resolve('vscode-oniguruma/release/onig.wasm')));
  await engine;
  const { scope, file } = GRAMMARS[name];
  const registry = new textmate.Registry({
    onigLib,
    ...(theme && { theme }),
    loadGrammar: expected =>
      Promise.resolve(expected === scope ? textmate.parseRawGrammar(readFileSync(file, 'utf8'), file) : null),
  });
  const grammar = await registry.loadGrammarWithConfiguration(scope, 1, {
    embeddedLanguages: { 'meta.embedded.block.json': JSON_LANGUAGE },
  });
  if (grammar === null) throw new Error(`There is no grammar in ${file}.`);
  return { grammar, colours: registry.getColorMap() };
}

export interface Token {
  text: string;
  start: number;
  end: number;
  scopes: string[];
}

/** The lines as VS Code sees them: CR LF, LF and a CR alone all end one, so CR CR LF ends two. */
export function lines(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

const grammar = await loadGrammar('fortios-debug');

/** The tokens of each line of a text. */
export function tokenize(text: string): Token[][] {
  let state = textmate.INITIAL;
  return lines(text).map(line => {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    // The engine adds a line break of its own, which the last token may take in.
    return result.tokens.map(({ startIndex, endIndex, scopes }) => {
      const end = Math.min(endIndex, line.length);
      return { text: line.slice(startIndex, end), start: startIndex, end, scopes };
    });
  });
}

/** Runs through a text as VS Code does, without making lists of scope names, and says how long it took in milliseconds. */
export function time(engine: IGrammar, text: readonly string[]): number {
  return computingTime(() => {
    let state = textmate.INITIAL;
    for (const line of text) state = engine.tokenizeLine2(line, state, 0).ruleStack;
  });
}

export function timeOurs(text: readonly string[]): number {
  return time(grammar, text);
}

/** The colour of the first character of `part` in a line. */
export async function colourIn(theme: IRawTheme, line: string, part: string): Promise<string> {
  const { grammar: themed, colours } = await loadColoured('fortios-debug', theme);
  const { tokens } = themed.tokenizeLine2(line, textmate.INITIAL);
  let metadata = 0;
  for (let at = 0; at < tokens.length && (tokens[at] ?? 0) <= line.indexOf(part); at += 2)
    metadata = tokens[at + 1] ?? 0;
  return colours[(metadata >>> 15) & 0x1ff] ?? '';
}

/** The colour that a theme gives to each scope, in whatever text. */
export async function coloursOfScopes(theme: IRawTheme, scopes: readonly string[]): Promise<string[]> {
  await loadColoured('fortios-debug');
  const patterns = scopes.map((name, index) => ({ match: `<${index}>`, name }));
  const registry = new textmate.Registry({
    onigLib,
    theme,
    loadGrammar: () => Promise.resolve({ scopeName: ROOT, patterns } as unknown as IRawGrammar),
  });
  const synthetic = await registry.loadGrammar(ROOT);
  return scopes.map((_, index) => {
    const [, metadata = 0] = synthetic?.tokenizeLine2(`<${index}>`, textmate.INITIAL).tokens ?? [];
    return registry.getColorMap()[(metadata >>> 15) & 0x1ff] ?? '';
  });
}

/** The language of each character of a line, as VS Code reads it from the metadata of its token. */
export function languages(line: string): number[] {
  const { tokens } = grammar.tokenizeLine2(line, textmate.INITIAL);
  const result: number[] = [];
  for (let at = 0; at < tokens.length; at += 2) {
    const end = tokens[at + 2] ?? line.length;
    for (let char = tokens[at] ?? 0; char < end; char++) result.push((tokens[at + 1] ?? 0) & 0xff);
  }
  return result;
}

const own = (scope: string): string => scope.replace(/\.fortios-debug$/, '');

/** Each token that has a colour of its own, with its innermost scope; the suffix `.fortios-debug` is left out. */
export function colours(text: string): [string, string][] {
  return tokenize(text)
    .flat()
    .filter(token => token.text !== '' && !/^(?:meta\.|text\.)/.test(token.scopes.at(-1) ?? ROOT))
    .map(token => [token.text, own(token.scopes.at(-1) ?? '')]);
}

/** The same without punctuation, for JSON. */
export function words(text: string): [string, string][] {
  return colours(text).filter(([, scope]) => !scope.startsWith('punctuation.'));
}

/** The texts that have a scope, anywhere among their scopes; neighbours are joined. */
export function inside(text: string, scope: string): string[] {
  const found: string[] = [];
  for (const line of tokenize(text)) {
    let open = false;
    for (const token of line) {
      const has = token.scopes.includes(scope);
      if (has && open) found.push((found.pop() ?? '') + token.text);
      else if (has) found.push(token.text);
      open = has;
    }
  }
  return found;
}
