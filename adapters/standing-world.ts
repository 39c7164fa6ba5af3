import type { StandingWorld } from '../core/standing/gather.ts';
import { dynamoDbEntries } from './ledger/entries.ts';
import { dynamoDbFindings } from './ledger/findings.ts';
import { stopSwitch } from './ledger/stop-switch.ts';
import { overridesInForce } from './overrides-in-force.ts';
import { subjects, type Tables } from './subjects.ts';

/** How everything stands, as the tables of a deployment tell it; make one for each look at it. */
export function standingWorld(
  tables: Tables,
  { region, nowMs }: Pick<StandingWorld, 'region' | 'nowMs'>,
): StandingWorld {
  const { ledger } = tables;
  return {
    region,
    nowMs,
    subjects: async (capability) => (await subjects(capability, tables)).all(),
    overrides: overridesInForce(ledger),
    last: async (capability, subject) => (await dynamoDbEntries(ledger, capability).list(subject, 1))[0] ?? null,
    stop: () => stopSwitch(ledger),
    findings: (atMs) => dynamoDbFindings(ledger).list(atMs),
  };
}
