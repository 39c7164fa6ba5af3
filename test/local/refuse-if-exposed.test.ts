import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refuseIfExposed } from '../../local/refuse-if-exposed.ts';
import { scratchFolder } from './scratch.ts';

const port = 4566;
const heading = '  sl  local_address rem_address   st tx_queue';
const everywhere = '   1: 00000000:11D6 00000000:0000 0A 00000000:00000000';
const loopback = '   0: 0100007F:11D6 00000000:0000 0A 00000000:00000000';
const connection = '   2: 0200000A:11D6 0300000A:D431 01 00000000:00000000';
const everywhereByIpv6 =
  '   0: 00000000000000000000000000000000:11D6 00000000000000000000000000000000:0000 0A 00000000:0';
const otherPort = '   3: 00000000:11D7 00000000:0000 0A 00000000:00000000';

function table(...rows: string[]): string[] {
  const file = join(scratchFolder(), 'tcp');
  writeFileSync(file, [heading, ...rows, ''].join('\n'));
  return [file];
}

describe('an emulator on the network', () => {
  it('is accepted on loopback, whatever listens on other ports or is connected', () => {
    expect(() => refuseIfExposed('it', port, table(loopback, otherPort, connection))).not.toThrow();
  });

  it.each([everywhere, everywhereByIpv6])('is refused when others can reach it: %s', (row) => {
    expect(() => refuseIfExposed('it', port, table(loopback, row))).toThrow(/beyond loopback on port 4566/);
  });

  it('is taken at its word where the system has no such table', () => {
    expect(() => refuseIfExposed('it', port, ['/nowhere/tcp'])).not.toThrow();
  });
});
