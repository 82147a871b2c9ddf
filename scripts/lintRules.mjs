// The lint rules that oxlint lacks.

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

export default { meta: { name: 'own' }, rules: { 'hash-private': hashPrivate } };
