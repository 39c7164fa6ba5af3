import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bufferRoleOf, roleOf } from '../../../../../core/scaling/config/kubernetes/role.ts';

const name = fc.stringMatching(/^[a-z](?:[-a-z0-9.]{0,6}[a-z0-9])?(?:-buffer)?$/);

test('the Role of a workload and that of a buffer are never of one name', () => {
  fc.assert(
    fc.property(name, name, (one, other) => {
      const of = (workload: string) => ({ namespace: 'shop', group: 'apps', resource: 'deployments', name: workload });
      const [role] = roleOf('headroom', of(one));
      const [buffer] = bufferRoleOf('headroom', of(other));
      expect(role.metadata.name).not.toBe(buffer.metadata.name);
    }),
    { examples: [['web-buffer', 'web']] },
  );
});
