import { join } from 'node:path';
import { bootstrap, deployExample } from '../../cli/demo/deploy-example.ts';
import { Stage } from '../../cli/demo/stage.ts';
import type { LocalAws } from '../../local/local-aws.ts';
import { onlyLocal } from '../../local/only-local.ts';

const root = join(import.meta.dirname, '..', '..');

/** How the web tier is scaled in tests: an instance serves 1000 requests a minute at most, and is meant to take 600. */
export const sizing = { requestsPerUnit: 1000, minUnits: 2, maxUnits: 24 };

/** The real `cdk bootstrap` and `cdk deploy` of examples/web-tier into a local AWS. */
export async function deployWebTier({ endpoint, region, accountId, environment }: LocalAws): Promise<Stage> {
  const { signal } = new AbortController();
  const where = { root, workFolder: join(root, '.local', 'allocator-test'), environment: onlyLocal(environment) };
  const deployment = { ...where, accountId, region, leadSeconds: 60, signal };
  await bootstrap(deployment);
  const outputs = await deployExample(deployment, sizing);
  return new Stage({ endpoint, region, outputs, signal });
}
