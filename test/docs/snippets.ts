import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** A piece of code of a page, as it stands there. */
export interface Snippet {
  /** Where it stands: `README.md:26`. */
  readonly at: string;
  /** What the fence says that it is; empty where it says nothing, null where the code stands within a sentence. */
  readonly language: string | null;
  readonly code: string;
}

/** The pages that people read; decisions tell what once was. */
const pages = ['README.md', ...globSync('docs/**/*.md', { cwd: root })].filter(
  (page) => !page.startsWith(join('docs', 'decisions')),
);

const fence = /^ *```([\w-]*)[^\n]*\n([\s\S]*?)^ *```$/gm;
/** Code between equally many backticks, which may hold fewer of them. */
const span = /(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/g;

/** Every piece of code of every page, in the order in which they stand. */
export function allSnippets(): Snippet[] {
  return pages.flatMap((page) => snippetsOf(page, readFileSync(join(root, page), 'utf8')));
}

export function snippetsOf(page: string, text: string): Snippet[] {
  const at = (index: number) => `${page}:${text.slice(0, index).split('\n').length}`;
  const fenced = [...text.matchAll(fence)].map(({ index, 1: language = '', 2: code = '' }) => {
    return { at: at(index), language, code };
  });
  const prose = text.replace(fence, (whole) => whole.replace(/[^\n]/g, ' '));
  const spans = [...prose.matchAll(span)].map(({ index, 2: code = '' }) => {
    return { at: at(index), language: null, code: code.trim() };
  });
  return [...fenced, ...spans];
}
