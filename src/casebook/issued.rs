//! Files that are opened: a dispute, or something that is issued for everybody, signed or not.
//!
//! The one idea: *one door for every file.* A person need not know what they were sent; the file says
//! it, and what it would change is shown before anything is stored.

use super::attached::{all_attached, attached};
use super::proof::proven;
use super::show::signers::signer_of;
use super::views::{ExportFile, Opened, Refused, TakenIn, Vouched};
use super::{Casebook, CasebookError};
use crate::bundle::{self, CarriedCalendar, Enrolment, Held, SignedText};
use crate::identity::Kid;
use crate::json::walk::Fault;
use crate::vault::unlocked::Of;

/// No more faults than these are shown of a file.
const MOST_FAULTS: usize = 100;

/// What a file says that it is.
enum Kind {
    Backup,
    Dispute,
    SignedText,
    Calendar,
    Pack,
    Card,
    Receipt,
    Enrolment,
}

/// A text that is issued for everybody.
pub(super) struct Issued {
    /// What its author wrote.
    pub text: String,
    /// The same as somebody signed it.
    pub signed: Option<SignedText>,
}

impl Issued {
    /// Who signed it.
    pub fn signer(&self) -> Option<&Enrolment> {
        self.signed.as_ref().map(|signed| &signed.signer)
    }
}

/// Something that is issued for everybody, by what it is.
pub(super) enum ForAll {
    Calendar(Issued),
    Pack(Issued),
}

/// Each file in a message that was saved whole, or in a pasted text, to be opened by itself; a text without any as it is.
/// The receipts stay together, as the answer that brings them does.
pub fn files_in(text: &str) -> Vec<String> {
    let (receipts, mut files): (Vec<_>, Vec<_>) =
        all_attached(text).into_iter().partition(|file| is_receipt(file));
    if !receipts.is_empty() {
        files.push(receipts.join("\n"));
    }
    files
}

impl Casebook {
    /// Opens a file of any kind, or the first one in a message that was saved whole, and says what taking it in would change. Stores nothing.
    ///
    /// # Errors
    /// [`CasebookError::Bundle`] and [`CasebookError::Faulty`] say what is wrong with the file.
    pub async fn open(&self, file: &str) -> Result<Opened, CasebookError> {
        let (whole, file) = (file, &*attached(file));
        Ok(match for_all(file).await? {
            None if is_card(file) => Opened::Card(self.preview_card(file).await?),
            None if is_receipt(file) => Opened::Receipts(self.preview_receipts(&receipts_in(whole)).await?),
            None if is_enrolment(file) => Opened::Colleague(self.preview_colleague(file).await?),
            None => Opened::Dispute(self.preview_import(file).await?),
            Some(ForAll::Calendar(issued)) => Opened::Calendar(self.preview_calendar(&issued).await?),
            Some(ForAll::Pack(issued)) => Opened::Pack(self.preview_pack(&issued).await?),
        })
    }

    /// Takes in what [`Self::open`] showed, all of it or nothing.
    ///
    /// # Errors
    /// As [`Self::open`], [`CasebookError::NotLater`], [`CasebookError::NotCompared`], and [`CasebookError::Vault`].
    pub async fn take_in_file(&self, file: &str) -> Result<TakenIn, CasebookError> {
        let (whole, file) = (file, &*attached(file));
        match for_all(file).await? {
            None if is_card(file) => self.take_later_card(file).await.map(|()| TakenIn::Card),
            None if is_receipt(file) => self.take_receipts(&receipts_in(whole)).await.map(TakenIn::Receipt),
            None if is_enrolment(file) => self.take_colleague(file).await.map(|()| TakenIn::Colleague),
            None => self.commit_import(file).await.map(TakenIn::Dispute),
            Some(ForAll::Calendar(issued)) => {
                self.take_calendar(&issued).await?;
                Ok(TakenIn::Calendar)
            }
            Some(ForAll::Pack(issued)) => {
                self.take_pack(&issued).await?;
                Ok(TakenIn::Pack)
            }
        }
    }

    /// Signs a text that is issued for everybody with the key of this device, as a file to hand on.
    ///
    /// # Errors
    /// As [`Self::open`], and [`CasebookError::NoProfile`].
    pub async fn sign_for_all(&self, file: &str) -> Result<ExportFile, CasebookError> {
        let Some(issued) = for_all(file).await? else { return Err(CasebookError::NothingToSign) };
        let stored = self.stored(Of::Nothing).await?;
        let own = stored.enrolments.iter().find(|enrolment| enrolment.content().kid() == self.own);
        let signer = own.cloned().ok_or(CasebookError::NoProfile)?;
        let signed = self.clock.now();
        let (name, held) = match issued {
            ForAll::Calendar(Issued { text, .. }) => {
                let unsigned = bundle::calendar(CarriedCalendar { text, signed }, &self.own);
                let signature = self.vault.sign(&unsigned.signing_input()).await?;
                ("calendar", Held::Calendar(unsigned.with_signature(signature)))
            }
            ForAll::Pack(Issued { text, .. }) => {
                ("procedure", Held::Procedure(self.signed_pack(text).await?))
            }
        };
        let day = self.now().date();
        Ok(ExportFile {
            name: format!("accord-{name}-{day}.json"),
            text: SignedText { signer, held }.to_text(),
            entries: Vec::new(),
        })
    }
}

/// Who vouches for a text, as far as the holder of the key `own` knows them; the desk holds none.
pub(super) fn vouched(signer: Option<&Enrolment>, own: Option<&Kid>) -> Vouched {
    signer.map_or(Vouched::Unsigned, |signer| Vouched::Signed(signer_of(signer.content(), own)))
}

/// What a file holds, if it is issued for everybody; none where it is a dispute, or nothing of ours.
async fn for_all(file: &str) -> Result<Option<ForAll>, CasebookError> {
    match kind(file) {
        Kind::SignedText => Ok(Some(proven(SignedText::read(file)).await?.into())),
        other => unsigned(other, file),
    }
}

/// The same where cryptography answers at once.
#[cfg(feature = "desk")]
pub(super) fn for_all_at_once(file: &str) -> Result<Option<ForAll>, CasebookError> {
    match kind(file) {
        Kind::SignedText => {
            let signed = SignedText::read(file).settled().map_err(CasebookError::Bundle)?;
            Ok(Some(signed.into()))
        }
        other => unsigned(other, file),
    }
}

fn unsigned(kind: Kind, file: &str) -> Result<Option<ForAll>, CasebookError> {
    let for_all = match kind {
        Kind::Calendar => ForAll::Calendar,
        Kind::Pack => ForAll::Pack,
        Kind::Backup => return Err(CasebookError::IsBackup),
        Kind::Dispute | Kind::SignedText | Kind::Card | Kind::Receipt | Kind::Enrolment => {
            return Ok(None);
        }
    };
    let text = unquoted(file);
    if is_broken(&text) {
        Err(CasebookError::Broken)
    } else {
        Ok(Some(for_all(Issued { text, signed: None })))
    }
}

/// The text without what mail puts around it: words before and after, quoting, its own line ends. There
/// is no signature that would tell a guess from the text, so nothing else is mended.
fn unquoted(file: &str) -> String {
    let (start, end) = (file.find('{').unwrap_or(0), file.rfind('}').map_or(file.len(), |last| last + 1));
    let is_bare = file[..start].trim().is_empty() && file[end.max(start)..].trim().is_empty();
    if is_bare {
        return file.replace("\r\n", "\n");
    }
    let mut text = String::new();
    for line in file[start..end.max(start)].lines() {
        text += behind_marks(line);
        text += "\n";
    }
    text
}

/// A line without the marks of quoting in front of it, and the one space behind each.
fn behind_marks(mut line: &str) -> &str {
    while let Some(rest) = line.strip_prefix('>') {
        line = rest.strip_prefix(' ').unwrap_or(rest);
    }
    line
}

/// Whether a line ends in the middle of a text: JSON has no such text, a mail program breaks lines so.
fn is_broken(json: &str) -> bool {
    let (mut inside, mut escaped) = (false, false);
    for character in json.chars() {
        match character {
            '\n' if inside => return true,
            '"' if !escaped => inside = !inside,
            _ => {}
        }
        escaped = inside && character == '\\' && !escaped;
    }
    false
}

impl From<SignedText> for ForAll {
    fn from(signed: SignedText) -> Self {
        match &signed.held {
            Held::Calendar(calendar) => {
                let text = calendar.content().text.clone();
                Self::Calendar(Issued { text, signed: Some(signed) })
            }
            Held::Procedure(pack) => {
                let text = pack.content().text.clone();
                Self::Pack(Issued { text, signed: Some(signed) })
            }
        }
    }
}

fn kind(file: &str) -> Kind {
    let lines = file.lines().map(behind_marks);
    let squeezed: String = lines.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect();
    let is = |format: &str| squeezed.contains(&["\"format\":\"", format, "/"].concat());
    if is("vault-backup") {
        Kind::Backup
    } else if is("signed-text") {
        Kind::SignedText
    } else if is("calendar") {
        Kind::Calendar
    } else if is("procedure") {
        Kind::Pack
    } else if is("partnership-card") {
        Kind::Card
    } else if is("dispute-receipt") {
        Kind::Receipt
    } else if is("member-enrolment") {
        Kind::Enrolment
    } else {
        Kind::Dispute
    }
}

fn is_card(file: &str) -> bool {
    matches!(kind(file), Kind::Card)
}

fn is_enrolment(file: &str) -> bool {
    matches!(kind(file), Kind::Enrolment)
}

fn is_receipt(file: &str) -> bool {
    matches!(kind(file), Kind::Receipt)
}

/// The receipts of a message that was saved whole: an answer brings several, each attached by itself.
fn receipts_in(message: &str) -> Vec<String> {
    all_attached(message).into_iter().filter(|file| is_receipt(file)).collect()
}

/// Whether a file says that it is a backup.
#[cfg(feature = "desk")]
pub(super) fn is_backup(file: &str) -> bool {
    matches!(kind(file), Kind::Backup)
}

/// Every fault of a file as a reason.
pub(super) fn reasons(faults: &[Fault]) -> Vec<Refused> {
    let reason =
        |fault: &Fault| Refused { code: "fault".to_owned(), say: fault.to_string(), ask: None, duty: None };
    faults.iter().take(MOST_FAULTS).map(reason).collect()
}
