"""Every address of the site. The language of a public page is the first step of its path, never a cookie."""

from django.contrib import admin
from django.urls import path

from education.publishing import views

urlpatterns = [
    path("", views.root, name="root"),
    path("staff/", admin.site.urls),
    path("<slug:language>/", views.home, name="home"),
    path("<slug:language>/<slug:article>/", views.article_page, name="article"),
]

handler400 = "education.publishing.errors.bad_request"
handler403 = "education.publishing.errors.forbidden"
handler404 = "education.publishing.errors.not_found"
handler500 = "education.publishing.errors.server_error"
