"""Every address of the site. The language of a public page is the first step of its path, never a cookie."""

from django.contrib import admin
from django.urls import include, path

from education.publishing import editions, pictures, preview, views

urlpatterns = [
    path("", views.root, name="root"),
    path("staff/", include("education.staff.sign_in_urls")),
    path("staff/", admin.site.urls),
    path("picture/<slug:digest>.<slug:kind>", pictures.picture, name="picture"),
    path("preview/<str:token>/", preview.shared_preview, name="shared_preview"),
    path("<slug:language>/", views.home, name="home"),
    path("<slug:language>/<slug:article>/", views.article_page, name="article"),
    path("<slug:language>/<slug:article>/sources/", views.sources_page, name="sources"),
    path("<slug:language>/<slug:article>/editions/", editions.edition_list, name="editions"),
    path("<slug:language>/<slug:article>/editions/<int:number>/", editions.edition_page, name="edition"),
    path("<slug:language>/<slug:article>/quiz/", include("education.quiz.urls")),
]

handler400 = "education.publishing.errors.bad_request"
handler403 = "education.publishing.errors.forbidden"
handler404 = "education.publishing.errors.not_found"
handler429 = "education.staff.sign_in.too_many"
handler500 = "education.publishing.errors.server_error"
