// Runs oxlint, oxfmt and the check of generated files: npm run lint.
import path from 'node:path';
import { setup } from './setup.mjs';
import { isMain, main, runChecks } from './tools.mjs';

/** @typedef {{ type: string, kind?: string, accessibility?: string }} Member */

/** A private member is `#private`, which holds at run time too. A private constructor has no other form. */
const hashPrivate = {
  /** @param {{ report: (problem: { node: Member, message: string }) => void }} context */
  create(context) {
    /** @param {Member} node */
    const check = node => {
      if (node.accessibility === 'private' && node.kind !== 'constructor')
        context.report({ node, message: 'Use #private.' });
    };
    return { PropertyDefinition: check, MethodDefinition: check };
  },
};

/** Classes without texts of captures, or that give them up together with what they belong to. */
const STATELESS = new Set(
  'AnywherePhrases Phrases Reasons RegExp ResponseError SiteKnowledge Uint8Array WeakMap WordingIndex'.split(
    ' ',
  ),
);
const READONLY = /^(?:Readonly(?:Map|Set)\b|readonly\b)/;

/**
 * @typedef {object} Declaration
 * @property {string} kind
 * @property {{ id: { name?: string, typeAnnotation?: { typeAnnotation: { range: [number, number] } } }, init: { type: string, elements?: unknown[], callee?: { name?: string } } | null }[]} declarations
 */

/**
 * What was read of a capture goes with its analysis, so a module has no state that texts can flow into. The option lists the
 * variables that are allowed, by the end of the path of their file.
 */
const moduleState = {
  meta: { schema: [{ type: 'object' }] },
  /**
   * @param {{ filename: string, options: Record<string, string[]>[], sourceCode: { text: string },
   *   report: (problem: { node: object, message: string }) => void }} context
   */
  create(context) {
    const file = context.filename.replaceAll('\\', '/');
    const allowed = Object.entries(context.options[0] ?? {}).flatMap(([end, names]) =>
      file.endsWith(`/${end}`) ? names : [],
    );
    /** @param {Declaration['declarations'][number]} declarator */
    const isState = ({ id, init }) => {
      const [from, to] = id.typeAnnotation?.typeAnnotation.range ?? [0, 0];
      if (READONLY.test(context.sourceCode.text.slice(from, to))) return false;
      return init?.type === 'ArrayExpression'
        ? init.elements?.length === 0
        : init?.type === 'NewExpression' && !STATELESS.has(init.callee?.name ?? '');
    };
    return {
      /** @param {{ body: (Declaration & { type: string, declaration?: (Declaration & { type: string }) | null })[] }} program */
      Program(program) {
        for (const statement of program.body) {
          const declaration = statement.declaration ?? statement;
          if (declaration.type !== 'VariableDeclaration') continue;
          for (const declarator of declaration.declarations)
            if (
              (declaration.kind === 'let' || isState(declarator)) &&
              !allowed.includes(declarator.id.name ?? '')
            )
              context.report({
                node: declarator,
                message:
                  'State at module level outlives the captures whose texts flow into it: make it Readonly, or part of the analysis.',
              });
        }
      },
    };
  },
};

/** Whoever replays what is known of a template asks no regular expression. */
const noExpressions = {
  /** @param {{ report: (problem: { node: object, message: string }) => void }} context */
  create(context) {
    return {
      /** @param {{ regex?: object }} node */
      Literal(node) {
        if (node.regex)
          context.report({ node, message: 'Every line would pay for it: ask it when a template is made.' });
      },
    };
  },
};

/** The lint rules that oxlint lacks. */
export default {
  meta: { name: 'own' },
  rules: { 'hash-private': hashPrivate, 'module-state': moduleState, 'no-expressions': noExpressions },
};

/**
 * Runs all linters, even if one fails.
 * @returns {Promise<boolean>} whether all of them found nothing
 */
export async function lint() {
  /** @type {[file: string, args: string[]][]} */
  const linters = [
    [
      path.join('node_modules', 'oxlint', 'bin', 'oxlint'),
      ['--config=oxlint.config.mjs', '--format=stylish'],
    ],
    [path.join('node_modules', 'oxfmt', 'bin', 'oxfmt'), ['--list-different']],
    [path.join('scripts', 'generate.mjs'), ['--check']],
  ];
  return runChecks(linters);
}

if (isMain(import.meta.url)) {
  await main(async () => {
    await setup();
    return (await lint()) ? 0 : 1;
  });
}
