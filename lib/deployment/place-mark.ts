import { createHash } from 'node:crypto';
import type { IConstruct } from 'constructs';

/**
 * Some letters that tell a construct from one of the same purpose in another place of the app. A name that has to be given, and
 * ends with them, is another once the construct is moved: CloudFormation makes the new one before it removes the old.
 */
export function placeMark(construct: IConstruct, id = ''): string {
  return createHash('sha256').update(`${construct.node.path}/${id}`).digest('hex').slice(0, 8);
}
