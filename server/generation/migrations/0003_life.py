import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import accounts.identifiers
from accounts.tenancy import EnableRowSecurity

# The owner is bound by row-level security too, and sees no row of a table that forces it.
CARRY_OVER = """
ALTER TABLE generation_solve NO FORCE ROW LEVEL SECURITY;
ALTER TABLE generation_job NO FORCE ROW LEVEL SECURITY;
UPDATE generation_solve SET report = generation_job.start_report FROM generation_job
WHERE generation_job.id = generation_solve.job_id AND generation_solve.kind = 'prepare';
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE generation_solve FORCE ROW LEVEL SECURITY;
ALTER TABLE generation_job FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    """Checkpoints, priorities, retries, answers from before; a solve keeps its own report."""

    dependencies = [
        ("accounts", "0003_access"),
        ("generation", "0002_solutions"),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="priority",
            field=models.PositiveSmallIntegerField(
                default=5,
                help_text="0 is served first.",
                validators=[django.core.validators.MaxValueValidator(9)],
            ),
        ),
        migrations.AddField(
            model_name="job",
            name="recalled_from",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="generation.job",
            ),
        ),
        migrations.AddField(
            model_name="job",
            name="retry_of",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="retries",
                to="generation.job",
            ),
        ),
        migrations.AddField(
            model_name="job",
            name="start",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="generation.document",
            ),
        ),
        migrations.AddField(
            model_name="outbox",
            name="not_before",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="solve",
            name="generator_instance",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="solve",
            name="replaces",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="solve",
            name="report",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="solve",
            name="spent",
            field=models.FloatField(default=0),
        ),
        migrations.AddField(
            model_name="solve",
            name="threads",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=accounts.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "external_id",
                    models.CharField(
                        default=accounts.identifiers.new_external_id, max_length=200
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("attempt", models.PositiveIntegerField()),
                (
                    "report",
                    models.JSONField(help_text="What the result says besides its solution."),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.institution",
                    ),
                ),
                (
                    "solution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="generation.document",
                    ),
                ),
                (
                    "solve",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checkpoint",
                        to="generation.solve",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        EnableRowSecurity("generation_checkpoint"),
        migrations.RunSQL(CARRY_OVER, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="job", name="start_report"),
    ]
