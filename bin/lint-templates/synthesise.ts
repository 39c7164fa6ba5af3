import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ExampleApp } from './apps.ts';

const run = promisify(execFile);

/** An account and a Region that nobody owns here; names and ARNs of the examples are of them. */
const place = { CDK_DEFAULT_ACCOUNT: '111122223333', CDK_DEFAULT_REGION: 'eu-central-1' };

/** Writes the templates of an app into a folder, as `cdk synth` would. Rejects with what the app says where it fails. */
export async function synthesise(root: string, app: ExampleApp, folder: string): Promise<void> {
  const { context } = JSON.parse(await readFile(join(root, 'cdk.json'), 'utf8'));
  const bundles = await standIns(root, join(folder, '..', 'bundles'));
  const CDK_CONTEXT_JSON = JSON.stringify({ ...context, ...app.context, 'headroom:bundles': bundles });
  const env = { PATH: process.env.PATH, ...place, CDK_OUTDIR: folder, CDK_CONTEXT_JSON, CDK_VALIDATION: 'false' };
  await run(process.execPath, [app.program], { cwd: root, env });
}

/** Templates name bundles and never look into them, so that nothing has to be built. */
async function standIns(root: string, folder: string): Promise<string> {
  const functions = await readdir(join(root, 'functions'), { withFileTypes: true });
  for (const { name } of functions.filter((entry) => entry.isDirectory())) {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, 'index.mjs'), 'export const handler = async () => null;\n');
  }
  return folder;
}
