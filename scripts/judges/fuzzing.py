"""What schemathesis is told of media types and forms that it does not know: loaded by SCHEMATHESIS_HOOKS."""

import schemathesis
from hypothesis import strategies


@schemathesis.serializer("application/partial-upload", "application/offset+octet-stream")
def bytes_as_they_are(ctx, value):
    return value if isinstance(value, bytes) else str(value).encode()


def _enterprise_number(stem):
    return f"{stem:08d}{97 - stem % 97:02d}"


def _national_number(parts):
    year, month, day, ordinal = parts
    number = f"{year:02d}{month:02d}{day:02d}{ordinal:03d}"
    return f"{number}{97 - int(number) % 97:02d}"


# Check digits are nothing that a pattern can say.
schemathesis.openapi.format("enterprise-number", strategies.integers(2_000_000, 9_999_999).map(_enterprise_number))
schemathesis.openapi.format(
    "national-number",
    strategies.tuples(strategies.integers(30, 99), strategies.integers(1, 12), strategies.integers(1, 28), strategies.integers(1, 997)).map(_national_number),
)
schemathesis.openapi.format("day-or-instant", strategies.dates().map(lambda day: day.isoformat()))
schemathesis.openapi.format("cursor", strategies.just("Zm9yZ2Vk"))
