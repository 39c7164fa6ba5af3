import type { DeploymentInput } from '../../core/config.ts';
import { visible } from '../visible.ts';

const identifier = /^[A-Za-z_$][\w$]*$/;
const widest = 100;

/** What is told in a config file beside what it holds. */
interface Told {
  /** Its first line, e.g. where it comes from. */
  readonly heading?: string;
  /** By scalable, what whoever reads its config should know. */
  readonly remarks?: ReadonlyMap<string, readonly string[]>;
}

/** What a first config holds. */
type Written = Pick<DeploymentInput, 'alarmActions' | 'deployment' | 'scalables'>;

/** A config file as TypeScript. Names that were found are text in it, whatever they hold. */
export function configSource(config: Written, { heading, remarks }: Told = {}): string {
  const { alarmActions, deployment, scalables = {} } = config;
  const written = Object.entries(scalables).flatMap(([scalable, input]) => [
    ...(remarks?.get(scalable) ?? []).map((remark) => `    // ${visible(remark)}`),
    `    ${key(scalable)}: ${literal(input, '    ')},`,
  ]);
  return [
    "import { defineConfig } from 'headroom-aws/config';",
    '',
    ...(heading === undefined ? [] : [`// ${visible(heading)}.`]),
    '// `recommend` changes nothing: it says what it would do. Set `on` once you like what it says.',
    'export default defineConfig({',
    ...(deployment === undefined ? [] : [`  deployment: ${literal(deployment, '')},`]),
    alarmActions === undefined
      ? "  // alarmActions: ['on-call'], // an SNS topic of this account: who is told when Headroom needs a person"
      : `  alarmActions: ${literal(alarmActions, '  ')},`,
    '  scalables: {',
    ...written,
    '  },',
    '});',
    '',
  ].join('\n');
}

/** A value as TypeScript writes it: on one line where it is short. */
function literal(value: unknown, indent: string): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return numeral(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const deeper = `${indent}  `;
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map((one) => literal(one, deeper))
    : Object.entries(value).map(([name, one]) => `${key(name)}: ${literal(one, deeper)}`);
  const [open, close, pad] = isList ? ['[', ']', ''] : ['{', '}', ' '];
  const short = `${open}${pad}${parts.join(', ')}${pad}${close}`;
  if (indent.length + short.length <= widest && !short.includes('\n'))
    return parts.length === 0 ? `${open}${close}` : short;
  return [open, ...parts.map((part) => `${deeper}${part},`), `${indent}${close}`].join('\n');
}

const key = (name: string) => (identifier.test(name) ? name : quoted(name));

/** Characters that act or hide stand there escaped. */
function quoted(text: string): string {
  const inside = visible(JSON.stringify(text).slice(1, -1));
  return `'${inside.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A sixtieth is written so, where that is the same number. */
function numeral(value: number): string {
  const below = Math.round(1 / value);
  const isFraction = String(value).length > 8 && below > 1 && below <= 3600 && 1 / below === value;
  return isFraction ? `1 / ${below}` : String(value);
}
