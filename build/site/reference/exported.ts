import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { docBefore } from '../documented/doc-comment.ts';
import { type Node, nameOf, type Parsed, parsedFile } from '../documented/parsed.ts';

/** Something that a door of the package hands out. */
export interface Exported {
  readonly name: string;
  /** Where it is declared, from the root. */
  readonly file: string;
  readonly declaration: Node;
  readonly source: string;
  readonly text: string;
}

/** Everything that a file exports, each as it is declared, through all files that hand it on. */
export function exportsOf(root: string, file: string): Exported[] {
  const { source, body } = parsedFile(join(root, file));
  return body.flatMap((node) => {
    if (node.type === 'ExportAllDeclaration') return exportsOf(root, fileOf(root, file, node));
    if (node.type !== 'ExportNamedDeclaration') return [];
    if (node.source == null) return declaredBy(node, { source, body }, file);
    const names = (node.specifiers as Node[]).map(({ local }) => nameOf(local));
    const handed = exportsOf(root, fileOf(root, file, node));
    return names.flatMap((name) => handed.filter((one) => one.name === name));
  });
}

function fileOf(root: string, file: string, { source }: Node): string {
  const meant = join(root, dirname(file), nameOf(source));
  if (!existsSync(meant)) throw new Error(`${file} hands on ${nameOf(source)}, which is not a file`);
  return relative(root, meant);
}

function declaredBy(node: Node, { source }: Parsed, file: string): Exported[] {
  const declaration = node.declaration as Node | null;
  if (declaration === null) return [];
  const text = docBefore(source, node.start) ?? '';
  const names =
    declaration.type === 'VariableDeclaration'
      ? (declaration.declarations as Node[]).map(({ id }) => nameOf(id))
      : [nameOf(declaration.id)];
  return names.map((name) => ({ name, file, declaration, source, text }));
}
