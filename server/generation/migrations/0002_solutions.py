import django.db.models.deletion
from django.db import migrations, models

# The owner is bound by row-level security too, and sees no row of a table that forces it.
CARRY_OVER = """
ALTER TABLE generation_solve NO FORCE ROW LEVEL SECURITY;
ALTER TABLE generation_job NO FORCE ROW LEVEL SECURITY;
UPDATE generation_solve SET solution_id = generation_job.start_id FROM generation_job
WHERE generation_job.id = generation_solve.job_id AND generation_solve.kind = 'prepare';
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE generation_solve FORCE ROW LEVEL SECURITY;
ALTER TABLE generation_job FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    """A solve keeps the solution that came of it; a job's start is its preparation's."""

    dependencies = [("generation", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="solve",
            name="solution",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="generation.document",
            ),
        ),
        migrations.RunSQL(CARRY_OVER, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="job", name="start"),
    ]
