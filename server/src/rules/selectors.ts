import type { Selector } from '../trace';
import type { Rule } from './types';

const RULE = 'flow/selector';
/** Maximum number of selectors that are kept; a message names the only one of a tunnel. */
const MAX_SELECTORS = 1024;

/** Adds the phase 2 selector of the tunnel, if the capture shows its configuration, to a packet that matches none. */
export const selectors: Rule = keep => {
  const known = new Map<string, Selector>();
  return {
    part(part) {
      for (const one of part.selectors)
        if (known.size < MAX_SELECTORS) known.set(keep(one.name.text), keep(one));
    },
    completed(finding) {
      if (finding.rule !== RULE) return finding;
      const [only, another] = [...known.values()].filter(({ tunnel }) => tunnel === finding.facts['out']);
      if (!only || another) return finding;
      const { name, source, target, start, end } = only;
      return {
        ...finding,
        facts: {
          ...finding.facts,
          child: name.text,
          selector: `${source} -> ${target}`,
          local: source,
          remote: target,
        },
        related: [...finding.related, { start, end, role: 'selector' }],
      };
    },
  };
};
