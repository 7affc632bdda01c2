//! What the desk command asks: files, packs and cases, and a casebook of the desk's own in a folder.
//!
//! A file that is named is verified, looked at and forgotten; only `own.rs` keeps anything.

mod agencies;
mod backups;
mod by_card;
mod closed_days;
mod erasing;
mod explain;
mod handing_out;
mod held;
mod intake;
mod members;
mod mermaid;
mod missing;
mod own;
mod partnership;
mod parts;
mod receiving;
mod trouble;

use crate::ordered::Map;
use chrono::{DateTime, Utc};

use super::CasebookError;
use super::exchange::is_erased;
use super::issued::is_backup;
use super::packs::Packs;
use super::partnership::{Held, Partnership};
use super::sealing::SealingError;
use super::show::whole::Record;
use super::taking_in::signers;
use super::views::{
    CaseReport, DisputeView, FileReport, PackExplained, PackReport, RuleLine, Travel, Vouched,
};
use crate::bundle::{Bundle, BundleError, MAX_BYTES, Sealed, SignedCard, Verified};
use crate::calendar::{Calendar, Moment};
use crate::case;
use crate::clock::{Clock, SystemClock};
use crate::dispute::event::Author;
use crate::identity::Member;
pub use crate::identity::is_unseen;
pub use crate::mail::MOST_BYTES as MOST_BYTES_OF_MESSAGE;
pub use crate::mail::mbox::{Found, Mbox, is_mbox};
pub use crate::mail::reply::{Letter, is_address, letter};
use crate::procedure::pack::{Pack, extended, traced};
use crate::procedure::{ProcedureId, built_in_pack};
pub use agencies::{agency_named, unknown_agency};
pub use backups::{BackupHolds, MOST_BYTES_OF_BACKUP, look_through_backup};
use by_card::{signers_of_entries, unconfirmed};
pub use closed_days::{calendar_of_build, check_calendar, pack_text};
pub(in crate::casebook) use erasing::as_kept;
pub use erasing::write_anew;
pub use handing_out::ForWhom;
pub use intake::{LookedAt, file_in, files_of_format};
pub use members::Who;
pub use own::{
    Holds, Made, OwnCasebook, Shut, check_room, drawn_passphrase, is_casebook, make_casebook, name_of,
    profile,
};
pub use receiving::{Answer, Signing};
pub use trouble::DeskError;

/// No file of ours is larger: what exceeds this need not be read to its end.
pub const MOST_BYTES: usize = MAX_BYTES;

/// Reads and verifies a file.
fn verified(file: &[u8]) -> Result<Bundle<Verified>, CasebookError> {
    let read = Bundle::read(file).and_then(|file| file.verify().settled());
    read.map_err(|error| match (error, str::from_utf8(file)) {
        (BundleError::NotABundle, Ok(text)) if Sealed::is_one(text) => SealingError::Closed.into(),
        (BundleError::NotABundle, Ok(text)) if is_backup(text) => CasebookError::IsBackup,
        (error, _) => CasebookError::Bundle(error),
    })
}

/// Now, in London, by the machine's clock.
pub fn now() -> Moment {
    Moment::from_utc(SystemClock.now().naive_utc())
}

/// Packs that were brought, before those that come with the build.
#[derive(Debug)]
pub struct Shelf {
    packs: Packs,
    /// The closed days to reckon with.
    calendar: Calendar,
    /// The partnership whose word is taken, its register's receipts, and the moment.
    partnership: Option<(SignedCard, Vec<String>, DateTime<Utc>)>,
}

/// A pack that was read.
#[derive(Debug)]
pub struct Brought(Pack);

impl Brought {
    /// The pack of that id that comes with the build.
    pub fn built_in(id: &str) -> Option<Self> {
        built_in_pack(&ProcedureId::from(id)).map(Self)
    }

    /// Its id and its version.
    pub fn name(&self) -> (String, String) {
        let procedure = self.0.procedure();
        (procedure.id.to_string(), procedure.version.clone())
    }

    /// Every rule of the document with every part that carries it.
    pub fn rules(&self) -> Vec<RuleLine> {
        let line = |traced::Carried { rule, path, part, at, text }| RuleLine { rule, path, part, at, text };
        traced::carried(&self.0).into_iter().map(line).collect()
    }

    /// The pack in plain English.
    pub fn explained(&self) -> PackExplained {
        explain::explain(&self.0)
    }
}

impl Shelf {
    /// These before those that come with the build; of the same id the first counts.
    pub fn new(brought: Vec<Brought>) -> Self {
        let packs = Packs::with(brought.into_iter().map(|Brought(pack)| pack).collect());
        Self { packs, calendar: Calendar::england_and_wales(), partnership: None }
    }

    /// The same, reckoning with another calendar.
    pub fn with_calendar(self, calendar: Calendar) -> Self {
        Self { calendar, ..self }
    }

    /// Runs a case.
    pub fn run(&self, case: &str) -> CaseReport {
        let outcome = case::run(case, |id| Some(self.packs.named(id.as_str())?.procedure()), &self.calendar);
        let difference = |difference: case::Difference| {
            let place = match (difference.step, difference.on.as_str()) {
                (0, _) => "the case".to_owned(),
                (step, "") => format!("step {step}"),
                (step, on) => format!("step {step} on {on}"),
            };
            (place, difference.expected, difference.came)
        };
        CaseReport {
            id: outcome.id,
            title: outcome.title,
            differences: outcome.differences.into_iter().map(difference).collect(),
        }
    }

    /// Verifies a file and says who signed what.
    ///
    /// # Errors
    /// [`CasebookError::Bundle`] says what does not hold.
    pub fn verify(&self, file: &[u8], now: Moment) -> Result<FileReport, CasebookError> {
        let file = verified(file)?;
        self.look(&file, now, |seen| {
            let by_card = self.partnership.as_ref().map(|_| seen.timeline());
            FileReport {
                dispute: seen.dispute(),
                title: seen.sight.title(),
                exported: Moment::from_utc(file.exported().naive_utc()),
                exporter: seen.signer(&Author::from(file.exporter())),
                entries: file.events().len(),
                pending: seen.history.pending.len(),
                forked: seen.history.forked().iter().map(|ends| seen.signer(&ends[0].entry.author)).collect(),
                without_words: file.events().iter().filter(|event| is_erased(event)).count(),
                signers: match &by_card {
                    Some(entries) => signers_of_entries(entries),
                    None => signers(&file, |author| seen.signer(author)),
                },
                unconfirmed: by_card.as_deref().map(unconfirmed),
                standpoint: seen.standpoint(),
            }
        })
    }

    /// Verifies a file and shows its dispute as it stands at a moment.
    ///
    /// # Errors
    /// [`CasebookError::Bundle`] says what does not hold.
    pub fn show(&self, file: &[u8], now: Moment) -> Result<DisputeView, CasebookError> {
        let file = verified(file)?;
        self.look(&file, now, |seen| seen.view())
    }

    fn look<T>(
        &self,
        file: &Bundle<Verified>,
        now: Moment,
        look: impl FnOnce(&super::show::whole::Seen<'_>) -> T,
    ) -> Result<T, CasebookError> {
        let (mut held, mut receipts, mut at) = (Vec::new(), &Vec::new(), DateTime::default());
        if let Some((card, of_register, moment)) = &self.partnership {
            let brought =
                file.of_partnership(&card.content().root).settled().map_err(CasebookError::Bundle)?;
            let mut own = Held::new(card.clone());
            own.take_in(&brought);
            held.push(own);
            (receipts, at) = (of_register, *moment);
        }
        let came = |event: &crate::bundle::SignedEvent| (event.event().id.clone(), Travel::Imported);
        let travel: Map<_, _> = file.events().iter().map(came).collect();
        let members: Vec<Member> =
            file.enrolments().iter().map(|enrolment| enrolment.content().clone()).collect();
        let record = Record {
            events: file.events(),
            travel: &travel,
            members: &members,
            partnership: Partnership::new(&held, receipts, file.events(), at),
            own: None,
            agency: None,
            calendar: &self.calendar,
            unread: 0,
            lost: String::new(),
            gone: 0,
            recounts: &[],
            now,
        };
        let mut packs = self.packs.clone();
        file.procedures().iter().for_each(|pack| packs.carried(&pack.content().text));
        Ok(record.seen(&packs, look))
    }
}

/// Reads a pack and says everything that is wrong with it. One that extends another is made whole
/// from these texts beside it or from a pack that comes with the build.
pub fn check_pack(text: &str, beside: &[&str]) -> (PackReport, Option<Brought>) {
    let read = extended::read_beside(text, beside);
    let noted = match &read {
        Ok(pack) => pack.notices(),
        Err(faulty) => &faulty.notices,
    };
    let notices = noted.iter().map(|notice| (notice.path.clone(), notice.what.clone())).collect();
    let report = |name: Option<(String, String)>, faults| {
        let (id, version) = name.unzip();
        PackReport { id, version, vouched: Vouched::Unsigned, faults, notices }
    };
    match read {
        Ok(pack) => {
            let brought = Brought(pack);
            (report(Some(brought.name()), Vec::new()), Some(brought))
        }
        Err(faulty) => {
            let faults = faulty.faults.into_iter().map(|fault| (fault.path, fault.what)).collect();
            (report(None, faults), None)
        }
    }
}
