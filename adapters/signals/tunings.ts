import * as z from 'zod/mini';
import { scalableName } from './names.ts';
import { type Shape, shape, typed } from './shape.ts';

/** One scalable is to be tuned, or, at night, all that are tuned; a dry run answers and changes nothing. */
export type TuningRequest = { readonly dryRun: boolean } & (
  | { readonly is: 'one'; readonly scalable: string }
  | { readonly is: 'all' }
);

/** What asks the policy-tuner. */
export const tunings: readonly Shape<TuningRequest>[] = [
  shape('tuning-request', typed({ scalable: scalableName }), ({ scalable }, { dryRun }) => {
    return { is: 'one', scalable, dryRun };
  }),
  shape('night', typed({ source: z.literal('headroom.night') }), (_, { dryRun }) => ({ is: 'all', dryRun })),
];
