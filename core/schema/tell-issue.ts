import type * as z from 'zod/mini';
import { counted } from '../model/counted.ts';
import { InvalidInput } from '../model/errors.ts';
import { didYouMean } from '../model/near-names.ts';
import { messageOf } from './all-faults.ts';
import { fieldsAt } from './fields-at.ts';
import { shown } from './shown.ts';

/** All that a schema found wrong, as one error of which each part names the field, the value and the fix. */
export function tellIssues(issues: readonly z.core.$ZodIssue[], input: unknown, schema: z.core.$ZodType): InvalidInput {
  const faults = issues.flatMap((issue) => tellOne(issue, input, schema));
  const [first = new InvalidInput('config', 'it is not accepted'), ...others] = faults;
  return new InvalidInput(first.field, messageOf(first), others);
}

function tellOne(issue: z.core.$ZodIssue, input: unknown, schema: z.core.$ZodType): InvalidInput[] {
  if (issue.code === 'unrecognized_keys') {
    const known = fieldsAt(schema, issue.path, input);
    return issue.keys.map((key) => {
      const meant = didYouMean(key, known);
      const fix = meant === '' ? 'remove it or correct its name' : meant;
      return new InvalidInput(tellPath([...issue.path, key]), `there is no such field; ${fix}`);
    });
  }
  const value = issue.path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | null | undefined)?.[key],
    input,
  );
  const says =
    value === undefined && issue.code !== 'invalid_key'
      ? missing(issue)
      : `${show(value, issue)} ${wish(issue, value)}`;
  return [new InvalidInput(tellPath(issue.path) || 'config', says)];
}

/** Of what is not there, only the fix is told. */
function missing(issue: z.core.$ZodIssue): string {
  const [, fix] = wish(issue, undefined).split('; ');
  return fix === undefined ? 'is missing' : `is missing; ${fix}`;
}

function tellPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((at, key) => {
    if (typeof key === 'number') return `${at}[${key}]`;
    return at === '' ? String(key) : `${at}.${String(key)}`;
  }, '');
}

function show(value: unknown, issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_key') return 'this name';
  return shown(value);
}

function wish(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return `is not accepted; give ${article(issue.expected)}`;
    case 'invalid_value':
      return `is not accepted; give ${oneOf(issue.values, value)}`;
    case 'invalid_union':
      return 'options' in issue && issue.options !== undefined
        ? `is not a known kind; give ${oneOf(issue.options, value)}`
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

/** All values that there are, and the one that may have been meant. */
function oneOf(values: readonly unknown[], given: unknown): string {
  const named = typeof given === 'object' && given !== null && 'kind' in given ? given.kind : given;
  const meant = typeof named === 'string' ? didYouMean(named, values.map(String)) : '';
  const all = values.map((value) => JSON.stringify(value)).join(' or ');
  return meant === '' ? all : `${all} (${meant})`;
}

function limit(
  inclusive: string,
  exclusive: string,
  at: number | bigint,
  issue: { inclusive?: boolean; origin: string },
): string {
  const told = { array: `${at} of them`, string: counted(Number(at), 'character') }[issue.origin] ?? String(at);
  return `${issue.inclusive === false ? exclusive : inclusive} ${told}`;
}

function article(expected: string): string {
  if (expected === 'record') return 'what there is, by names: { "...": ... }';
  return /^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}
