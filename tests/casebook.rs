//! The whole road on the memory vault: two people, two casebooks, one dispute.

mod at_once;
mod backup;
mod brought_back;
mod calendars;
mod colleagues;
mod confirmed;
mod contacts;
mod counted;
mod crowded;
mod damaged;
mod door;
mod drafts;
mod exchange;
mod faults;
mod forked;
mod forms;
mod guide;
mod header_gone;
mod kept;
mod late;
mod limits;
mod lost;
mod mailed;
mod neighbours;
mod overview;
mod paper;
mod partnerships;
mod procedures;
mod record;
mod recorded;
mod sealed;
mod set_back;
mod taking_back;
mod versions;

use std::rc::Rc;

use accord::calendar::Moment;
use accord::casebook::picture::picture;
use accord::casebook::reminders::reminders;
use accord::casebook::views::*;
use accord::casebook::{Casebook, CasebookError, Opening, Presence, Secret};
use accord::clock::ScriptedClock;
use accord::vault::record::{Cost, Salt};
use accord::vault::stretch::{KeyBytes, Stretch};
use accord::vault::{Change, Memory, Pending, Sealed, Store, Vault, VaultError, Write};
use chrono::{DateTime, TimeDelta};
use pollster::block_on;

/// Stretches nothing: these tests are about what stands behind the lock.
struct Quick;

impl Stretch for Quick {
    fn stretch<'a>(&'a self, passphrase: &'a str, salt: Salt, _: Cost) -> Pending<'a, KeyBytes> {
        let mut key = KeyBytes::default();
        for (index, byte) in passphrase.bytes().chain(salt.0).enumerate() {
            key[index % 32] = key[index % 32].wrapping_mul(31).wrapping_add(byte);
        }
        Box::pin(async move { Ok(key) })
    }
}

/// A person at a device.
struct Desk {
    device: Opening,
    clock: Rc<ScriptedClock>,
    book: Casebook,
    code: String,
}

impl Desk {
    fn new(name: &str, agency: &str, series: u64) -> Self {
        let at = DateTime::parse_from_rfc3339("2026-11-16T09:30:00Z").expect("a time").to_utc();
        let clock = Rc::new(ScriptedClock::at(at).with_series(series));
        let device =
            Opening { vault: Rc::new(Memory::default()), stretch: Rc::new(Quick), clock: clock.clone() };
        let profile = Profile {
            name: name.into(),
            role: "Practitioner".into(),
            agency: agency.into(),
            procedure: Some("havering".into()),
        };
        let (book, code) =
            block_on(Casebook::create(&device, "five plain words", &profile)).expect("a casebook");
        Self { device, clock, book, code }
    }

    fn opens(&self) -> DisputeView {
        let answers = answers(&[
            ("raising", &["school"]),
            ("other", &["childrens-social-care"]),
            ("grounds", &["levels-of-need"]),
            ("children", &["A"]),
            ("children.A.looked-after", &["yes"]),
            ("text", &["We think that the threshold is met"]),
        ]);
        block_on(self.book.begin("havering", "inter-agency", "open", &answers)).expect("a dispute")
    }

    fn acts(&self, dispute: &str, action: &str, given: &[(&str, &[&str])]) -> DisputeView {
        block_on(self.book.act(dispute, action, &answers(given)))
            .unwrap_or_else(|error| panic!("{action}: {error:?}"))
    }

    fn sees(&self, dispute: &str) -> DisputeView {
        block_on(self.book.dispute(dispute)).expect("a dispute")
    }

    fn hands_over(&self, dispute: &str) -> ExportFile {
        let file = block_on(self.book.export(dispute)).expect("a file");
        block_on(self.book.file_made(dispute, &file)).expect("noted");
        file
    }
}

fn answers(given: &[(&str, &[&str])]) -> Answers {
    let owned = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    given.iter().map(|(id, values)| ((*id).to_owned(), owned(values))).collect()
}

fn duty<'v>(view: &'v DisputeView, key: &str) -> &'v DutyLine {
    view.duties.iter().find(|duty| duty.key == key).unwrap_or_else(|| panic!("{key} is not there"))
}

fn action<'v>(view: &'v DisputeView, id: &str) -> &'v Action {
    let ids: Vec<&str> = view.actions.iter().map(|action| action.id.as_str()).collect();
    view.actions.iter().find(|action| action.id == id).unwrap_or_else(|| panic!("{id} is not among {ids:?}"))
}

fn ladder(view: &DisputeView) -> Vec<(String, Place, Option<Moment>)> {
    view.ladder.iter().map(|rung| (rung.step.clone(), rung.place, rung.entered)).collect()
}

fn dates(view: &DisputeView) -> Vec<(String, Option<accord::calendar::Due>)> {
    view.duties.iter().map(|duty| (duty.key.clone(), duty.by)).collect()
}

/// Two people who both hold the dispute as it was opened.
fn pair() -> (Desk, Desk, String) {
    let (school, care) = (
        Desk::new("Worker of the school", "school", 1),
        Desk::new("Social worker", "childrens-social-care", 2),
    );
    let dispute = school.opens().id;
    block_on(care.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    (school, care, dispute)
}

fn vector(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/bundle/");
    std::fs::read_to_string(format!("{folder}{name}.json")).expect("a vector")
}
