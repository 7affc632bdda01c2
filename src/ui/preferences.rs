//! Small things that this browser remembers in plain words. Never anything of a case.
//!
//! Kept as JSON, which the browser reads and writes itself: a second reader, for values of a type, would be
//! 5 kB on the line.

use gloo_storage::{LocalStorage, SessionStorage, Storage};
use js_sys::JSON;
use wasm_bindgen::JsValue;

/// Whether the browser keeps what it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It does.
    Yes,
    /// It keeps nothing for this page.
    No,
}

const NUMBERS: [&str; 2] = ["accord-number-duty-team", "accord-number-lead"];
const LOCKED_ITSELF: &str = "accord-locked-itself";
const AWAY: &str = "accord-away";
const FILES_WAIT: &str = "accord-files-wait";
const CASEBOOK: &str = "accord-casebook";
const CASEBOOKS: &str = "accord-casebooks";
/// More people do not share a device, and no number that somebody else left here makes a longer list.
const MOST_CASEBOOKS: usize = 20;

/// The numbers of the safety card, which have to show while everything else is locked: of the duty team and of the
/// safeguarding lead; empty where none is kept.
pub fn numbers() -> [String; 2] {
    NUMBERS.map(|name| kept::<LocalStorage>(name).and_then(|kept| kept.as_string()).unwrap_or_default())
}

/// Keeps the numbers.
pub fn keep_numbers(numbers: &[String; 2]) -> Kept {
    let keep = |(name, number): (&str, &String)| keep::<LocalStorage>(name, number.trim().into());
    let all = NUMBERS.into_iter().zip(numbers).all(|one| keep(one) == Kept::Yes);
    if all { Kept::Yes } else { Kept::No }
}

/// Keeps for the page that this tab loads next that the lock fell by itself.
pub fn keep_locked_itself() {
    // Not kept, the lock shows without its reason.
    let _ = keep::<SessionStorage>(LOCKED_ITSELF, true.into());
}

/// Tells the other tabs of this browser that somebody has locked or hidden it.
pub fn tell_away() {
    // Not kept, they lock when nobody has been there.
    let _ = keep::<LocalStorage>(AWAY, (away().unwrap_or_default() + 1.0).into());
}

/// How often that was told.
pub fn away() -> Option<f64> {
    kept::<LocalStorage>(AWAY)?.as_f64()
}

/// Whether the lock fell by itself on the page before; says so once.
pub fn takes_locked_itself() -> bool {
    takes(LOCKED_ITSELF)
}

/// Keeps for the page that this tab loads next whether files wait to be looked at.
pub fn keep_files_wait(wait: bool) {
    // Not kept, they go without a word.
    let _ = keep::<SessionStorage>(FILES_WAIT, wait.into());
}

/// Whether files waited on the page before; says so once.
pub fn takes_files_wait() -> bool {
    takes(FILES_WAIT)
}

fn takes(name: &str) -> bool {
    let kept = kept::<SessionStorage>(name).and_then(|kept| kept.as_bool()).unwrap_or_default();
    SessionStorage::delete(name);
    kept
}

/// Which casebook of this browser the tab opens, counted from 1: the one that was chosen in the tab, else the one
/// that was chosen last.
pub fn casebook() -> usize {
    number::<SessionStorage>(CASEBOOK).or_else(|| number::<LocalStorage>(CASEBOOK)).unwrap_or(1)
}

/// How many casebooks there are in this browser, as far as it remembers: at least the one of this tab, once it is
/// there.
pub fn casebooks() -> usize {
    number::<LocalStorage>(CASEBOOKS).unwrap_or(1)
}

/// Remembers that the casebook of this tab is there, and that the tab is at it whatever another tab chooses.
pub fn remember_casebook() {
    // Not kept, the tab follows the others, and an emptied storage looks like a new one.
    let _ = keep::<SessionStorage>(CASEBOOK, casebook().into());
    let _ = keep::<LocalStorage>(&there(), true.into());
    if casebook() > casebooks() {
        // Not kept, it is not listed, and can be set up to be found again.
        let _ = keep::<LocalStorage>(CASEBOOKS, casebook().into());
    }
}

/// Whether the casebook of this tab was there: where it is not, its storage was emptied, and not by its owner.
pub fn was_there() -> bool {
    kept::<LocalStorage>(&there()).is_some()
}

fn there() -> String {
    ["accord-there-", &storage()].concat()
}

/// Has the next page of this tab open that casebook; not where the browser keeps nothing.
pub fn choose_casebook(number: usize) -> Kept {
    // Where it is not kept for later, it is for this tab.
    let _ = keep::<LocalStorage>(CASEBOOK, number.into());
    keep::<SessionStorage>(CASEBOOK, number.into())
}

/// What the storage of the casebook of this tab is called.
pub fn storage() -> String {
    match casebook() {
        1 => "accord".to_owned(),
        number => ["accord-", &number.to_string()].concat(),
    }
}

fn number<Within: Storage>(name: &str) -> Option<usize> {
    let number = kept::<Within>(name)?.as_f64()? as usize;
    (1..=MOST_CASEBOOKS).contains(&number).then_some(number)
}

fn kept<Within: Storage>(name: &str) -> Option<JsValue> {
    let text = Within::raw().get_item(name).ok()??;
    JSON::parse(&text).ok()
}

fn keep<Within: Storage>(name: &str, value: JsValue) -> Kept {
    let text = JSON::stringify(&value).map(String::from);
    let kept = text.and_then(|text| Within::raw().set_item(name, &text));
    if kept.is_ok() { Kept::Yes } else { Kept::No }
}
