"""Django gives Urdu no order of the day. This one is that of CLDR."""

DATE_FORMAT, DATETIME_FORMAT = "j F، Y", "j F، Y H:i"
