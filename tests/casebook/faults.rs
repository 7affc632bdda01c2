//! A vault that fails each operation in turn: what is ordered is done whole or not at all, and a failure is told.

use std::cell::Cell;
use std::collections::BTreeMap;

use accord::casebook::OpenedBackup;
use accord::vault::Look;

use super::calendars::later;
use super::partnerships::{Partnership, taken};
use super::procedures::{lantern, opens_under_lantern};
use super::versions::{newer, takes};
use super::*;

/// A shelf that fails once, at the operation of that number.
struct Faulty {
    shelf: Memory,
    left: Cell<Option<usize>>,
    failed: Cell<bool>,
    why: VaultError,
}

impl Faulty {
    fn fails<T>(&self) -> Option<Pending<'_, T>> {
        let left = self.left.get()?;
        self.left.set(left.checked_sub(1));
        self.failed.set(left == 0);
        (left == 0).then(|| -> Pending<'_, T> { Box::pin(async move { Err(self.why.clone()) }) })
    }
}

impl Vault for Faulty {
    fn load(&self, store: Store) -> Pending<'_, Vec<Sealed>> {
        self.fails().unwrap_or_else(|| self.shelf.load(store))
    }

    fn look(&self, looks: Vec<Look>) -> Pending<'_, Vec<Vec<Sealed>>> {
        self.fails().unwrap_or_else(|| self.shelf.look(looks))
    }

    fn how_many(&self, stores: Vec<Store>) -> Pending<'_, Vec<usize>> {
        self.fails().unwrap_or_else(|| self.shelf.how_many(stores))
    }

    fn commit(&self, writes: Vec<Write>) -> Pending<'_, ()> {
        self.fails().unwrap_or_else(|| self.shelf.commit(writes))
    }
}

type Records = BTreeMap<(Store, String), Vec<u8>>;

fn records(vault: &dyn Vault) -> Records {
    let of_store = |store: &Store| {
        let records = block_on(vault.load(*store)).expect("loaded");
        let store = *store;
        records.into_iter().map(move |Sealed { key, bytes }| ((store, key), bytes))
    };
    Store::ALL.iter().flat_map(of_store).collect()
}

fn shelf_of(records: &Records) -> Memory {
    let put = |((store, key), bytes): (&(Store, String), &Vec<u8>)| Write {
        store: *store,
        key: key.clone(),
        change: Change::Replace(bytes.clone()),
    };
    let shelf = Memory::default();
    block_on(shelf.commit(records.iter().map(put).collect())).expect("stored");
    shelf
}

/// What the tests order, and what they order it with.
struct Given {
    desk: Desk,
    dispute: String,
    file: String,
    backup: String,
    /// A dispute that can be moved to another version of its procedure.
    movable: String,
    /// The second card of a partnership whose first one is held, and a receipt of its register.
    partnership: Partnership,
    receipt: String,
    /// Somebody else's keys.
    keys: String,
}

/// A casebook with a dispute that is in a file, an entry that is not, another dispute that a backup brought, a third
/// under a procedure that was taken over, a card, and a backup beside it.
fn given() -> Given {
    let (school, care, dispute) = pair();
    care.acts(&dispute, "note", &[("text", &["Theirs"])]);
    let file = care.hands_over(&dispute).text;
    let backup = block_on(care.book.backup()).expect("a backup").text;
    let another = Desk::new("Another", "school", 5);
    another.opens();
    let brought = block_on(another.book.backup()).expect("a backup").text;
    block_on(school.book.restore(&opened(&school.device, &brought))).expect("restored");
    takes(&school, &lantern());
    let movable = opens_under_lantern(&school).id;
    takes(&school, &newer(&[]));
    let mut partnership = Partnership::named("Havering", 11);
    taken(&school, &partnership);
    partnership.card.number += 1;
    let receipt = partnership.receipt(1, &dispute, &[&dispute], "2026-11-16T09:40:00Z").to_text();
    school.acts(&dispute, "note", &[("text", &["Ours, the last"])]);
    let keys = block_on(another.book.enrolment_file()).expect("a file").text;
    Given { desk: school, dispute, file, backup, movable, partnership, receipt, keys }
}

/// A backup, opened on a shelf of its own.
fn opened(device: &Opening, backup: &str) -> OpenedBackup {
    let other = Opening { vault: Rc::new(Memory::default()), ..device.clone() };
    block_on(OpenedBackup::open(&other, backup, "five plain words")).expect("opened")
}

type Ordering = fn(&Casebook, &Opening, &Given) -> Result<(), CasebookError>;

const ORDERS: [(&str, Ordering); 28] = [
    ("begin", |book, _, _| {
        let said = answers(&[
            ("raising", &["school"]),
            ("other", &["childrens-social-care"]),
            ("grounds", &["levels-of-need"]),
            ("children", &["A"]),
            ("children.A.looked-after", &["yes"]),
        ]);
        block_on(book.begin("havering", "inter-agency", "open", &said)).map(drop)
    }),
    ("note", |book, _, given| {
        block_on(book.act(&given.dispute, "note", &answers(&[("text", &["More"])]))).map(drop)
    }),
    ("risk", |book, _, given| block_on(book.act(&given.dispute, "risk", &Answers::new())).map(drop)),
    ("move", |book, _, given| block_on(book.act(&given.dispute, "move:S2", &Answers::new())).map(drop)),
    ("take back", |book, _, given| block_on(book.take_back(&given.dispute)).map(drop)),
    ("keep a draft", |book, _, _| {
        let (form, title, about) = ("act/d/note".to_owned(), "A note".to_owned(), String::new());
        let draft = Draft { form, title, about, begun: None, answers: answers(&[("text", &["x"])]) };
        block_on(book.keep_draft(draft)).map(drop)
    }),
    ("drop a draft", |book, _, _| block_on(book.drop_draft("act/d/note"))),
    ("say who", |book, _, _| {
        let profile = Profile {
            name: "Another name".into(),
            role: "Practitioner".into(),
            agency: "school".into(),
            procedure: Some("havering".into()),
        };
        block_on(book.set_profile(&profile))
    }),
    ("make a file", |book, _, given| {
        let file = block_on(book.export(&given.dispute))?;
        block_on(book.file_made(&given.dispute, &file))
    }),
    ("take a file in", |book, _, given| block_on(book.commit_import(&given.file)).map(drop)),
    ("restore", |book, device, given| block_on(book.restore(&opened(device, &given.backup)))),
    ("take out what a backup brought", |book, _, _| block_on(book.take_restored_out())),
    ("say that it was sent", |book, _, given| {
        block_on(book.sent(&given.dispute, std::slice::from_ref(&given.dispute)))
    }),
    ("keep numbers", |book, _, _| {
        let said = answers(&[("havering.role.partnership-mailbox", &["01708 000 003"])]);
        block_on(book.keep_contacts(&said))
    }),
    ("take a card in", |book, _, given| block_on(book.take_card(&given.partnership.file()))),
    ("let go of a partnership", |book, _, given| block_on(book.let_go_of(&given.partnership.kid().0))),
    ("take a receipt in", |book, _, given| block_on(book.take_in_file(&given.receipt)).map(drop)),
    ("move to another version", |book, _, given| {
        let offer = block_on(book.preview_version(&given.movable))?.offer;
        block_on(book.move_to_version(&given.movable, &offer.digest)).map(drop)
    }),
    ("take a procedure over", |book, _, _| {
        let text = newer(&[("\"n\":3,", "\"n\":5,")]);
        block_on(book.take_in_file(&text)).map(drop)
    }),
    ("stop offering a procedure", |book, _, _| {
        let cards = block_on(book.taken_over())?;
        block_on(book.stop_offering(&cards[0].digest))
    }),
    ("make a sealed file", |book, _, given| {
        let file = block_on(book.export_sealed(&given.dispute, &[]))?;
        block_on(book.file_made(&given.dispute, &file))
    }),
    ("make a backup", |book, _, _| {
        let file = block_on(book.backup())?;
        let report = block_on(book.check_backup(&file.text))?;
        block_on(book.backup_made(&report))
    }),
    ("make a new code", |book, device, _| {
        block_on(book.renew_recovery_code(device, "five plain words")).map(drop)
    }),
    ("change the passphrase", |_, device, _| {
        block_on(Casebook::change_passphrase(device, "five plain words", "five plain words", || {}))
    }),
    ("take a calendar in", |book, _, _| {
        block_on(book.take_in_file(&later("2026-11-26", "2026-12-24"))).map(drop)
    }),
    ("take a colleague's keys in", |book, _, given| block_on(book.take_in_file(&given.keys)).map(drop)),
    ("type the code back", |book, _, given| block_on(book.code_typed_back(&given.desk.code))),
    ("look at the first screen", |book, _, _| block_on(book.home()).map(drop)),
];

#[test]
fn whatever_fails_an_order_is_done_whole_or_not_at_all_and_says_so() {
    let given = given();
    let before = records(&*given.desk.device.vault);
    for why in [VaultError::Full, VaultError::Closed] {
        for (name, order) in ORDERS {
            let mut told = 0;
            for n in 0.. {
                let faulty = Rc::new(Faulty {
                    shelf: shelf_of(&before),
                    left: Cell::new(None),
                    failed: Cell::new(false),
                    why: why.clone(),
                });
                let device = Opening { vault: faulty.clone(), ..given.desk.device.clone() };
                let book = block_on(Casebook::unlock(&device, Secret::Passphrase("five plain words")));
                let book = book.expect("unlocked");
                let begun = records(&faulty.shelf);
                faulty.left.set(Some(n));
                let done = order(&book, &device, &given);
                let failed = faulty.failed.get();
                faulty.left.set(None);
                let after = records(&faulty.shelf);
                match done {
                    Err(error) => {
                        assert!(failed, "{name} fails by itself: {error:?}");
                        assert_eq!(error, CasebookError::Vault(why.clone()), "{name}, operation {n}");
                        assert!(!error.told().happened.is_empty() && !error.told().to_do.is_empty());
                        assert!(entries(&begun) == entries(&after), "{name}, operation {n}: half done");
                        told += 1;
                    }
                    // What may fail without a word is reckoned again: the same is there, whoever looks.
                    Ok(()) => {
                        let whole =
                            block_on(Casebook::unlock(&device, Secret::Passphrase("five plain words")));
                        let home = block_on(whole.expect("unlocked").home()).expect("home");
                        assert_eq!(home, block_on(book.home()).expect("home"), "{name}, operation {n}");
                        assert_eq!(home.safety.unreadable, 0, "{name}, operation {n}");
                    }
                }
                if !failed {
                    break;
                }
            }
            assert!(told > 0, "{name} does nothing that could fail");
        }
    }
}

/// All but the settings, for the summaries are among them, which anybody may write afresh.
fn entries(records: &Records) -> Vec<(&(Store, String), &Vec<u8>)> {
    records.iter().filter(|((store, _), _)| *store != Store::Settings).collect()
}

#[test]
fn a_casebook_that_could_not_be_made_whole_is_not_there() {
    let made = Desk::new("One", "school", 1);
    let profile = block_on(made.book.profile()).expect("a profile");
    for n in 0.. {
        let faulty = Rc::new(Faulty {
            shelf: Memory::default(),
            left: Cell::new(Some(n)),
            failed: Cell::new(false),
            why: VaultError::Full,
        });
        let device = Opening { vault: faulty.clone(), ..made.device.clone() };
        let created = block_on(Casebook::create(&device, "five plain words", &profile));
        if !faulty.failed.get() {
            assert!(created.is_ok() && n > 1);
            break;
        }
        assert_eq!(created.map(drop), Err(CasebookError::Vault(VaultError::Full)));
        assert_eq!(records(&faulty.shelf), Records::new(), "operation {n}");
    }
}
