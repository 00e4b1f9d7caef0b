"""Django gives Arabic an order of the day, and none of the day with the time: that would come in the American order."""

DATETIME_FORMAT = "j F Y، H:i"
