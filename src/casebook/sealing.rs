//! A signed file, sealed to its recipients; and a sealed one, opened and held to what its author signed.
//!
//! The one idea: *a seal says nothing about who made it.* Whoever has a public key can seal to it, also a file that
//! was meant for somebody else. So what comes out is verified like any file, and its signed list must name the very
//! key that opened it.

use super::exchange::{READABLE, verified};
use super::partnership::Held;
use super::views::{Answers, ExportFile, Reader, Signer, Standing, Told};
use super::{Casebook, CasebookError};
use crate::bundle::{Bundle, BundleError, Recipient, Sealed, Verified};
use crate::clock::Clock;
use crate::dispute::event::{Author, Happening, Words};
use crate::identity::{Kid, Member, PublicKey};
use crate::json::Json;
use crate::vault::cipher::{AgreementKey, CipherError, seal_to};
use crate::vault::record::Bytes;
use crate::vault::unlocked::Unlocked;
use crate::words::{Word, forms, told as words};

/// The id of the form of a note.
const NOTE: &str = "note";
/// Its field.
const TEXT: &str = "text";

/// Why a sealed file is not taken in, or not made. Nothing of it is used.
#[derive(Clone, Debug, PartialEq)]
pub enum SealingError {
    /// It was sealed for other keys than this device's.
    ForOthers,
    /// Nobody's key is at hand: a desk command looks at it that opens no casebook.
    Closed,
    /// It was altered since it was sealed.
    Altered,
    /// Who signed it did not mean it for this device: somebody else sealed it on.
    SealedOn,
    /// A recipient's key cannot be used.
    NotAKey,
    /// The seal, or what is inside, is not as its format demands.
    File(Box<CasebookError>),
}

impl SealingError {
    /// What happened, and what to do.
    pub fn told(&self) -> Told {
        let (happened, to_do) = self.said();
        Told { happened, to_do: to_do.to_owned(), reasons: Vec::new() }
    }

    pub(super) fn said(&self) -> (String, &'static Word) {
        let (happened, to_do) = match self {
            Self::ForOthers => (words::SEALED_FOR_OTHERS, words::SEALED_FOR_OTHERS_DO),
            Self::Closed => (words::SEALED_CLOSED, words::SEALED_CLOSED_DO),
            Self::Altered => (words::SEALED_ALTERED, words::SEALED_ALTERED_DO),
            Self::SealedOn => (words::SEALED_ON, words::SEALED_ON_DO),
            Self::NotAKey => (words::NOT_A_KEY, words::NOT_A_KEY_DO),
            Self::File(error) => return error.said(),
        };
        (happened.to_owned(), to_do)
    }
}

impl From<SealingError> for CasebookError {
    fn from(error: SealingError) -> Self {
        match error {
            SealingError::File(error) => *error,
            other => Self::Seal(other),
        }
    }
}

impl Casebook {
    /// Whom a file of a dispute can be sealed to: whoever else signed an entry of it, for their key came with it; whoever
    /// else is certified, or sent their keys by themselves; and the partnerships whose cards are held. A key that the partnership revoked or blocks is left
    /// out. The file is for those who signed and for the partnerships that have the say in the dispute unless somebody says
    /// otherwise; once the card of one is held, not for one whom none confirms: anybody can slip an entry in.
    ///
    /// # Errors
    /// [`CasebookError::NoSuchDispute`], [`CasebookError::Vault`].
    pub async fn readers(&self, dispute: &str) -> Result<Vec<Reader>, CasebookError> {
        let (stored, id) = self.stored_of(dispute).await?;
        let events = stored.events.get(&id).map(Vec::as_slice).unwrap_or_default();
        let held = &stored.partnerships;
        let signed = |kid: &Kid| events.iter().any(|event| event.event().entry.author.0 == kid.0);
        let sent_keys = |kid: &Kid| stored.colleagues.contains(kid);
        let enrolled = stored.members.iter().map(Member::kid).filter(|kid| signed(kid) || sent_keys(kid));
        let certified = held.iter().flat_map(Held::certificates).map(|of| of.signing.kid());
        let known: Vec<Kid> = enrolled.chain(certified).collect();
        let mut readers: Vec<Reader> = Vec::new();
        let has_the_say = stored.record(&id, &self.own, self.now()).seen(&stored.packs, |seen| {
            let has_the_say = |held: &Held| held.has_the_say(Some(&seen.under.procedure), &stored.packs);
            let is_strict = held.iter().any(has_the_say);
            for kid in known {
                let who = seen.signer(&Author::from(&kid));
                let (counts, signed) = (who.standing.counts(), signed(&kid));
                let is_cut_off = matches!(who.standing, Standing::Revoked(_) | Standing::Changed);
                let is_there = readers.iter().any(|other| other.who.key == who.key);
                if kid != self.own && !is_there && !is_cut_off && (signed || counts || sent_keys(&kid)) {
                    readers.push(Reader { who, is_chosen: signed && (counts || !is_strict) });
                }
            }
            held.iter().map(has_the_say).collect::<Vec<bool>>()
        });
        for (held, is_chosen) in held.iter().zip(has_the_say) {
            let who = Signer { key: held.card.content().encryption.kid().0, ..held.signer() };
            readers.push(Reader { who, is_chosen });
        }
        Ok(readers)
    }

    /// Makes the signed file of a dispute, sealed to those of [`Self::readers`] with these keys, and to this device,
    /// so that whoever made it can open it too. As [`Self::export`] in everything else.
    ///
    /// # Errors
    /// As [`Self::export`], and [`CasebookError::Seal`].
    pub async fn export_sealed(
        &self,
        dispute: &str,
        readers: &[String],
    ) -> Result<ExportFile, CasebookError> {
        let (stored, id) = self.stored_of(dispute).await?;
        let chosen = |member: &&Member| member.kid() == self.own || readers.contains(&member.kid().0);
        let mut keys: Vec<PublicKey> = Vec::new();
        for member in stored.members.iter().filter(chosen) {
            if !keys.contains(&member.encryption) {
                keys.push(member.encryption);
            }
        }
        for held in &stored.partnerships {
            let own = held.card.content().encryption;
            let of_members = held.certificates().iter().map(|of| (of.signing.kid(), of.encryption));
            for (kid, key) in of_members.chain([(own.kid(), own)]) {
                if readers.contains(&kid.0) && !keys.contains(&key) {
                    keys.push(key);
                }
            }
        }
        let kids: Vec<Kid> = keys.iter().map(PublicKey::kid).collect();
        let file = self.signed_file(&stored, &id, &kids).await?;
        let text = sealed(&*self.clock, &file.text, &keys).await?;
        Ok(ExportFile { name: file.name.replace(READABLE, "-sealed.json"), text, ..file })
    }

    /// Makes the signed file of a dispute that anybody can read; the reason stands in the record before, once: made again
    /// before anything else is recorded, the file rests on the reason that stands. Where it could be sealed to nobody and the
    /// record or the device takes no entry, it is made all the same: it must leave the device. As [`Self::export`] in everything else.
    ///
    /// # Errors
    /// As [`Self::act`] and [`Self::export`].
    pub async fn export_readable(&self, dispute: &str, reason: &str) -> Result<ExportFile, CasebookError> {
        let note = forms::readable_file_note(reason.trim());
        // What is being written into the form of a note goes on: this is not it.
        let answers = Answers::from([(TEXT.to_owned(), vec![note.clone()])]);
        if self.stands_last(dispute, &note).await? {
            return self.export(dispute).await;
        }
        match self.act_ending(dispute, NOTE, &answers, &[]).await {
            Err(CasebookError::NoRoom(_) | CasebookError::Refused(_) | CasebookError::Vault(_))
                if self.readers(dispute).await?.is_empty() => {}
            noted => drop(noted?),
        }
        self.export(dispute).await
    }

    /// Whether a note of this device with these words is what a dispute was left with.
    async fn stands_last(&self, dispute: &str, note: &str) -> Result<bool, CasebookError> {
        let (stored, id) = self.stored_of(dispute).await?;
        Ok(stored.record(&id, &self.own, self.now()).seen(&stored.packs, |seen| {
            let (heads, last) = (&seen.history.heads, seen.history.placed.last());
            last.filter(|last| heads.len() == 1 && last.entry.author.0 == self.own.0).is_some_and(|last| {
                let Words::Said(words) = &last.words else { return false };
                let says = words.get(TEXT).and_then(Json::as_text);
                matches!(last.entry.happening, Happening::Noted {}) && says == Some(note)
            })
        }))
    }

    /// Reads and verifies a file of a dispute: a sealed one is opened first.
    ///
    /// # Errors
    /// [`CasebookError::Seal`], [`CasebookError::Bundle`]; nothing of the file is to be used then.
    pub(super) async fn verified_file(&self, file: &str) -> Result<Bundle<Verified>, CasebookError> {
        match Sealed::is_one(file) {
            true => Ok(opened(&self.vault, file).await?),
            false => verified(file.as_bytes()).await,
        }
    }
}

/// Seals a signed file to the encryption keys that its list names.
///
/// # Errors
/// [`SealingError::NotAKey`] where one of them is no key.
pub async fn sealed(clock: &dyn Clock, file: &str, to: &[PublicKey]) -> Result<String, SealingError> {
    let protected = Sealed::header();
    let made =
        seal_to(clock, to, protected.as_bytes(), file.as_bytes()).await.map_err(|error| match error {
            CipherError::DoesNotOpen => SealingError::NotAKey,
            other => platform(other),
        })?;
    let each = to.iter().zip(made.wrapped);
    let recipients =
        each.map(|(key, (ephemeral, wrapped))| Recipient { kid: key.kid(), ephemeral, wrapped }).collect();
    Ok(Sealed { protected, recipients, nonce: made.nonce.0, sealed: made.sealed }.to_text())
}

/// Opens a sealed file with the key of this vault, and verifies what is inside.
///
/// # Errors
/// [`SealingError`]; nothing of the file is to be used then.
pub async fn opened(vault: &Unlocked, file: &str) -> Result<Bundle<Verified>, SealingError> {
    let file = Sealed::read(file).map_err(inside)?;
    let own = vault.agreement_public_key().kid();
    opened_by(vault.agreement_key(), &own, &file).await
}

/// Opens it with a key whose public half has that name.
pub(super) async fn opened_by(
    key: &AgreementKey,
    own: &Kid,
    file: &Sealed,
) -> Result<Bundle<Verified>, SealingError> {
    let Some(Recipient { ephemeral, wrapped, .. }) = file.to(own) else {
        return Err(SealingError::ForOthers);
    };
    let opening = key.open(ephemeral, wrapped, Bytes(file.nonce), file.protected.as_bytes(), &file.sealed);
    let plain = opening.await.map_err(|error| match error {
        CipherError::DoesNotOpen => SealingError::Altered,
        other => platform(other),
    })?;
    let bundle = verified(&plain).await.map_err(|error| SealingError::File(Box::new(error)))?;
    if bundle.is_for(own) { Ok(bundle) } else { Err(SealingError::SealedOn) }
}

pub(super) fn inside(error: BundleError) -> SealingError {
    SealingError::File(Box::new(CasebookError::Bundle(error)))
}

fn platform(error: CipherError) -> SealingError {
    SealingError::File(Box::new(CasebookError::Vault(error.into())))
}
