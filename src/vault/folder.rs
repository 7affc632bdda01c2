//! A vault in a folder of a disk: what the desk keeps.
//!
//! The one idea: *one file that only grows, one writer, and a batch is stored when the disk says so.* The log
//! (`folder/log.rs`) is read once, when the folder is opened: after that each record is found by where it lies.
//! A second command is refused while one works. When more of the log is dead than alive it is written anew
//! beside itself and takes its own place in one step. Deliberately absent: a memory of what the records say,
//! and anything that could be read without the keys.

mod anew;
mod lock;
pub mod log;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write as _};
use std::path::Path;
use std::rc::Rc;

use super::{Change, Look, Pending, Sealed, Store, Vault, VaultError, Write};
use anew::{NEW_LOG, make_private, write_anew};
use lock::{LOCK, Lock};
use log::{Changed, HEAD, Head, Place};

/// The log.
const LOG: &str = "vault";
/// A log is written anew when so many of its bytes are dead, and more than are alive.
const DEAD: u64 = 1_000_000;

/// A vault in a folder. A clone is a second handle on it, within the process that has it open.
#[derive(Clone, Debug)]
pub struct Folder(Rc<RefCell<Open>>);

/// Why a folder was not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderError {
    /// No vault is there.
    Absent,
    /// Something is there, so no vault was made.
    HoldsSomething,
    /// Another command works in it.
    Busy,
    /// It was made by a newer version.
    Newer,
    /// The log is not as it was written. Nothing was cut off or changed.
    Damaged,
    /// Anything else, in the words of the system.
    Failed(String),
}

impl From<io::Error> for FolderError {
    fn from(error: io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

/// Where the bytes of a record begin in the log, and how many they are.
type Lies = (u64, usize);

#[derive(Debug)]
struct Open {
    log: File,
    /// Where the next frame begins.
    end: u64,
    /// The number of the next frame.
    next: u64,
    records: BTreeMap<Place, Lies>,
    /// Half a frame stood at its end when it was opened, and was cut off.
    is_cut: bool,
    /// A write failed in a way after which nobody knows what the disk holds.
    lost: bool,
    /// Held as long as the folder is open.
    _lock: Lock,
}

impl Folder {
    /// Makes a vault with nothing in it, in a folder that is not there or has nothing in it.
    ///
    /// # Errors
    /// [`FolderError`] says why not.
    pub fn create(dir: &Path) -> Result<Self, FolderError> {
        if !Self::is_room(dir)? {
            make_private(dir)?;
        }
        let lock = Lock::take(dir)?;
        if !dir.join(LOG).exists() {
            write_anew(dir, &[])?;
        }
        let made = Self::read(dir, lock)?;
        if !made.0.borrow().records.is_empty() {
            return Err(FolderError::HoldsSomething);
        }
        Ok(made)
    }

    /// Whether a vault could be made there; looks, and makes nothing.
    ///
    /// # Errors
    /// [`FolderError`] says why not.
    pub fn check_room(dir: &Path) -> Result<(), FolderError> {
        if Self::is_room(dir)? && dir.join(LOG).exists() { Self::create(dir).map(drop) } else { Ok(()) }
    }

    /// Whether the folder is there; an error where something is in it that is not ours.
    fn is_room(dir: &Path) -> Result<bool, FolderError> {
        let entries = match fs::read_dir(dir) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) if error.kind() == ErrorKind::NotADirectory => {
                return Err(FolderError::HoldsSomething);
            }
            Err(error) => return Err(error.into()),
        };
        for entry in entries {
            // What a command leaves that was stopped while it made one.
            let name = entry?.file_name();
            if ![LOG, NEW_LOG, LOCK].iter().any(|own| name == *own) {
                return Err(FolderError::HoldsSomething);
            }
        }
        Ok(true)
    }

    /// Whether a vault lies in a folder, of this version or of another.
    pub fn is_at(dir: &Path) -> bool {
        let mut begin = [0; log::ANY_BEGIN.len()];
        let log = Some(dir.join(LOG)).filter(|log| log.is_file()).and_then(|log| File::open(log).ok());
        log.is_some_and(|mut log| log.read_exact(&mut begin).is_ok() && begin == log::ANY_BEGIN)
    }

    /// Opens the vault of a folder.
    ///
    /// # Errors
    /// [`FolderError`] says why not.
    pub fn open(dir: &Path) -> Result<Self, FolderError> {
        if !dir.join(LOG).is_file() {
            return Err(FolderError::Absent);
        }
        let opened = Self::read(dir, Lock::take(dir)?)?;
        if !opened.0.borrow().is_mostly_dead() {
            return Ok(opened);
        }
        let records = opened.0.borrow().alive()?;
        write_anew(dir, &records)?;
        let Ok(Open { _lock: lock, is_cut, .. }) = Rc::try_unwrap(opened.0).map(RefCell::into_inner) else {
            unreachable!("nobody else has a handle yet")
        };
        let anew = Self::read(dir, lock)?;
        anew.0.borrow_mut().is_cut = is_cut;
        Ok(anew)
    }

    /// Whether the last write was not whole when the folder was opened: it was never called stored, or the log was cut
    /// off since. It is told once, for it is gone from then on.
    pub fn is_cut(&self) -> bool {
        self.0.borrow().is_cut
    }

    /// Writes the log of a folder anew, without what was replaced in it, however little that is.
    ///
    /// # Errors
    /// As [`Self::open`]: it is open nowhere else.
    pub fn write_anew(dir: &Path) -> Result<(), FolderError> {
        let opened = Self::open(dir)?;
        let records = opened.0.borrow().alive()?;
        write_anew(dir, &records)
    }

    fn read(dir: &Path, lock: Lock) -> Result<Self, FolderError> {
        let mut log = OpenOptions::new().read(true).write(true).open(dir.join(LOG))?;
        let length = log.metadata()?.len();
        let mut begin = Vec::new();
        (&log).take(log::BEGIN.len() as u64).read_to_end(&mut begin)?;
        if begin != log::BEGIN {
            let newer = begin.starts_with(log::ANY_BEGIN);
            return Err(if newer { FolderError::Newer } else { FolderError::Damaged });
        }
        let mut open = Open {
            end: begin.len() as u64,
            next: 0,
            records: BTreeMap::new(),
            is_cut: false,
            lost: false,
            _lock: lock,
            log: log.try_clone()?,
        };
        while open.end < length {
            log.seek(SeekFrom::Start(open.end))?;
            let Some((head, said)) = next_frame(&log, length - open.end)? else {
                // Half a frame at the end was never called stored. Anything else is damage.
                log.seek(SeekFrom::Start(open.end + 1))?;
                let mut rest = Vec::new();
                log.read_to_end(&mut rest)?;
                if log::holds_a_frame(&rest) {
                    return Err(FolderError::Damaged);
                }
                log.set_len(open.end)?;
                log.sync_all()?;
                open.is_cut = true;
                break;
            };
            if head.number != open.next {
                return Err(FolderError::Damaged);
            }
            open.take_in(log::changes(&said)?, said.len());
        }
        Ok(Self(Rc::new(RefCell::new(open))))
    }
}

/// The frame that begins here, if it is whole.
fn next_frame(mut log: &File, left: u64) -> io::Result<Option<(Head, Vec<u8>)>> {
    let mut bytes = Vec::new();
    log.take(HEAD as u64).read_to_end(&mut bytes)?;
    let Some(head) = Head::read(&bytes).filter(|head| (HEAD + head.length) as u64 <= left) else {
        return Ok(None);
    };
    let mut said = vec![0; head.length];
    log.read_exact(&mut said)?;
    Ok(head.holds(&said).then_some((head, said)))
}

impl Open {
    /// Notes what the frame that begins at the end changes.
    fn take_in(&mut self, changes: Vec<Changed>, said: usize) {
        let begin = self.end + HEAD as u64;
        for Changed { place, bytes } in changes {
            match bytes {
                Some((from, length)) => {
                    self.records.insert(place, (begin + from as u64, length));
                }
                None => {
                    self.records.remove(&place);
                }
            }
        }
        self.end = begin + said as u64;
        self.next += 1;
    }

    fn bytes(&self, (from, length): Lies) -> io::Result<Vec<u8>> {
        let mut log = &self.log;
        log.seek(SeekFrom::Start(from))?;
        let mut bytes = vec![0; length];
        log.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn is_mostly_dead(&self) -> bool {
        let alive: u64 = self.records.values().map(|(_, length)| *length as u64).sum();
        let dead = self.end.saturating_sub(alive);
        dead > DEAD && dead > alive
    }

    /// Every record with its bytes.
    fn alive(&self) -> io::Result<Vec<(Place, Option<Vec<u8>>)>> {
        let record = |(place, lies): (&Place, &Lies)| Ok((place.clone(), Some(self.bytes(*lies)?)));
        self.records.iter().map(record).collect()
    }

    fn found(&self, look: &Look) -> Result<Vec<Sealed>, VaultError> {
        let first = match look {
            Look::All(_) | Look::Names(_) => "",
            Look::Named(_, begin) | Look::Of(_, begin) => begin,
        };
        let mut found = Vec::new();
        for ((store, key), lies) in self.records.range((look.store(), first.to_owned())..) {
            if *store != look.store() || !key.starts_with(first) {
                break;
            }
            if !look.finds(key) {
                continue;
            }
            let bytes = match look {
                Look::Names(_) => Vec::new(),
                Look::All(_) | Look::Named(..) | Look::Of(..) => self.bytes(*lies).map_err(failed)?,
            };
            found.push(Sealed { key: key.clone(), bytes });
        }
        Ok(found)
    }

    /// What a batch comes to, one change a record; or why nothing of it is done.
    fn decided(&self, writes: Vec<Write>) -> Result<BTreeMap<Place, Option<Vec<u8>>>, VaultError> {
        let mut after: BTreeMap<Place, Option<Vec<u8>>> = BTreeMap::new();
        for Write { store, key, change } in writes {
            let place = (store, key);
            let is_there = match after.get(&place) {
                Some(changed) => changed.is_some(),
                None => self.records.contains_key(&place),
            };
            match change {
                Change::MustExist if is_there => {}
                Change::MustExist => return Err(super::missing(place.0, &place.1)),
                Change::MustCount(n) => {
                    let look = Look::Of(place.0, place.1);
                    // As it was before: what the batch itself writes is no news.
                    let of_it =
                        self.records.keys().filter(|(store, key)| *store == look.store() && look.finds(key));
                    if of_it.count() != n {
                        return Err(VaultError::Overtaken);
                    }
                }
                Change::Create(_) if is_there => return Err(VaultError::Taken),
                Change::KeepFirst(_) if is_there => {}
                Change::Create(bytes) | Change::Replace(bytes) | Change::KeepFirst(bytes) => {
                    after.insert(place, Some(bytes));
                }
                Change::Remove => {
                    after.insert(place, None);
                }
            }
        }
        Ok(after)
    }

    /// Writes all of it or nothing; on disk when `Ok`.
    fn commit(&mut self, writes: Vec<Write>) -> Result<(), VaultError> {
        if self.lost {
            return Err(VaultError::Closed);
        }
        let changes = Vec::from_iter(self.decided(writes)?);
        if changes.is_empty() {
            return Ok(());
        }
        let frame = log::frame(self.next, &changes).ok_or(VaultError::Full)?;
        if let Err(error) = self.append(&frame) {
            // What is half there goes again. Where even that fails, opening the folder anew finds out.
            self.lost = self.log.set_len(self.end).and_then(|()| self.log.sync_all()).is_err();
            return Err(failed(error));
        }
        let said = &frame[HEAD..];
        let changed = log::changes(said).expect("what was written just now reads");
        self.take_in(changed, said.len());
        Ok(())
    }

    fn append(&self, frame: &[u8]) -> io::Result<()> {
        let mut log = &self.log;
        log.seek(SeekFrom::Start(self.end))?;
        log.write_all(frame)?;
        log.sync_data()
    }
}

impl Vault for Folder {
    fn load(&self, store: Store) -> Pending<'_, Vec<Sealed>> {
        let found = self.0.borrow().found(&Look::All(store));
        Box::pin(async move { found })
    }

    fn look(&self, looks: Vec<Look>) -> Pending<'_, Vec<Vec<Sealed>>> {
        let open = self.0.borrow();
        let found = looks.iter().map(|look| open.found(look)).collect();
        Box::pin(async move { found })
    }

    fn how_many(&self, stores: Vec<Store>) -> Pending<'_, Vec<usize>> {
        let open = self.0.borrow();
        let of = |store: &Store| open.records.keys().filter(|(within, _)| within == store).count();
        let counts = stores.iter().map(of).collect();
        Box::pin(async move { Ok(counts) })
    }

    fn commit(&self, writes: Vec<Write>) -> Pending<'_, ()> {
        Box::pin(async move { self.0.borrow_mut().commit(writes) })
    }
}

fn failed(error: io::Error) -> VaultError {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => VaultError::Full,
        _ => VaultError::Failed(error.to_string()),
    }
}
