import { existsSync, readFileSync } from 'node:fs';
import { LocalAwsError } from './local-aws-error.ts';

const listening = '0A';
/** 127.0.0.1 as the kernel writes it. */
const loopbackHex = '0100007F';

/** An emulator has no secrets of its own, but it runs any code that it is sent: nobody outside may reach it. */
export function refuseIfExposed(name: string, port: number, tables = ['/proc/net/tcp', '/proc/net/tcp6']): void {
  const exposed = tables
    .filter(existsSync)
    .flatMap(localAddresses(port))
    .filter((address) => address !== loopbackHex);
  if (exposed.length === 0) return;
  throw new LocalAwsError('exposed', `${name} listens beyond loopback on port ${port}: it was stopped.`);
}

function localAddresses(port: number): (table: string) => string[] {
  const portHex = port.toString(16).toUpperCase().padStart(4, '0');
  return (table) => {
    const rows = readFileSync(table, 'utf8').split('\n').slice(1);
    const sockets = rows.map((row) => row.trim().split(/\s+/)).filter((fields) => fields[3] === listening);
    const ends = sockets.map((fields) => (fields[1] ?? '').split(':'));
    return ends.filter((end) => end[1] === portHex).map((end) => end[0] ?? '');
  };
}
