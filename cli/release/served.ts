import {
  GetAliasCommand,
  type LambdaClient,
  paginateListVersionsByFunction,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { liveAlias } from '../../core/model/live-alias.ts';
import { releaseIn } from '../../core/model/release-mark.ts';
import type { Served, Version } from './releases.ts';

/** How a function stands; null where there is none of this name. */
export async function servedBy(
  lambda: LambdaClient,
  FunctionName: string,
  abortSignal: AbortSignal,
): Promise<Served | null> {
  try {
    const alias = await lambda.send(new GetAliasCommand({ FunctionName, Name: liveAlias }), { abortSignal });
    const versions: Version[] = [];
    for await (const { Versions = [] } of paginateListVersionsByFunction({ client: lambda }, { FunctionName })) {
      for (const { Version = '', Description = '', LastModified = '' } of Versions) {
        if (Version === '$LATEST') continue;
        versions.push({ version: Version, release: releaseIn(Description), publishedMs: Date.parse(LastModified) });
      }
    }
    return {
      functionName: FunctionName,
      live: alias.FunctionVersion ?? '',
      revision: alias.RevisionId ?? '',
      versions,
    };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return null;
    throw error;
  }
}
