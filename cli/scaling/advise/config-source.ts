import type { ScalableInput } from '../../../core/scaling/config/scalable.ts';

/** A `headroom.config.ts` of these scalables, as people would write it. */
export function configSource(scalables: Readonly<Record<string, ScalableInput>>): string {
  return [
    "import { defineConfig } from 'headroom-aws/config';",
    '',
    '// `recommend` changes nothing: it says what it would do. Set `on` once you like what it says.',
    'export default defineConfig({',
    "  // alarmActions: ['on-call'], // an SNS topic of this account: who is told when Headroom needs a person",
    `  scalables: ${written(scalables, 1)},`,
    '});',
    '',
  ].join('\n');
}

/** A value as source text, indented by two. */
function written(value: unknown, depth: number): string {
  if (typeof value === 'string') return literal(value);
  if (typeof value === 'number') return fraction(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const inner = Array.isArray(value)
    ? value.map((one) => written(one, depth + 1))
    : Object.entries(value).map(([key, one]) => `${keyOf(key)}: ${written(one, depth + 1)}`);
  const line = `${open}${Array.isArray(value) ? inner.join(', ') : ` ${inner.join(', ')} `}${close}`;
  if (line.length < 80 && !line.includes('\n')) return line;
  const indent = '  '.repeat(depth + 1);
  return [open, ...inner.map((one) => `${indent}${one},`), `${'  '.repeat(depth)}${close}`].join('\n');
}

function keyOf(key: string): string {
  return /^[a-z_$][\w$]*$/i.test(key) ? key : literal(key);
}

function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;
}

/** 1 / 60 is easier to read than 0.016666666666666666. */
function fraction(value: number): string {
  const below = Math.round(1 / value);
  return value < 1 && below <= 3600 && 1 / below === value && String(value).length > 8 ? `1 / ${below}` : String(value);
}
