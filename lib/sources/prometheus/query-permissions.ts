import { InvalidInput } from '../../../core/model/errors.ts';
import type { SourceConfig } from '../../../core/readings/source-kinds.ts';
import { isOpen } from '../../../core/readings/sources/server-url.ts';
import { secretPermissions } from '../secret-place.ts';
import type { ReadPermission } from '../source-construct.ts';

/**
 * Exactly the secret that a part names, or the workspace. Throws `InvalidInput` where a secret would be sent so that others
 * can read it.
 */
export function queryPermissions({ url, auth }: SourceConfig<'prometheus'>): readonly ReadPermission[] {
  if (auth === null) return [];
  if (isOpen(url))
    throw new InvalidInput('url', `${url} does not use https, and a secret would be sent to it; use an https address`);
  if (auth.kind === 'sigv4') return [{ actions: ['aps:QueryMetrics'], resourceArn: auth.workspaceArn }];
  return secretPermissions(auth);
}
