"""Makes the messages in raw/: what no well-kept program writes, letter by letter.

They were made once and are not made anew by any test: python3 tests/mail/make-raw.py
"""

import base64
import pathlib
import quopri

HERE = pathlib.Path(__file__).parent
FILE = (HERE / "../cli/dispute.json").read_bytes()
OUT = HERE / "raw"
OUT.mkdir(exist_ok=True)
HEAD = b"From: head@school.example\r\nTo: manager@partnership.example\r\nSubject: Papers\r\nDate: Tue, 24 Nov 2026 09:30:00 +0000\r\n"


def keep(name, *parts):
    (OUT / name).write_bytes(b"".join(parts))


def mixed(boundary, *parts):
    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="' + boundary + b'"\r\n\r\n'
        + b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts)
    )


BASE64 = b"\r\n".join(base64.b64encode(FILE)[at : at + 76] for at in range(0, len(FILE) * 4 // 3 + 4, 76))
TEXT = b"Content-Type: text/plain; charset=utf-8\r\n\r\nThe file is attached.\r\n"
JSON64 = b"Content-Type: application/json; name=a.json\r\nContent-Transfer-Encoding: base64\r\n\r\n" + BASE64

# Outlook's rich text: the file lies in the stream as it is, with garbage around it.
tnef = b"\x78\x9f\x3e\x22\x01\x00\x01\x06\x90\x08\x00\x04\x00\x00\x00\x00{\x00\x00\x01\x02\x0f\x80\x06\x00" + FILE + b"\x7f\x10\x02\x05\x90\x06\x00}\xff\xfe"
keep("winmail.eml", HEAD, mixed(b"=_1", TEXT, b"Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(tnef)), b"--=_1--\r\n")
keep("winmail-without.eml", HEAD, mixed(b"=_1", b"Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(tnef[:24] + bytes(range(256)))), b"--=_1--\r\n")
# The last boundary never came.
keep("unclosed.eml", HEAD, mixed(b"b", TEXT, JSON64))
# The boundary that is named is not the one that is used.
keep("other-boundary.eml", HEAD, mixed(b"b", TEXT, JSON64).replace(b"\r\n--b\r\n", b"\r\n--c\r\n"), b"--c--\r\n")
# A gateway took the header away that says how the body is encoded.
keep("quoted-printable-unsaid.eml", HEAD, b"\r\n", quopri.encodestring(b"Hello,\n" + FILE + b"\nRegards\n"))
keep("base64-unsaid.eml", HEAD, b"Content-Type: text/plain\r\n\r\nbegin\r\n", BASE64, b"\r\nRegards\r\n")
# Line ends of one letter, a type of nobody's, an encoding of nobody's.
keep("bare-line-ends.eml", HEAD.replace(b"\r\n", b"\n"), b"Content-Type: x/y; name=\"=?utf-8?q?a=2Ejson?=\"\nContent-Transfer-Encoding: x-own\n\n", FILE, b"\n")
# A type that is no type.
keep("type-of-nothing.eml", HEAD, b"Content-Type: ;;;\r\nContent-Transfer-Encoding: base64\r\n\r\n", BASE64)
# The file alone, as something that was saved.
keep("saved.dat", b"\xef\xbb\xbf", FILE)
# It stops in the middle of its base64.
keep("cut-short.eml", HEAD, mixed(b"b", TEXT, JSON64[:3000]))
keep("nothing.eml", b"")
keep("garbage.eml", b"From: x\r\n" + bytes(range(256)) * 4)
keep("digest.eml", HEAD, b'Content-Type: multipart/digest; boundary="d"\r\n\r\n--d\r\n\r\n' + HEAD + b"\r\n" + FILE + b"\r\n--d\r\n\r\n" + HEAD + b"\r\nLunch?\r\n--d--\r\n")
# Messages within each other, far too deep; and far too many parts.
keep("too-deep.eml", HEAD, b"Content-Type: message/rfc822\r\n\r\n" * 40, FILE)
keep("too-many.eml", HEAD, mixed(b"b", *[b"\r\nx"] * 600), b"--b--\r\n")

# A mailbox.
separator = b"From head@school.example Tue Nov 24 09:30:00 2026\n"
lunch = b"From: head@school.example\nDate: Tue, 24 Nov 2026 12:00:00 +0000\n\nLunch?\n>From here it is near.\n"
attached = HEAD.replace(b"\r\n", b"\n") + mixed(b"b", TEXT, JSON64).replace(b"\r\n", b"\n") + b"--b--\n"
keep("mailbox.mbox", separator, lunch, b"\n", separator, attached, b"\n", separator, lunch, b"\n")
