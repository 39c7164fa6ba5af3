import * as z from 'zod/mini';
import { queryFields } from '../../alerting/objective.ts';
import { promiseFields } from '../../alerting/promise.ts';
import { reading } from '../../readings/reading-config.ts';
import { integer, orNull, text } from '../../schema/fields.ts';

/** What a watched service promises, as people write it: `{ availability: 99.9 }` is enough where its readings tell what fails. */
export const objectiveSchema = z.strictObject({
  ...promiseFields,
  /** Requests, as alarms count them; null for those of the first tier that tells them. */
  requests: orNull(reading),
  /** Those that fail, or take longer; null for what that tier tells. */
  bad: orNull(reading),
  /** What is told even while there are no requests; null for what tells zero from missing in the readings, or else the requests. */
  alive: orNull(reading),
  /** Services that this one cannot do without: while the budget of one of them burns, that of this one calls nobody. */
  needs: z._default(z.array(text()), []),
  /** The address of what whoever is called should do. */
  runbook: orNull(text()),
  /** How Prometheus sees it, for `headroom rules` and `headroom dashboard`. */
  prometheus: orNull(queryFields.prometheus),
  saturation: queryFields.saturation,
  /** A ticket says so many days ahead what runs out if all goes on growing as it did; null for no such ticket. */
  saturationAheadDays: z._default(z.nullable(integer().check(z.gte(1), z.lte(28))), 3),
});
