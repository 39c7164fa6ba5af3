import type { CloudFormationCustomResourceHandler } from 'aws-lambda';
import { serveCustomResource } from '../custom-resource.ts';
import { resource } from './world.ts';

/** Writes a scalable's config into the table for the stack that deploys it. */
export const handler: CloudFormationCustomResourceHandler = (event) => serveCustomResource(event, resource);
