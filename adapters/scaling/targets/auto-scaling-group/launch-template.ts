import type { LaunchTemplateSpecification } from '@aws-sdk/client-auto-scaling';
import {
  CreateLaunchTemplateVersionCommand,
  DescribeLaunchTemplateVersionsCommand,
  type EC2Client,
  type RequestLaunchTemplateData,
  type ResponseLaunchTemplateData,
} from '@aws-sdk/client-ec2';
import { readWithin } from '../../../aws/read-within.ts';

type Client = Pick<EC2Client, 'send'>;

/** What a version of a launch template holds; null where there is none. */
export type ReadTemplate = (
  of: LaunchTemplateSpecification,
  leftMs: number,
) => Promise<ResponseLaunchTemplateData | null>;

/** Reads versions of launch templates. A numbered one never changes, so it is asked for once. */
export function templateReader(client: Client): ReadTemplate {
  const known = new Map<string, ResponseLaunchTemplateData>();
  return async (of, leftMs) => {
    const { Version = '$Default' } = of;
    const key = `${of.LaunchTemplateId ?? of.LaunchTemplateName} ${Version}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const command = new DescribeLaunchTemplateVersionsCommand({ ...named(of), Versions: [Version] });
    const told = await readWithin(leftMs, (abortSignal) => client.send(command, { abortSignal }));
    const data = told.LaunchTemplateVersions?.[0]?.LaunchTemplateData ?? null;
    if (data !== null && /^\d+$/.test(Version)) known.set(key, data);
    return data;
  };
}

/**
 * Makes the next version of a launch template, which differs from the one it is made of in its instance type alone; answers its
 * number. All that the old one holds is sent beside `SourceVersion`: what AWS takes over from that would then be the same, and
 * an emulator that takes nothing over has it too.
 */
export async function createVersion(
  client: Client,
  of: LaunchTemplateSpecification,
  old: ResponseLaunchTemplateData,
  InstanceType: string,
  abortSignal: AbortSignal,
): Promise<string> {
  const { Version = '' } = of;
  const command = new CreateLaunchTemplateVersionCommand({
    ...named(of),
    SourceVersion: Version,
    VersionDescription: `${InstanceType} in place of ${old.InstanceType} of version ${Version}, by Headroom`,
    LaunchTemplateData: { ...(old as RequestLaunchTemplateData), InstanceType: InstanceType as never },
    // The same version for the same change, however often it is asked for.
    ClientToken: `headroom-${Version}-${InstanceType}`,
  });
  const made = await client.send(command, { abortSignal });
  const number = made.LaunchTemplateVersion?.VersionNumber;
  if (number === undefined) throw new Error('a version of the launch template was made, and its number is not told');
  return String(number);
}

/** By its id where that is known: a name may go to another template. */
function named({ LaunchTemplateId, LaunchTemplateName }: LaunchTemplateSpecification) {
  return LaunchTemplateId === undefined ? { LaunchTemplateName } : { LaunchTemplateId };
}
