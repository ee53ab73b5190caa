const isMember = (node, object, property) =>
  node.type === 'MemberExpression' && !node.computed && node.object.name === object && node.property.name === property

/** Time comes from `ctx.clock.now()`, chance from a hash of `ctx.seed`: a run of thirty days must replay in a second, alike each time. */
export const givenTime = {
  meta: { type: 'problem' },
  create: (context) => ({
    CallExpression(node) {
      if (isMember(node.callee, 'Date', 'now')) {
        context.report({ node, message: 'Date.now() is not given: take the time from ctx.clock.now() or a parameter.' })
      } else if (isMember(node.callee, 'Math', 'random')) {
        context.report({ node, message: 'Math.random() does not replay: hash ctx.seed with the thing decided.' })
      } else if (node.callee.type === 'Identifier' && node.callee.name === 'Date') {
        context.report({ node, message: 'Date() is not given: take the time from ctx.clock.now() or a parameter.' })
      }
    },
    NewExpression(node) {
      if (node.callee.name === 'Date' && node.arguments.length === 0) {
        context.report({ node, message: 'new Date() is not given: take the time from ctx.clock.now() or a parameter.' })
      }
    },
  }),
}
