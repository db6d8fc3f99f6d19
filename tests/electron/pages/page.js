// A page that tries what a page may not, from a script of its own, and says what came of it.
const attempt = (run) => {
  try {
    run();
    return 'done';
  } catch (error) {
    return error.name;
  }
};

const refusedByPolicy = [];
addEventListener('securitypolicyviolation', (event) => {
  refusedByPolicy.push(event.effectiveDirective);
});

globalThis.seen = {
  node: [typeof require, typeof process, typeof module, typeof Buffer, typeof global],
  // oxlint-disable-next-line no-eval -- that it can't is what is proven
  eval: attempt(() => (0, eval)('1')),
  // oxlint-disable-next-line no-implied-eval -- as above
  newFunction: attempt(() => new Function('1')),
  inline: 'inlineRan' in globalThis ? 'done' : 'refused',
  bridge: Object.keys(globalThis.umbral).sort(),
  refusedByPolicy,
};
