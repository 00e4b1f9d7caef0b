"""Addresses of the quiz, below the language and the article."""

from django.urls import path

from education.quiz import views

urlpatterns = [
    path("", views.start_page, name="quiz"),
    path("question/", views.question_page, name="quiz-question"),
    path("result/", views.result_page, name="quiz-result"),
    path("slip/", views.slip_page, name="quiz-slip"),
]
