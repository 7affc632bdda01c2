//! The vault's contract on a folder, and what a folder must bear beside it: being stopped anywhere, being
//! damaged, a second command, a log that is mostly dead.

use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use accord::vault::folder::{Folder, FolderError};
use accord::vault::{Change, Sealed, Store, Vault, VaultError, Write};
use sha2::{Digest, Sha256};

use crate::vault_contract::{self as contract, Tabs, put};

/// A folder of this test's own that is not there yet.
fn fresh(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("folders").join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(dir.parent().expect("a folder above")).expect("made");
    dir
}

macro_rules! on_a_folder {
    ($($test:ident)*) => {$(
        #[test]
        fn $test() {
            let dir = fresh(stringify!($test));
            let vault = Folder::create(&dir).expect("made");
            pollster::block_on(contract::$test(Tabs { one: Rc::new(vault.clone()), other: Rc::new(vault.clone()) }));
            let before = everything(&vault);
            drop(vault);
            assert_eq!(everything(&Folder::open(&dir).expect("opened")), before, "another process finds the same");
        }
    )*};
}

each_test_of_the_contract!(on_a_folder);

fn everything(vault: &Folder) -> Vec<Vec<Sealed>> {
    Store::ALL.into_iter().map(|store| pollster::block_on(vault.load(store)).expect("loaded")).collect()
}

fn committed(vault: &Folder, writes: Vec<Write>) {
    pollster::block_on(vault.commit(writes)).expect("committed");
}

fn removed(key: &str) -> Write {
    Write { store: Store::Events, key: key.to_owned(), change: Change::Remove }
}

/// Makes a vault of a few batches; its log, and for each length that the log had when a batch was stored, what
/// was there then.
#[expect(clippy::type_complexity, reason = "said once, here")]
fn written(dir: &Path) -> (Vec<u8>, Vec<(usize, Vec<Vec<Sealed>>)>) {
    let vault = Folder::create(dir).expect("made");
    let length = || fs::metadata(dir.join("vault")).expect("a log").len() as usize;
    let mut stored = vec![(length(), everything(&vault))];
    let batches = [
        vec![put(Store::Header, "vault", b"first")],
        vec![put(Store::Events, "a.1", b"x"), put(Store::Keys, "a", &[7; 40])],
        vec![put(Store::Events, "a.1", b"another"), put(Store::Events, "a.2", b"q")],
        vec![removed("a.1"), put(Store::Settings, "b", b"y")],
    ];
    for batch in batches {
        committed(&vault, batch);
        stored.push((length(), everything(&vault)));
    }
    (fs::read(dir.join("vault")).expect("a log"), stored)
}

#[test]
fn wherever_writing_stopped_what_was_called_stored_is_there_and_nothing_of_the_rest() {
    let dir = fresh("stopped");
    let (log, stored) = written(&dir);
    let garbage = [&b""[..], &[0; 300], b"ACF1 and what a disk holds where nothing was written yet"];
    for end in stored[0].0..=log.len() {
        let (whole, expected) = stored.iter().rev().find(|(length, _)| *length <= end).expect("one of them");
        for tail in garbage {
            fs::write(dir.join("vault"), [&log[..end], tail].concat()).expect("written");
            let vault = Folder::open(&dir).unwrap_or_else(|error| panic!("{end}: {error:?}"));
            assert_eq!(&everything(&vault), expected, "{end}");
            assert_eq!(vault.is_cut(), *whole < end || !tail.is_empty(), "{end}");
            // And it goes on from there.
            committed(&vault, vec![put(Store::Events, "later", b"z")]);
            let now = everything(&vault);
            drop(vault);
            let vault = Folder::open(&dir).expect("opened");
            assert_eq!(everything(&vault), now, "{end}");
            assert!(!vault.is_cut(), "{end}: it is whole by now");
        }
    }
}

/// The format is a promise: a log of these batches has had these bytes since version 1.
#[test]
fn a_log_has_the_bytes_that_it_always_had() {
    let (log, _) = written(&fresh("vector"));
    assert!(log == include_bytes!("../vectors/vault-log/a-few-batches.log"));
}

#[test]
fn damage_before_the_last_batch_is_told_and_nothing_is_cut_off() {
    let dir = fresh("damaged");
    let (log, stored) = written(&dir);
    let last = stored[stored.len() - 2].0;
    for place in 0..last {
        let mut damaged = log.clone();
        damaged[place] ^= 0x40;
        fs::write(dir.join("vault"), &damaged).expect("written");
        let opened = Folder::open(&dir).map(drop);
        assert!(matches!(opened, Err(FolderError::Damaged | FolderError::Newer)), "{place}: {opened:?}");
        assert_eq!(fs::read(dir.join("vault")).expect("a log"), damaged, "{place}");
    }
    // Batches in another order, twice, or with one taken out.
    let [one, two, three] = [0, 1, 2].map(|at| &log[stored[at].0..stored[at + 1].0]);
    let begin = &log[..stored[0].0];
    for parts in [[begin, two, one, three], [begin, one, one, two], [begin, one, three, b""]] {
        fs::write(dir.join("vault"), parts.concat()).expect("written");
        assert_eq!(Folder::open(&dir).map(drop), Err(FolderError::Damaged));
    }
}

#[test]
fn a_second_command_is_refused_while_one_works() {
    let dir = fresh("busy");
    let vault = Folder::create(&dir).expect("made");
    committed(&vault, vec![put(Store::Header, "vault", b"x")]);
    assert_eq!(Folder::open(&dir).map(drop), Err(FolderError::Busy));
    assert_eq!(Folder::create(&dir).map(drop), Err(FolderError::Busy));
    let second_handle = vault.clone();
    drop(vault);
    assert_eq!(Folder::open(&dir).map(drop), Err(FolderError::Busy));
    drop(second_handle);
    Folder::open(&dir).expect("opened");
}

#[test]
fn a_folder_that_holds_something_is_refused() {
    let dir = fresh("holds");
    assert_eq!(Folder::open(&dir).map(drop), Err(FolderError::Absent));
    fs::create_dir(&dir).expect("made");
    assert_eq!(Folder::open(&dir).map(drop), Err(FolderError::Absent));
    fs::write(dir.join("letter.txt"), "x").expect("written");
    assert_eq!(Folder::create(&dir).map(drop), Err(FolderError::HoldsSomething));
    assert_eq!(Folder::create(&dir.join("letter.txt")).map(drop), Err(FolderError::HoldsSomething));
    assert_eq!(fs::read_dir(&dir).expect("listed").count(), 1, "nothing was put there");
    fs::remove_file(dir.join("letter.txt")).expect("removed");
    // One that was stopped before anything was stored is gone on with.
    drop(Folder::create(&dir).expect("made"));
    committed(&Folder::create(&dir).expect("made"), vec![put(Store::Header, "vault", b"x")]);
    assert_eq!(Folder::create(&dir).map(drop), Err(FolderError::HoldsSomething));
    fs::write(dir.join("vault"), "accord-vault-log/2\n").expect("written");
    assert_eq!(Folder::open(&dir).map(drop), Err(FolderError::Newer));
    fs::write(dir.join("vault"), "accord").expect("written");
    assert_eq!(Folder::open(&dir).map(drop), Err(FolderError::Damaged));
}

/// As the log of a version that has a store more.
#[test]
fn a_log_with_a_store_that_this_version_has_not_heard_of_is_of_a_newer_one_and_is_left_alone() {
    let dir = fresh("newer");
    drop(Folder::create(&dir).expect("made"));
    let log = fs::read(dir.join("vault")).expect("a log");
    let said = |store: &str| {
        let mut said = vec![1, u8::try_from(store.len()).expect("short")];
        said.extend_from_slice(store.as_bytes());
        said.extend_from_slice(&[1, 0, b'a', 1, 0, 0, 0, b'x']);
        said
    };
    let framed = |said: Vec<u8>| {
        let number = 0_u64.to_le_bytes();
        let length = u32::try_from(said.len()).expect("short").to_le_bytes();
        let digest = Sha256::digest([&number[..], &said].concat());
        [&log[..], b"ACF1", &number, &length, &digest, &said].concat()
    };
    let opened = |bytes: &[u8]| {
        fs::write(dir.join("vault"), bytes).expect("written");
        let opened = Folder::open(&dir).map(drop);
        assert_eq!(fs::read(dir.join("vault")).expect("a log"), bytes, "not a byte is changed");
        opened
    };
    assert_eq!(opened(&framed(said("events"))), Ok(()));
    assert_eq!(opened(&framed(said("unheard-of"))), Err(FolderError::Newer));
    let cut = said("unheard-of").split_last().map(|(_, rest)| rest.to_vec()).expect("bytes");
    assert_eq!(opened(&framed(cut)), Err(FolderError::Damaged), "no version says half a change");
}

#[test]
fn a_log_that_is_mostly_dead_is_written_anew() {
    let dir = fresh("dead");
    let vault = Folder::create(&dir).expect("made");
    for round in 0..40 {
        committed(&vault, vec![put(Store::Events, "a.1", &[round; 50_000]), put(Store::Keys, "b", &[round])]);
    }
    let before = everything(&vault);
    drop(vault);
    // One that was stopped while it was written anew counts for nothing.
    fs::write(dir.join("vault.new"), "accord-vault-log/1\nhalf").expect("written");
    let vault = Folder::open(&dir).expect("opened");
    assert_eq!(everything(&vault), before);
    assert!(fs::metadata(dir.join("vault")).expect("a log").len() < 60_000);
    committed(&vault, vec![put(Store::Events, "later", b"z")]);
    drop(vault);
    assert_eq!(everything(&Folder::open(&dir).expect("opened"))[3].len(), 2);
}

#[test]
fn a_record_that_no_frame_could_hold_is_refused_and_the_rest_stays() {
    let dir = fresh("long");
    let vault = Folder::create(&dir).expect("made");
    let refused = pollster::block_on(vault.commit(vec![put(Store::Events, &"k".repeat(70_000), b"x")]));
    assert_eq!(refused, Err(VaultError::Full));
    committed(&vault, vec![put(Store::Events, "a", b"x")]);
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_look_into_it() {
    use std::os::unix::fs::PermissionsExt;
    let dir = fresh("private");
    drop(Folder::create(&dir).expect("made"));
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!((mode(&dir), mode(&dir.join("vault")), mode(&dir.join("lock"))), (0o700, 0o600, 0o600));
}
