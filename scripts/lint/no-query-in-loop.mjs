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

/** A list written out in the source, or a constant of the file in capitals, has the length it has. */
const isFixed = (node) =>
  /^TS(?:As|Satisfies)Expression$/.test(node.type)
    ? isFixed(node.expression)
    : node.type === 'ArrayExpression'
      ? node.elements.every((element) => element?.type !== 'SpreadElement')
      : node.type === 'CallExpression'
        ? ['entries', 'values'].includes(node.callee.property?.name) && isFixed(node.callee.object)
        : node.type === 'Identifier' && /^[A-Z][A-Z0-9_]*$/.test(node.name)
const mayLoop = (iterable) => overBatches(iterable) || isFixed(iterable)

function loopAround(node) {
  for (let child = node, parent = node.parent; parent; child = parent, parent = parent.parent) {
    if (parent.type === 'ForOfStatement' && parent.body === child && !parent.await && !mayLoop(parent.right)) return parent
    if ((parent.type === 'ForStatement' && parent.body === child && parent.test) || parent.type === 'ForInStatement') return parent
    if (!isFunction(parent)) continue
    const call = parent.parent
    const isCallback = call?.type === 'CallExpression' && call.arguments.includes(parent) && arrayCallbacks.has(call.callee.property?.name)
    if (isCallback && !mayLoop(call.callee.object)) return call
    // A transaction's body runs once where it stands; any other function may be called from anywhere.
    if (!(call?.type === 'CallExpression' && call.callee.property?.name === 'inTx')) return undefined
  }
  return undefined
}

/** One statement a row over the network is how a product stops scaling: statements take sets. Loops over batches, over fixed lists and `while (more)` are fine. */
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
