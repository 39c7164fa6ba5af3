import { App, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { Headroom } from '../../lib/index.ts';
import { EcsServiceStack } from './ecs-service-stack.ts';

const app = new App();
const env = { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION };
const headroom = new Headroom(new Stack(app, 'HeadroomForEcs', { env }), 'Headroom', {
  deploymentName: 'headroom-ecs',
});
new EcsServiceStack(app, 'EcsServiceExample', { env, headroom });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
