import fc from 'fast-check';
import type * as z from 'zod/mini';

type Def = { readonly type: string } & Readonly<Record<string, unknown>>;

/**
 * Anything that a schema gives out. Throws for what it does not know, naming the type, so that a schema of a new sort is
 * tried or told and never passed over.
 */
export function arbitraryOf<Schema extends z.core.$ZodType>(schema: Schema): fc.Arbitrary<z.output<Schema>> {
  return anyOf(schema._zod.def as unknown as Def) as fc.Arbitrary<z.output<Schema>>;
}

function anyOf(def: Def): fc.Arbitrary<unknown> {
  const inner = () => arbitraryOf(def.innerType as z.core.$ZodType);
  switch (def.type) {
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(def.shape as Record<string, z.core.$ZodType>).map(([key, one]) => [key, arbitraryOf(one)]),
        ),
        { noNullPrototype: true },
      );
    case 'nullable':
      return fc.option(inner());
    case 'default':
      return inner();
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries as Record<string, unknown>));
    case 'boolean':
      return fc.boolean();
    case 'number':
      return numberOf(checksOf(def));
    case 'string':
      return textOf(checksOf(def));
    default:
      throw new Error(`a schema of the type ${def.type} has no arbitrary yet; give it one in test/arbitrary-of.ts`);
  }
}

function checksOf({ checks, check }: Def): Def[] {
  const all = (checks as { readonly _zod: { readonly def: Def } }[] | undefined) ?? [];
  return [
    ...(check === undefined ? [] : [{ check, format: 'safeint' } as unknown as Def]),
    ...all.map((one) => one._zod.def),
  ];
}

function textOf(checks: readonly Def[]): fc.Arbitrary<string> {
  const pattern = checks.find(({ pattern: one }) => one instanceof RegExp)?.pattern;
  if (pattern instanceof RegExp) return matching(pattern);
  const minLength = Number(checks.find(({ minimum }) => minimum !== undefined)?.minimum ?? 0);
  return fc.string({ minLength, maxLength: minLength + 20 });
}

/** What looks ahead in a pattern cannot be made up, so it is left out at first. */
function matching(pattern: RegExp): fc.Arbitrary<string> {
  const plain = new RegExp(pattern.source.replaceAll(/\(\?=[^)]*\)/g, ''), pattern.flags);
  return fc.stringMatching(plain).filter((text) => pattern.test(text));
}

function numberOf(checks: readonly Def[]): fc.Arbitrary<number> {
  const isWhole = checks.some(({ format }) => format === 'safeint');
  const limit = (of: string, otherwise: number) => Number(checks.find(({ check }) => check === of)?.value ?? otherwise);
  const [min, max] = [limit('greater_than', -1e6), limit('less_than', 1e6)];
  return isWhole
    ? fc.integer({ min: Math.max(min, Number.MIN_SAFE_INTEGER), max: Math.min(max, 1e6) })
    : fc.double({ min, max, minExcluded: true, maxExcluded: true, noNaN: true });
}
