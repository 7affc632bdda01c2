//! What comes into the desk's casebook by mail: message after message, file after file.
//!
//! The one idea: *a message is looked at, and stays as it is.* Each file that stands in one goes through the door
//! through which a person would bring it ([`crate::casebook::Casebook::commit_import`]), in a transaction of its
//! own. Nothing is kept about what was looked at: looked at again, a message brings nothing new. So whoever is
//! stopped begins anew, and comes to the same end.

use super::backups::at_once;
use super::own::OwnCasebook;
use super::receiving::Answer;
use super::trouble::DeskError;
use crate::bundle::BundleError;
use crate::casebook::CasebookError;
use crate::casebook::sealing::SealingError;
use crate::casebook::views::{Imported, Told};
use crate::mail::content::{File, Files, MOST_FILES, Wrapping, files_in, wrapping};
use crate::mail::{self, MOST_BYTES, MOST_LEVELS, MOST_PARTS, Mail, Unread};

/// What was found in a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LookedAt {
    /// Who sent it, as it says.
    pub from: Option<String>,
    /// On which day, as it says.
    pub day: Option<String>,
    /// What goes back for what was taken in from it.
    pub answer: Answer,
    /// What became of each file of ours in it, in their order.
    pub files: Vec<Result<Imported, Told>>,
    /// How many more are sealed, for other people than this desk.
    pub for_others: usize,
    /// How many files of ours were left out, for there are more than are worked on.
    pub left_out: usize,
    /// Where somebody asks in it to be confirmed, and is not: what to do.
    pub asks: Option<Told>,
    /// Where no file of it was taken in or refused: why it is left.
    pub left: Option<Told>,
}

/// What a file says that it is.
#[derive(Clone, Copy)]
enum Kind {
    Dispute,
    Backup,
    Calendar,
    Procedure,
    Issued,
    Enrolment,
    Card,
    Receipt,
}

/// What is said where a person need do nothing.
const NOTHING_TO_DO: &str = "Nothing is to be done here.";

/// What each file says of itself, without white space.
fn marks() -> [(String, Kind); 9] {
    let format = |name: &str| format!("\"format\":\"{name}/");
    [
        (format("dispute-bundle"), Kind::Dispute),
        // A sealed file says what it is under its seal alone; this member no other of ours has.
        ("\"ciphertext\":\"".to_owned(), Kind::Dispute),
        (format("vault-backup"), Kind::Backup),
        (format("calendar"), Kind::Calendar),
        (format("procedure"), Kind::Procedure),
        (format("signed-text"), Kind::Issued),
        (format("member-enrolment"), Kind::Enrolment),
        (format("partnership-card"), Kind::Card),
        (format("dispute-receipt"), Kind::Receipt),
    ]
}

impl OwnCasebook {
    /// Looks at a message, or at a file, and takes in what of ours stands in it. Twice is as once.
    ///
    /// # Errors
    /// [`DeskError::Casebook`] where the casebook itself does not do as asked: whoever goes on would find the same
    /// with the next message. What is wrong with a message is no error.
    pub fn take_in(&self, bytes: &[u8]) -> Result<LookedAt, DeskError> {
        if bytes.len() > MOST_BYTES {
            return Ok(LookedAt { left: Some(Self::too_large()), ..LookedAt::default() });
        }
        let Mail { from, day, answer_to: to, id, parts } = match mail::is_message(bytes) {
            true => match mail::read(bytes) {
                Ok(mail) => mail,
                Err(Unread::Broken) => Mail::default(),
                Err(why) => return Ok(LookedAt { left: Some(unread(why)), ..LookedAt::default() }),
            },
            false => Mail::default(),
        };
        let kinds = marks();
        let marks = kinds.each_ref().map(|(says, _)| says.as_str());
        let Files { found, left_out } = files_of(bytes, &parts, &marks);
        let left_out = left_out.len();
        let mut files = Vec::with_capacity(found.len());
        let mut answer = Answer { to, id, ..Answer::default() };
        let (mut for_others, mut asks, mut no_dispute) = (0, None, None);
        for File { mark, text } in found {
            match kinds[mark].1 {
                Kind::Enrolment if self.is_settled(&text)? => no_dispute = Some(settled()),
                Kind::Enrolment => asks = Some(asking()),
                Kind::Card => no_dispute = Some(a_card()),
                Kind::Receipt => no_dispute = Some(a_receipt()),
                kind => match self.taken(kind, &text, &mut answer)? {
                    Err((_, Why::ForOthers)) => for_others += 1,
                    became => files.push((became, text)),
                },
            }
        }
        let files: Vec<_> =
            without_twins(files).into_iter().map(|became| became.map_err(|(told, _)| told)).collect();
        let left = files.is_empty().then(|| {
            let sealed = (for_others > 0).then(sealed_for_others);
            asks.clone().or(sealed).or(no_dispute).unwrap_or_else(|| {
                let wrapped = parts.iter().map(Vec::as_slice).chain([bytes]).find_map(wrapping);
                nothing(wrapped)
            })
        });
        Ok(LookedAt { from, day, answer, files, for_others, left_out, asks, left })
    }

    /// What is said of a message that is larger than any that is read.
    pub fn too_large() -> Told {
        unread(Unread::TooLarge)
    }

    /// What is said of a folder among mailboxes that is none.
    pub fn no_mailbox() -> Told {
        told(
            "This folder within the Maildir is no mailbox; nothing in it was looked at.".to_owned(),
            "If mail lies in it, name it as a source of its own.",
        )
    }

    fn taken(&self, kind: Kind, text: &str, answer: &mut Answer) -> Result<Became, DeskError> {
        let refused = |happened: &str, to_do: &str| Ok(Err((told(happened.to_owned(), to_do), Why::Other)));
        match kind {
            Kind::Dispute => match at_once(self.take_in_file(text, answer)) {
                Ok(imported) => Ok(Ok(imported)),
                Err(error @ CasebookError::Vault(_)) => Err(error.into()),
                Err(error @ CasebookError::Bundle(BundleError::Truncated | BundleError::Malformed(..))) => {
                    Ok(Err((error.told(), Why::Broken)))
                }
                Err(error @ CasebookError::Seal(SealingError::ForOthers)) => {
                    Ok(Err((error.told(), Why::ForOthers)))
                }
                Err(error) => Ok(Err((error.told(), Why::Other))),
            },
            Kind::Backup => refused(
                "This is a backup of a casebook, not a file of a dispute.",
                "Ring the sender: it belongs to them alone. `accord backup show` looks into one of your own.",
            ),
            Kind::Calendar => refused(
                "This is a calendar of closed days; none is taken over from mail by itself.",
                "Save it, and look at it with `accord calendar check`.",
            ),
            Kind::Procedure => refused(
                "This is a procedure; none is taken over from mail by itself.",
                "Save it, and look at it with `accord pack check`.",
            ),
            Kind::Enrolment | Kind::Card | Kind::Receipt | Kind::Issued => refused(
                "This is a signed calendar or procedure; none is taken over from mail by itself.",
                "Save it, and look at it with `accord calendar check` or `accord pack check`.",
            ),
        }
    }
}

impl LookedAt {
    /// What is said where it holds more files than are worked on.
    pub fn more(&self) -> Option<Told> {
        let (were, them) = if self.left_out == 1 { ("file was", "it") } else { ("files were", "them") };
        (self.left_out > 0).then(|| {
            told(
                format!(
                    "{} more {were} found in it and left out: of one text or attachment, {MOST_FILES} are taken in.",
                    self.left_out
                ),
                &format!("Save {them} as files in a folder and take that in, or ask the sender for {them} in another message."),
            )
        })
    }
}

/// The files with one of these marks in a message and its parts.
fn files_of(bytes: &[u8], parts: &[Vec<u8>], marks: &[&str]) -> Files {
    let mut files = Files::default();
    // Where the parts hold nothing, or there are none, the whole is looked at as it came.
    for part in parts.iter().map(Vec::as_slice).chain([bytes]) {
        if std::ptr::eq(part, bytes) && !files.found.is_empty() {
            break;
        }
        files.join(files_in(part, marks));
    }
    files.settle();
    files
}

/// The first file of that format in a message, or in a file as it came.
pub fn file_in(bytes: &[u8], format: &str) -> Option<String> {
    files_of_format(bytes, format).into_iter().next()
}

/// Every file of that format in a message, or in a file as it came.
pub fn files_of_format(bytes: &[u8], format: &str) -> Vec<String> {
    let parts = match mail::is_message(bytes) {
        true => mail::read(bytes).map(|mail| mail.parts).unwrap_or_default(),
        false => Vec::new(),
    };
    let mark = format!("\"format\":\"{format}/");
    let Files { found, left_out } = files_of(bytes, &parts, &[&mark]);
    found.into_iter().chain(left_out).map(|file| file.text).collect()
}

fn asking() -> Told {
    told(
        "It is an enrolment: somebody asks to be confirmed.".to_owned(),
        "Give the message to `accord desk enrol`, which shows whom to ring and which words to compare.",
    )
}

fn settled() -> Told {
    told(
        "It is an enrolment, of somebody whom the partnership has confirmed or whose key it has revoked."
            .to_owned(),
        NOTHING_TO_DO,
    )
}

fn a_card() -> Told {
    told("It is a partnership's card, for the devices of members.".to_owned(), NOTHING_TO_DO)
}

fn a_receipt() -> Told {
    told("It is a receipt of a register, for whoever sent the dispute.".to_owned(), NOTHING_TO_DO)
}

fn sealed_for_others() -> Told {
    told(
        "It was sealed for other people than this desk.".to_owned(),
        "Nothing is to be done, unless it was to come in here: then ask the sender to seal it for the partnership too.",
    )
}

/// What became of a file.
type Became = Result<Imported, (Told, Why)>;

/// Why a file was refused.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    /// It is not whole, or not as the format has it: a program did that.
    Broken,
    /// It is sealed, for other people.
    ForOthers,
    /// Anything else; somebody may have altered it.
    Other,
}

/// A file may stand in a message twice, once as text and once as a page that broke it. A broken one that begins as
/// one that was taken is such a twin: what stands there first is signed, and says when the file was made.
fn without_twins(files: Vec<(Became, String)>) -> Vec<Became> {
    const ENOUGH: usize = 400;
    let begin = |text: &str| text.chars().take(ENOUGH).collect::<String>();
    let taken: Vec<String> =
        files.iter().filter(|(became, _)| became.is_ok()).map(|(_, text)| begin(text)).collect();
    let is_twin = |(became, text): &(Became, String)| {
        became.as_ref().is_err_and(|(_, why)| *why == Why::Broken) && taken.contains(&begin(text))
    };
    files.into_iter().filter(|file| !is_twin(file)).map(|(became, _)| became).collect()
}

fn told(happened: String, to_do: &str) -> Told {
    Told { happened, to_do: to_do.to_owned(), reasons: Vec::new() }
}

fn unread(why: Unread) -> Told {
    const ASK: &str =
        "If a file of Accord is in it, ask for that alone; or save it in a folder and take that in.";
    match why {
        Unread::TooLarge => {
            told(format!("It is larger than {} MB and was not looked into.", MOST_BYTES / 1_000_000), ASK)
        }
        Unread::TooManyParts => {
            told(format!("It has more than {MOST_PARTS} parts and was not looked into."), ASK)
        }
        Unread::TooDeep => told(
            format!(
                "It holds messages within messages, more than {MOST_LEVELS} deep, and was not looked into."
            ),
            ASK,
        ),
        Unread::Broken => told("It cannot be read as a message.".to_owned(), ASK),
    }
}

/// What is said of a message that holds nothing of ours.
fn nothing(wrapped: Option<Wrapping>) -> Told {
    match wrapped {
        None => told(
            "No file of Accord is in it.".to_owned(),
            "Nothing is to be done, unless one was to be in it: then ask the sender for it as an attachment.",
        ),
        Some(Wrapping::Packed) => told(
            "No file of Accord is in it, but files packed into one, which are not looked into.".to_owned(),
            "Unpack them into a folder and take that in, or ask the sender for the file itself.",
        ),
        Some(Wrapping::OwnFormat) => told(
            "No file of Accord was found in it; it is in the own format of a mail program.".to_owned(),
            "Open it there, save what is attached in a folder, and take that in.",
        ),
        Some(Wrapping::Encrypted) => told(
            "It is an encrypted message, which cannot be read here.".to_owned(),
            "Open it in your mail program, save what is attached in a folder, and take that in.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::bundle::Export;
    use crate::casebook::sealing::sealed;
    use crate::casebook::views::{Answers, Profile};
    use crate::casebook::{Casebook, Opening};
    use crate::clock::ScriptedClock;
    use crate::dispute::event::EventId;
    use crate::identity::Kid;
    use crate::vault::Memory;
    use crate::vault::stretch::InThisThread;
    use chrono::DateTime;

    fn book(series: u64) -> Casebook {
        let clock = Rc::new(ScriptedClock::at(DateTime::UNIX_EPOCH).with_series(series));
        let device = Opening { vault: Rc::new(Memory::default()), stretch: Rc::new(InThisThread), clock };
        let said = |word: &str| word.to_owned();
        let profile = Profile {
            name: said("A"),
            role: said("B"),
            agency: said("school"),
            procedure: Some(said("havering")),
        };
        at_once(Casebook::create(&device, "copper meadow lantern", &profile)).expect("a casebook").0
    }

    /// A dispute of this casebook, signed for these keys and sealed for that casebook.
    fn sealed_file(from: &Casebook, meant: &[Kid], to: &Casebook) -> String {
        at_once(async {
            let said = |id: &str, value: &str| (id.to_owned(), vec![value.to_owned()]);
            let answers = Answers::from_iter([
                said("raising", "school"),
                said("other", "childrens-social-care"),
                said("grounds", "levels-of-need"),
                said("children", "A"),
                said("children.A.looked-after", "no"),
                said("text", "We think that the threshold is met"),
            ]);
            let view = from.begin("havering", "inter-agency", "open", &answers).await.expect("a dispute");
            let (stored, id) = from.stored_of(&view.id).await.expect("stored");
            let at = from.clock.now();
            let (exporter, enrolments, events) =
                (&from.own, &stored.enrolments, &stored.events[&EventId(id.0)]);
            let list =
                Export { at, exporter, enrolments, of_members: &[], procedures: &[], to: meant, events }
                    .unsigned()
                    .expect("a list");
            let signature = from.vault.sign(&list.signing_input()).await.expect("signed");
            let text = list.with_signature(signature).to_text().expect("a file");
            sealed(&*from.clock, &text, &[*to.vault.agreement_public_key()]).await.expect("sealed")
        })
    }

    #[test]
    fn what_was_sealed_for_the_desk_is_opened_and_what_was_sealed_on_is_not() {
        let (school, desk) = (book(1), OwnCasebook { book: book(2), keys: None });
        let own = desk.book.vault.agreement_public_key().kid();
        let message = |file: &str| format!("From: a@b.example\n\nHere:\n\n{file}\n\nRegards\n");
        let meant = sealed_file(&school, &[own], &desk.book);
        let seen = desk.take_in(message(&meant).as_bytes()).expect("looked at");
        assert!(matches!(seen.files.as_slice(), [Ok(Imported { added: 1, .. })]), "{seen:?}");
        let sealed_on = sealed_file(&school, &[], &desk.book);
        let seen = desk.take_in(message(&sealed_on).as_bytes()).expect("looked at");
        let [Err(told)] = seen.files.as_slice() else { panic!("{seen:?}") };
        assert!(told.happened.contains("somebody else sealed it on"), "{told:?}");
    }
}
