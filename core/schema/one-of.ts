import * as z from 'zod/mini';

type Kinds = Readonly<Record<string, z.core.$ZodType>>;

/** The config of one kind out of a kind map. */
export type OfKind<K extends Kinds, Kind extends keyof K = keyof K> = {
  [Key in Kind]: { readonly kind: Key } & Readonly<z.output<K[Key]>>;
}[Kind];

/** A schema that reads `kind` and then what that kind asks for. */
export function oneOf<K extends Record<string, z.ZodMiniObject>>(kinds: K) {
  const options = Object.entries(kinds).map(([kind, schema]) => z.extend(schema, { kind: z.literal(kind) }));
  return z.discriminatedUnion('kind', options as never) as unknown as z.ZodMiniType<
    OfKind<K>,
    { [Key in keyof K]: { readonly kind: Key } & z.input<K[Key]> }[keyof K]
  >;
}

/** What a config of each kind holds, out of kinds of which more is known. */
export function schemasOf<K extends Readonly<Record<string, { readonly schema: z.ZodMiniObject }>>>(kinds: K) {
  const schemas = Object.entries(kinds).map(([kind, { schema }]) => [kind, schema]);
  return Object.fromEntries(schemas) as { readonly [Key in keyof K]: K[Key]['schema'] };
}

/** Kinds as a config file says them: with what is said beside what is stored. A kind that `beside` leaves out has nothing. */
export function withBeside(
  kinds: Readonly<Record<string, z.ZodMiniObject>>,
  beside: Readonly<Record<string, z.ZodMiniObject>>,
): Record<string, z.ZodMiniObject> {
  const all = Object.entries(kinds).map(([kind, schema]) => {
    const more = beside[kind];
    return [kind, more === undefined ? schema : z.extend(schema, more.shape)];
  });
  return Object.fromEntries(all);
}
