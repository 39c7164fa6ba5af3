import { expect } from 'vitest';
import { leaves } from './aws/example-lines.ts';

/** Holds what `--json` has printed to the help of its command: a document a line, of a shape that is told there. */
export async function expectSaidJson(args: readonly string[], stdout: string): Promise<void> {
  const line = `headroom ${args.join(' ')} `;
  const own = (await leaves()).find(({ path }) => line.startsWith(`${path} `));
  const says = own?.command.options.find(({ long }) => long === '--json')?.description ?? '';
  for (const printed of stdout.split('\n').filter((one) => one !== '')) {
    const shape = Array.isArray(JSON.parse(printed)) ? 'array' : 'object';
    expect(says, `${line}printed an ${shape}`).toContain(`one JSON ${shape}`);
  }
}
