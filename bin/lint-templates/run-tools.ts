import { execFile } from 'node:child_process';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import type { Finding } from './finding.ts';

const run = promisify(execFile);
const most = { maxBuffer: 256 * 1024 * 1024, timeout: 15 * 60_000 };

/** The program of a tool and its arguments; answers what it prints, whatever it ends with. Rejects where it prints no JSON. */
async function json(python: string, args: readonly string[]): Promise<unknown> {
  const { stdout, stderr } = await run(python, args, {
    ...most,
    env: { PATH: '/usr/bin:/bin', HOME: '/nonexistent' },
  }).catch((error: { stdout?: string; stderr?: string }) => ({
    stdout: error.stdout ?? '',
    stderr: error.stderr ?? String(error),
  }));
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`${args.slice(0, 2).join(' ')} answers no JSON: ${(stdout + stderr).slice(-2000)}`);
  }
}

interface CfnLintMatch {
  readonly Rule: { readonly Id: string };
  readonly Message: string;
  readonly Filename: string;
  readonly Location: { readonly Path: readonly (string | number)[] | null };
}

/** All that cfn-lint finds in templates below a folder: errors, warnings and remarks. */
export async function cfnLint(
  python: string,
  folder: string,
  templates: readonly string[],
): Promise<readonly Finding[]> {
  const args = [
    join(dirname(python), 'cfn-lint'),
    '--format',
    'json',
    '--include-checks',
    'I',
    '--regions',
    'eu-central-1',
    '--',
  ];
  const matches = (await json(python, [...args, ...templates])) as readonly CfnLintMatch[];
  return matches.map(({ Rule, Message, Filename, Location }) => {
    const [top, resource = ''] = Location.Path ?? [];
    const named = top === 'Resources' ? String(resource) : '';
    return {
      tool: 'cfn-lint',
      rule: Rule.Id,
      template: relative(folder, Filename),
      resource: named,
      type: '',
      says: Message,
    };
  });
}

interface CheckovReport {
  readonly results: { readonly failed_checks: readonly CheckovCheck[] };
  readonly summary: { readonly parsing_errors: number };
}

interface CheckovCheck {
  readonly check_id: string;
  readonly check_name: string;
  readonly file_path: string;
  readonly resource: string;
}

/** All that checkov finds in the templates of a folder. It asks nobody on the network. Rejects where it cannot read one. */
export async function checkov(python: string, folder: string): Promise<readonly Finding[]> {
  const args = ['-m', 'checkov.main', '--directory', folder, '--framework', 'cloudformation', '--output', 'json'];
  const quiet = ['--quiet', '--compact', '--skip-download', '--soft-fail'];
  const report = (await json(python, [...args, ...quiet])) as CheckovReport;
  const { parsing_errors: unread } = report.summary;
  if (unread > 0) throw new Error(`checkov cannot read ${unread} of the templates`);
  return report.results.failed_checks.map(({ check_id, check_name, file_path, resource }) => {
    const [type = '', id = ''] = resource.split(/\.(?=[^.]*$)/);
    return {
      tool: 'checkov',
      rule: check_id,
      template: file_path.replace(/^\//, ''),
      resource: id,
      type,
      says: check_name,
    };
  });
}
