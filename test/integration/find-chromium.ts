import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** A Chromium on this machine: HEADROOM_CHROMIUM, else the first on the PATH; null, told loudly, where there is none. With `CI=true` that is an error. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | null {
  const onPath = (environment.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const given = environment.HEADROOM_CHROMIUM;
  const found = [...(given ? [given] : []), ...onPath, ...usualPlaces].find(isExecutable) ?? null;
  if (found !== null) return found;
  const message =
    'no Chromium was found; install one (Debian: apt-get install chromium) or name it in HEADROOM_CHROMIUM';
  if (environment.CI === 'true') throw new Error(message);
  console.warn(`\n*** NOT RUN, for want of a browser: ${message}\n`);
  return null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
