from django.urls import path

from referrals.interviews import views

app_name = "interviews"
urlpatterns = [
    path("interviews/", views.Interviews.as_view(), name="list"),
    path("duties/<uuid:pk>/interview/", views.Begin.as_view(), name="begin"),
    path("interviews/<uuid:pk>/", views.Read.as_view(), name="read"),
    path("interviews/<uuid:pk>/offer/", views.Offer.as_view(), name="offer"),
    path("interviews/<uuid:pk>/book/", views.Book.as_view(), name="book"),
    path("interviews/<uuid:pk>/complete/", views.Complete.as_view(), name="complete"),
    path("interviews/<uuid:pk>/decline/", views.Decline.as_view(), name="decline"),
    path("interviews/<uuid:pk>/carers/", views.AskCarers.as_view(), name="ask_carers"),
    path("interviews/<uuid:pk>/take-back/", views.TakeBack.as_view(), name="take_back"),
    path("interviews/<uuid:pk>/delegate/", views.Delegate.as_view(), name="delegate"),
]
