"""Addresses of the sign-in pages, below /staff/, where the cookies are. The names are those by which allauth asks for them.

They stand before the admin's own, so that its sign-in, sign-out and password pages are never reached.
"""

from allauth.mfa.recovery_codes.views import download_recovery_codes
from django.contrib import admin
from django.urls import path, re_path

from education.staff import second_factor, sessions, sign_in

FACTOR = "account/second-factor/"

urlpatterns = [
    path("login/", sign_in.SignIn.as_view(), name="account_login"),
    path("logout/", sign_in.SignOut.as_view(), name="account_logout"),
    path("password_change/", sign_in.ChangePassword.as_view(), name="account_change_password"),
    path("account/password/", sign_in.AskForPassword.as_view(), name="account_reset_password"),
    path("account/password/sent/", sign_in.AskedForPassword.as_view(), name="account_reset_password_done"),
    re_path(
        r"^account/password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        sign_in.NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("account/again/", sign_in.Reauthenticate.as_view(), name="account_reauthenticate"),
    path("account/sessions/", admin.site.admin_view(sessions.sessions_page), name="account_sessions"),
    path(FACTOR, second_factor.Overview.as_view(), name="mfa_index"),
    path("login/second-step/", second_factor.SecondStep.as_view(), name="mfa_authenticate"),
    path("account/again/code/", second_factor.ByCodeAgain.as_view(), name="mfa_reauthenticate"),
    path(
        "account/again/passkey/", second_factor.ByPasskeyAgain.as_view(), name="mfa_reauthenticate_webauthn"
    ),
    path(f"{FACTOR}app/", second_factor.AddApp.as_view(), name="mfa_activate_totp"),
    path(f"{FACTOR}app/remove/", second_factor.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path(f"{FACTOR}passkey/", second_factor.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        f"{FACTOR}passkey/<int:pk>/remove/", second_factor.RemovePasskey.as_view(), name="mfa_remove_webauthn"
    ),
    path(f"{FACTOR}codes/", second_factor.Codes.as_view(), name="mfa_view_recovery_codes"),
    path(f"{FACTOR}codes/new/", second_factor.NewCodes.as_view(), name="mfa_generate_recovery_codes"),
    path(f"{FACTOR}codes/file/", download_recovery_codes, name="mfa_download_recovery_codes"),
]
