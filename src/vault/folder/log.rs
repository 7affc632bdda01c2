//! FORMAT `vault-log/1`: how a vault lies in one file that only grows.
//!
//! The one idea: *a batch is one frame, and a frame is whole or it is not there.* Each is numbered and carries
//! the SHA-256 of what it says. A process that is killed leaves at most one half-written frame, at the end:
//! that was never called stored, and is cut off. A frame that does not hold while a whole one stands behind it
//! is something else, damage, and nothing is cut then.
//!
//! Only shapes live here; `docs/formats/vault-log-1.md` is the format.

use sha2::{Digest, Sha256};

use super::FolderError;
use crate::vault::Store;

/// What every file begins with.
pub const BEGIN: &[u8] = b"accord-vault-log/1\n";
/// What a file of another version begins with.
pub const ANY_BEGIN: &[u8] = b"accord-vault-log/";

/// What every frame begins with.
const MARK: [u8; 4] = *b"ACF1";
const NUMBER: usize = 8;
const LENGTH: usize = 4;
const DIGEST: usize = 32;
/// The bytes of a frame before what it says.
pub const HEAD: usize = MARK.len() + NUMBER + LENGTH + DIGEST;

const REMOVE: u8 = 0;
const PUT: u8 = 1;

/// Where a record lies within a store.
pub type Place = (Store, String);

/// One change of a frame, as it is read: a record that is there from now on, with where its bytes stand in what
/// the frame says; or one that is there no longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Which record.
    pub place: Place,
    /// Where its bytes begin, and how many they are.
    pub bytes: Option<(usize, usize)>,
}

/// The head of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its number; the first is 0.
    pub number: u64,
    /// How many bytes it says.
    pub length: usize,
    digest: [u8; DIGEST],
}

impl Head {
    /// Reads one; none where no frame begins.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(&MARK)?;
        let (number, rest) = rest.split_first_chunk::<NUMBER>()?;
        let (length, rest) = rest.split_first_chunk::<LENGTH>()?;
        let (digest, _) = rest.split_first_chunk::<DIGEST>()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        Some(Self { number: u64::from_le_bytes(*number), length, digest: *digest })
    }

    /// Whether the frame says this.
    pub fn holds(&self, said: &[u8]) -> bool {
        said.len() == self.length && digest(self.number, said) == self.digest
    }
}

/// A frame; none where it would be longer than one can be.
pub fn frame(number: u64, changes: &[(Place, Option<Vec<u8>>)]) -> Option<Vec<u8>> {
    let mut said = Vec::new();
    for ((store, key), bytes) in changes {
        said.push(if bytes.is_some() { PUT } else { REMOVE });
        let store = store.name().as_bytes();
        said.push(u8::try_from(store.len()).ok()?);
        said.extend_from_slice(store);
        said.extend_from_slice(&u16::try_from(key.len()).ok()?.to_le_bytes());
        said.extend_from_slice(key.as_bytes());
        if let Some(bytes) = bytes {
            said.extend_from_slice(&u32::try_from(bytes.len()).ok()?.to_le_bytes());
            said.extend_from_slice(bytes);
        }
    }
    let length = u32::try_from(said.len()).ok()?;
    let mut frame = Vec::with_capacity(HEAD + said.len());
    frame.extend_from_slice(&MARK);
    frame.extend_from_slice(&number.to_le_bytes());
    frame.extend_from_slice(&length.to_le_bytes());
    frame.extend_from_slice(&digest(number, &said));
    frame.append(&mut said);
    Some(frame)
}

/// What a frame that holds says.
///
/// # Errors
/// [`FolderError::Newer`] of a record in a store that this version has not heard of; [`FolderError::Damaged`] where no
/// program of ours wrote it.
pub fn changes(said: &[u8]) -> Result<Vec<Changed>, FolderError> {
    let mut found = Vec::new();
    let mut rest = said;
    while !rest.is_empty() {
        let (store, key, bytes, after) = change(said, rest).ok_or(FolderError::Damaged)?;
        let known = Store::ALL.into_iter().find(|known| known.name() == store);
        found.push(Changed { place: (known.ok_or(FolderError::Newer)?, key.to_owned()), bytes });
        rest = after;
    }
    Ok(found)
}

/// One change: its store, its key, where its bytes stand; and what comes after it.
type Read<'a> = (&'a str, &'a str, Option<(usize, usize)>, &'a [u8]);

/// The change with which the rest of what is said begins.
fn change<'a>(said: &[u8], rest: &'a [u8]) -> Option<Read<'a>> {
    let (&kind, after) = rest.split_first()?;
    let (&length, after) = after.split_first()?;
    let (store, after) = after.split_at_checked(length.into())?;
    let (length, after) = after.split_first_chunk::<2>()?;
    let (key, after) = after.split_at_checked(u16::from_le_bytes(*length).into())?;
    let (bytes, after) = match kind {
        REMOVE => (None, after),
        PUT => {
            let (length, after) = after.split_first_chunk::<4>()?;
            let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
            let begin = said.len() - after.len();
            let (_, after) = after.split_at_checked(length)?;
            (Some((begin, length)), after)
        }
        _ => return None,
    };
    Some((std::str::from_utf8(store).ok()?, std::str::from_utf8(key).ok()?, bytes, after))
}

/// Whether a whole frame stands anywhere in these bytes.
pub fn holds_a_frame(bytes: &[u8]) -> bool {
    let begins = bytes.windows(MARK.len()).enumerate().filter(|(_, window)| *window == MARK);
    let mut frames = begins.map(|(begin, _)| &bytes[begin..]);
    frames.any(|from| {
        let said = |head: &Head| from.get(HEAD..HEAD.checked_add(head.length)?);
        Head::read(from).is_some_and(|head| said(&head).is_some_and(|said| head.holds(said)))
    })
}

fn digest(number: u64, said: &[u8]) -> [u8; DIGEST] {
    let mut hash = Sha256::new();
    hash.update(number.to_le_bytes());
    hash.update(said);
    hash.finalize().into()
}
