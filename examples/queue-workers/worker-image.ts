import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { buildSync } from 'esbuild';

const node = 'public.ecr.aws/docker/library/node:24.9.0-slim';

/** The worker in one file on Node. The local AWS runs no containers, so there it is Node alone, which nobody has to build. */
export function workerImage(local: boolean): ContainerImage {
  if (local) return ContainerImage.fromRegistry(node);
  const folder = mkdtempSync(join(tmpdir(), 'queue-workers-'));
  buildSync({
    entryPoints: [join(import.meta.dirname, 'worker', 'main.ts')],
    outfile: join(folder, 'main.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    // What is CommonJS in the SDK asks for Node's own modules by this name.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  // Node is process 1 here and would not end at a signal by itself: the worker listens to SIGTERM.
  const lines = [`FROM ${node}`, 'WORKDIR /worker', 'COPY main.mjs ./', 'USER node', 'CMD ["node", "main.mjs"]', ''];
  writeFileSync(join(folder, 'Dockerfile'), lines.join('\n'));
  return ContainerImage.fromAsset(folder, { platform: Platform.LINUX_ARM64 });
}
