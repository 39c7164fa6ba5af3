import { execFileSync } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Copies a program and every library that its loader would find for it here, each to where it is here. */
export async function copyProgram(program: string, to: string, rootfs: string): Promise<void> {
  const listed = execFileSync('ldd', [program], { encoding: 'utf8' });
  const libraries = [...listed.matchAll(/(?:=> )?(\/\S+) \(0x/g)].flatMap(([, file]) => file ?? []);
  if (libraries.length === 0) throw new Error(`ldd names no library of ${program}: ${listed}`);
  const copies = [[program, to] as const, ...libraries.map((file) => [file, file] as const)];
  for (const [from, at] of copies) {
    await mkdir(dirname(join(rootfs, at)), { recursive: true });
    await cp(from, join(rootfs, at), { dereference: true });
  }
}
