import { afterAll, expect, it } from 'vitest';
import { judgeLimited } from '../../bench/diagnosing/trial/judge-trial.ts';
import { trialServer } from '../../bench/diagnosing/trial/trial-server.ts';
import { trials } from '../../bench/diagnosing/trial/trials.ts';
import { findPostgres } from '../../local/postgres/find-postgres.ts';

// One limit, and not lifted: `npm run test:diagnosing` tries all of them, with what comes next.
const binaries = findPostgres(process.env);
if (binaries === null && process.env.CI === 'true')
  throw new Error('no PostgreSQL was found; apt-get install postgresql');
if (binaries === null) console.warn('\n*** NOT RUN, for want of a PostgreSQL: diagnosing a real service\n');
const server = binaries === null ? null : await trialServer(binaries);
afterAll(() => server?.stop());

const seconds = 20;

it.runIf(server !== null)('names a lock in a real database that nobody reads, and what would be next', async () => {
  const lock = trials.find(({ limit }) => limit === 'a lock of the database');
  const said = await judgeLimited(server as NonNullable<typeof server>, lock as NonNullable<typeof lock>, seconds);
  expect(said).toMatchObject({
    isKnown: true,
    told: { tier: 'database', resource: null },
    toldNext: { tier: 'payments', resource: 'workers' },
  });
});
