-- Removes an institution with everything in it and its record of changes.
-- Row security binds the owner too, hence the institution's context;
-- foreign keys are checked when the transaction ends.
CREATE OR REPLACE FUNCTION horarium_erase_institution(tenant uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  outer_context text := coalesce(current_setting('horarium.institution', true), '');
  table_name text;
BEGIN
PERFORM set_config('horarium.institution', tenant::text, true);
INSERT INTO audit_erasing VALUES (tenant);
FOR table_name IN
  SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.relkind = 'r' AND c.relforcerowsecurity AND a.attname = 'institution_id'
    AND NOT a.attisdropped AND c.relnamespace = 'public'::regnamespace
    AND c.relname <> 'audit_erasing'
LOOP
  EXECUTE format('DELETE FROM %I WHERE institution_id = $1', table_name) USING tenant;
END LOOP;
DELETE FROM accounts_institution WHERE id = tenant;
DELETE FROM audit_erasing WHERE institution_id = tenant;
PERFORM set_config('horarium.institution', outer_context, true);
INSERT INTO audit_entry (at, institution_id, "table", "row", "object", action, version,
  before, after, actor, via, reason, request)
VALUES (statement_timestamp(), NULL, 'accounts_institution', tenant, tenant, 'delete', NULL,
  NULL, NULL, nullif(current_setting('horarium.actor', true), '')::uuid,
  coalesce(current_setting('horarium.via', true), ''),
  coalesce(current_setting('horarium.reason', true), ''),
  coalesce(current_setting('horarium.request', true), ''));
END $$;
REVOKE ALL ON FUNCTION horarium_erase_institution(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION horarium_erase_institution(uuid) TO horarium_platform;

-- Takes what was personal out of the record of one person; that they changed stays.
CREATE OR REPLACE FUNCTION horarium_forget_values(objects uuid[], names text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
UPDATE audit_entry SET before = before - names, after = after - names
WHERE "object" = ANY(objects);
$$;
REVOKE ALL ON FUNCTION horarium_forget_values(uuid[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION horarium_forget_values(uuid[], text[]) TO horarium_platform;
