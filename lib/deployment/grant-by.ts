/** How the right to scale or balance something is given: by its name, or by a tag that it carries. */
export type GrantBy = 'name' | 'tag';
