import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../architecture/source-file.ts';

/** A page that people read. */
export interface DocumentPage {
  /** From the root of the checkout, e.g. `docs/how-to/purge.md`. */
  readonly path: string;
  readonly text: string;
}

/** Pages of one task, which a reader comes to from a search. */
const guides = ['start', 'how-to', 'concepts', 'migrate', 'operate', 'contribute'];

/** Every page of the documentation, the README and the decisions too. */
export function allPages(): DocumentPage[] {
  return ['README.md', ...globSync('docs/**/*.md', { cwd: root }).sort()].map((path) => ({
    path,
    text: readFileSync(join(root, path), 'utf8'),
  }));
}

export function isGuide({ path }: DocumentPage): boolean {
  return guides.some((folder) => path.startsWith(`docs/${folder}/`));
}

/** A page without its code, in which brackets are no links. */
export function withoutCode(text: string): string {
  return text.replace(/^ *```[\s\S]*?^ *```$/gm, '').replace(/`[^`\n]*`/g, '');
}
