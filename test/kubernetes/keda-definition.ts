import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const module = 'github.com/kedacore/keda/v2@v2.21.0';
const sum = 'h1:R6z2HZvstK4RLUMxroNACzBj74xGxt3kG59b5Xc+Xps=';

/**
 * What KEDA has an API server know of ScaledObjects, as YAML: its own definition, out of its published module. Throws where
 * that cannot be had, or is not what was seen before.
 */
export function scaledObjectDefinition(go: string): string {
  const told = JSON.parse(execFileSync(go, ['mod', 'download', '-json', module], { encoding: 'utf8' }));
  if (told.Sum !== sum) throw new Error(`${module} is not what was seen before: its sum is ${told.Sum}`);
  return readFileSync(join(told.Dir, 'config', 'crd', 'bases', 'keda.sh_scaledobjects.yaml'), 'utf8');
}
