-- Refuses a statement that adds more rows than the institution's plan allows.
-- Arguments: the plan's column; which rows count; or the column whose value is limited.
CREATE OR REPLACE FUNCTION horarium_plan_limit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  name text := TG_ARGV[0];
  counted text := TG_ARGV[1];
  measured text := TG_ARGV[2];
  outer_context text := coalesce(current_setting('horarium.institution', true), '');
  tenant uuid;
  plan text;
  allowed bigint;
  found bigint;
  added bigint;
BEGIN
FOR tenant, added IN SELECT institution_id, count(*) FROM new_rows GROUP BY 1 LOOP
  -- Row security binds the owner too: look as this institution.
  PERFORM set_config('horarium.institution', tenant::text, true);
  EXECUTE format(
    'SELECT p.name, p.%I FROM accounts_institution i JOIN accounts_plan p ON p.id = i.plan_id'
    ' WHERE i.id = $1', name) INTO plan, allowed USING tenant;
  CONTINUE WHEN allowed IS NULL;
  IF measured <> '' THEN
    EXECUTE format('SELECT max(%I) FROM new_rows WHERE institution_id = $1', measured)
      INTO found USING tenant;
    added := found;
  ELSE
    -- Whoever adds at the same time has committed, or waits for us.
    PERFORM pg_advisory_xact_lock(hashtextextended('plan:' || name || ':' || tenant, 0));
    EXECUTE format('SELECT count(*) FROM %I WHERE institution_id = $1 AND (%s)',
      TG_TABLE_NAME, counted) INTO found USING tenant;
  END IF;
  IF found > allowed THEN
    RAISE EXCEPTION 'the plan % allows % %', plan, allowed, name USING ERRCODE = 'HR001',
      DETAIL = json_build_object('limit', name, 'plan', plan, 'allowed', allowed,
        'current', CASE WHEN measured <> '' THEN found ELSE found - added END)::text;
  END IF;
END LOOP;
PERFORM set_config('horarium.institution', outer_context, true);
RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION horarium_plan_limit() FROM PUBLIC;
