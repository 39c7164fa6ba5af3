import { misfortunes } from './misfortunes.ts';
import { reaction } from './reaction.ts';
import { catalogue } from './situations/catalogue.ts';
import { playAll } from './situations/rows.ts';

/** What goes wrong, and what becomes of it: each part of the figures by its name. */
const parts = {
  misfortunes: await misfortunes(),
  ...(await playAll(catalogue)),
  reaction: reaction(),
};
console.log(JSON.stringify(parts));
