/**
 * A real service before a real PostgreSQL, under load that does not wait for answers, with one limit of known size in it at a
 * time: whether it is named, and whether lifting it moves the bottleneck where the diagnosis said. A line of JSON a trial.
 * `--seconds` is how long each is played, `--only` takes the trials whose name holds that.
 */
import { parseArgs } from 'node:util';
import { findPostgres } from '../../../local/postgres/find-postgres.ts';
import { judgeTrial } from './judge-trial.ts';
import { trialServer } from './trial-server.ts';
import { trials } from './trials.ts';

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '40' }, only: { type: 'string', default: '' } },
});
const binaries = findPostgres(process.env);
if (binaries === null) throw new Error('no PostgreSQL 15 or newer was found (Debian: apt-get install postgresql)');
const server = await trialServer(binaries);
try {
  for (const trial of trials.filter(({ limit }) => limit.includes(values.only))) {
    console.error(`${trial.limit}: ${values.seconds} s with it, and as long without`);
    const judged = await judgeTrial(server, trial, Number(values.seconds));
    console.log(JSON.stringify(judged));
    // Of what is known to waver nothing more is asked than that nothing wrong is named.
    const { isKnown, isRight } = judged.before;
    const isHonest = trial.unknownSince !== undefined && (!isKnown || isRight);
    if (!isHonest && !(isRight && judged.movedAsTold)) process.exitCode = 1;
  }
} finally {
  await server.stop();
}
