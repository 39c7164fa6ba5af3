import { App, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { Headroom } from '../../lib/index.ts';
import { QueueWorkersStack } from './queue-workers-stack.ts';

const app = new App();
const env = { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION };
const local = env.account === '000000000000';
const headroom = new Headroom(new Stack(app, 'HeadroomForQueueWorkers', { env }), 'Headroom', {
  deploymentName: 'headroom-queue-workers',
  removalPolicy: RemovalPolicy.DESTROY,
  local,
});
new QueueWorkersStack(app, 'QueueWorkersExample', { env, headroom, local });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
