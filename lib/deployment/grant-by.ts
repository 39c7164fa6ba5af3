/**
 * How the right to scale or balance something is given: by its name, or by a tag that it carries.
 * Why: docs/decisions/0006.
 */
export type GrantBy = 'name' | 'tag';
