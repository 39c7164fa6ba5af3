import { resolve } from 'node:path';
import { Command } from 'commander';
import { parseDeployment } from '../core/config.ts';
import { InvalidInput } from '../core/model/errors.ts';
import { type Remark, remarksOn } from '../core/scaling/config/remarks.ts';
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
    const { deployment, scalables } = parseDeployment(config.value);
    const warnings = scalables.flatMap((one) => remarksOn(one).map((remark) => tellRemark(one.scalable, remark)));
    const names = scalables.map(({ scalable }) => scalable);
    if (json) return sayJson(session, { valid: true, file, deployment, scalables: names, warnings });
    say(
      session,
      `${coloured(session.out, 'green', 'valid')}: ${file}, deployment ${deployment}, ${count(scalables.length)}`,
    );
    for (const { scalable, mode, bounds } of scalables)
      say(session, `  ${scalable}  ${mode}, ${bounds.min} to ${bounds.max}`);
    for (const warning of warnings) say(session, `${coloured(session.out, 'yellow', 'warning')}: ${warning}`);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const line = locateField(config.source, error.field);
    if (json) sayJson(session, { valid: false, file, line, field: error.field, message: error.message });
    else if (line !== null) showLine(session, config.source, line);
    throw new CommandError(`${file}${line === null ? '' : `:${line}`}: ${error.message}`);
  }
}

function tellRemark(scalable: string, { field, says }: Remark): string {
  return `scalables.${scalable}.${field}: ${says}`;
}

function count(scalables: number): string {
  return scalables === 1 ? '1 scalable' : `${scalables} scalables`;
}

function showLine(session: Session, source: string, line: number): void {
  const text = source.split(/\r?\n/)[line - 1] ?? '';
  note(session, `${coloured(session.err, 'dim', `${line} |`)} ${text.trim()}`);
}
