import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { Command } from 'commander';
import { accountReader } from '../adapters/aws/account-reader.ts';
import { regional } from '../adapters/aws/regional.ts';
import { connectSources } from '../adapters/sources/catalogue.ts';
import type { Verdict } from '../core/model/verdict.ts';
import type { Source } from '../core/readings/series.ts';
import type { ScalableConfig } from '../core/scaling/config/scalable.ts';
import { CommandError } from './command-error.ts';
import { clientSettings, connectAll, deployedTables, type Where, withWhere } from './connect.ts';
import { doctorLines, pasted, tally } from './doctor/doctor-lines.ts';
import { examine } from './doctor/examine.ts';
import { deployedSubjects, type Subjects, subjectsOfFile, usualFile } from './doctor/subjects-of.ts';
import { withExamples } from './examples.ts';
import { progress } from './progress.ts';
import { coloured, type Session, say, sayJson } from './session.ts';

interface Options extends Where {
  readonly all?: true;
  readonly json?: true;
}

/** What is examined: of a file, or of what is deployed. */
interface Patient {
  readonly deployment: string;
  readonly file: string | null;
  readonly subjects: Subjects;
  readonly alarmActions: readonly string[] | null;
  readonly deployed: Subjects | null;
}

/** Fewer subjects than these are done before anybody could read how far it is. */
const worthProgress = 10;

/** How long all readings of all services may take together. */
const patienceMs = 60_000;

const examples = [
  ['headroom doctor', 'headroom.config.ts where there is one here, else what is deployed'],
  ['headroom doctor --deployment shop', 'what is deployed under this name'],
  'headroom doctor shop.config.json --region eu-central-1',
] as const;

/** `headroom doctor [file]`: what day one on AWS will stumble over, with the commands that mend it. */
export function doctor(session: Session): Command {
  const command = withExamples(new Command('doctor'), examples, { before: 'Exits with 1 where there is trouble.' })
    .description(
      'what day one on AWS will stumble over, trouble first, with the command that mends it; changes nothing',
    )
    .argument('[file]', 'a headroom.config.ts, or JSON of the same form')
    .option('--all', 'list what is in order too')
    .option('--json', 'print one JSON object');
  return withWhere(command).action((file: string | undefined, options: Options) => {
    const isNamed = ['deployment', 'table'].some((one) => command.getOptionValueSource(one) === 'cli');
    return run(session, file ?? null, isNamed, options);
  });
}

async function run(session: Session, given: string | null, isNamed: boolean, options: Options): Promise<void> {
  const patient = await patientOf(session, given, isNamed, options);
  const settings = await clientSettings(options);
  const readerIn = regional((region) => accountReader({ ...settings, ...(region !== null && { region }) }));
  const { sts } = readerIn(null);
  const [region, { Account: account = '' }] = await Promise.all([
    sts.config.region(),
    sts.send(new GetCallerIdentityCommand({}), { abortSignal: session.signal }),
  ]);
  const shown = progress(session);
  const many = patient.subjects.scalables.length + patient.subjects.keyspaces.length + patient.subjects.services.length;
  shown.step(`examining ${many} of ${patient.file ?? `deployment ${patient.deployment}`} in ${account}, ${region}`);
  const verdicts = await examine({
    ...patient,
    subjects: inRegion(patient.subjects, region),
    ...{ account, region, readerIn, abortSignal: session.signal },
    ...{ source: await readingSource(session, options), nowMs: session.nowMs() },
    onProgress: (done, total, subject) => total >= worthProgress && shown.at(done, total, subject),
  }).finally(() => shown.end());
  tell(session, patient, { account, region, verdicts }, options);
}

async function patientOf(session: Session, given: string | null, isNamed: boolean, options: Options): Promise<Patient> {
  const file = given ?? (isNamed ? null : await usualFile(session));
  if (file === null) {
    const { deployment } = options;
    const deployed = await deployedSubjects(await connectAll(options));
    return { deployment, file, subjects: deployed, alarmActions: null, deployed };
  }
  const { deployment: ofFile, alarmActions, ...subjects } = await subjectsOfFile(session, file);
  const deployment = isNamed ? options.deployment : ofFile;
  const tables = await deployedTables({ ...options, deployment });
  const deployed = tables === null ? null : await deployedSubjects(tables);
  // Where the functions of a keyspace stand is known once they do.
  const keyspaces = subjects.keyspaces.filter((name) => deployed?.keyspaces.includes(name));
  return { deployment, file, subjects: { ...subjects, keyspaces }, alarmActions, deployed };
}

/** Commands to be pasted name the Region that was asked, whatever is usual where they are pasted. */
function inRegion(subjects: Subjects, region: string): Subjects {
  const placed = (config: ScalableConfig): ScalableConfig => ({
    ...config,
    target: { ...config.target, region: config.target.region ?? region },
  });
  return { ...subjects, scalables: subjects.scalables.map(placed) };
}

/** What readings are in, asked with the rights of whoever runs this. */
async function readingSource(session: Session, options: Where): Promise<Source> {
  const startedMs = session.nowMs();
  const leftMs = () => startedMs + patienceMs - session.nowMs();
  return connectSources(await clientSettings(options))({ account: null, leftMs, nowMs: () => session.nowMs() });
}

interface Told {
  readonly account: string;
  readonly region: string;
  readonly verdicts: readonly Verdict[];
}

function tell(session: Session, patient: Patient, { account, region, verdicts }: Told, options: Options): void {
  const { deployment, file, deployed } = patient;
  const isDeployed = deployed !== null;
  const profile = options.profile ?? null;
  const troubles = verdicts.filter(({ is }) => is === 'trouble').length;
  if (options.json) {
    const said = verdicts.map(({ mend, ...one }) => ({ ...one, mend: mend === null ? null : pasted(mend, profile) }));
    sayJson(session, { file, deployment, isDeployed, account, region, troubles, verdicts: said });
  } else {
    const paint = (style: Parameters<typeof coloured>[1], text: string) => coloured(session.out, style, text);
    const where = `deployment ${deployment}${isDeployed ? '' : ', which is not deployed yet'}`;
    say(session, `${file === null ? where : `${file}, ${where}`}: ${tally(verdicts)}`);
    for (const line of doctorLines(verdicts, { all: options.all === true, profile }, paint)) say(session, line);
  }
  if (troubles > 0)
    throw new CommandError(`${troubles} in trouble; each has the command or the words that mend it above`);
}
