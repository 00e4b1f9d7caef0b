"""Wiring: which table shows under which admin."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group

from education.clinics.models import Clinic, Membership, Person
from education.content.models import CareLevel, Citation, Question, RedFlag, Section, Term
from education.review.models import Edition, Revision
from education.staff import tables

# Roles stand in `Membership`; Django's groups decide nothing here.
admin.site.unregister(Group)
# Second factors have their own pages and verbs; addresses stand in `Person`.
admin.site.unregister([Authenticator, EmailAddress])
admin.site.register(Clinic, tables.ClinicAdmin)
admin.site.register(Person, tables.PersonAdmin)
admin.site.register(Membership, tables.MembershipAdmin)
admin.site.register([Section, CareLevel, RedFlag, Term], tables.UnitAdmin)
admin.site.register(Question, tables.QuestionAdmin)
admin.site.register(Citation, tables.CitationAdmin)
admin.site.register(Edition, tables.EditionAdmin)
admin.site.register(Revision, tables.RevisionAdmin)
