import { SchemasClient } from '@aws-sdk/client-schemas';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { maskedError } from '../masked-error.ts';
import { atBest } from './at-best.ts';
import { testEventResource } from './test-event-resource.ts';

/** What the function works with; made once a process. */
export const resource = atBest(testEventResource(new SchemasClient({ ...readingClient, maxAttempts: 2 })), {
  patienceMs: 20_000,
  onTrouble: (error) => {
    const { name, message } = maskedError(error);
    const says = 'test events could not be written, or taken away; the deploy goes on without';
    console.warn(JSON.stringify({ level: 'WARN', message: says, because: `${name}: ${message}` }));
  },
});
