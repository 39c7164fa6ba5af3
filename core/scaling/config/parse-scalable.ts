import { InvalidInput } from '../../model/errors.ts';
import { checkAll, faultsIn, refuseAll } from '../../schema/all-faults.ts';
import { parseNamed } from '../../schema/parse-named.ts';
import { isRecord } from '../../schema/take-apart.ts';
import { checkRest, checkScalable } from './check-scalable.ts';
import { type ScalableConfig, scalableSchema } from './scalable.ts';
import { usualLeadSeconds } from './usual-leads.ts';
import { withOnlyWay } from './warm-pool.ts';
import { withInHand } from './with-in-hand.ts';

/** Reads the config of one scalable. Throws `InvalidInput` naming the field, the value and the fix. */
export function parseScalable(scalable: string, input: unknown): ScalableConfig {
  const config = { ...parseFields(scalable, withOnlyWay(withUsualLead(input))), scalable };
  checkScalable(config);
  return withInHand(config);
}

/** Its fields. Of what is refused it is told all that can be, its other parts too. */
function parseFields(scalable: string, input: unknown) {
  const what = 'scalable';
  try {
    return parseNamed({ what, field: what, name: scalable, schema: scalableSchema, input });
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const faults = faultsIn(error);
    const isRefused = (field: string) => faults.some((fault) => `${fault.field}.`.startsWith(`${field}.`));
    checkAll(
      () => refuseAll(faults),
      () => checkRest(input, isRefused),
    );
    throw error;
  }
}

/** The lead of its kind where none is said. What is not a config at all is refused by whoever reads it. */
function withUsualLead(input: unknown): unknown {
  if (!isRecord(input) || input.leadSeconds !== undefined || !isRecord(input.target)) return input;
  return { ...input, leadSeconds: usualLeadSeconds(String(input.target.kind)) };
}
