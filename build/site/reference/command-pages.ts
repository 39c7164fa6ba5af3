import { Writable } from 'node:stream';
import type { Argument, Command, Option } from 'commander';
import { belowOptions, type Example } from '../../../cli/examples.ts';
import type { MadePage } from './made-page.ts';
import { blocks, codeOf, table } from './markdown.ts';

/** A page for each command, as the command line itself has it, and one that lists them. */
export async function commandPages(root: string): Promise<MadePage[]> {
  const program = await everyOne(root);
  return [indexPage(program), ...program.commands.map(commandPage)];
}

async function everyOne(root: string): Promise<Command> {
  const { everyCommand } = await import('../../../cli/program.ts');
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const { signal } = new AbortController();
  const nobody = { out: silent, err: silent, input: process.stdin, cwd: root, env: {}, signal };
  return everyCommand({ ...nobody, version: '', nowMs: () => 0 });
}

function indexPage(program: Command): MadePage {
  const rows = program.commands.map((one) => [`[\`${one.name()}\`](./${one.name()}.md)`, one.description()]);
  return {
    path: 'reference/commands/index.md',
    text: blocks(
      '# The command line',
      'Run it as `npx headroom-aws <command>`. Results go to stdout; progress, questions and errors go to stderr. `--json` prints results for scripts. [Exit codes](../exit-codes.md) are the same for every command; [who may do what](/reference/permissions.md) tells the rights that each needs.',
      table(['command', 'what it does'], rows),
    ),
  };
}

function commandPage(command: Command): MadePage {
  const name = command.name();
  return {
    path: `reference/commands/${name}.md`,
    text: blocks(
      `# headroom ${name}`,
      ...tellCommand(command, `headroom ${name}`),
      ...command.commands.flatMap((one) => tellChild(one, `headroom ${name}`)),
    ),
  };
}

function tellChild(command: Command, parent: string): string[] {
  const called = `${parent} ${command.name()}`;
  return [
    `## ${called}`,
    ...tellCommand(command, called),
    ...command.commands.flatMap((one) => tellChild(one, called)),
  ];
}

function tellCommand(command: Command, called: string): string[] {
  const usage = `\`\`\`text\n${called} ${command.usage()}\n\`\`\``;
  return [
    `${sentence(command.description())}`,
    usage,
    table(['argument', 'what it is'], command.registeredArguments.map(argumentRow)),
    table(['option', 'what it does', 'left out'], command.options.filter(({ hidden }) => !hidden).map(optionRow)),
    belowOf(command),
  ];
}

function argumentRow(argument: Argument): string[] {
  const name = argument.required ? `\`<${argument.name()}>\`` : `\`[${argument.name()}]\``;
  return [name, [argument.description, ...choices(argument.argChoices)].join('; ')];
}

function optionRow({ flags, description, defaultValue, argChoices, mandatory }: Option): string[] {
  const usual = mandatory ? 'has to be there' : '';
  return [
    `\`${flags}\``,
    [description, ...choices(argChoices)].join('; '),
    defaultValue === undefined ? usual : codeOf(defaultValue),
  ];
}

const choices = (all: readonly string[] | undefined) =>
  all === undefined ? [] : [`one of ${all.map(codeOf).join(', ')}`];

/** What its help says below the options. */
function belowOf(command: Command): string {
  const { before, examples, after } = belowOptions(command);
  return blocks(textOf(before), fenced('sh', examples.map(exampleLine)), textOf(after)).trim();
}

/** What is set in columns stays as it is; all else is prose. */
function textOf(text = ''): string {
  return /\n\s/.test(text.trim()) ? fenced('text', [text.trim()]) : text.trim().replaceAll('\n', ' ');
}

function exampleLine({ line, says }: Example): string {
  return says === null ? line : `${line}  # ${says}`;
}

function fenced(language: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [`\`\`\`${language}`, ...lines, '```'].join('\n');
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
