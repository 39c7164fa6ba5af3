import type { JsonSchema } from '../../build/site/documented/json-schema.ts';

/** What a schema has against a value, each with its path; as an editor would underline it. */
export function faultsBy(schema: JsonSchema, value: unknown, path = ''): string[] {
  const fault = (says: string) => [`${path}: ${says}`];
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices !== undefined) {
    const tried = choices.map((one) => faultsBy(one, value, path));
    return tried.some((faults) => faults.length === 0) ? [] : fault('is of no kind');
  }
  if (schema.const !== undefined && schema.const !== value) return fault(`is not ${String(schema.const)}`);
  if (schema.enum !== undefined && !schema.enum.includes(value)) return fault('is not a choice');
  const types = [schema.type ?? []].flat();
  if (types.length > 0 && !types.some((type) => isOf(type, value))) return fault(`is no ${types.join(', ')}`);
  return inside(schema, value, path);
}

/** What is wrong in a value that is of the right type. */
function inside(schema: JsonSchema, value: unknown, path: string): string[] {
  if (typeof value === 'number') return outOf(schema, value) ? [`${path}: is out of bounds`] : [];
  if (typeof value === 'string') return hasForm(schema, value) ? [] : [`${path}: has no such form`];
  if (Array.isArray(value)) return inList(schema, value, path);
  return typeof value === 'object' && value !== null ? inObject(schema, value, path) : [];
}

function hasForm({ pattern }: JsonSchema, value: string): boolean {
  return pattern === undefined || new RegExp(pattern, 'u').test(value);
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  // The others are called as JavaScript calls them.
  return typeof value === type;
}

function outOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema, value: number): boolean {
  const { NEGATIVE_INFINITY: low, POSITIVE_INFINITY: high } = Number;
  if (value < (minimum ?? low) || value > (maximum ?? high)) return true;
  return value <= (exclusiveMinimum ?? low) || value >= (exclusiveMaximum ?? high);
}

function inList({ items = {}, minItems = 0 }: JsonSchema, value: readonly unknown[], path: string): string[] {
  if (value.length < minItems) return [`${path}: has too few`];
  return value.flatMap((one, index) => faultsBy(items, one, `${path}[${index}]`));
}

function inObject(schema: JsonSchema, value: object, path: string): string[] {
  const { properties = {}, required = [], additionalProperties = true } = schema;
  const missing = required.filter((name) => !(name in value)).map((name) => `${path}.${name}: is missing`);
  const held = Object.entries(value).flatMap(([name, one]) => {
    const at = `${path}.${name}`;
    const own = properties[name] ?? additionalProperties;
    if (own === false) return [`${at}: there is no such field`];
    return own === true ? [] : faultsBy(own, one, at);
  });
  return [...missing, ...held];
}
