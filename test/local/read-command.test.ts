import { describe, expect, it } from 'vitest';
import { readCommand } from '../../local/read-command.ts';

describe('the arguments of npm run local', () => {
  it('are read as a command with its flags', () => {
    expect(readCommand(['start', '--moto', '--port', '4566'])).toEqual({ name: 'start', moto: true, port: 4566 });
    expect(readCommand(['start'])).toEqual({ name: 'start', moto: false, port: undefined });
    expect(readCommand(['stop'])).toEqual({ name: 'stop' });
    expect(readCommand(['status'])).toEqual({ name: 'status' });
    expect(readCommand(['reset'])).toEqual({ name: 'reset' });
  });

  it.each([[['--help']], [['-h']], [['help']], [['start', '--help']]])('ask for help: %j', (args) => {
    expect(readCommand(args)).toEqual({ name: 'help' });
  });

  it.each([
    [[], 'which command?'],
    [['go'], "no command 'go'"],
    [['stop', 'now'], "unexpected 'now'"],
    [['stop', '--moto'], 'go with start'],
    [['start', '--port', '80'], '1024 to 65535'],
    [['start', '--port', 'x'], '1024 to 65535'],
    [['start', '--loud'], '--loud'],
  ])('are refused with the reason: %j', (args, reason) => {
    expect(() => readCommand(args)).toThrow(reason);
  });
});
