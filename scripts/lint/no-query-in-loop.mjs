const queries = new Set(['rows', 'one', 'maybe', 'exec'])
const arrayCallbacks = new Set(['map', 'forEach', 'flatMap', 'filter', 'reduce', 'some', 'every'])
const isFunction = (node) => /^(?:Arrow)?Function/.test(node.type)
/** Batches are sets: a statement for each of them is the set-based way. */
const overBatches = (node) =>
  /batch|chunk|page|slice/i.test(
    node.type === 'CallExpression' ? (node.callee.name ?? node.callee.property?.name ?? '') : (node.name ?? ''),
  )

function isQuery(node, statements) {
  const { callee } = node
  if (callee.type === 'Identifier') return statements.has(callee.name)
  if (callee.type !== 'MemberExpression' || !queries.has(callee.property.name)) return false
  return callee.object.name === 'db' || callee.object.property?.name === 'db'
}

function loopAround(node) {
  for (let child = node, parent = node.parent; parent; child = parent, parent = parent.parent) {
    if (parent.type === 'ForOfStatement' && parent.body === child && !parent.await && !overBatches(parent.right)) return parent
    if ((parent.type === 'ForStatement' && parent.body === child && parent.test) || parent.type === 'ForInStatement') return parent
    if (!isFunction(parent)) continue
    const call = parent.parent
    const isCallback = call?.type === 'CallExpression' && call.arguments.includes(parent) && arrayCallbacks.has(call.callee.property?.name)
    if (isCallback && !overBatches(call.callee.object)) return call
    // A transaction's body runs once where it stands; any other function may be called from anywhere.
    if (!(call?.type === 'CallExpression' && call.callee.property?.name === 'inTx')) return undefined
  }
  return undefined
}

/** One statement a row over the network is how a product stops scaling: statements take sets. Loops over batches and `while (more)` are fine. */
export const noQueryInLoop = {
  meta: { type: 'problem' },
  create(context) {
    const statements = new Set()
    return {
      ImportDeclaration(node) {
        if (node.importKind === 'type' || !/\/(?:store|read)(?:-[a-z-]+)?\.ts$/.test(node.source.value)) return
        for (const specifier of node.specifiers) if (specifier.importKind !== 'type') statements.add(specifier.local.name)
      },
      CallExpression(node) {
        const awaited = node.parent.type === 'AwaitExpression' || isFunction(node.parent) || node.parent.type === 'ReturnStatement'
        if (awaited && isQuery(node, statements) && loopAround(node)) {
          context.report({
            node,
            message: 'A statement in a loop: pass the whole set (unnest, = any, insert … select), or loop over batches.',
          })
        }
      },
    }
  },
}
