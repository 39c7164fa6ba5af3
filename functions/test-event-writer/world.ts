import { SchemasClient } from '@aws-sdk/client-schemas';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { testEventResource } from './test-event-resource.ts';

/** What the function works with; made once a process. */
export const resource = testEventResource(new SchemasClient({ ...readingClient }));
