import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { Command } from 'commander';
import { type DeploymentInput, defaultDeployment, parseDeployment } from '../core/config.ts';
import { counted } from '../core/model/counted.ts';
import { type FirstConfig, firstConfig, notToScale } from '../core/scaling/fleets/first-config.ts';
import type { Fleet } from '../core/scaling/fleets/fleet.ts';
import { CommandError } from './command-error.ts';
import { configSource } from './config/config-source.ts';
import { withExamples } from './examples.ts';
import { chosenOf } from './init/choose.ts';
import type { Found } from './init/found.ts';
import { askedFleet, type Named, namedFleet, parseCount } from './init/named-fleet.ts';
import { askText, isTerminal, note, type Session, say, sayAsGiven, sayJson } from './session.ts';

interface Options extends Named {
  readonly deployment: string;
  readonly region?: string;
  readonly profile?: string;
  readonly local?: true;
  readonly only?: readonly string[];
  readonly alarmTopic?: string;
  readonly force?: true;
  readonly yes?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

const usualFile = 'headroom.config.ts';
const examples = [
  ['headroom init', 'what the account has; asks which of it'],
  'headroom init --yes --only checkout-web --alarm-topic on-call',
  ['headroom init --group checkout-web --min 2 --max 24', 'asks AWS nothing'],
  'headroom init headroom.config.json --dry-run',
] as const;

/** `headroom init [file]`: a config of what an account has, or of what a person names. */
export function init(session: Session): Command {
  return withExamples(new Command('init'), examples)
    .description('write a config of the groups and services that an account has; it asks, and changes nothing on AWS')
    .argument('[file]', 'what is written: TypeScript, or JSON where it ends with .json', usualFile)
    .option('--only <names...>', 'only these of what is found')
    .option('--group <name>', 'an Auto Scaling group by its name; then AWS is not asked')
    .option('--service <cluster/name>', 'an ECS service by its names; then AWS is not asked')
    .option('--min <units>', 'the fewest units of what is named', parseCount)
    .option('--max <units>', 'the most units of what is named', parseCount)
    .option('--load-balancer <name>', 'what stands before it, e.g. app/web/50dc6c495c0c9188')
    .option('--target-group <name>', 'by which target group, e.g. targetgroup/web/73e2d6bc24d8a067')
    .option('--alarm-topic <name>', 'an SNS topic: who is told when Headroom needs a person')
    .option('--deployment <name>', 'name of the deployment', defaultDeployment)
    .option('--region <name>', 'AWS Region')
    .option('--profile <name>', 'AWS profile')
    .option('--local', 'the local AWS that `npm run local -- start` has started')
    .option('--yes', 'ask nothing: take all that is found')
    .option('--force', 'write over a file that is there')
    .option('--dry-run', 'print the config, and write nothing')
    .option('--json', 'print one JSON object on what was done')
    .action((file: string, options: Options) => run(session, file, options));
}

async function run(session: Session, file: string, options: Options): Promise<void> {
  const isKept = options.force !== true && options.dryRun !== true;
  // Nobody answers questions for nothing.
  if (isKept && existsSync(resolve(session.cwd, file))) throw new CommandError(isThere(file));
  const found = await fleetsOf(session, options);
  const { usable, leftOut } = sorted(found.fleets);
  if (usable.length === 0) throw new CommandError(nothing(found, leftOut));
  const asks = isTerminal(session.input) && options.yes !== true && options.json !== true;
  const proposals = await chosenOf(session, usable.map(firstConfig), options.only ?? null, asks);
  const topic = options.alarmTopic ?? (asks ? await askTopic(session) : '');
  const config = configOf(proposals, options.deployment, topic);
  // What is written must be right, whatever was found.
  parseDeployment(config);
  const isJson = extname(file) === '.json';
  const text = isJson
    ? `${JSON.stringify(config, null, 2)}\n`
    : configSource(config, {
        heading: `Written by \`headroom init\` from ${found.where}`,
        remarks: remarksOf(proposals),
      });
  if (options.dryRun !== true) await write(session, file, text, options.force === true);
  tell(session, { file, text, proposals, leftOut, isJson, hasTopic: topic !== '' }, options);
}

async function fleetsOf(session: Session, options: Options): Promise<Found> {
  const named = namedFleet(options);
  if (named !== null) return { fleets: [named], where: 'what was named' };
  // Only now: it loads the clients of AWS, which what is named does not need.
  const { foundInAccount } = await import('./init/found.ts');
  const found = await foundInAccount(session, options);
  if (found !== null) return found;
  if (!isTerminal(session.input) || options.yes === true) {
    throw new CommandError(
      'no AWS credentials, or no Region, were found to look with; log in (aws sso login), name a --profile and --region, or name what to scale by --group or --service, with --min and --max',
    );
  }
  note(session, 'no AWS credentials, or no Region, were found to look with, so name what to scale');
  return { fleets: [await askedFleet(session)], where: 'what was named' };
}

function sorted(fleets: readonly Fleet[]) {
  return {
    usable: fleets.filter((fleet) => notToScale(fleet) === null),
    leftOut: fleets.flatMap((fleet) => {
      const because = notToScale(fleet);
      return because === null ? [] : [`${fleet.told}: ${because}`];
    }),
  };
}

function nothing({ where }: Found, leftOut: readonly string[]): string {
  const others = leftOut.length === 0 ? '' : ` (left out: ${leftOut.join('; ')})`;
  return `there is nothing to scale in ${where}${others}; check --region and --profile, or name it by --group or --service`;
}

function askTopic(session: Session): Promise<string> {
  return askText(session, 'SNS topic that is told when Headroom needs a person (empty for none yet):');
}

function configOf(proposals: readonly FirstConfig[], deployment: string, topic: string): DeploymentInput {
  return {
    ...(deployment !== defaultDeployment && { deployment }),
    ...(topic !== '' && { alarmActions: [topic] }),
    scalables: Object.fromEntries(proposals.map(({ scalable, input }) => [scalable, input])),
  };
}

function remarksOf(proposals: readonly FirstConfig[]): ReadonlyMap<string, readonly string[]> {
  return new Map(proposals.map(({ scalable, remarks }) => [scalable, remarks]));
}

async function write({ cwd }: Session, file: string, text: string, force: boolean): Promise<void> {
  try {
    await writeFile(resolve(cwd, file), text, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const says =
      code === 'EEXIST'
        ? isThere(file)
        : `${file} cannot be written: ${error instanceof Error ? error.message : error}`;
    throw new CommandError(says, { cause: error });
  }
}

function isThere(file: string): string {
  return `${file} is there already, and was left as it is; name another file, add --force to write over it, or --dry-run to see the config`;
}

interface Done {
  readonly file: string;
  readonly text: string;
  readonly proposals: readonly FirstConfig[];
  readonly leftOut: readonly string[];
  readonly isJson: boolean;
  readonly hasTopic: boolean;
}

function tell(session: Session, done: Done, { dryRun, json }: Options): void {
  const { file, text, proposals, leftOut, isJson, hasTopic } = done;
  const next = `npx headroom-aws doctor ${file}`;
  if (json) {
    const scalables = proposals.map(({ scalable, remarks }) => ({ scalable, remarks }));
    sayJson(session, { file, written: dryRun !== true, scalables, leftOut, next, ...(dryRun && { text }) });
    return;
  }
  // A file of JSON holds no remarks, and in a dry run the file is the result.
  const remarks = proposals.flatMap((one) => one.remarks.map((remark) => `${one.scalable}: ${remark}`));
  if (isJson) for (const remark of remarks) note(session, remark);
  for (const one of leftOut) note(session, `left out: ${one}`);
  if (dryRun) {
    sayAsGiven(session, text.trimEnd());
    return;
  }
  const count = counted(proposals.length, 'scalable');
  say(session, `written: ${file}, ${count} in mode recommend, which changes nothing`);
  if (!hasTopic) say(session, 'nobody is told yet when Headroom needs a person: give alarmActions in it');
  say(session, `next: ${next}`);
}
