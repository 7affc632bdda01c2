//! What every vault must do, once for all of them: `all.rs` runs it on memory, `browser.rs` on
//! IndexedDB in a real browser.

mod by_prf;
mod drafts;
mod first;
mod glance;
mod opening;
mod records;
mod shelf;

use accord::ordered::Map;
use std::rc::Rc;

use accord::clock::ScriptedClock;
use accord::dispute::event::EventId;
use accord::identity::PublicKey;
use accord::vault::cipher::VerifyingKey;
use accord::vault::record::{Cost, EventRecord, Origin};
use accord::vault::stretch::InThisThread;
use accord::vault::unlocked::{Opening, Secret};
use accord::vault::{Change, Store, Unlocked, Vault, Write};
use chrono::DateTime;

pub use by_prf::*;
pub use drafts::*;
pub use first::*;
pub use glance::*;
pub use opening::*;
pub use records::*;
pub use shelf::*;

/// Names every test of the contract for a macro that makes them tests.
macro_rules! each_test_of_the_contract {
    ($make:ident) => {
        $make! {
            what_is_committed_is_there_in_the_order_of_keys
            a_batch_is_all_or_nothing
            who_came_first_stays
            a_vault_is_the_same_after_locking
            a_wrong_secret_changes_nothing
            a_second_vault_is_refused
            an_unsafe_cost_is_refused
            a_passphrase_can_be_changed
            a_header_that_is_not_of_the_format_is_refused
            a_vault_of_the_first_version_opens
            the_devices_own_lock_opens_it_beside_the_passphrase_and_the_code
            another_passphrase_ends_it_and_another_code_does_not
            a_vault_of_the_first_version_takes_a_devices_lock
            the_lock_of_one_vault_opens_no_other_and_is_in_no_backup
            nothing_is_kept_of_a_devices_lock_for_a_vault_that_is_gone
            importing_twice_is_as_once
            what_does_not_open_is_kept_and_reported
            a_record_that_was_moved_does_not_open
            two_tabs_on_one_vault_lose_nothing
            that_a_file_was_sent_is_noted_apart_and_an_older_build_reads_a_file
            a_cleared_storage_is_not_written_to_nor_taken_for_empty
            a_failed_write_leaves_nothing_behind
            what_is_kept_beside_the_entries_is_found
            what_is_held_of_a_partnership_comes_back
            what_stands_in_forms_is_kept_form_by_form_and_ends_with_what_it_became
            nothing_at_rest_can_be_matched
            a_look_finds_what_it_asks_for_and_nothing_beside_it
            who_asks_about_one_dispute_reads_that_one
            a_glance_at_a_cleared_storage_is_refused
            what_a_count_rests_on_is_asked_in_the_transaction
        }
    };
}

/// Two handles on one fresh vault, as two tabs have.
pub struct Tabs {
    pub one: Rc<dyn Vault>,
    pub other: Rc<dyn Vault>,
}

/// Whether a key made a signature, by the platform's own cryptography.
async fn is_made_by(key: &PublicKey, signature: &[u8], signed: &[u8]) -> bool {
    let key = VerifyingKey::import(key).await.expect("cryptography").expect("a point of the curve");
    key.made(signature, signed).await.expect("cryptography")
}

const PASSPHRASE: &str = "anchor bishop copper dragon elbow";
const MARKER: &str = "Q-marker-that-nobody-may-read";

fn opening(vault: &Rc<dyn Vault>, series: u64) -> Opening {
    let now = DateTime::from_timestamp(1_795_000_000, 0).expect("a time");
    Opening {
        vault: Rc::clone(vault),
        stretch: Rc::new(InThisThread),
        clock: Rc::new(ScriptedClock::at(now).with_series(series)),
    }
}

async fn created(vault: &Rc<dyn Vault>) -> Unlocked {
    Unlocked::create(&opening(vault, 1), PASSPHRASE, Cost::FLOOR).await.expect("a new vault").0
}

async fn unlocked(vault: &Rc<dyn Vault>, series: u64) -> Unlocked {
    Unlocked::unlock(&opening(vault, series), Secret::Passphrase(PASSPHRASE)).await.expect("unlocked")
}

fn id(name: &str) -> EventId {
    EventId::of(name.as_bytes())
}

fn record(dispute: &str, name: &str) -> EventRecord {
    EventRecord {
        id: id(name),
        dispute: id(dispute),
        origin: Origin::Own,
        signed: format!("{{\"jws\":\"{MARKER} {name}\"}}"),
        kept_at: DateTime::from_timestamp(1_795_000_000, 0).expect("a time"),
    }
}

async fn names(unlocked: &Unlocked) -> Map<EventId, Vec<EventId>> {
    let found = unlocked.events().await.expect("events");
    assert_eq!(found.unreadable, []);
    found
        .records
        .into_iter()
        .map(|(dispute, records)| (dispute, sorted(records.into_iter().map(|record| record.id).collect())))
        .collect()
}

fn sorted(mut ids: Vec<EventId>) -> Vec<EventId> {
    ids.sort();
    ids
}

pub fn put(store: Store, key: &str, bytes: &[u8]) -> Write {
    Write { store, key: key.to_owned(), change: Change::Replace(bytes.to_vec()) }
}
