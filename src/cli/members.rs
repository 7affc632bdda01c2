//! `accord desk enrol|members|revoke|card`: whom the partnership confirms, and the card that says so.

use std::io::Write;
use std::path::Path;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::lines::line;
use super::place::Place;
use super::{Failure, Output, Verdict, files, json as as_json, lines};
use crate::casebook::dates::{counted, long_moment};
use crate::casebook::desk::{OwnCasebook, Who, file_in};
use crate::casebook::views::{Applicant, CardFile, Checked, Issued, MemberLine, RevokedKey, Standing};

/// By what a command names somebody who asks, and at which desk.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    /// The file of their enrolment.
    pub file: Option<&'a Path>,
    /// The beginning of their key.
    pub kid: Option<&'a str>,
    /// The folder of the casebook.
    pub desk: &'a Path,
}

/// Shows who asks to be confirmed; once it was checked, confirms them.
pub fn enrol(
    book: &OwnCasebook,
    by: Asking<'_>,
    checked: Option<Checked>,
    until: Option<NaiveDate>,
    output: Output,
    out: &mut impl Write,
) -> Result<Verdict, Failure> {
    let text = match by.file {
        Some(file) => enrolment(file)?,
        None => String::new(),
    };
    let who = by.kid.map_or(Who::File(&text), Who::Key);
    let applicant = book.applicant(who)?;
    let issued = match checked {
        Some(checked) => Some(book.certify(who, checked, until)?),
        None => None,
    };
    if output.json {
        let issued = issued.as_ref().map(|of| {
            json!({
                "checked": of.checked.name(),
                "serial": of.serial,
                "until": of.until.to_string(),
                "card": of.card,
                "was_there": of.was_there,
            })
        });
        let about = json!({
            "holds": true,
            "key": applicant.key,
            "name": applicant.name,
            "role": applicant.role,
            "agency": applicant.agency,
            "enrolled": applicant.enrolled.to_string(),
            "standing": as_json::standing(applicant.standing),
            "revoked": as_json::revoked(applicant.standing).map(|at| at.to_string()),
            "other_key": applicant.other_key,
            "their_words": applicant.their_words,
            "own_words": applicant.own_words,
            "issued": issued,
        });
        lines::object(out, &about)?;
        return Ok(Verdict::Holds);
    }
    match issued {
        None => asked(&applicant, by, out)?,
        Some(issued) => confirmed(&applicant, &issued, out)?,
    }
    Ok(Verdict::Holds)
}

fn asked(applicant: &Applicant, by: Asking<'_>, out: &mut impl Write) -> std::io::Result<()> {
    let Applicant { key, name, role, agency, enrolled, standing, other_key, their_words, own_words } =
        applicant;
    line!(out, "Somebody who calls themselves {name} ({role}, {agency}) asks to be confirmed.")?;
    line!(out, "  key         {key}")?;
    line!(out, "  enrolled    {}, by their clock", long_moment(*enrolled))?;
    line!(out, "  known       {}", known(*standing))?;
    if let Some(other) = other_key {
        line!(out, "  other key   {other}")?;
    }
    line!(out, "  they read   {their_words}")?;
    line!(out, "  you read    {own_words}")?;
    if let Standing::Revoked(_) = standing {
        return line!(
            out,
            "Nothing was issued, and nothing can be: that a key was revoked cannot be taken back. They set Accord up anew \
             and send a new enrolment."
        );
    }
    line!(
        out,
        "Ring them on a number from their agency's own directory, never on one from the message or from themselves."
    )?;
    if other_key.is_some() {
        line!(
            out,
            "Ask first whether they have a new device. If they have not, stop: somebody is using their name."
        )?;
    }
    line!(
        out,
        "They read you the first six words from their screen; then you read them the second six. One word that \
         differs, and you stop: somebody is between you."
    )?;
    let Some(other) = other_key else {
        return line!(
            out,
            "Nothing was issued. Run it again with --checked call-back when all twelve words were the same."
        );
    };
    let desk = typed(&by.desk.display().to_string());
    let this = match (by.file, by.kid) {
        (Some(file), _) => typed(&file.display().to_string()),
        (None, kid) => format!("--kid {}", typed(kid.unwrap_or_default())),
    };
    line!(
        out,
        "Nothing was issued. When all twelve words were the same, revoke the key of the old device, which cannot be taken \
         back, and then confirm the new one:"
    )?;
    line!(out, "  accord desk revoke {other} --desk {desk}")?;
    line!(out, "  accord desk enrol {this} --desk {desk} --checked call-back")
}

/// As it is typed in a shell.
fn typed(text: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || "/._-+:@,=".contains(character);
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

fn confirmed(applicant: &Applicant, issued: &Issued, out: &mut impl Write) -> std::io::Result<()> {
    let Applicant { key, name, role, agency, .. } = applicant;
    let checked = match issued.checked {
        Checked::CallBack => "Confirmed by call-back",
        Checked::InPerson => "Confirmed in person",
        Checked::Nothing => "Certified without a check",
    };
    let before = if issued.was_there { "; that is as it was" } else { "" };
    line!(out, "{checked}: {name} ({role}, {agency}){before}.")?;
    line!(out, "  key         {key}")?;
    line!(out, "  serial      {}", issued.serial)?;
    line!(out, "  until       {}", long_moment(issued.until))?;
    line!(out, "  card        number {}", issued.card)?;
    line!(out, "Write the card with `accord desk card`, and send it to them: they take it in as a file.")
}

/// Lists whom the partnership knows.
pub fn members(book: &OwnCasebook, output: Output, out: &mut impl Write) -> Result<Verdict, Failure> {
    let members = book.members()?;
    if output.json {
        let list: Vec<Value> = members.iter().map(member_json).collect();
        lines::object(out, &json!({"holds": true, "members": list}))?;
        return Ok(Verdict::Holds);
    }
    line!(out, "{} known here.", counted(members.len(), "key is", "keys are"))?;
    for member in &members {
        line!(out, "")?;
        member_lines(member, out)?;
    }
    Ok(Verdict::Holds)
}

fn member_lines(member: &MemberLine, out: &mut impl Write) -> std::io::Result<()> {
    let MemberLine { key, name, role, agency, standing, certificate } = member;
    line!(out, "{name} ({role}, {agency})")?;
    line!(out, "  key         {key}")?;
    line!(out, "  known       {}", known(*standing))?;
    if let Some((serial, until)) = certificate {
        line!(out, "  serial      {serial}")?;
        line!(out, "  until       {}", long_moment(*until))?;
    }
    Ok(())
}

fn member_json(member: &MemberLine) -> Value {
    let certificate = member
        .certificate
        .as_ref()
        .map(|(serial, until)| json!({"serial": serial, "until": until.to_string()}));
    json!({
        "key": member.key,
        "name": member.name,
        "role": member.role,
        "agency": member.agency,
        "standing": as_json::standing(member.standing),
        "revoked": as_json::revoked(member.standing).map(|at| at.to_string()),
        "certificate": certificate,
    })
}

/// Revokes a key.
pub fn revoke(
    book: &OwnCasebook,
    key: &str,
    receipts: Option<i64>,
    output: Output,
    out: &mut impl Write,
) -> Result<Verdict, Failure> {
    let RevokedKey { member, receipts, card, was_there } = book.revoke(key, receipts)?;
    if output.json {
        let member = member_json(&member);
        let said = json!({"holds": true, "member": member, "receipts": receipts, "card": card, "was_there": was_there});
        lines::object(out, &said)?;
        return Ok(Verdict::Holds);
    }
    let before = if was_there { "; that is as it was" } else { "" };
    line!(out, "Revoked: {} ({}, {}){before}.", member.name, member.role, member.agency)?;
    line!(out, "  key         {}", member.key)?;
    line!(out, "  known       {}", known(member.standing))?;
    match receipts {
        0 => line!(out, "  counts      nothing that it signed")?,
        number => line!(out, "  counts      what it signed and receipt {number} or one before it covers")?,
    }
    line!(out, "  card        number {card}")?;
    line!(
        out,
        "That cannot be taken back. Write the card with `accord desk card`, and send it to every member. A new \
         device of the same person is a new enrolment."
    )?;
    Ok(Verdict::Holds)
}

/// Writes the card: to standard output, or to a file.
pub fn card(
    book: &OwnCasebook,
    procedure: Option<&Path>,
    to: Option<&Path>,
    output: Output,
    out: &mut impl Write,
) -> Result<Verdict, Failure> {
    let pack = match procedure {
        Some(file) => Some(pack(file)?),
        None => None,
    };
    // What is in the way is found before a procedure is put on the next card.
    let place = match to {
        Some(to) => Some((to, place_of_card(book, to)?)),
        None => None,
    };
    let card = book.card(pack.as_deref())?;
    let Some((to, place)) = place else {
        if output.json {
            lines::object(out, &card_json(&card, None))?;
        } else {
            // As it is: every byte of it is signed or counted.
            out.write_all(card.text.as_bytes())?;
        }
        return Ok(Verdict::Holds);
    };
    place.fill(card.text.as_bytes())?;
    if output.json {
        lines::object(out, &card_json(&card, Some(to)))?;
        return Ok(Verdict::Holds);
    }
    line!(out, "The card of {}, number {}, is in {}.", card.partnership, card.number, to.display())?;
    line!(out, "  issued      {}", long_moment(card.issued))?;
    line!(out, "  confirms    {}", counted(card.certificates, "certificate", "certificates"))?;
    line!(out, "  revokes     {}", counted(card.revocations, "key", "keys"))?;
    line!(out, "  words       {}", card.words)?;
    line!(
        out,
        "Whoever takes it in for the first time compares these six words with you, over the telephone."
    )?;
    Ok(Verdict::Holds)
}

fn place_of_card(book: &OwnCasebook, to: &Path) -> Result<Place, Failure> {
    Place::of_newer(
        to,
        "a card of this partnership that is as old or older",
        "Name a file that is not there yet, or leave --out away: then the card goes to standard output.",
        |there| Ok(book.is_own_card(&String::from_utf8_lossy(there))?),
    )
}

fn card_json(card: &CardFile, to: Option<&Path>) -> Value {
    json!({
        "holds": true,
        "partnership": card.partnership,
        "root": card.root,
        "number": card.number,
        "issued": card.issued.to_string(),
        "certificates": card.certificates,
        "revocations": card.revocations,
        "words": card.words,
        "file": to.map(|to| to.display().to_string()),
        "text": if to.is_none() { Some(&card.text) } else { None },
    })
}

/// The text of a pack without faults.
fn pack(file: &Path) -> Result<String, Failure> {
    let text = String::from_utf8_lossy(&files::read(file)?).into_owned();
    let (text, _) = crate::casebook::desk::pack_text(&text)?;
    let (report, read) = crate::casebook::desk::check_pack(&text, &[]);
    if read.is_none() {
        let faults = counted(report.faults.len(), "fault", "faults");
        return Err(Failure::told(
            format!("The pack {} has {faults}, so it is not put on the card.", file.display()),
            "Run `accord pack check` on it and correct what it says.",
        ));
    }
    Ok(text)
}

/// The enrolment in a file or in a message, as it came.
fn enrolment(file: &Path) -> Result<String, Failure> {
    let bytes = files::read_message(file)?;
    file_in(&bytes, "member-enrolment").ok_or_else(|| {
        Failure::told(
            format!("There is no enrolment in {}.", file.display()),
            "Ask for the file that Accord makes under Settings, as an attachment; its name begins with \
             accord-enrolment.",
        )
    })
}

fn known(standing: Standing) -> String {
    let known = match standing {
        Standing::Own | Standing::Certified(Checked::CallBack) => "confirmed by call-back",
        Standing::Certified(Checked::InPerson) => "confirmed in person",
        Standing::Certified(Checked::Nothing) => "certified, not checked",
        Standing::Changed => "confirmed under another key: this one is blocked",
        Standing::Ended => "certificate ended",
        Standing::Revoked(_) => "revoked",
        Standing::NotConfirmed => "not confirmed",
    };
    format!("{known}{}", as_json::revoked_on(standing))
}

/// The way of checking that has this name.
pub fn checked(name: &str) -> Result<Checked, String> {
    Checked::named(name).ok_or_else(|| "Write call-back, in-person or none.".to_owned())
}

/// A day.
pub fn day(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| "Write it as 2028-11-30.".to_owned())
}
