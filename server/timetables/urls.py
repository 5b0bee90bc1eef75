from django.urls import path
from rest_framework.routers import SimpleRouter

from timetables.api import differences, editing
from timetables.api.choices import MyChoicesView
from timetables.api.comments import CommentViewSet
from timetables.api.dated import DatedChangeViewSet
from timetables.api.notices import NotificationViewSet
from timetables.api.past import ClassRatingViewSet, FrozenDepartmentViewSet, RatingViewSet
from timetables.api.reviewing import ApprovalViewSet
from timetables.api.timetables import TimetableViewSet
from timetables.api.use import UseView
from timetables.api.week import (
    CalendarLinkView,
    MyCalendarView,
    MyChangesView,
    MyWeekView,
)

router = SimpleRouter()
router.register("timetables", TimetableViewSet, "timetable")
router.register("approvals", ApprovalViewSet, "approval")
router.register("comments", CommentViewSet, "comment")
router.register("dated-changes", DatedChangeViewSet, "dated-change")
router.register("frozen-departments", FrozenDepartmentViewSet, "frozen-department")
router.register("ratings", RatingViewSet, "rating")
router.register("class-ratings", ClassRatingViewSet, "class-rating")
router.register("my/notifications", NotificationViewSet, "notification")

_ONE = "timetables/<uuid:id>"
_PEOPLE = "<slug:kind>"

urlpatterns = [
    path("my/week/", MyWeekView.as_view()),
    path("my/week/changes/", MyChangesView.as_view()),
    path("my/week/calendar/", MyCalendarView.as_view()),
    path("my/choices/", MyChoicesView.as_view()),
    path("calendar/<str:token>/", CalendarLinkView.as_view()),
    path(f"{_ONE}/differences/", differences.DifferencesView.as_view()),
    path(f"{_ONE}/differences/classes/", differences.ChangedClassesView.as_view()),
    path(f"{_ONE}/differences/{_PEOPLE}/", differences.ChangedPeopleView.as_view()),
    path(f"{_ONE}/comparison/", differences.ComparisonView.as_view()),
    path(f"{_ONE}/comparison/{_PEOPLE}/", differences.ComparedPeopleView.as_view()),
    path(f"{_ONE}/edits/", editing.EditsView.as_view()),
    path(f"{_ONE}/edits/undo/", editing.UndoView.as_view()),
    path(f"{_ONE}/edits/redo/", editing.RedoView.as_view()),
    path(f"{_ONE}/merge/", editing.MergeView.as_view()),
    path(f"{_ONE}/pin/", editing.PinView.as_view()),
    path(f"{_ONE}/use/", UseView.as_view()),
    path(f"{_ONE}/findings/", editing.FindingsView.as_view()),
    *router.urls,
]
