import { InvalidInput } from '../../core/model/errors.ts';
import { isOpen } from '../../core/readings/sources/server-url.ts';
import type { SinkConfig, SinkKind } from '../../core/sinks/sink-kinds.ts';
import { secretPermissions } from '../sources/secret-place.ts';
import type { ReadPermission } from '../sources/source-construct.ts';

/** What sending to each kind takes. */
const kinds: { readonly [K in SinkKind]: (config: SinkConfig<K>) => readonly ReadPermission[] } = {
  prometheus: ({ url, auth }) => {
    if (auth === null) return [];
    if (isOpen(url))
      throw new InvalidInput(
        'sinks.url',
        `${url} does not use https, and a secret would be sent to it; use an https address`,
      );
    if (auth.kind === 'sigv4') return [{ actions: ['aps:RemoteWrite'], resourceArn: auth.workspaceArn }];
    return secretPermissions(auth);
  },
  datadog: secretPermissions,
};

/** What the role that sends must be allowed: exactly the secret, or the workspace. Throws `InvalidInput`. */
export function sendPermissions<K extends SinkKind>(config: SinkConfig<K>): readonly ReadPermission[] {
  const permissions: (config: SinkConfig<K>) => readonly ReadPermission[] = kinds[config.kind as K];
  return permissions(config);
}
