import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { everyCommand } from '../../cli/program.ts';
import { typedCommand } from '../../cli/typed-command.ts';
import { nobody, wrongCommand } from '../docs/wrong-command.ts';
import { root } from './run-headroom.ts';

const names = (await everyCommand(nobody)).commands.map((command) => command.name());
/** A command in a text; one in quotes or backticks is spoken of, and not to be pasted. */
const hint = new RegExp(`(?<!["\`\\w-])headroom (${names.join('|')})\\b`);
/** Comments, examples and what shells run. */
const apart = /^\s*(\*|\/\*|\/\/|["'[]|[a-z]+: 'headroom manifests)|withExamples\(|^const examples/;
/** These say every flag that they take, or none is taken. */
const whole = ['cli/completion/scripts.ts', 'cli/scaling/advise/tell-advice.ts'];

describe('a command that is printed as a hint', () => {
  it('comes from where it gets the flags by which the same deployment or server is meant', () => {
    const found = globSync('cli/**/*.ts', { cwd: root })
      .filter((file) => !whole.includes(file))
      .flatMap((file) => {
        const lines = readFileSync(join(root, file), 'utf8').split('\n');
        return lines.filter((line) => hint.test(line) && !apart.test(line)).map((line) => `${file}: ${line.trim()}`);
      });
    expect(found).toEqual([]);
  });

  it('can be pasted, with each of these flags', async () => {
    const where = {
      deployment: 'shop',
      table: 't',
      region: 'eu-central-1',
      profile: 'production',
      local: true,
    } as const;
    const typed = typedCommand('shards status orders', where);
    expect(typed).toBe(
      'headroom shards status orders --deployment shop --table t --region eu-central-1 --profile production --local',
    );
    expect(await wrongCommand(typed.split(' '))).toBeNull();
    expect(typedCommand('start', { deployment: 'headroom' })).toBe('headroom start');
    expect(typedCommand('start', { deployment: 'headroom', profile: "a b's" })).toBe(
      "headroom start --profile 'a b'\\''s'",
    );
  });
});
