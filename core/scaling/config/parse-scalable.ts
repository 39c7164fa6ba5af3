import { parseNamed } from '../../schema/parse-named.ts';
import { isRecord } from '../../schema/take-apart.ts';
import { checkScalable } from './check-scalable.ts';
import { type ScalableConfig, scalableSchema } from './scalable.ts';
import { usualLeadSeconds } from './usual-leads.ts';
import { withOnlyWay } from './warm-pool.ts';
import { withInHand } from './with-in-hand.ts';

/** Reads the config of one scalable. Throws `InvalidInput` naming the field, the value and the fix. */
export function parseScalable(scalable: string, input: unknown): ScalableConfig {
  const what = 'scalable';
  const whole = withOnlyWay(withUsualLead(input));
  const config = {
    ...parseNamed({ what, field: what, name: scalable, schema: scalableSchema, input: whole }),
    scalable,
  };
  checkScalable(config);
  return withInHand(config);
}

/** The lead of its kind where none is said. What is no config at all is refused by whoever reads it. */
function withUsualLead(input: unknown): unknown {
  if (!isRecord(input) || input.leadSeconds !== undefined || !isRecord(input.target)) return input;
  return { ...input, leadSeconds: usualLeadSeconds(String(input.target.kind)) };
}
