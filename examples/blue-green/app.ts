import { App, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { Headroom } from '../../lib/index.ts';
import { BlueGreenStack } from './blue-green-stack.ts';

const app = new App();
const env = { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION };
const headroom = new Headroom(new Stack(app, 'HeadroomForBlueGreen', { env }), 'Headroom', {
  deploymentName: 'headroom-blue-green',
});
const release: unknown = app.node.tryGetContext('release');
new BlueGreenStack(app, 'BlueGreenExample', { env, headroom, release: typeof release === 'string' ? release : 'v1' });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
