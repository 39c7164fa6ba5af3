import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Asks caches of given sizes for the keys of a file of 32-bit numbers, and prints which share each answered. */
const program = `
import array, json, sys
import libcachesim
happens = array.array("i")
with open(sys.argv[1], "rb") as file:
    happens.frombytes(file.read())
ratios = []
for size in json.loads(sys.argv[2]):
    cache, request = libcachesim.LRU(cache_size=size), libcachesim.Request()
    request.obj_size = 1
    hits = requests = 0
    for key in happens:
        if key < 0:
            cache.remove(-1 - key)
            continue
        request.obj_id = key
        requests += 1
        hits += cache.get(request)
    ratios.append(hits / requests)
print(json.dumps(ratios))
`;

/** The same ratios as `exactHitRatios`, by libcachesim in a Python that has it. */
export function libcachesimHitRatios(
  python: string,
  sequence: Int32Array,
  sizes: readonly number[],
): readonly number[] {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-curve-'));
  try {
    const file = join(folder, 'keys');
    writeFileSync(file, sequence);
    const told = execFileSync(python, ['-c', program, file, JSON.stringify(sizes)], { encoding: 'utf8' });
    return JSON.parse(told.trim().split('\n').at(-1) ?? '') as number[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
