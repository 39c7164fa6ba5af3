import type { CloudFormationCustomResourceHandler } from 'aws-lambda';
import { serveCustomResource } from '../custom-resource.ts';
import { rehearsalResource } from './rehearsal-resource.ts';
import { world } from './world.ts';

/** Tries the newest version of a function for the stack that deploys it, before anything is moved to it. */
export const handler: CloudFormationCustomResourceHandler = (event, context) =>
  serveCustomResource(event, rehearsalResource(world(context)));
