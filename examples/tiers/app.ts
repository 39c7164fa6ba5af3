import { App, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { Headroom } from '../../lib/index.ts';
import { TiersStack } from './tiers-stack.ts';

const app = new App();
const env = { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION };
const local = env.account === '000000000000';
const headroom = new Headroom(new Stack(app, 'HeadroomForTiers', { env }), 'Headroom', {
  deploymentName: 'headroom-tiers',
  removalPolicy: RemovalPolicy.DESTROY,
  local,
});
new TiersStack(app, 'TiersExample', { env, headroom, local });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
