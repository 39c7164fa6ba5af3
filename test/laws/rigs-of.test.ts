import { expect, test } from 'vitest';
import { rigsOf } from './rigs-of.ts';

test('a kind that the laws cannot try is told by the file that is missing', async () => {
  await expect(rigsOf('test/laws/targets', ['auto-scaling-group'])).resolves.toHaveLength(1);
  await expect(rigsOf('test/laws/targets', ['spot-fleet'])).rejects.toThrow(
    'test/laws/targets/spot-fleet.ts is missing',
  );
});
