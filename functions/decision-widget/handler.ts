import { maskedError } from '../masked-error.ts';
import { draw } from './draw.ts';
import { world } from './world.ts';

/** Draws the table of decisions on a CloudWatch dashboard. */
export const handler = async (event: unknown) => {
  try {
    return await draw(event, world);
  } catch (error) {
    throw maskedError(error);
  }
};
