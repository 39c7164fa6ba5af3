import * as z from 'zod/mini';
import { reading } from '../../readings/reading-config.ts';
import { integer, orNull, text } from '../../schema/fields.ts';
import { oneOf } from '../../schema/one-of.ts';
import { tierKinds } from './kinds.ts';
import { objectiveSchema } from './objective.ts';
import { readingsSchemas } from './readings/catalogue.ts';

const wholeMinutes = () =>
  integer().check(z.refine((value) => value > 0 && value % 60 === 0, 'not whole minutes in seconds, such as 300'));

const tierName = z
  .string()
  .check(
    z.regex(
      /^[a-z0-9][\w.-]{0,59}$/i,
      'not a name of letters, digits, "._-", as a scalable has it after its first "/"',
    ),
  );

const tier = z.strictObject({
  /** What it is, which decides what would lift it; null for what its readings are of. */
  kind: orNull(z.enum(tierKinds)),
  /** The tiers that it waits for: their time is inside its own. */
  behind: z._default(z.array(text()), []),
  /** What it is read by. */
  of: z.array(oneOf(readingsSchemas)).check(z.minLength(1)),
});

/** Everything about one service that is watched. */
export const serviceSchema = z.strictObject({
  schema: z._default(z.literal(1), 1),
  /** `off` only looks and records, `on` tells others what was found: as findings, and as an event where it changes. */
  mode: z._default(z.enum(['off', 'on']), 'on'),
  /** How far back each look reads. */
  windowSeconds: z._default(wholeMinutes(), 10_800),
  /** The length of what is taken together: what every reading errs by falls with it. */
  periodSeconds: z._default(wholeMinutes(), 300),
  /** Requests that the service completes, by class; where none is given, those of the first tier that tells them. */
  requests: z._default(z.record(tierName, reading), {}),
  /** Clients that each wait for their answer before they ask again; null where arrivals depend on nobody. */
  clients: orNull(reading),
  /** What the service is made of, each tier by a name of your own. */
  tiers: z.record(tierName, tier),
  /** What it promises: alarms tell where that is in danger. */
  objective: orNull(objectiveSchema),
});

/** What a user writes: everything with a default may be left out. */
export type ServiceInput = z.input<typeof serviceSchema>;
/** The whole config of one service, checked, defaults filled in. */
export type ServiceConfig = Readonly<z.output<typeof serviceSchema>> & { readonly service: string };
