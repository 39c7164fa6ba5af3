import type { JsonSchema } from '../documented/json-schema.ts';

/** One field of a config, as a page tells it. */
export interface Field {
  /** From the subject on: `scaleIn.holdSeconds`, `steps[].from`, `readings.*.parts`. */
  readonly path: string;
  /** How deep it is in others, 0 for a field of the subject itself. */
  readonly depth: number;
  readonly schema: JsonSchema;
  readonly required: boolean;
  /** What examples have there. */
  readonly examples: readonly unknown[];
  /** The page that tells what is in it; null where this one does. */
  readonly home: Home | null;
  /** The kinds that it may be of; empty where it has none. */
  readonly kinds: readonly Kind[];
  /** The fields inside of it. */
  readonly fields: readonly Field[];
}

interface Kind {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly fields: readonly Field[];
}

/** A page of its own for what stands in several places. */
export interface Home {
  readonly is: (schema: JsonSchema) => boolean;
  readonly link: string;
  readonly says: string;
}

/** What is told of every kind by its name, and no field of its own. */
const discriminators = ['kind', 'by'];
/** Is written by whoever stores a config, and by nobody else. */
const stored = ['schema'];

/** The fields of an object, and those inside of them; their paths begin with `under`. */
export function fieldsOf(
  { schema, examples, under = '' }: { schema: JsonSchema; examples: readonly unknown[]; under?: string },
  homes: readonly Home[] = [],
): Field[] {
  return within({ schema, examples, path: under, depth: 0 }, homes);
}

/** The part of a schema at a path such as `scalables.*.policies[]`, and what examples have there. */
export function partAt(schema: JsonSchema, examples: readonly unknown[], path: string): Part {
  const steps = path.replaceAll('[]', '.[]').split('.');
  return steps.reduce<Part>((at, step) => stepInto(bare(at.schema), at.examples, step), { schema, examples });
}

interface Part {
  readonly schema: JsonSchema;
  readonly examples: readonly unknown[];
}

function stepInto(schema: JsonSchema, examples: readonly unknown[], step: string): Part {
  if (step === '[]') return { schema: bare(schema.items ?? {}), examples: examples.flat() };
  if (step !== '*')
    return { schema: schema.properties?.[step] ?? {}, examples: examples.flatMap((one) => held(one, step)) };
  return { schema: bare(itemOf(schema)), examples: examples.flatMap((one) => Object.values(one as object)) };
}

/** Whether a schema is of things by their names. */
export function isByName({ type, additionalProperties }: JsonSchema): boolean {
  return type === 'object' && typeof additionalProperties === 'object';
}

interface Place {
  readonly schema: JsonSchema;
  readonly examples: readonly unknown[];
  readonly path: string;
  readonly depth: number;
}

function within({ schema, examples, path, depth }: Place, homes: readonly Home[]): Field[] {
  const named = Object.entries(schema.properties ?? {}).filter(
    ([name, one]) => !(one.const !== undefined && [...discriminators, ...stored].includes(name)),
  );
  return named.map(([name, one]) => {
    const place = {
      schema: one,
      examples: examples.flatMap((each) => held(each, name)),
      path: `${path}${name}`,
      depth,
    };
    return fieldAt(place, schema.required?.includes(name) ?? false, homes);
  });
}

function fieldAt(place: Place, required: boolean, homes: readonly Home[]): Field {
  const { schema, examples, path, depth } = place;
  const home = homes.find(({ is }) => is(bare(schema)) || is(bare(itemOf(schema)))) ?? null;
  const inner = innerOf({ ...place, schema: bare(schema) });
  const kinds = home === null ? kindsOf(inner, homes) : [];
  const fields = home === null && kinds.length === 0 ? within(inner, homes) : [];
  return { path, depth, schema, required, examples, home, kinds, fields };
}

/** What an array or a record is of, and where its fields are. */
function innerOf(place: Place): Place {
  const { schema, examples, path, depth } = place;
  if (schema.items !== undefined) {
    const inside = examples.flatMap((one) => (Array.isArray(one) ? one : []));
    return innerOf({ schema: bare(schema.items), examples: inside, path: `${path}[]`, depth });
  }
  if (typeof schema.additionalProperties === 'object') {
    const inside = examples.flatMap((one) => Object.values((one ?? {}) as object));
    return innerOf({ schema: bare(schema.additionalProperties), examples: inside, path: `${path}.*`, depth });
  }
  return schema.properties === undefined ? place : { ...place, path: `${path}.`, depth: depth + 1 };
}

/** What may be of several kinds, each with fields of its own. */
function kindsOf({ schema, examples, path, depth }: Place, homes: readonly Home[]): Kind[] {
  const choices = (schema.oneOf ?? schema.anyOf ?? []).filter(({ properties }) => properties !== undefined);
  return choices.map((choice) => {
    const name = kindName(choice);
    const ours = examples.filter((one) => discriminators.some((each) => held(one, each)[0] === name));
    const fields = within({ schema: choice, examples: ours, path: `${path}.`, depth: depth + 1 }, homes);
    return { name, schema: choice, fields };
  });
}

/** What a kind is called; that which has no name is told by its fields. */
export function kindName({ properties = {} }: JsonSchema): string {
  const said = discriminators.map((one) => properties[one]?.const).find((one) => one !== undefined);
  return said === undefined ? Object.keys(properties).join(', ') : String(said);
}

/** A schema without the null that it may be instead. */
export function bare(schema: JsonSchema): JsonSchema {
  const others = schema.anyOf?.filter(({ type }) => type !== 'null') ?? [];
  return schema.anyOf !== undefined && others.length === 1 ? (others[0] as JsonSchema) : schema;
}

function itemOf({ items, additionalProperties }: JsonSchema): JsonSchema {
  return items ?? (typeof additionalProperties === 'object' ? additionalProperties : {});
}

function held(value: unknown, name: string): unknown[] {
  const one = (value as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  return one === undefined ? [] : [one];
}
