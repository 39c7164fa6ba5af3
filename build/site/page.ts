/** One page of the site, as VitePress reads it. */
export interface Page {
  /** Where it stands in the site, e.g. `how-to/set-a-floor.md`. */
  readonly path: string;
  readonly title: string;
  /** Where among the pages of its folder it stands; those without a place come after, by title. */
  readonly order: number;
  readonly text: string;
}

interface Frontmatter {
  readonly title?: string;
  readonly order?: number;
}

const frontmatter = /^---\n([\s\S]*?)\n---\n/;

/** Reads a page of Markdown. Throws where it has neither a `title:` nor a first heading. */
export function pageOf(path: string, text: string, parse: (yaml: string) => unknown): Page {
  const head = (parse(frontmatter.exec(text)?.[1] ?? '') ?? {}) as Frontmatter;
  const body = text.replace(frontmatter, '');
  const title = head.title ?? /^# (.+)$/m.exec(body)?.[1]?.replaceAll('`', '');
  if (title === undefined) throw new Error(`${path} has no title: begin it with "# ..."`);
  return { path, title, order: head.order ?? Number.POSITIVE_INFINITY, text };
}
