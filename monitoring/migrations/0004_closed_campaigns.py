"""A campaign may open by itself, schools are reminded; what a closed campaign has gathered is frozen."""

from django.db import migrations, models

from methodservice.lib.dbguards import freeze_rows_while

CLOSED = "EXISTS (SELECT 1 FROM monitoring_campaign c WHERE c.id = OLD.campaign_id AND c.state = 'closed')"
SENTENCE = "Кампания закрыта: её сведения не меняются."


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0003_words_not_read")]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="opens_itself",
            field=models.BooleanField(default=False, verbose_name="открыть сбор в этот день автоматически"),
        ),
        migrations.AddField(
            model_name="return",
            name="reminded_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="напомнили"),
        ),
        *freeze_rows_while("monitoring_return", CLOSED, SENTENCE),
        *freeze_rows_while("monitoring_value", CLOSED, SENTENCE),
    ]
