/**
 * `npm run image [-- --out FOLDER]`: an OCI image of the command line, without a base image: Node, the libraries that it loads, and
 * the package with what it needs to run. Needs umoci, and npm's registry for the dependencies that the lock file names.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildImage } from './build-image.ts';

const root = join(import.meta.dirname, '..', '..');
const { values } = parseArgs({ options: { out: { type: 'string', default: join(root, '.local', 'image') } } });
const { layout, tag, megabytes } = await buildImage(root, values.out, (line) => console.error(line));
console.log(`${layout}:${tag} (${megabytes.toFixed(0)} MB)`);
console.log(`into a registry: skopeo copy oci:${layout}:${tag} docker://REGISTRY/headroom:${tag}`);
