import { App, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { Headroom } from '../../lib/index.ts';
import { FastServiceStack } from './fast-service-stack.ts';

const app = new App();
const env = { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION };
const headroom = new Headroom(new Stack(app, 'HeadroomForFast', { env }), 'Headroom', {
  deploymentName: 'headroom-fast',
});
new FastServiceStack(app, 'FastServiceExample', { env, headroom });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
