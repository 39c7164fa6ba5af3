import { type ConfiguredCapability, nounOf } from '../../core/model/capability-name.ts';
import type { Entry } from '../../core/model/entry.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import type { Failed } from './invoked.ts';

/** A version that is to serve, and what it is tried with. */
export interface Release {
  readonly functionName: string;
  readonly version: string;
  /** The alias that serves until then, if there is one yet. */
  readonly alias: string;
  /** Whose recorded looks are decided again; null where it decides nothing. */
  readonly decides: string | null;
  /** Whose every subject is asked for by itself; null where one event asks for all. */
  readonly asks: ConfiguredCapability | null;
  /** What begins the names of the subjects that are its own. */
  readonly prefix: string;
  /** The keyspace without which it can answer nothing; null where it needs none. */
  readonly needs: string | null;
  /** What it is asked where it is not asked for each subject: a dry run of all that it does. */
  readonly event: object;
}

/** What rehearsals are made of. */
export interface RehearsalWorld {
  /** What became of a dry run: null where it went well, undefined where there is no such version or alias. */
  invoke(functionName: string, qualifier: string, event: object): Promise<Failed | null | undefined>;
  subjects(capability: string): Promise<readonly string[]>;
  /** The newest recorded looks that can be read. */
  recorded(capability: string, subject: string): Promise<readonly Entry[]>;
  /** Whether this release decides a recorded look as it was recorded. Rejects where it cannot decide it. */
  decidesAlike(entry: Entry): Promise<boolean>;
  tell(line: object): void;
  hasTime(): boolean;
}

/** Why a version must not serve. */
class ReleaseFails extends Error {
  override readonly name = 'ReleaseFails';
}

/** How many dry runs are under way at once: a new account may run ten functions at once. */
const atOnce = 4;
/** Faults that fit into what CloudFormation shows. */
const mostTold = 3;

/**
 * Has a version do, in dry runs, all that it would have to do, and decides again what was recorded. Rejects with `ReleaseFails`
 * where the version would throw what the one that serves does not: what fails in both is not a fault of the release, and what a
 * role may not do, or a person has to mend, would be no better with the version before. Before anything serves, what is looked
 * at may not be there yet either, and no deploy waits for it.
 */
export async function rehearse(release: Release, world: RehearsalWorld): Promise<void> {
  const subjects = await subjectsOf(release, world);
  const events = (await isReady(release, world)) ? eventsOf(release, subjects) : [];
  const faults: string[] = [];
  const told = { dryRuns: 0, decided: 0, decidedOtherwise: 0, notTried: 0 };
  await each(events, async ([what, event]) => {
    if (!world.hasTime()) return void told.notTried++;
    told.dryRuns++;
    const fault = await faultOf(release, world, what, event);
    if (fault !== null) faults.push(`${what}: ${fault}`);
  });
  await each(release.decides === null ? [] : subjects, async (subject) => {
    if (!world.hasTime()) return void told.notTried++;
    for (const entry of await world.recorded(release.decides ?? '', subject)) {
      const fault = await decide(entry, world, told);
      if (fault !== null) faults.push(fault);
    }
  });
  const { functionName, version } = release;
  world.tell({ message: 'a release was rehearsed', functionName, version, ...told, faults });
  if (faults.length > 0) throw new ReleaseFails(says(release, faults));
}

function says({ functionName, version }: Release, faults: readonly string[]): string {
  const shown = faults.slice(0, mostTold).join('; ');
  const more = faults.length > mostTold ? `; and ${faults.length - mostTold} more` : '';
  return `version ${version} of ${functionName} would fail, so nothing was moved to it. ${shown}${more}`;
}

/** Before the first deploy of a keyspace is over, its functions have nothing to answer from. */
async function isReady({ needs }: Release, world: RehearsalWorld): Promise<boolean> {
  return needs === null || (await world.subjects('sharding')).includes(needs);
}

async function subjectsOf({ decides, asks, prefix }: Release, world: RehearsalWorld): Promise<readonly string[]> {
  const capability = asks ?? decides;
  return capability === null ? [] : (await world.subjects(capability)).filter((name) => name.startsWith(prefix));
}

function eventsOf({ asks, event }: Release, subjects: readonly string[]): readonly (readonly [string, object])[] {
  if (asks === null || subjects.length === 0) return [['a dry run', event]];
  return subjects.map((subject) => [subject, { [nounOf(asks)]: subject, dryRun: true }]);
}

async function faultOf(release: Release, world: RehearsalWorld, what: string, event: object): Promise<string | null> {
  const { functionName, version, alias } = release;
  const failed = await world.invoke(functionName, version, event);
  if (failed === undefined) return `there is no version ${version}`;
  if (failed === null) return null;
  const excuse = await excused(failed, () => world.invoke(functionName, alias, event));
  if (excuse === null) return failed.says;
  world.tell({
    message: 'a dry run failed, and the release goes on',
    functionName,
    version,
    what,
    excuse,
    because: failed.says,
  });
  return null;
}

async function excused(
  { isDenied, isRefused, isUnanswered }: Failed,
  before: () => Promise<Failed | null | undefined>,
): Promise<string | null> {
  if (isDenied) return 'its role is not allowed to, which the version before would not be either';
  if (isRefused) return 'it says what a person has to mend';
  const served = await before();
  if (served === undefined && isUnanswered) return 'nothing serves yet, and what it looks at gave no answer';
  return served ? 'it fails in the version that serves, too' : null;
}

async function decide(
  entry: Entry,
  world: RehearsalWorld,
  told: { decided: number; decidedOtherwise: number },
): Promise<string | null> {
  try {
    if (!(await world.decidesAlike(entry))) told.decidedOtherwise++;
    told.decided++;
    return null;
  } catch (error) {
    // A look that ended before it decided has nothing to be decided again.
    if (error instanceof InvalidInput) return null;
    const because = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return `the look ${entry.id} at ${entry.subject}, decided again: ${because}`;
  }
}

async function each<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = all[Symbol.iterator]();
  const worker = async () => {
    for (const one of waiting) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
