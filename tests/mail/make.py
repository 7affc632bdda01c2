"""Makes the messages in made/ with Python's email package, from tests/cli/dispute.json and its altered twins.

They were made once and are not made anew by any test: python3 tests/mail/make.py
"""

import base64
import pathlib
import zipfile
import io
from email import policy
from email.message import EmailMessage
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

HERE = pathlib.Path(__file__).parent
FILE = (HERE / "../cli/dispute.json").read_bytes()
ALTERED = (HERE / "../cli/altered.json").read_bytes()
TRUNCATED = (HERE / "../cli/truncated.json").read_bytes()
BACKUP = (HERE / "../cli/backup.json").read_bytes()
OUT = HERE / "made"
OUT.mkdir(exist_ok=True)


def message(day=24, subject="Papers", words="The file is attached.\n"):
    made = EmailMessage(policy=policy.SMTP)
    made["From"] = "Head of year <head@school.example>"
    made["To"] = "Business manager <manager@partnership.example>"
    made["Subject"] = subject
    made["Date"] = f"Tue, {day} Nov 2026 09:30:00 +0000"
    made["Message-ID"] = f"<{day}@school.example>"
    made.set_content(words)
    return made


def keep(name, made):
    (OUT / name).write_bytes(made if isinstance(made, bytes) else made.as_bytes(policy=policy.SMTP))


# As the app's file leaves a mail program that behaves.
m = message()
m.add_attachment(FILE, maintype="application", subtype="json", filename="accord-2026-11-24-LPpCLc.json")
keep("attached.eml", m)

# Renamed, with another type.
m = message()
m.add_attachment(FILE, maintype="image", subtype="png", filename="IMG_0042.png")
keep("renamed.eml", m)

# As text, quoted-printable, with a name of three languages.
m = message()
m.add_attachment(FILE.decode(), subtype="plain", cte="quoted-printable", filename="Stellungnahme – réponse – ответ.txt")
keep("quoted-printable.eml", m)

# In the body.
m = message(words="Dear all, this is the file:\n\n" + FILE.decode() + "\n\nKind regards {Head of year}\n")
keep("in-the-body.eml", m)

# In the body of an answer, quoted, in lines of 70 characters.
lines = [FILE.decode()[at : at + 70] for at in range(0, len(FILE), 70)]
m = message(words="Thank you.\n\nOn Tuesday Head of year wrote:\n" + "".join(f"> > {line}\n" for line in lines) + "> >\n")
keep("quoted-in-an-answer.eml", m)

# Text and page in one message; the page breaks it with tags and escapes.
m = message(words=FILE.decode() + "\n")
page = FILE.decode().replace('"', "&quot;")
m.add_alternative("<html><body><p>" + "<wbr>".join(page[at : at + 600] for at in range(0, len(page), 600)) + "</p></body></html>", subtype="html")
keep("text-and-page.eml", m)

# A page alone.
m = message()
m.set_content("<html><body><p>" + "<br>\n".join(page[at : at + 600] for at in range(0, len(page), 600)) + "</p></body></html>", subtype="html")
keep("a-page.eml", m)

# Forwarded as an attachment, three times.
m = message()
m.add_attachment(FILE, maintype="application", subtype="octet-stream", filename="ATT00001.bin")
for _ in range(3):
    outer = message(words="See attached.\n")
    outer.add_attachment(m)
    m = outer
keep("forwarded.eml", m)

# A message that was saved and attached as a file of its own, in base64.
m = message()
m.add_attachment(FILE, maintype="application", subtype="json", filename="a.json")
outer = message()
outer.add_attachment(m.as_bytes(policy=policy.SMTP), maintype="application", subtype="octet-stream", filename="saved.eml")
keep("saved-and-attached.eml", outer)

# Encoded twice: a gateway's base64 of what was base64 already.
m = message()
m.add_attachment(base64.encodebytes(FILE), maintype="application", subtype="octet-stream", filename="a.b64")
keep("encoded-twice.eml", m)

# UTF-16, as an editor saved it.
m = message()
m.add_attachment(FILE.decode().encode("utf-16"), maintype="text", subtype="plain", filename="Unicode.txt")
keep("utf-16.eml", m)

# A charset that it does not have.
m = MIMEMultipart()
for name, value in message().items():
    if name.lower() in ("from", "to", "subject", "date"):
        m[name] = value
wrong = MIMEBase("text", "plain", charset="utf-16")
wrong.set_payload(base64.encodebytes(FILE).decode())
wrong["Content-Transfer-Encoding"] = "base64"
m.attach(wrong)
keep("wrong-charset.eml", m)

# What is refused.
m = message()
m.add_attachment(ALTERED, maintype="application", subtype="json", filename="altered.json")
keep("altered.eml", m)
m = message()
m.add_attachment(TRUNCATED, maintype="application", subtype="json", filename="truncated.json")
m.add_attachment(FILE, maintype="application", subtype="json", filename="whole.json")
keep("one-truncated-one-whole.eml", m)
m = message()
m.add_attachment(BACKUP[:5000], maintype="application", subtype="json", filename="accord-backup-2026-11-24.json")
keep("a-backup.eml", m)

# What holds nothing.
keep("about-lunch.eml", message(subject="Lunch", words="Are you free on {day} at 12?\n"))
packed = io.BytesIO()
with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("dispute.json", FILE)
m = message()
m.add_attachment(packed.getvalue(), maintype="application", subtype="zip", filename="papers.zip")
keep("packed.eml", m)
m = message()
m.clear_content()
m["Content-Type"] = "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m"
m["Content-Transfer-Encoding"] = "base64"
m.set_payload(base64.encodebytes(bytes.fromhex("30820100 06092a864886f70d010703 a0820100".replace(" ", "")) + bytes(200)).decode())
keep("encrypted.eml", m)
