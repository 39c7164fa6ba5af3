import { resolve } from 'node:path';
import { Command } from 'commander';
import { parseDeployment, sectionNames, tellDeployment } from '../core/config.ts';
import { counted } from '../core/model/counted.ts';
import { InvalidInput } from '../core/model/errors.ts';
import { faultsIn } from '../core/schema/all-faults.ts';
import { CommandError } from './command-error.ts';
import { locateField } from './config/locate-field.ts';
import { readConfigFile } from './config/read-config-file.ts';
import { watchConfig } from './config/watch-config.ts';
import { withExamples } from './examples.ts';
import { coloured, note, type Session, say, sayJson } from './session.ts';
import { tellError } from './tell-error.ts';

const usualFile = 'headroom.config.ts';

const examples = [
  'headroom validate',
  'headroom validate shop.config.json --json',
  ['headroom validate --watch', 'again after each change of a file'],
] as const;

interface Options {
  readonly json?: true;
  readonly watch?: true;
}

/** `headroom validate [file]`: says whether a config is right, and which lines are not. */
export function validate(session: Session): Command {
  return withExamples(new Command('validate'), examples)
    .description('check a config and name every line at fault')
    .argument('[file]', 'a headroom.config.ts, or JSON of the same form', usualFile)
    .option('-w, --watch', 'again after each change, until Ctrl-C')
    .option('--json', 'print one JSON object; one a line with --watch')
    .action((file: string, options: Options) =>
      options.watch ? again(session, file, options) : run(session, file, options),
    );
}

/** Checks it again after each change in its folder. What is wrong is told, and waited on. */
async function again(session: Session, file: string, options: Options): Promise<never> {
  const change = watchConfig(resolve(session.cwd, file), session.signal);
  for (;;) {
    await run(session, file, options).catch((error: unknown) => tellError(error, session, false));
    note(session, coloured(session.err, 'dim', `waiting for a change of ${file}; Ctrl-C ends it`));
    await change();
  }
}

async function run(session: Session, file: string, { json }: Options): Promise<void> {
  const config = await readConfigFile(resolve(session.cwd, file), file);
  try {
    const parsed = parseDeployment(config.value);
    const { deployment } = parsed;
    const { subjects, warnings } = tellDeployment(parsed);
    if (json) return sayJson(session, { valid: true, file, deployment, ...namesOf(subjects), warnings });
    say(session, `${coloured(session.out, 'green', 'valid')}: ${file}, deployment ${deployment}, ${count(subjects)}`);
    for (const { section, name, is } of subjects) say(session, `  ${section.slice(0, -1)} ${name}: ${is}`);
    for (const warning of warnings) say(session, `${coloured(session.out, 'yellow', 'warning')}: ${warning}`);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw tellFaults(session, { file, source: config.source, error, json: json === true });
  }
}

interface Wrong {
  readonly file: string;
  readonly source: string;
  readonly error: InvalidInput;
  readonly json: boolean;
}

/** Shows every line at fault. What it answers says the rest: the fault, or how many there are. */
function tellFaults(session: Session, { file, source, error, json }: Wrong): CommandError {
  const faults = faultsIn(error).map(({ field, message }) => ({ line: locateField(source, field), field, message }));
  const at = (line: number | null) => `${file}${line === null ? '' : `:${line}`}`;
  if (json) sayJson(session, { valid: false, file, ...faults[0], faults });
  const [only, ...others] = faults;
  if (only !== undefined && others.length === 0) {
    if (!json && only.line !== null) showLine(session, source, only.line);
    return new CommandError(`${at(only.line)}: ${only.message}`);
  }
  for (const { line, message } of json ? [] : faults) {
    note(session, `${coloured(session.err, 'red', 'fault')}: ${at(line)}: ${message}`);
    if (line !== null) showLine(session, source, line);
  }
  return new CommandError(`${file} has ${counted(faults.length, 'fault')}`);
}

type Subjects = ReturnType<typeof tellDeployment>['subjects'];

/** The names in each section, those of empty ones too. */
function namesOf(subjects: Subjects): Record<string, readonly string[]> {
  const namesIn = (section: string) => subjects.filter((one) => one.section === section).map(({ name }) => name);
  return Object.fromEntries(sectionNames.map((section) => [section, namesIn(section)]));
}

/** E.g. `2 scalables, 1 purge`. */
function count(subjects: Subjects): string {
  const counts = Object.entries(namesOf(subjects)).filter(([, { length }]) => length > 0);
  const told = counts.map(([section, { length }]) => counted(length, section.slice(0, -1)));
  return told.length === 0 ? 'with nothing in it' : told.join(', ');
}

function showLine(session: Session, source: string, line: number): void {
  const text = source.split(/\r?\n/)[line - 1] ?? '';
  note(session, `${coloured(session.err, 'dim', `${line} |`)} ${text.trim()}`);
}
