import * as z from 'zod/mini';
import { InvalidInput } from '../../core/model/errors.ts';
import { isSubjectName } from '../../core/model/subject-name.ts';

/** One scalable is to be tuned; a dry run answers its table and changes nothing. */
export interface TuneOne {
  readonly scalable: string;
  readonly dryRun: boolean;
}

/** What the schedule says: tune everything that is tuned. */
export interface TuneAll {
  readonly all: true;
  readonly dryRun: boolean;
}

/** What nights call themselves. */
const nightSource = 'headroom.night';

const one = z.strictObject({
  scalable: z.string().check(z.refine(isSubjectName, 'the name of a scalable such as checkout/web')),
  dryRun: z.optional(z.boolean()),
});
const night = z.object({ source: z.literal(nightSource), dryRun: z.optional(z.boolean()) });

/** Reads a request, parsed or as JSON text. Throws `InvalidInput` saying what is understood. */
export function readRequest(given: unknown): TuneOne | TuneAll {
  const content = typeof given === 'string' ? parse(given) : given;
  const asOne = z.safeParse(one, content);
  if (asOne.success) return { scalable: asOne.data.scalable, dryRun: asOne.data.dryRun === true };
  const asNight = z.safeParse(night, content);
  if (asNight.success) return { all: true, dryRun: asNight.data.dryRun === true };
  throw new InvalidInput(
    'event',
    `is neither {"scalable":"checkout/web","dryRun":true} nor a night {"source":"${nightSource}"}; correct it`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
