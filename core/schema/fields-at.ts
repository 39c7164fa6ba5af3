import type * as z from 'zod/mini';

type Schema = z.core.$ZodType;
type Def = z.core.$ZodTypes['_zod']['def'];

/** The names of the fields that a schema has at a place in an input; none where no object stands there. */
export function fieldsAt(schema: Schema, path: readonly PropertyKey[], input: unknown): readonly string[] {
  const def = defOf(schema, input);
  const [key, ...rest] = path;
  if (key === undefined) return def.type === 'object' ? Object.keys(def.shape) : [];
  const below = schemaBelow(def, key);
  return below === null ? [] : fieldsAt(below, rest, partOf(input, key));
}

/** What a schema is, without what only says that it may be left out; of several kinds, the one that the input says it is. */
function defOf(schema: Schema, input: unknown): Def {
  const def = schema._zod.def as Def;
  if ('innerType' in def) return defOf(def.innerType, input);
  if (def.type !== 'union') return def;
  const meant = def.options.find((option) => option._zod.propValues?.kind?.has(partOf(input, 'kind') as string));
  return meant === undefined ? def : defOf(meant, input);
}

function schemaBelow(def: Def, key: PropertyKey): Schema | null {
  if (def.type === 'object') return def.shape[String(key)] ?? null;
  if (def.type === 'array') return def.element;
  return def.type === 'record' ? def.valueType : null;
}

function partOf(input: unknown, key: PropertyKey): unknown {
  return (input as Readonly<Record<PropertyKey, unknown>> | null | undefined)?.[key];
}
