import type { CloudFormationCustomResourceHandler } from 'aws-lambda';
import { serveCustomResource } from '../custom-resource.ts';
import { resource } from './world.ts';

/** Writes a function's shareable test events for the stack that deploys it. */
export const handler: CloudFormationCustomResourceHandler = (event) => serveCustomResource(event, resource);
