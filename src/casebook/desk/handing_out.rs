//! What the desk hands out of what it holds: a dispute, sealed to those whom it is for.
//!
//! The one idea: *whom a file is for is said before there is a file.* Whoever orders one gets the names first and hands
//! them back; what anybody can read has another order, which asks for the reason and puts it into the record.

use super::backups::at_once;
use super::held::named;
use super::own::OwnCasebook;
use super::partnership::SHORTEST_NAME;
use super::trouble::DeskError;
use crate::casebook::views::{ExportFile, Signer};
use crate::vault::unlocked::Of;

/// Whom a file of a dispute is for, beside this desk.
#[derive(Clone, Debug, PartialEq)]
pub struct ForWhom {
    /// The dispute, by its whole id.
    pub dispute: String,
    /// People, and partnerships other than this desk's.
    pub others: Vec<Signer>,
    /// This desk's own partnership, where the file is for it too.
    desk: Option<String>,
}

impl OwnCasebook {
    /// The dispute whose id begins so, by its whole id.
    ///
    /// # Errors
    /// As [`Self::dispute`].
    pub fn named(&self, begin: &str) -> Result<String, DeskError> {
        at_once(async { Ok(named(&self.book.stored(Of::Every).await?, begin)?.0.clone()) })
    }

    /// Whom a file of the dispute whose id begins so is for: the holders of the keys that begin as one of these; without
    /// any, whoever signed an entry of it and is confirmed. Nobody is offered whose key was revoked.
    ///
    /// # Errors
    /// As [`Self::dispute`]; [`DeskError::NoSuchReader`]; [`DeskError::ForNobody`].
    pub fn for_whom(&self, begin: &str, keys: &[String]) -> Result<ForWhom, DeskError> {
        let dispute = self.named(begin)?;
        let mut readers = at_once(self.book.readers(&dispute))?;
        let own = self.keys.as_ref().map(|keys| keys.public.encryption.kid().0);
        let is_own = |who: &Signer| own.as_ref() == Some(&who.key);
        let desk = readers.iter().find(|reader| is_own(&reader.who)).map(|reader| reader.who.key.clone());
        readers.retain(|reader| !is_own(&reader.who));
        let mut others: Vec<Signer> = Vec::new();
        for begin in keys {
            let mut fit = readers.iter().filter(|reader| reader.who.key.starts_with(begin.as_str()));
            match (fit.next(), fit.next()) {
                (Some(reader), None) if begin.len() >= SHORTEST_NAME => {
                    if !others.contains(&reader.who) {
                        others.push(reader.who.clone());
                    }
                }
                _ => return Err(DeskError::NoSuchReader(begin.clone())),
            }
        }
        if keys.is_empty() {
            others = readers.into_iter().filter(|reader| reader.is_chosen).map(|reader| reader.who).collect();
        }
        if others.is_empty() { Err(DeskError::ForNobody) } else { Ok(ForWhom { dispute, others, desk }) }
    }

    /// Makes the signed file of a dispute, sealed to those and to this desk, which opened it again.
    ///
    /// # Errors
    /// [`DeskError::Casebook`].
    pub fn sealed_file(&self, to: &ForWhom) -> Result<ExportFile, DeskError> {
        let keys = to.others.iter().map(|who| &who.key).chain(&to.desk).cloned();
        Ok(at_once(async {
            let file = self.book.export_sealed(&to.dispute, &keys.collect::<Vec<String>>()).await?;
            self.book.verified_file(&file.text).await?;
            Ok::<_, crate::casebook::CasebookError>(file)
        })?)
    }

    /// Makes the signed file of a dispute that anybody can read who gets it. The reason is noted in the dispute before.
    ///
    /// # Errors
    /// [`DeskError::NoReason`]; [`DeskError::Casebook`].
    pub fn readable_file(&self, dispute: &str, reason: &str) -> Result<ExportFile, DeskError> {
        match reason.trim() {
            "" => Err(DeskError::NoReason),
            reason => Ok(at_once(self.book.export_readable(dispute, reason))?),
        }
    }

    /// Notes that a file of a dispute is where it was ordered to.
    ///
    /// # Errors
    /// [`DeskError::Casebook`].
    pub fn file_made(&self, dispute: &str, file: &ExportFile) -> Result<(), DeskError> {
        Ok(at_once(self.book.file_made(dispute, file))?)
    }
}
