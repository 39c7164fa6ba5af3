import { type LambdaClient, UpdateAliasCommand } from '@aws-sdk/client-lambda';
import { Command } from 'commander';
import { are, counted, were } from '../../core/model/counted.ts';
import { liveAlias } from '../../core/model/live-alias.ts';
import { faultText } from '../aws/aws-error.ts';
import { CommandError } from '../command-error.ts';
import { type Where, withWhere } from '../connect.ts';
import { withExamples } from '../examples.ts';
import { ask, isTerminal, note, type Session, say, sayJson } from '../session.ts';
import { typedCommand } from '../typed-command.ts';
import { releaseSession } from './release-session.ts';
import { type Change, changesTo, type Published, releasesOf, servedRelease } from './releases.ts';

interface Options extends Where {
  readonly to?: string;
  readonly yes?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

type Way = 'back' | 'forward';

const descriptions: Readonly<Record<Way, string>> = {
  back: 'have the release before serve again, in seconds and without a deploy; nothing of the table is changed',
  forward: 'have the newest release serve, after it was moved back',
};

/** `headroom release back` and `forward`: moves what serves. Says what will happen and asks first. */
export function moveRelease(session: Session, way: Way): Command {
  const command = withExamples(new Command(way), [`headroom release ${way} --dry-run`, `headroom release ${way} --yes`])
    .description(descriptions[way])
    .option('--to <release>', 'this one, as `release status` calls it')
    .option('--yes', 'do not ask')
    .option('--dry-run', 'say what would be moved, and move nothing')
    .option('--json', 'print one JSON object');
  return withWhere(command).action((options: Options) => run(session, way, options));
}

async function run(session: Session, way: Way, options: Options): Promise<void> {
  const { lambda, all } = await releaseSession(session, options);
  const releases = releasesOf(all);
  const from = servedRelease(releases);
  const to = wanted(way, releases, from, options);
  refuseUnreadable(from, to);
  const changes = changesTo(to, all);
  const staying = all.filter(({ versions }) => !versions.some(({ release }) => release?.name === to.name));
  note(
    session,
    `${from?.name ?? 'what serves'} -> ${to.name}: ${changes.length} of ${counted(all.length, 'function')} ${are(changes.length)} to be moved`,
  );
  for (const { functionName, from: before, to: after } of changes)
    note(session, `  ${functionName}: ${before} -> ${after}`);
  for (const { functionName } of staying) note(session, `  ${functionName} has no version of it, and stays`);
  if (!options.dryRun && changes.length > 0) {
    await confirm(session, way, options);
    await move(session, lambda, changes, typedCommand(`release ${way} --to ${to.name}`, options));
  }
  finish(session, options, to, changes);
}

function wanted(way: Way, releases: readonly Published[], from: Published | null, { to: name }: Options): Published {
  const known = releases.map((one) => one.name).join(', ');
  if (name !== undefined) {
    const found = releases.find((one) => one.name === name);
    if (found === undefined) throw new CommandError(`--to: no function has a version of "${name}"; there are ${known}`);
    return found;
  }
  const before = releases.find(({ publishedMs }) => from !== null && publishedMs < from.publishedMs);
  const found = way === 'forward' ? releases[0] : before;
  if (found === undefined) throw new CommandError(`there is no release before the one that serves; there are ${known}`);
  return found;
}

/** A release reads what it and the one before it store: it would fail at every memory that a later one has written. */
function refuseUnreadable(from: Published | null, to: Published): void {
  if (from === null || to.schema >= from.schema) return;
  throw new CommandError(
    `${to.name} reads what is stored by schema ${to.schema} at most, and ${from.name} stores schema ${from.schema}; mend it forward, by a deploy`,
  );
}

async function confirm(session: Session, way: Way, { yes, json, ...where }: Options): Promise<void> {
  if (yes) return;
  if (json || !isTerminal(session.input))
    throw new CommandError(
      `nobody is there to say yes; add --yes, or --dry-run to only see what would happen: ${typedCommand(`release ${way} --yes`, where)}`,
    );
  if (!(await ask(session, `move the release ${way}?`))) throw new CommandError('nothing was moved');
}

async function move(
  { signal: abortSignal }: Session,
  lambda: LambdaClient,
  changes: readonly Change[],
  again: string,
): Promise<void> {
  for (const [done, { functionName, to, revision }] of changes.entries()) {
    const alias = { FunctionName: functionName, Name: liveAlias, FunctionVersion: to, RevisionId: revision };
    await lambda.send(new UpdateAliasCommand(alias), { abortSignal }).catch((error: unknown) => {
      const moved = `${done} of ${counted(changes.length, 'function')} ${were(done)} moved`;
      throw new CommandError(
        `${functionName} could not be moved (${faultText(error)}); ${moved}, and ${again} goes on`,
      );
    });
  }
}

function finish(session: Session, options: Options, to: Published, changes: readonly Change[]): void {
  const { deployment } = options;
  const dryRun = options.dryRun === true;
  if (options.json) {
    const moved = changes.map(({ functionName, from, to: version }) => ({ functionName, from, to: version }));
    sayJson(session, { deployment, serves: to.name, moved, dryRun });
    return;
  }
  const served = `deployment ${deployment} serves ${to.name}; the next deploy of another release moves it on`;
  say(session, dryRun ? 'a dry run: nothing was moved' : served);
}
