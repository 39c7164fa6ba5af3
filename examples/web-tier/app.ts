import { App, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { Headroom } from '../../lib/index.ts';
import { WebTierStack } from './web-tier-stack.ts';

const app = new App();
const env = { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION };
const local = env.account === '000000000000';

const headroom = new Headroom(new Stack(app, 'HeadroomExample', { env }), 'Headroom', {
  removalPolicy: RemovalPolicy.DESTROY,
  local,
});
new WebTierStack(app, 'WebTierExample', {
  env,
  headroom,
  local,
  requestsPerUnit: app.node.tryGetContext('requestsPerUnit') === undefined ? null : setting('requestsPerUnit', 1000),
  sloBudgetPercent: setting('sloBudgetPercent', 0.5),
  minUnits: setting('minUnits', 2),
  maxUnits: setting('maxUnits', 24),
  leadSeconds: setting('leadSeconds', 180),
});
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

/** A number from the command line: `cdk deploy --context maxUnits=10`. */
function setting(name: string, otherwise: number): number {
  const given: unknown = app.node.tryGetContext(name);
  const value = given === undefined ? otherwise : Number(given);
  if (!Number.isFinite(value))
    throw new Error(`--context ${name}=${String(given)} is not a number; give one such as ${otherwise}`);
  return value;
}
