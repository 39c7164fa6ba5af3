import { afterEach, expect, it, vi } from 'vitest';
import { maskedLog } from '../../../adapters/sinks/emf/masked-log.ts';
import { maskedError } from '../../../functions/masked-error.ts';
import { accountNumber } from '../../account-number.ts';
import { aContext } from '../../functions/resource-allocator/queue-events.ts';

const secret = 'arn:aws:sns:eu-west-1:123456789012:topic as AKIAIOSFODNN7EXAMPLE';

afterEach(() => {
  vi.restoreAllMocks();
});

it('masks account numbers and keys in messages, properties and errors, and leaves out the ARN of the function', () => {
  let written = '';
  const keep = (text: string | Uint8Array) => {
    written += text;
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(keep);
  vi.spyOn(process.stderr, 'write').mockImplementation(keep);
  const log = maskedLog('resource-allocator');
  log.addContext(aContext());
  log.error(secret, { deep: { inside: [secret] } }, { error: new Error(secret, { cause: new Error(secret) }) });
  expect(JSON.parse(written)).toMatchObject({
    message: expect.stringContaining('****'),
    function_request_id: 'request-1',
  });
  expect(written).toContain('"deep"');
  expect(written).not.toMatch(accountNumber);
  expect(written).not.toMatch(/AKIA|function:headroom/);
});

it('shows an error with its name and where it happened, masked', () => {
  const error = maskedError(Object.assign(new Error(secret), { name: 'Refusal' }));
  expect(error).toMatchObject({ name: 'Refusal', message: 'arn:aws:sns:eu-west-1:************:topic as ****' });
  expect(error.stack).toContain('masked-log.test.ts');
  expect(error.stack).not.toMatch(/\d{12}|AKIA/);
});
