import { resolve } from 'node:path';
import { Command } from 'commander';
import { parseDeployment, sectionNames, tellDeployment } from '../core/config.ts';
import { InvalidInput } from '../core/model/errors.ts';
import { CommandError } from './command-error.ts';
import { locateField } from './config/locate-field.ts';
import { readConfigFile } from './config/read-config-file.ts';
import { coloured, note, type Session, say, sayJson } from './session.ts';

const usualFile = 'headroom.config.ts';

/** `headroom validate [file]`: says whether a config is right, and which line is not. */
export function validate(session: Session): Command {
  return new Command('validate')
    .description('check a config and name the line at fault')
    .argument('[file]', 'a headroom.config.ts, or JSON of the same form', usualFile)
    .option('--json', 'print one JSON object')
    .action((file: string, options: { json?: boolean }) => run(session, file, options.json === true));
}

async function run(session: Session, file: string, json: boolean): Promise<void> {
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
    const line = locateField(config.source, error.field);
    if (json) sayJson(session, { valid: false, file, line, field: error.field, message: error.message });
    else if (line !== null) showLine(session, config.source, line);
    throw new CommandError(`${file}${line === null ? '' : `:${line}`}: ${error.message}`);
  }
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
  const told = counts.map(([section, { length }]) => `${length} ${length === 1 ? section.slice(0, -1) : section}`);
  return told.length === 0 ? 'with nothing in it' : told.join(', ');
}

function showLine(session: Session, source: string, line: number): void {
  const text = source.split(/\r?\n/)[line - 1] ?? '';
  note(session, `${coloured(session.err, 'dim', `${line} |`)} ${text.trim()}`);
}
