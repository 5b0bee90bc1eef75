from django.db import migrations

# In a sub-query, PostgreSQL reads the setting once a statement instead of once a row.
ONCE = """
DO $$ DECLARE named text; once text :=
  '(institution_id = (SELECT nullif(current_setting(''horarium.institution'', true), '''')::uuid))';
BEGIN
  FOR named IN SELECT tablename FROM pg_policies WHERE schemaname = 'public'
    AND policyname = 'tenant' AND qual = '(institution_id = (NULLIF(current_setting('
      || '''horarium.institution''::text, true), ''''::text))::uuid)'
  LOOP
    EXECUTE format('ALTER POLICY tenant ON %I USING %s WITH CHECK %s', named, once, once);
  END LOOP;
END $$
"""


class Migration(migrations.Migration):
    """The policies that earlier releases made; those made from now on say so themselves."""

    dependencies = [
        ("accounts", "0003_access"),
        ("audit", "0001_initial"),
        ("campus", "0002_features_breaks_availability"),
        ("courses", "0002_pins_requests_requisites"),
        ("timetables", "0002_frozen_ratings"),
        ("generation", "0002_solutions"),
    ]

    operations = [migrations.RunSQL(ONCE, migrations.RunSQL.noop)]
