"""Smaller bytes for slow networks: brotli, else gzip, as the browser says that it reads them.

Only for public pages: they hold nothing secret, so their size can tell nobody anything (BREACH).
"""

import gzip
import re

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

SMALLEST = 500
"""Bytes below which packing costs more than it saves."""
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
ENCODING = re.compile(r"([A-Za-z-]+)\s*(?:;\s*q\s*=\s*([0-9.]+))?\s*(?:,|$)")
REFUSED = re.compile(r"0(?:\.0*)?")


def pack(request: HttpRequest, response: HttpResponse) -> None:
    """Pack the body in place, in the best encoding that the request accepts."""
    if response.streaming or response.has_header("Content-Encoding"):
        return
    if not is_worth_packing(response.get("Content-Type", ""), len(response.content)):
        return
    patch_vary_headers(response, ["Accept-Encoding"])
    encoding = best_encoding(request.headers.get("Accept-Encoding", ""))
    if encoding:
        response.content = packed(response.content, encoding)
        response.headers["Content-Encoding"] = encoding
        response.headers["Content-Length"] = str(len(response.content))


def is_worth_packing(content_type: str, size: int) -> bool:
    """Is it text, and of more bytes than packing costs?"""
    return content_type.startswith("text/") and size >= SMALLEST


def packed(body: bytes, encoding: str, *, small: bool = False) -> bytes:
    """The body in `br` or `gzip`: quickly, or (some 30 times slower) as small as it gets."""
    if encoding == "br":
        return bytes(brotli.compress(body, quality=11 if small else BROTLI_QUALITY))
    return gzip.compress(body, compresslevel=9 if small else GZIP_LEVEL, mtime=0)


def unpacked(body: bytes, encoding: str) -> bytes:
    """The body as it was before `packed`; one without encoding as it is."""
    if encoding == "br":
        return bytes(brotli.decompress(body))
    return gzip.decompress(body) if encoding else body


def best_encoding(header: str) -> str:
    """`br`, `gzip` or nothing, by an Accept-Encoding header (RFC 9110 §12.5.3); only the names and a refusal by q=0 count."""
    accepted = {
        name.lower() for name, quality in ENCODING.findall(header[:500]) if not REFUSED.fullmatch(quality)
    }
    return next((encoding for encoding in ("br", "gzip") if encoding in accepted), "")
