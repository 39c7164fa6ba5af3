import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { parseDeployment } from '../core/config.ts';
import { declared } from '../lib/index.ts';

/** The CDK app that cdk.json names: deploys what `headroom.config.ts` says, or the file that `cdk deploy -c config=FILE` names. */
const app = new App();
const file = resolve(String(app.node.tryGetContext('config') ?? 'headroom.config.ts'));
const config = parseDeployment((await import(pathToFileURL(file).href)).default);
const stack = new Stack(app, 'Headroom', {
  stackName: config.deployment,
  env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION },
});
const local = stack.account === '000000000000';
declared(stack, 'Headroom', config, { local });
// What the local AWS lacks, tracing for one, is left out there, and nowhere else.
if (!local) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
