"""`manage.py reset_second_factor USERNAME`: the way back for somebody whom no manager can help, a last manager above all."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from education.clinics.models import Person
from education.clinics.second_factor import reset_from_server, second_factors, tell_of_reset


class Command(BaseCommand):
    help = "Takes the second factors of an account away and ends its sessions. The next sign-in sets up a new one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        person = Person.objects.filter(username=options["username"]).first()
        if person is None:
            raise CommandError(f"There is no account with the user name {options['username']}.")
        if not second_factors(person):
            raise CommandError(f"{person.username} has no second factor: nothing was changed.")
        reset_from_server(person)
        self.stdout.write(f"The second factor of {person.username} is reset.")
        try:
            tell_of_reset(person, "The operator of the server")
        except OSError:
            self.stderr.write(f"The mail about it could not be sent to {person.email}.")
