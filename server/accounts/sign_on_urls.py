"""Where browsers go to, and come back from, an institution's identity provider."""

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path

from accounts.sign_on import CallbackAdapter


def callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    try:
        view = OAuth2CallbackView.adapter_view(CallbackAdapter(request, provider_id))
        answer: HttpResponseBase = view(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return answer


urlpatterns = [
    path("sign-on/<slug:provider_id>/callback", callback, name="openid_connect_callback"),
]
