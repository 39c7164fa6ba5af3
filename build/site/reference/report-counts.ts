import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { docBefore } from '../documented/doc-comment.ts';
import { type Node, nameOf, parsedFile, walk } from '../documented/parsed.ts';

/** A number that is counted of the looks of an invocation. */
export interface CountedNumber {
  /** What looks at that: the capability. */
  readonly of: string;
  readonly name: string;
  readonly unit: string;
  /** Whether it is a field of the log alone, and no metric. */
  readonly logged: boolean;
  /** Empty where nobody has said what it is. */
  readonly text: string;
}

/** What the reports of all capabilities count, each with its doc comment; and what functions count beside. */
export function countedNumbers(root: string): CountedNumber[] {
  const files = globSync('core/**/report.ts', { cwd: root })
    .filter((file) => !file.includes('looking'))
    .sort();
  return [...files.flatMap((file) => countsOf(root, file)), ...addedBeside(root)];
}

function countsOf(root: string, file: string): CountedNumber[] {
  const { source, body } = parsedFile(join(root, file));
  const nodes = body.flatMap((node) => [...walk(node)]);
  const counts = nodes.filter(({ type, key }) => type === 'Property' && key !== undefined && nameOf(key) === 'counts');
  return counts
    .flatMap(({ value }) => propertiesOf(value as Node))
    .map((property) => {
      const fields = propertiesOf(property.value as Node);
      const held = (name: string) => fields.find(({ key }) => nameOf(key) === name)?.value as Node | undefined;
      return {
        of: file.split('/').slice(1, -1).at(-1) ?? '',
        name: nameOf(property.key),
        unit: nameOf(held('unit')),
        logged: held('logged') !== undefined,
        text: docBefore(source, property.start) ?? '',
      };
    });
}

const propertiesOf = ({ properties }: Node) => ((properties ?? []) as Node[]).filter(({ type }) => type === 'Property');

/** Metrics that a function adds by itself. */
function addedBeside(root: string): CountedNumber[] {
  const found = globSync('functions/**/*.ts', { cwd: root }).flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8');
    return [...source.matchAll(/addMetric\('(\w+)', '(\w+)'/g)].map(([, name = '', unit = '']) => ({ name, unit }));
  });
  return [...new Map(found.map((one) => [one.name, one])).values()].map(({ name, unit }) => {
    return { of: 'any', name, unit, logged: false, text: besideTexts[name] ?? '' };
  });
}

const besideTexts: Readonly<Record<string, string>> = {
  SinkFailures: 'Times that a sink has not taken the numbers that were sent to it.',
};
