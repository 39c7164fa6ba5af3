import { globSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pythonEnvironment } from '../../local/python-environment.ts';
import { exampleApps } from './apps.ts';
import type { Finding, Tool } from './finding.ts';
import { cfnLint, checkov } from './run-tools.ts';
import { synthesise } from './synthesise.ts';

/** A template that is wrong in a way that each tool must see: a tool that is silent of it has not looked. */
const broken = 'broken.template.json';
const mustFind: { readonly [T in Tool]: string } = { 'cfn-lint': 'E3002', checkov: 'CKV_AWS_24' };

/** What was looked at, and what was found there. */
interface Linted {
  readonly templates: number;
  readonly findings: readonly Finding[];
  /** Tools that do not see what is wrong with a template that is. */
  readonly blind: readonly Tool[];
}

/**
 * Synthesises every app of the checkout into `folder` and runs both tools over the templates. Rejects where an app does not
 * synthesise, and where a tool cannot be installed or read.
 */
export async function lint(root: string, folder: string, onProgress: (says: string) => void): Promise<Linted> {
  const templates = join(folder, 'templates');
  for (const app of exampleApps(root)) {
    onProgress(`synthesising ${app.file}`);
    const out = join(folder, 'out', app.name);
    await synthesise(root, app, out);
    await mkdir(join(templates, app.name), { recursive: true });
    for (const file of globSync('*.template.json', { cwd: out })) {
      await copyFile(join(out, file), join(templates, app.name, file));
    }
  }
  await copyFile(join(import.meta.dirname, broken), join(templates, broken));
  const files = globSync('**/*.template.json', { cwd: templates }).map((file) => join(templates, file));
  const python = (name: Tool) => pythonEnvironment({ root, name, onProgress });
  const [lints, checks] = [await python('cfn-lint'), await python('checkov')];
  onProgress(`cfn-lint over ${files.length} templates`);
  const ofCfnLint = await cfnLint(lints, templates, files);
  onProgress(`checkov over ${files.length} templates`);
  return told([...ofCfnLint, ...(await checkov(checks, templates))], files.length);
}

/** What is found in the template that is wrong on purpose is not a finding of ours. */
function told(all: readonly Finding[], templates: number): Linted {
  const ofBroken = all.filter(({ template }) => template === broken);
  const tools = Object.keys(mustFind) as Tool[];
  const blind = tools.filter((tool) => !ofBroken.some((one) => one.tool === tool && one.rule === mustFind[tool]));
  return { templates: templates - 1, findings: all.filter(({ template }) => template !== broken), blind };
}
