/**
 * `npm run lint:templates [-- --json]`: cfn-lint and checkov over the templates of every app of this checkout. It fails on what
 * nobody has acknowledged, on what is acknowledged and gone, and on a tool that finds nothing in a template that is wrong.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acknowledged } from './lint-templates/acknowledged.ts';
import { judge } from './lint-templates/judge.ts';
import { lint } from './lint-templates/lint.ts';

const isJson = process.argv.includes('--json');
const root = join(import.meta.dirname, '..');
const folder = await mkdtemp(join(tmpdir(), 'headroom-lint-'));
try {
  const { templates, findings, blind } = await lint(root, folder, (says) => console.error(says));
  const { open, stale, acknowledgedCount } = judge(findings, acknowledged);
  const passes = open.length + stale.length + blind.length === 0;
  if (isJson) console.log(JSON.stringify({ passes, templates, acknowledged: acknowledgedCount, open, stale, blind }));
  else {
    for (const { tool, rule, template, type, resource, says } of open)
      console.log(`${tool} ${rule}: ${template} ${type} ${resource}: ${says}`);
    for (const one of stale) console.log(`acknowledged and found no more, so take it out: ${one}`);
    for (const tool of blind) console.log(`${tool} finds nothing wrong with a template that is wrong`);
    const counts = `${open.length} open, ${acknowledgedCount} acknowledged`;
    console.log(
      `${templates} templates: ${counts}${passes ? '' : '; mend it, or say in bin/lint-templates/acknowledged.ts why it stays'}`,
    );
  }
  process.exitCode = passes ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
