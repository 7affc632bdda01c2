//! A casebook of 1,000 disputes with 30 entries each, made through the casebook itself: its sealed records
//! for `thousand.mjs` to lay into a browser, and how long the same takes natively. Prints its figures as one
//! line of JSON.

#[path = "timed/median.rs"]
mod median;

use std::cell::RefCell;
use std::fs::{File, create_dir_all};
use std::io::{BufWriter, Write as _};
use std::rc::Rc;

use accord::casebook::views::{Answers, Profile};
use accord::casebook::{Casebook, Opening, Secret};
use accord::clock::{Clock, ScriptedClock};
use accord::vault::stretch::InThisThread;
use accord::vault::{Change, Memory, Pending, Sealed, Store, Vault, Write};
use base64ct::{Base64, Encoding};
use chrono::{DateTime, TimeDelta, Utc};
use median::milliseconds;
use pollster::block_on;

const PASSPHRASE: &str = "copper meadow lantern sixty";
const FOLDER: &str = "target/thousand";

/// A shelf that can be swapped for another under an open casebook: writing a dispute then costs the same
/// however many there are.
#[derive(Default)]
struct Desk(RefCell<Memory>);

impl Vault for Desk {
    fn load(&self, store: Store) -> Pending<'_, Vec<Sealed>> {
        let shelf = self.0.borrow().clone();
        Box::pin(async move { shelf.load(store).await })
    }

    fn commit(&self, writes: Vec<Write>) -> Pending<'_, ()> {
        let shelf = self.0.borrow().clone();
        Box::pin(async move { shelf.commit(writes).await })
    }
}

impl Desk {
    fn holds(&self) -> Vec<Write> {
        let written = |store: Store| {
            let records = block_on(self.0.borrow().load(store)).expect("a shelf in memory");
            records.into_iter().map(move |Sealed { key, bytes }| replaced(store, key, bytes))
        };
        Store::ALL.into_iter().flat_map(written).collect()
    }

    fn lay_out(&self, writes: Vec<Write>) {
        let shelf = Memory::default();
        block_on(shelf.commit(writes)).expect("a shelf in memory");
        self.0.replace(shelf);
    }
}

fn replaced(store: Store, key: String, bytes: Vec<u8>) -> Write {
    Write { store, key, change: Change::Replace(bytes) }
}

#[expect(clippy::print_stdout, reason = "what a benchmark is for")]
fn main() {
    let of = |name: &str, usual: usize| {
        std::env::var(name).ok().and_then(|given| given.parse().ok()).unwrap_or(usual)
    };
    let (disputes, entries) = (of("DISPUTES", 1_000), of("ENTRIES", 30));
    let desk = Rc::new(Desk::default());
    let clock = Rc::new(ScriptedClock::at(now()));
    let device = Opening {
        vault: desk.clone(),
        stretch: Rc::new(InThisThread),
        clock: Rc::clone(&clock) as Rc<dyn Clock>,
    };
    let profile = Profile {
        name: "Head of year".to_owned(),
        role: "Designated lead".to_owned(),
        agency: "school".to_owned(),
        procedure: Some("havering".to_owned()),
    };
    let (book, _) = block_on(Casebook::create(&device, PASSPHRASE, &profile)).expect("a casebook");
    let bare = desk.holds();
    let mut all = bare.clone();
    for number in 0..disputes {
        desk.lay_out(bare.clone());
        write(&book, &clock, number, entries);
        all.extend(desk.holds().into_iter().filter(|write| !bare.contains(write)));
    }
    keep(&all);
    desk.lay_out(all);
    drop(book);

    let mut opened = None;
    let unlock = milliseconds(3, || {
        opened = Some(block_on(Casebook::unlock(&device, Secret::Passphrase(PASSPHRASE))).expect("unlocked"));
    });
    let book = opened.expect("unlocked three times");
    let first = milliseconds(1, || assert_eq!(home(&book), disputes));
    let again = milliseconds(5, || assert_eq!(home(&book), disputes));
    let one = block_on(book.home()).expect("home").disputes[0].dispute.clone();
    let dispute = milliseconds(9, || {
        std::hint::black_box(block_on(book.dispute(&one)).expect("a dispute"));
    });
    let said = serde_json::json!({
        "disputes": disputes, "entries": entries, "passphrase": PASSPHRASE,
        "unlock": unlock, "first": first, "again": again, "dispute": dispute,
    });
    println!("{said}");
}

fn home(book: &Casebook) -> usize {
    block_on(book.home()).expect("home").disputes.len()
}

/// A dispute of some age: talked about, two in three taken further, one in five resolved, notes between.
fn write(book: &Casebook, clock: &ScriptedClock, number: usize, entries: usize) {
    let ago = TimeDelta::days((number * 37 % 150) as i64) + TimeDelta::hours(entries as i64);
    let start = now() - ago;
    clock.advance(start - clock.now());
    let child = format!("HV-{}", 2_000 + number);
    let plan = format!("children.{child}.cp-plan");
    let opened = answers(&[
        ("raising", "school"),
        ("other", "childrens-social-care"),
        ("grounds", "levels-of-need"),
        ("children", &child),
        (&plan, "yes"),
        ("text", "We think that the threshold is met, and that waiting for the next meeting is too long."),
    ]);
    let view = block_on(book.begin("havering", "inter-agency", "open", &opened)).expect("a dispute");
    for nth in 1..entries {
        clock.advance(TimeDelta::minutes(55));
        let words =
            format!("Rang the team for the {nth}th time; they will come back after their supervision.");
        let (action, given) = match nth {
            2 => ("discuss", answers(&[("with", "the duty worker"), ("not-agreed", "the threshold")])),
            5 if !number.is_multiple_of(3) => ("move:S2", Answers::default()),
            nth if nth + 1 == entries && number.is_multiple_of(5) => {
                ("resolve", answers(&[("text", "They agreed")]))
            }
            _ => ("note", answers(&[("text", words.as_str())])),
        };
        block_on(book.act(&view.id, action, &given)).expect("an entry");
    }
}

fn answers(given: &[(&str, &str)]) -> Answers {
    given.iter().map(|(id, value)| ((*id).to_owned(), vec![(*value).to_owned()])).collect()
}

/// One record a line: its store, its name, its bytes.
fn keep(records: &[Write]) {
    create_dir_all(FOLDER).expect("a folder");
    let mut file = BufWriter::new(File::create(format!("{FOLDER}/records.jsonl")).expect("a file"));
    for Write { store, key, change } in records {
        let Change::Replace(bytes) = change else { unreachable!("every record was laid out") };
        let line = serde_json::json!([store.name(), key, Base64::encode_string(bytes)]);
        writeln!(file, "{line}").expect("a line");
    }
}

#[expect(clippy::disallowed_methods, reason = "the disputes are as old as a person's of today")]
fn now() -> DateTime<Utc> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    DateTime::from_timestamp(since.as_secs() as i64, 0).expect("a time")
}
