import type * as z from 'zod/mini';
import { InvalidInput } from '../model/errors.ts';

const longestValue = 80;

/** What a schema found wrong, as an error that names the field, the value and the fix. */
export function tellIssue(issue: z.core.$ZodIssue | undefined, input: unknown): InvalidInput {
  if (issue === undefined) return new InvalidInput('config', 'it is not accepted');
  if (issue.code === 'unrecognized_keys') {
    const field = tellPath([...issue.path, issue.keys[0] ?? '']);
    return new InvalidInput(field, 'there is no such field; remove it or correct its name');
  }
  const value = issue.path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | null | undefined)?.[key],
    input,
  );
  return new InvalidInput(tellPath(issue.path) || 'config', `${show(value, issue)} ${wish(issue)}`);
}

function tellPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((at, key) => {
    if (typeof key === 'number') return `${at}[${key}]`;
    return at === '' ? String(key) : `${at}.${String(key)}`;
  }, '');
}

function show(value: unknown, issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_key') return 'this name';
  if (value === undefined) return 'nothing';
  try {
    const shown = typeof value === 'number' ? String(value) : JSON.stringify(value);
    return shown.length > longestValue ? `${shown.slice(0, longestValue)}...` : shown;
  } catch {
    return `this ${typeof value}`;
  }
}

function wish(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `is not accepted; give ${article(issue.expected)}`;
    case 'invalid_value':
      return `is not accepted; give ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'invalid_union':
      return 'options' in issue && issue.options !== undefined
        ? `is no kind that there is; give ${issue.options.map((value) => JSON.stringify(value)).join(' or ')}`
        : `is ${issue.message}`;
    case 'too_small':
      return `is too ${issue.origin === 'array' ? 'few' : 'small'}; give ${limit('at least', 'more than', issue.minimum, issue)}`;
    case 'too_big':
      return `is too ${issue.origin === 'array' ? 'many' : 'big'}; give ${limit('at most', 'less than', issue.maximum, issue)}`;
    case 'invalid_key':
      return `is ${issue.issues[0]?.message ?? 'not accepted'}`;
    default:
      return `is ${issue.message}`;
  }
}

function limit(
  inclusive: string,
  exclusive: string,
  at: number | bigint,
  issue: { inclusive?: boolean; origin: string },
): string {
  const unit = { array: ' of them', string: ' characters' }[issue.origin] ?? '';
  return `${issue.inclusive === false ? exclusive : inclusive} ${at}${unit}`;
}

function article(expected: string): string {
  return /^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}
