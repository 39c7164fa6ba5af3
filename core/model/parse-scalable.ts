import { checkScalable } from './check-scalable.ts';
import { type ScalableConfig, scalableSchema } from './config.ts';
import { parseNamed } from './parse-named.ts';

/** Reads the config of one scalable. Throws `InvalidInput` naming the field, the value and the fix. */
export function parseScalable(scalable: string, input: unknown): ScalableConfig {
  const what = 'scalable';
  const config = { ...parseNamed({ what, field: what, name: scalable, schema: scalableSchema, input }), scalable };
  checkScalable(config);
  return config;
}
