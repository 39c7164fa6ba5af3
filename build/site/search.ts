/** The site's own search: an index in the browser. */
export const searchSettings = {
  detailedView: true,
};
