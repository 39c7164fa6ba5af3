import { Command } from 'commander';
import { type Where, withWhere } from '../connect.ts';
import { tellDuration } from '../duration.ts';
import { withExamples } from '../examples.ts';
import { type Session, say, sayJson } from '../session.ts';
import { table } from '../table.ts';
import { releaseSession } from './release-session.ts';
import { type Published, releasesOf, type Served, servedRelease } from './releases.ts';

interface Options extends Where {
  readonly json?: true;
}

const examples = ['headroom release status'] as const;

/** `headroom release status`: which release serves, and which it can be moved to. */
export function releaseStatus(session: Session): Command {
  const command = withExamples(new Command('status'), examples)
    .description('which release serves, and which it can be moved to')
    .option('--json', 'print one JSON object');
  return withWhere(command).action((options: Options) => run(session, options));
}

async function run(session: Session, options: Options): Promise<void> {
  const { all } = await releaseSession(session, options);
  const releases = releasesOf(all);
  const serves = servedRelease(releases)?.name ?? null;
  const { deployment } = options;
  if (options.json) sayJson(session, { deployment, serves, releases, functions: all.map(told) });
  else show(session, deployment, all, releases, serves);
}

const columns = ['release', 'published', 'served by', 'stores'].map((title) => ({ title }));

function show(
  session: Session,
  deployment: string,
  all: readonly Served[],
  releases: readonly Published[],
  serves: string | null,
): void {
  say(session, `deployment ${deployment} serves ${serves ?? 'no release that this one knows'}`);
  for (const line of table(columns, releases.map(rowOf(session, all.length)))) say(session, line);
  for (const one of all) {
    const other = releaseServedBy(one);
    if (other !== serves) say(session, `${one.functionName} serves version ${one.live}, of ${other ?? 'no release'}`);
  }
}

const rowOf =
  (session: Session, functions: number) =>
  ({ name, publishedMs, serving, schema }: Published): readonly string[] => [
    name,
    `${tellDuration(session.nowMs() - publishedMs)} ago`,
    `${serving} of ${functions}`,
    `schema ${schema}`,
  ];

const releaseServedBy = ({ live, versions }: Served) =>
  versions.find(({ version }) => version === live)?.release?.name ?? null;

const told = ({ functionName, live, versions }: Served) => ({
  functionName,
  live,
  versions: versions.map(({ version, release, publishedMs }) => ({
    version,
    release: release?.name ?? null,
    publishedMs,
  })),
});
