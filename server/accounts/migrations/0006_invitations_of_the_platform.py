from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_calendar_scope"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="by_platform",
            field=models.BooleanField(default=False),
        ),
    ]
