"""Argon2 as Django has it, two at a time: each takes 100 MB, and a crowd at the sign-in must not take the server's memory."""

import threading

from django.contrib.auth.hashers import Argon2PasswordHasher

AT_ONCE = 2
_places = threading.BoundedSemaphore(AT_ONCE)


class BoundedArgon2(Argon2PasswordHasher):
    def encode(self, password: str, salt: str) -> str:
        with _places:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _places:
            return super().verify(password, encoded)
