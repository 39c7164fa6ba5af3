/** `what` of the database may refuse or change DDL; what extensions have of it is their own. */
export const eventTriggers = `
  SELECT evtname AS what FROM pg_event_trigger t WHERE evtenabled <> 'D' AND NOT EXISTS (
    SELECT FROM pg_depend WHERE classid = 'pg_event_trigger'::regclass AND objid = t.oid AND deptype = 'e')`;
