import { registerHooks } from 'node:module';
import * as z from 'zod/mini';
import { tellsName, withTexts } from './with-texts.ts';

/** Puts texts into schemas as these are made. */
const tells = {
  of(held: unknown, description: string): unknown {
    if (isSchema(held)) return z.clone(held).register(z.globalRegistry, { description });
    const { schema } = (typeof held === 'object' && held !== null ? held : {}) as { readonly schema?: unknown };
    return isSchema(schema) ? { ...(held as object), schema: tells.of(schema, description) } : held;
  },
  as(before: unknown, after: unknown): unknown {
    const description = isSchema(before) ? z.globalRegistry.get(before)?.description : undefined;
    return description === undefined ? after : tells.of(after, description);
  },
};

function isSchema(value: unknown): value is z.ZodMiniType {
  const def = (value as { readonly _zod?: { readonly def?: object } } | null)?._zod?.def;
  return def !== undefined && 'type' in def; // what only checks has none
}

/** From now on every config that is loaded has its texts with it. What was loaded before has none. */
export function documentConfigs(): void {
  Object.assign(globalThis, { [tellsName]: tells });
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (!/\/core\/.*\.ts$/.test(url)) return loaded;
      return { ...loaded, source: withTexts(String(loaded.source)) };
    },
  });
}
