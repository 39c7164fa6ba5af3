import { parseNamed } from '../../schema/parse-named.ts';
import { checkScalable } from './check-scalable.ts';
import { type ScalableConfig, scalableSchema } from './scalable.ts';
import { withInHand } from './with-in-hand.ts';

/** Reads the config of one scalable. Throws `InvalidInput` naming the field, the value and the fix. */
export function parseScalable(scalable: string, input: unknown): ScalableConfig {
  const what = 'scalable';
  const config = { ...parseNamed({ what, field: what, name: scalable, schema: scalableSchema, input }), scalable };
  checkScalable(config);
  return withInHand(config);
}
