import nodeModule from 'node:module';
import { type Expression, type Node, type Program, type Property, parse, type SpreadElement } from 'acorn';

const segment = /\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g;

/**
 * The line (1 is the first) of a field in the source of a config: where the field is written, else the innermost thing
 * around it that is. The field is a path such as `scalables["checkout/web"].policies[0].target`.
 * Null where the source cannot be followed, e.g. since it builds its config by code.
 */
export function locateField(source: string, field: string): number | null {
  const tree = parseSource(source);
  const top = tree && exported(tree);
  if (!tree || !top) return null;
  const path = [...field.matchAll(segment)].map(
    ([, key, index, name]) => key?.replace(/\\(.)/g, '$1') ?? index ?? name ?? '',
  );
  return follow(tree, top, path).loc?.start.line ?? null;
}

/** The line (1 is the first) at which JavaScript breaks off; null where it does not. */
export function brokenLine(source: string): number | null {
  try {
    parse(source, { ecmaVersion: 'latest', sourceType: 'module' });
    return null;
  } catch (error) {
    return (error as { readonly loc?: { readonly line: number } }).loc?.line ?? null;
  }
}

function parseSource(source: string): Program | null {
  const settings = { ecmaVersion: 'latest', sourceType: 'module', locations: true } as const;
  try {
    const json = /^\s*[{[]/.test(source);
    return parse(json ? `(${source})` : withoutTypes(source), settings);
  } catch {
    return null;
  }
}

/**
 * Types become blanks, so every place keeps its line. Node marks this as experimental; its warning is no news for the reader.
 * Throws where Node is too old to have it (before 22.13).
 */
function withoutTypes(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return nodeModule.stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}

function exported(tree: Program): Node | null {
  for (const statement of tree.body) {
    if (statement.type === 'ExportDefaultDeclaration') return statement.declaration;
    if (statement.type === 'ExpressionStatement' && tree.body.length === 1) return statement.expression;
  }
  return null;
}

/** Walks down as far as the source shows the path, and answers the innermost place. */
function follow(tree: Program, top: Node, path: readonly string[]): Node {
  let place = top;
  let value = resolve(tree, top);
  for (const key of path) {
    const next = value && child(tree, value, key);
    if (!next) return place;
    place = next.place;
    value = resolve(tree, next.value);
  }
  return place;
}

/** What a name or a call stands for: its top-level constant, or its first argument (`defineConfig({...})`). */
function resolve(tree: Program, node: Node): Expression | null {
  const expression = node as Expression;
  if (expression.type === 'ParenthesizedExpression') return resolve(tree, expression.expression);
  if (expression.type === 'CallExpression')
    return expression.arguments[0] ? resolve(tree, expression.arguments[0]) : null;
  if (expression.type !== 'Identifier') return expression;
  const constants = tree.body.flatMap((statement) =>
    statement.type === 'VariableDeclaration' ? statement.declarations : [],
  );
  const constant = constants.find(({ id }) => id.type === 'Identifier' && id.name === expression.name);
  return constant?.init ? resolve(tree, constant.init) : null;
}

interface Child {
  /** What a person would look at: the whole `key: value`. */
  readonly place: Node;
  readonly value: Node;
}

function child(tree: Program, parent: Expression, key: string): Child | null {
  if (parent.type === 'ArrayExpression') {
    const element = parent.elements[Number(key)];
    return element ? { place: element, value: element } : null;
  }
  if (parent.type !== 'ObjectExpression') return null;
  return ownChild(parent.properties, key) ?? spreadChild(tree, parent.properties, key);
}

function ownChild(properties: readonly (Property | SpreadElement)[], key: string): Child | null {
  for (const property of properties) {
    if (property.type === 'Property' && nameOf(property) === key) return { place: property, value: property.value };
  }
  return null;
}

function spreadChild(tree: Program, properties: readonly (Property | SpreadElement)[], key: string): Child | null {
  for (const property of properties) {
    const spread = property.type === 'SpreadElement' ? resolve(tree, property.argument) : null;
    const found = spread && child(tree, spread, key);
    if (found) return found;
  }
  return null;
}

function nameOf({ key, computed }: Property): string | null {
  if (key.type === 'Identifier') return computed ? null : key.name;
  return key.type === 'Literal' ? String(key.value) : null;
}
