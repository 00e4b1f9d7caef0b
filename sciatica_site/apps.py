from django.contrib.admin.apps import AdminConfig


class StaffAdminConfig(AdminConfig):
    """Django's admin, with our site in place of the default one."""

    default_site = "education.staff.site.StaffSite"
