import { join } from 'node:path';
import { buildServers, type KubernetesServers, NoKubernetes } from '../../local/kubernetes/build-servers.ts';

const root = join(import.meta.dirname, '..', '..');

/** The programs of a control plane; null, told loudly, on a machine that cannot build or run them. */
export async function kubernetesOrNone(): Promise<KubernetesServers | null> {
  try {
    return await buildServers(root, (line) => console.warn(line));
  } catch (error) {
    if (!(error instanceof NoKubernetes)) throw error;
    console.warn(`\n*** NOT RUN, for want of a control plane: ${error.message}\n`);
    return null;
  }
}
