/**
 * Who has configured a subject: one resource of one stack, as `<name of the stack>/<its id>#<a hash of both>`. What is
 * stored by the hash alone is an owner whose stack nobody knows.
 */
export function isSameOwner(a: string, b: string): boolean {
  return resourceOf(a) === resourceOf(b);
}

/** Whether two owners are resources of one stack. */
export function isSameStack(a: string, b: string): boolean {
  const stack = stackOf(a);
  return stack !== null && stack === stackOf(b);
}

/** The stack of an owner for people. */
export function tellStack(owner: string): string {
  const name = stackOf(owner)?.split('/')[0];
  return name ? `the stack ${name}` : 'another stack';
}

const resourceOf = (owner: string) => owner.slice(owner.lastIndexOf('#') + 1);

function stackOf(owner: string): string | null {
  const end = owner.lastIndexOf('#');
  return end < 0 ? null : owner.slice(0, end);
}
