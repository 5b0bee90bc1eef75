-- Records what a statement did to a table's rows, from the rows before and after it.
-- Arguments: the columns of the institution and of the row whose history this is,
-- then, separated by commas, the columns ignored, and those whose values stay hidden.
-- Temporary tables are looked up last: else anybody's could stand in for ours.
CREATE OR REPLACE FUNCTION horarium_audit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  tenant text := TG_ARGV[0];
  owner text := TG_ARGV[1];
  ignored text[] := string_to_array(TG_ARGV[2], ',');
  hidden text[] := string_to_array(TG_ARGV[3], ',');
  unkept text[] := ignored || hidden;
  actor uuid := nullif(current_setting('horarium.actor', true), '')::uuid;
  via text := coalesce(current_setting('horarium.via', true), '');
  reason text := coalesce(current_setting('horarium.reason', true), '');
  request text := coalesce(current_setting('horarium.request', true), '');
BEGIN
IF reason = '' AND actor IS NULL THEN
  reason := 'sql ' || session_user;
END IF;

IF TG_OP = 'INSERT' THEN
  INSERT INTO audit_entry (at, institution_id, "table", "row", "object", action, version,
    before, after, actor, via, reason, request)
  SELECT statement_timestamp(), s.institution, TG_TABLE_NAME, (s.j->>'id')::uuid,
    (s.j->>owner)::uuid, 'add', (s.j->>'version')::int,
    NULL, s.j - unkept, actor, via, reason, request
  FROM (
    SELECT j, (j->>tenant)::uuid AS institution
    FROM (SELECT to_jsonb(r) AS j FROM new_rows r) x
  ) s
  WHERE NOT EXISTS (SELECT FROM audit_erasing e WHERE e.institution_id = s.institution);

ELSIF TG_OP = 'DELETE' THEN
  INSERT INTO audit_entry (at, institution_id, "table", "row", "object", action, version,
    before, after, actor, via, reason, request)
  SELECT statement_timestamp(), s.institution, TG_TABLE_NAME, (s.j->>'id')::uuid,
    (s.j->>owner)::uuid, 'delete', (s.j->>'version')::int,
    s.j - unkept, NULL, actor, via, reason, request
  FROM (
    SELECT j, (j->>tenant)::uuid AS institution
    FROM (SELECT to_jsonb(r) AS j FROM old_rows r) x
  ) s
  WHERE NOT EXISTS (SELECT FROM audit_erasing e WHERE e.institution_id = s.institution);

ELSE
  -- Nothing would tell which row it was.
  IF EXISTS (SELECT FROM old_rows o
    WHERE NOT EXISTS (SELECT FROM new_rows n WHERE n.id = o.id)) THEN
    RAISE EXCEPTION 'the id of a row of % stays', TG_TABLE_NAME;
  END IF;
  -- Columns are compared before anything is hidden, so that a new password is a change.
  INSERT INTO audit_entry (at, institution_id, "table", "row", "object", action, version,
    before, after, actor, via, reason, request)
  SELECT statement_timestamp(), s.institution, TG_TABLE_NAME, (s.n->>'id')::uuid,
    (s.n->>owner)::uuid, 'change', (s.n->>'version')::int,
    d.before, d.after, actor, via, reason, request
  FROM (
    SELECT o, n, (n->>tenant)::uuid AS institution
    FROM (
      SELECT to_jsonb(o) AS o, to_jsonb(n) AS n
      FROM old_rows o JOIN new_rows n ON n.id = o.id
    ) x
  ) s
  CROSS JOIN LATERAL (
    SELECT
      jsonb_object_agg(b.key, CASE WHEN b.key = ANY(hidden) THEN '"hidden"'
        ELSE b.value END) AS before,
      jsonb_object_agg(b.key, CASE WHEN b.key = ANY(hidden) THEN '"hidden"'
        ELSE s.n->b.key END) AS after
    FROM jsonb_each(s.o) b
    WHERE s.n->b.key IS DISTINCT FROM b.value AND b.key <> ALL(ignored)
  ) d
  WHERE d.before IS NOT NULL
    AND NOT EXISTS (SELECT FROM audit_erasing e WHERE e.institution_id = s.institution);
END IF;
RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION horarium_audit() FROM PUBLIC;
