import { join } from 'node:path';
import { bootstrap, deployExample } from '../../cli/demo/deploy-example.ts';
import { liveSpike } from '../../cli/demo/live-spike.ts';
import { Stage } from '../../cli/demo/stage.ts';
import { startLocalAws } from '../../local/local-aws.ts';
import { onlyLocal } from '../../local/only-local.ts';

const sizing = { requestsPerUnit: 1000, minUnits: 2, maxUnits: 24 };
const leadSeconds = 60;

/**
 * Milliseconds from the data point to the changed desired capacity, by alarm, topic, queue and the deployed function, on
 * the local AWS. The function has been invoked once before, as its one-minute schedule keeps it in a real deployment.
 */
export async function measureAlarmToCapacity(root: string): Promise<number> {
  const aws = await startLocalAws({ root });
  try {
    const { accountId, region, endpoint } = aws;
    const { signal } = new AbortController();
    const workFolder = join(root, '.local', 'bench');
    const deployment = {
      root,
      workFolder,
      environment: onlyLocal(aws.environment),
      accountId,
      region,
      leadSeconds,
      signal,
    };
    await bootstrap(deployment);
    const stage = new Stage({ endpoint, region, outputs: await deployExample(deployment, sizing), signal });
    await stage.wake({ scalable: stage.outputs.Scalable, dryRun: true });
    return (await liveSpike(stage, sizing, signal, () => Date.now())).alarmToCapacityMs;
  } finally {
    await aws.stop();
  }
}
