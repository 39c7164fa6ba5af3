import type { CloudFormationCustomResourceHandler } from 'aws-lambda';
import { serveCustomResource } from '../custom-resource.ts';
import { configResource } from './config-resource.ts';
import { world } from './world.ts';

/** Writes the config of a subject into its table for the stack that deploys it. */
export const handler: CloudFormationCustomResourceHandler = (event) =>
  serveCustomResource(event, configResource(world));
