import { readFileSync } from 'node:fs';
import { parseAst } from 'rolldown/parseAst';

/** A node of a parsed file. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** A file of TypeScript, and what stands at its top. */
export interface Parsed {
  readonly source: string;
  readonly body: readonly Node[];
}

export function parsed(source: string): Parsed {
  return { source, body: parseAst(source, { lang: 'ts', astType: 'ts' }).body as unknown as Node[] };
}

export function parsedFile(file: string): Parsed {
  return parsed(readFileSync(file, 'utf8'));
}

/** A node and all that is in it. */
export function* walk(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === 'object' && child !== null && typeof (child as Node).type === 'string') yield* walk(child);
    }
  }
}

export function nameOf(node: unknown): string {
  const { name, value } = node as { readonly name?: unknown; readonly value?: unknown };
  return String(name ?? value);
}
