from django.urls import path
from rest_framework.routers import SimpleRouter

from spreadsheets import api

router = SimpleRouter()
router.register("sheet-imports", api.SheetImportViewSet, "sheet-import")

urlpatterns = [
    path("sheets/", api.SheetsView.as_view()),
    path("sheets/template/", api.TemplateView.as_view()),
    path("sheets/export/", api.ExportView.as_view()),
    *router.urls,
]
