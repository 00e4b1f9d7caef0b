"""Wiring: which table shows under which admin."""

from django.contrib import admin

from education.clinics.models import Clinic, Membership, Person
from education.content.models import CareLevel, Citation, RedFlag, Section, Term
from education.review.models import Edition, Revision
from education.staff import tables

admin.site.register(Clinic, tables.ClinicAdmin)
admin.site.register(Person, tables.PersonAdmin)
admin.site.register(Membership, tables.MembershipAdmin)
admin.site.register([Section, CareLevel, RedFlag, Term], tables.UnitAdmin)
admin.site.register(Citation, tables.CitationAdmin)
admin.site.register(Edition, tables.EditionAdmin)
admin.site.register(Revision, tables.RevisionAdmin)
