import * as z from 'zod/mini';
import type { DataPrice } from '../../prices/data-catalogue.ts';
import type { InstanceSize, SizeCatalogue } from '../../prices/size-catalogue.ts';
import { positive, text } from '../../schema/fields.ts';
import { parseNamed } from '../../schema/parse-named.ts';

const sizeSchema = z.strictObject({ name: text(), vcpus: positive(), memoryGib: positive(), usdPerHour: positive() });
const dataSchema = z.strictObject({ name: text(), engine: text(), usdPerHour: positive() });
const rate = z.optional(z.strictObject({ usdPerCpuHour: positive(), usdPerGbHour: positive() }));
const day = z.string().check(z.refine(isDay, 'not a day as yyyy-mm-dd'));
const catalogueSchema = z.strictObject({
  readOn: day,
  region: text(),
  sizes: z.array(sizeSchema).check(
    z.minLength(1),
    onceEach(({ name }: InstanceSize) => name),
  ),
  fargate: z.optional(z.strictObject({ x86: rate, arm: rate })),
  data: z.optional(z.array(dataSchema).check(onceEach(({ name, engine }: DataPrice) => `${name} of ${engine}`))),
});

/** What is priced twice has no price. */
function onceEach<Priced>(nameOf: (one: Priced) => string) {
  const isOnce = (all: Priced[]) => new Set(all.map(nameOf)).size === all.length;
  return z.refine<Priced[]>(isOnce, 'a list in which one is priced twice');
}

function isDay(text: string): boolean {
  const atMs = Date.parse(`${text}T00:00:00Z`);
  // JavaScript makes the 2nd of March of the 30th of February.
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(`${text}T`);
}

/** Reads a catalogue of sizes that `headroom sizes refresh` has written. Throws `InvalidInput` naming the field, the value and the fix. */
export function parseCatalogue(input: unknown): SizeCatalogue {
  return parseNamed({ what: 'catalogue of sizes', field: 'sizes', name: 'sizes', schema: catalogueSchema, input });
}
