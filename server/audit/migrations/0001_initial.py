from django.db import migrations, models

import accounts.tenancy

# The triggers write as the tables' owner, whom forced row security binds too.
KEEPER = "CREATE POLICY keeper ON {0} TO CURRENT_USER USING (true) WITH CHECK (true)"
NOT_KEEPER = "DROP POLICY IF EXISTS keeper ON {0}"


class Migration(migrations.Migration):
    initial = True

    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Erasing",
            fields=[
                (
                    "institution",
                    models.UUIDField(
                        db_column="institution_id", primary_key=True, serialize=False
                    ),
                ),
            ],
            options={"verbose_name_plural": "erasing"},
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("institution", models.UUIDField(db_column="institution_id", null=True)),
                ("table", models.CharField(max_length=63)),
                ("row", models.UUIDField()),
                ("object", models.UUIDField()),
                (
                    "action",
                    models.CharField(
                        choices=[("add", "Add"), ("change", "Change"), ("delete", "Delete")],
                        max_length=6,
                    ),
                ),
                ("version", models.PositiveIntegerField(null=True)),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                ("actor", models.UUIDField(null=True)),
                ("via", models.CharField(max_length=100)),
                ("reason", models.CharField(max_length=200)),
                ("request", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name_plural": "entries",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["institution", "id"], name="audit_entry_institution"),
                    models.Index(fields=["object", "id"], name="audit_entry_object"),
                    models.Index(
                        condition=models.Q(("actor__isnull", False)),
                        fields=["actor", "id"],
                        name="audit_entry_actor",
                    ),
                ],
            },
        ),
        accounts.tenancy.EnableRowSecurity("audit_entry"),
        accounts.tenancy.EnableRowSecurity("audit_erasing"),
        migrations.RunSQL(KEEPER.format("audit_entry"), NOT_KEEPER.format("audit_entry")),
        migrations.RunSQL(KEEPER.format("audit_erasing"), NOT_KEEPER.format("audit_erasing")),
    ]
