import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { docBefore } from '../documented/doc-comment.ts';
import { nameOf, parsedFile } from '../documented/parsed.ts';
import type { MadePage } from './made-page.ts';
import { blocks, table } from './markdown.ts';
import { countedNumbers } from './report-counts.ts';

/** Metrics, alarms, troubles, guards and exit codes, each from the list that the code itself walks. */
export async function cataloguePages(root: string): Promise<MadePage[]> {
  return [
    await metricsPage(root),
    alarmsPage(root),
    await troublesPage(),
    await guardsPage(root),
    await exitCodesPage(),
  ];
}

async function metricsPage(root: string): Promise<MadePage> {
  const { troubleKindNames, troubleKinds } = await import('../../../core/model/trouble-kinds.ts');
  const { troubleTexts } = await import('../../../core/model/trouble-texts.ts');
  const { gaugeNames } = await import('../../../core/scaling/gauges-of.ts');
  const all = countedNumbers(root);
  const row = ({ name, unit, of, text }: (typeof all)[number]) => [`\`${name}\``, text, unit, of];
  const troubles = troubleKindNames.map((kind) => [
    `\`${troubleKinds[kind].metric}\``,
    troubleTexts[kind].means,
    'Count',
  ]);
  const gauges = gaugeNames.map((name) => [
    `\`${name.charAt(0).toUpperCase()}${name.slice(1)}\``,
    gaugeTexts[name] ?? '',
  ]);
  return {
    path: 'reference/metrics.md',
    text: blocks(
      '# Metrics',
      'All are in the namespace `Headroom`. Their dimension is `deployment`; those of a cache have `cache` beside it. Dry runs are not counted. A metric that is silent costs nothing, so most are only sent above 0.',
      '## What looks come to',
      table(['metric', 'what it counts', 'unit', 'of'], all.filter(({ logged }) => !logged).map(row)),
      '## Troubles',
      'How many of the subjects just looked at have a trouble of which a person is to hear. [Troubles](./troubles.md) tells what helps.',
      table(['metric', 'what it means', 'unit'], troubles),
      '## Of one scalable',
      'With `publish: true` a scalable has metrics of its own, with `scalable` beside `deployment`. [Sinks](/reference/sinks.md) get the same numbers as `headroom_demand` and so on.',
      table(['metric', 'what it is'], gauges),
      '## Fields of the log',
      'No graph and no alarm asks for these. Each invocation writes them in its log.',
      table(['field', 'what it counts', 'unit', 'of'], all.filter(({ logged }) => logged).map(row)),
    ),
  };
}

const gaugeTexts: Readonly<Record<string, string>> = {
  demand: 'What arrives, in the unit of its reading.',
  forecast: 'What is to be served within the lead, per second, where a policy forecasts.',
  asked: 'Units that were asked for.',
  running: 'Units that run.',
  desired: 'Units that are right.',
  floor: 'The least, with schedules and overrides.',
  ceiling: 'The most, with schedules and overrides.',
};

/** By their runbooks: a law wants one for each alarm of every template. */
function alarmsPage(root: string): MadePage {
  const pages = globSync('docs/runbooks/*.md', { cwd: root })
    .filter((file) => !file.endsWith('README.md'))
    .sort();
  const rows = pages.map((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const name = /([\w-]+)\.md$/.exec(file)?.[1] ?? '';
    const what = /## What it means\n\n(.+)/.exec(text)?.[1] ?? '';
    return [`[\`${name}\`](/runbooks/${name}.md)`, /^# (.+)$/m.exec(text)?.[1] ?? '', firstSentence(what)];
  });
  return {
    path: 'reference/alarms.md',
    text: blocks(
      '# Alarms',
      'An alarm on Headroom itself is called `<deployment>-<name>`. It tells `alarmActions`, and its text ends with the address of its [runbook](/runbooks/index.md). Alarms that wake Headroom are called `wake/...` and tell nobody.',
      table(['alarm', 'what happened', 'when'], rows),
    ),
  };
}

function firstSentence(text: string): string {
  const after = text.replace(/^(?:`[^`]+`(?:, | and )?)+: ?/, '');
  return /^.*?[.;](?=\s|$)/.exec(after)?.[0].replace(/;$/, '.') ?? after;
}

async function troublesPage(): Promise<MadePage> {
  const { troubleKindNames, troubleKinds } = await import('../../../core/model/trouble-kinds.ts');
  const { troubleTexts } = await import('../../../core/model/trouble-texts.ts');
  const told = troubleKindNames.flatMap((kind) => {
    const { metric, afterSeconds, ofAdvice } = troubleKinds[kind];
    const { title, means, remedy } = troubleTexts[kind];
    const facts = [
      `- metric \`${metric}\``,
      `- a person hears of it ${afterSeconds === 0 ? 'at once' : `after ${afterSeconds} s`}`,
      `- ${ofAdvice ? 'also where Headroom only recommends' : 'only where Headroom acts'}`,
    ];
    return [
      `## \`${kind}\`: ${title}`,
      `${means}.`,
      `To mend it: ${remedy.replaceAll('{subject}', '`<subject>`')}.`,
      facts.join('\n'),
    ];
  });
  return {
    path: 'reference/troubles.md',
    text: blocks(
      '# Troubles',
      'A trouble is something that does not mend itself. Every look tells which it has found. `npx headroom-aws status` shows them, `explain` tells them in full, and the event `Trouble Found` goes to the bus.',
      ...told,
    ),
  };
}

/** In the order in which they speak; each with the remark that the catalogue has, and the comment of its own file. */
async function guardsPage(root: string): Promise<MadePage> {
  const { guards } = await import('../../../core/scaling/guards/catalogue.ts');
  const catalogue = readFileSync(join(root, 'core/scaling/guards/catalogue.ts'), 'utf8');
  const told = guards.flatMap(([name], index) => {
    const remark = new RegExp(`\\['${name}', \\w+\\], // (.+)`).exec(catalogue)?.[1] ?? '';
    return [`## ${index + 1}. \`${name}\``, `In short: ${remark}.`, guardText(root, name)];
  });
  return {
    path: 'reference/guards.md',
    text: blocks(
      '# Guards',
      'Policies propose; guards limit, one after the other. A later one has the last word. Each leaves a reason where it changed something, and `npx headroom-aws explain` prints it.',
      ...told,
    ),
  };
}

function guardText(root: string, name: string): string {
  const { source, body } = parsedFile(join(root, 'core/scaling/guards', `${name}.ts`));
  const made = body.find(({ type, declaration }) => {
    const of = declaration as
      | { readonly type?: string; readonly declarations?: readonly { readonly id: unknown }[] }
      | null
      | undefined;
    return type === 'ExportNamedDeclaration' && of?.declarations?.some(({ id }) => kebab(nameOf(id)) === name);
  });
  return made === undefined ? '' : (docBefore(source, made.start) ?? '');
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

async function exitCodesPage(): Promise<MadePage> {
  const { exitCodes, exitTexts } = await import('../../../cli/exit-codes.ts');
  const names = Object.keys(exitCodes) as (keyof typeof exitCodes)[];
  return {
    path: 'reference/exit-codes.md',
    text: blocks(
      '# Exit codes',
      'Every command of the command line ends with one of these, with `--dry-run` and `--json` too. Scripts can rely on them.',
      table(
        ['code', 'what it means'],
        names.map((name) => [`\`${exitCodes[name]}\``, exitTexts[name]]),
      ),
      'An error is one line on stderr that says what to do next. `--debug` shows the stack of one.',
      '```sh\nnpx headroom-aws validate || echo "the config has faults"\n```',
      'After the first Ctrl-C a command ends what it has begun; a second one does not wait for that.',
      'A command that is killed by the system, or whose output is cut off (`| head`), is not an error of its own: the reader has seen enough.',
    ),
  };
}
