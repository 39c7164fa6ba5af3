/** The folder of the bundled file that this is in. */
export const moduleFolder = () => import.meta.dirname;
