-- Refuses a statement by which an institution has more than its plan allows; what it had
-- before the plan allowed less may stay.
-- Arguments: the plan's column; which rows count; or the column whose value is limited.
CREATE OR REPLACE FUNCTION horarium_plan_limit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  name text := TG_ARGV[0];
  counted text := TG_ARGV[1];
  measured text := TG_ARGV[2];
  outer_context text := coalesce(current_setting('horarium.institution', true), '');
  more text;
  tenant uuid;
  plan text;
  allowed bigint;
  found bigint;
  added bigint;
BEGIN
IF measured <> '' THEN
  more := format('SELECT n.institution_id, max(n.%I) FROM new_rows n', measured);
  IF TG_OP = 'UPDATE' THEN
    more := more || format(' JOIN old_rows o ON o.id = n.id WHERE n.%1$I > o.%1$I', measured);
  END IF;
  more := more || ' GROUP BY 1';
ELSE
  more := format('SELECT institution_id, 1 AS n FROM new_rows WHERE (%s)', counted);
  IF TG_OP = 'UPDATE' THEN
    more := more
      || format(' UNION ALL SELECT institution_id, -1 FROM old_rows WHERE (%s)', counted);
  END IF;
  more := 'SELECT institution_id, sum(n) FROM (' || more || ') c GROUP BY 1 HAVING sum(n) > 0';
END IF;
FOR tenant, added IN EXECUTE more LOOP
  -- Row security binds the owner too: look as this institution.
  PERFORM set_config('horarium.institution', tenant::text, true);
  EXECUTE format(
    'SELECT p.name, p.%I FROM accounts_institution i JOIN accounts_plan p ON p.id = i.plan_id'
    ' WHERE i.id = $1', name) INTO plan, allowed USING tenant;
  CONTINUE WHEN allowed IS NULL;
  IF measured <> '' THEN
    found := added;
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

-- Plans, and who has which, are the platform's to write: an institution raises no limit.
CREATE OR REPLACE FUNCTION horarium_plans_are_the_platforms() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user <> 'horarium_platform' AND NOT EXISTS (SELECT FROM pg_class
      WHERE oid = TG_RELID AND pg_has_role(current_user, relowner, 'USAGE')) THEN
    RAISE EXCEPTION 'plans are written by the platform alone'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER plans_are_the_platforms BEFORE INSERT OR UPDATE OR DELETE
  ON accounts_plan FOR EACH STATEMENT EXECUTE FUNCTION horarium_plans_are_the_platforms();
CREATE OR REPLACE TRIGGER plans_are_the_platforms BEFORE UPDATE ON accounts_institution
  FOR EACH ROW WHEN (OLD.plan_id IS DISTINCT FROM NEW.plan_id)
  EXECUTE FUNCTION horarium_plans_are_the_platforms();
