import { docBefore } from './doc-comment.ts';
import { type Node, parsed, walk } from './parsed.ts';

interface Insert {
  readonly at: number;
  readonly text: string;
}

/** What holds a text when a schema is made; `documented.ts` puts it there. */
export const tellsName = '__headroomTells';

/**
 * The source of a config with the doc comment of each field put into its schema, and that of each schema too. Only documents
 * and editors are made of it: what is deployed has the comments taken out, and so no text at all.
 */
export function withTexts(source: string): string {
  const { body } = parsed(source);
  const inserts = body.flatMap((node) => [...walk(node)]).flatMap((node) => insertsOf(node, source));
  const ordered = inserts.map((one, order) => ({ ...one, order })).toSorted((a, b) => b.at - a.at || b.order - a.order);
  return ordered.reduce((text, { at, text: added }) => text.slice(0, at) + added + text.slice(at), source);
}

function insertsOf(node: Node, source: string): Insert[] {
  if (node.type === 'Property') return around(node, node.value as Node, source);
  if (node.type === 'ArrayExpression') {
    return (node.elements as (Node | null)[]).flatMap((one) => (one === null ? [] : around(one, one, source)));
  }
  if (node.type === 'ExportNamedDeclaration' || node.type === 'VariableDeclaration') return ofVariable(node, source);
  return isExtend(node) ? ofExtend(node, source) : [];
}

function ofVariable(node: Node, source: string): Insert[] {
  const declaration = (node.declaration ?? node) as Node;
  if (declaration.type !== 'VariableDeclaration') return [];
  const [only, ...others] = declaration.declarations as Node[];
  const made = only?.init as Node | null | undefined;
  return made == null || others.length > 0 || made.type.includes('Function') ? [] : around(node, made, source);
}

/** What is commented is told of what it holds. */
function around(commented: Node, held: Node, source: string): Insert[] {
  const doc = docBefore(source, commented.start);
  if (doc === null || held.type.includes('Function') || commented.method === true) return [];
  const name = commented.shorthand === true ? `${source.slice(held.start, held.end)}: ` : '';
  return wrapped(held, `${name}${tellsName}.of(`, `, ${JSON.stringify(doc)})`);
}

/** What is extended is still what it was. */
function ofExtend(node: Node, source: string): Insert[] {
  const [first] = node.arguments as Node[];
  if (first === undefined) return [];
  return wrapped(node, `${tellsName}.as(${source.slice(first.start, first.end)}, `, ')');
}

const wrapped = ({ start, end }: Node, open: string, close: string): Insert[] => [
  { at: start, text: open },
  { at: end, text: close },
];

function isExtend(node: Node): boolean {
  const callee = node.callee as Node | undefined;
  if (node.type !== 'CallExpression' || callee?.type !== 'MemberExpression') return false;
  return (callee.object as Node).name === 'z' && (callee.property as Node).name === 'extend';
}
