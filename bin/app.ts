import { App, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { parseDeployment } from '../core/config.ts';
import config from '../headroom.config.ts';
import { Headroom, propsOf, targetNamed } from '../lib/index.ts';

/** The CDK app that cdk.json names: deploys Headroom with what headroom.config.ts says. */
const { deployment, settings: own, scalables } = parseDeployment(config);
const app = new App();
const stack = new Stack(app, 'Headroom', {
  stackName: deployment,
  env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION },
});
const headroom = new Headroom(stack, 'Headroom', {
  deploymentName: deployment,
  ...propsOf(stack, own),
  local: stack.account === '000000000000',
});
for (const { scalable, schema: _schema, target, ...settings } of scalables) {
  headroom.scale(scalable, targetNamed(target), settings);
}
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
