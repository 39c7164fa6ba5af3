import type { CloudFormationCustomResourceHandler } from 'aws-lambda';
import { accountOf } from '../account-of.ts';
import { serveCustomResource } from '../custom-resource.ts';
import { configResource } from './config-resource.ts';
import { givesBack, world } from './world.ts';

/** Writes the config of a subject into its table for the stack that deploys it. */
export const handler: CloudFormationCustomResourceHandler = (event, context) => {
  const own = { account: accountOf(context.invokedFunctionArn), region: world.region };
  return serveCustomResource(event, configResource({ ...world, giveBack: givesBack(own.account) }, own));
};
