"""Which of the formats that are written in XML a file is, from its first element."""

import re

_ELEMENT = re.compile(rb"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)([^>]*)")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)


def root_of(head: bytes) -> str:
    """The name of the outermost element without its prefix, "gml" where it is of GML, "" where there is none.

    >>> root_of(b'<?xml version="1.0"?><kml xmlns="x">'), root_of(b"a;b")
    ('kml', '')
    """
    text = head.replace(b"\\x00", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    text = _COMMENT.sub(b"", text.replace(b"\x00", b"")).lstrip()
    if not text.startswith(b"<"):
        return ""
    found = _ELEMENT.search(text)
    if found is None:
        return ""
    if b"opengis.net/gml" in text and found[2] not in (b"kml", b"osm"):
        return "gml"
    return found[2].decode("ascii")
