import type { JsonSchema } from '../documented/json-schema.ts';
import { bare } from './field.ts';
import { codeOf } from './markdown.ts';

/** Units come last in names. */
const units: Readonly<Record<string, string>> = {
  Seconds: 'seconds',
  Ms: 'milliseconds',
  Minutes: 'minutes',
  Hours: 'hours',
  Days: 'days',
  Percent: 'percent',
  Bytes: 'bytes',
  BytesPerWindow: 'bytes',
  Gib: 'GiB',
  Hour: 'US dollars',
  Million: 'US dollars',
  Refetch: 'US dollars',
  Item: 'US dollars',
  Second: 'per second',
  Units: 'units',
  Factor: 'a factor',
  Month: 'a month',
};

/** The unit that the name of a number ends with; null where it has none. */
function unitOf(path: string): string | null {
  const name = path.split(/[.[\]]/).findLast((part) => /\w/.test(part)) ?? '';
  const ends = Object.keys(units).filter((end) => name.endsWith(end) || name.toLowerCase() === end.toLowerCase());
  const longest = ends.toSorted((a, b) => b.length - a.length)[0];
  return longest === undefined ? null : (units[longest] ?? null);
}

/** What a field holds, in a few words with its unit: `a whole number, 0 or more, seconds`. */
export function holds(path: string, schema: JsonSchema): string {
  const inside = bare(schema);
  const isNullable = inside !== schema || (Array.isArray(schema.type) && schema.type.includes('null'));
  const said = typeOf(path, inside);
  return isNullable ? `${said}, or null` : said;
}

function typeOf(path: string, schema: JsonSchema): string {
  if (schema.const !== undefined) return codeOf(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(codeOf).join(', ');
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices !== undefined) return choicesOf(path, choices);
  const type = [schema.type].flat().find((one) => one !== 'null');
  if (type === 'array') return listOf(path, schema);
  if (type === 'object') return schema.properties === undefined ? namesOf(path, schema) : 'fields of its own';
  return type === 'number' || type === 'integer' ? numberOf(path, schema, type) : (simple[type ?? ''] ?? 'anything');
}

const simple: Readonly<Record<string, string>> = { string: 'text', boolean: '`true` or `false`' };

function choicesOf(path: string, choices: readonly JsonSchema[]): string {
  if (choices.every(({ properties }) => properties?.kind !== undefined || properties?.by !== undefined))
    return 'one of its kinds';
  return choices.map((one) => (one.properties === undefined ? typeOf(path, one) : fieldNames(one))).join(', or ');
}

const fieldNames = ({ properties = {} }: JsonSchema) => `\`{ ${Object.keys(properties).join(', ')} }\``;

function listOf(path: string, { items = {}, minItems, maxItems }: JsonSchema): string {
  const least = minItems === undefined ? '' : `, ${minItems} at least`;
  const most = maxItems === undefined ? '' : `, ${maxItems} at most`;
  return `a list of: ${typeOf(path, bare(items))}${least}${most}`;
}

function namesOf(path: string, { additionalProperties }: JsonSchema): string {
  const inside = typeof additionalProperties === 'object' ? typeOf(path, bare(additionalProperties)) : 'anything';
  return `by name: ${inside}`;
}

function numberOf(path: string, schema: JsonSchema, type: string): string {
  const kind = type === 'integer' ? 'a whole number' : 'a number';
  return [kind, ...limits(schema), unitOf(path)].filter((part) => part !== null).join(', ');
}

function limits({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema): string[] {
  const isReal = (limit: number | undefined): limit is number =>
    limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER;
  return [
    ...(isReal(minimum) ? [`${minimum} or more`] : []),
    ...(isReal(exclusiveMinimum) ? [`more than ${exclusiveMinimum}`] : []),
    ...(isReal(maximum) ? [`${maximum} at most`] : []),
    ...(isReal(exclusiveMaximum) ? [`less than ${exclusiveMaximum}`] : []),
  ];
}
