import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAst } from 'rolldown/parseAst';

export const root = path.resolve(import.meta.dirname, '../..');

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** One import, static, type-only, dynamic, or a re-export. `names` are what is taken; `*` for everything. */
export interface Import {
  readonly from: string;
  /** The file it means, from the root; null for a package. */
  readonly file: string | null;
  readonly names: readonly string[];
}

export interface SourceFile {
  readonly file: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Names that this file declares and exports: those that exist at run time, and types. */
  readonly exports: readonly string[];
  readonly exportedTypes: readonly string[];
  readonly text: string;
  /** True where the file does nothing but hand on what others export. */
  readonly isBarrel: boolean;
  /** Global things that are called or read, e.g. `Date.now`, `new Date()`, `process`. */
  readonly globals: ReadonlySet<string>;
}

/** Every TypeScript file of the given folders, parsed. */
export function sourceFiles(folders: readonly string[]): SourceFile[] {
  const files = folders.flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root }));
  return files.filter((file) => !file.includes('node_modules') && !file.includes('cdk.out')).map(sourceFile);
}

function sourceFile(file: string): SourceFile {
  const text = readFileSync(path.join(root, file), 'utf8');
  const body = parseAst(text, { lang: 'ts', astType: 'ts' }).body as unknown as Node[];
  const nodes = body.flatMap((node) => [...walk(node)]);
  return {
    file,
    lines: text.split('\n').length,
    imports: nodes.flatMap((node) => importOf(node, file)),
    exports: body.filter((node) => !isType(node)).flatMap(exportedNames),
    exportedTypes: body.filter(isType).flatMap(exportedNames),
    text,
    isBarrel: body.length > 0 && body.every((node) => node.type.startsWith('Export') && node.source != null),
    globals: new Set(nodes.flatMap(globalOf)),
  };
}

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) yield* walk(child);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

const importing = [
  'ImportDeclaration',
  'ExportAllDeclaration',
  'ExportNamedDeclaration',
  'ImportExpression',
  'TSImportType',
];

function importOf(node: Node, file: string): Import[] {
  if (!importing.includes(node.type)) return [];
  const source = (node.source ?? node.argument) as Node | null | undefined;
  const from = source?.value;
  if (typeof from !== 'string') return [];
  return [{ from, file: from.startsWith('.') ? resolve(from, file) : null, names: importedNames(node) }];
}

function resolve(from: string, file: string): string {
  const target = path.join(path.dirname(file), from);
  if (!existsSync(path.join(root, target))) throw new Error(`${file} imports ${from}, which does not exist`);
  return target;
}

function importedNames(node: Node): string[] {
  const specifiers = (node.specifiers as Node[] | undefined) ?? [];
  if (specifiers.length === 0) return ['*'];
  return specifiers.map((specifier) => {
    if (specifier.type === 'ImportDefaultSpecifier') return 'default';
    if (specifier.type === 'ImportNamespaceSpecifier') return '*';
    return nameOf((specifier.imported ?? specifier.local) as Node);
  });
}

function nameOf(node: Node): string {
  return String(node.name ?? node.value);
}

function isType(node: Node): boolean {
  const declaration = node.declaration as Node | null | undefined;
  return declaration?.type === 'TSInterfaceDeclaration' || declaration?.type === 'TSTypeAliasDeclaration';
}

function exportedNames(node: Node): string[] {
  if (node.type === 'ExportDefaultDeclaration') return ['default'];
  if (node.type !== 'ExportNamedDeclaration' || node.source != null) return [];
  const declaration = node.declaration as Node | null;
  if (declaration === null) return (node.specifiers as Node[]).map((specifier) => nameOf(specifier.exported as Node));
  if (declaration.type !== 'VariableDeclaration') return [nameOf(declaration.id as Node)];
  return (declaration.declarations as Node[]).map((one) => nameOf(one.id as Node));
}

function globalOf(node: Node): string[] {
  if (node.type === 'MemberExpression') {
    const object = node.object as Node;
    if (object.type !== 'Identifier') return [];
    return [nameOf(object), `${nameOf(object)}.${nameOf(node.property as Node)}`];
  }
  if (node.type === 'NewExpression' && (node.arguments as Node[]).length === 0) {
    return [`new ${nameOf(node.callee as Node)}()`];
  }
  if (node.type === 'CallExpression' && (node.callee as Node).type === 'Identifier')
    return [`${nameOf(node.callee as Node)}()`];
  return [];
}
