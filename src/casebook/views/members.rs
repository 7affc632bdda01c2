//! People at the desk of a partnership: who asks to be confirmed, and who is.

use super::{Checked, Standing};
use crate::calendar::Moment;

/// Somebody who asks to be confirmed, as their own file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applicant {
    /// The thumbprint of the key that they sign with.
    pub key: String,
    /// The name that they give.
    pub name: String,
    /// The role that they give.
    pub role: String,
    /// The agency that they give.
    pub agency: String,
    /// When they enrolled, by their clock.
    pub enrolled: Moment,
    /// How far the partnership knows the key by now.
    pub standing: Standing,
    /// The key by which the partnership knows somebody of that name and agency, where that is what blocks this one.
    pub other_key: Option<String>,
    /// The six words that they read out.
    pub their_words: String,
    /// The six words that the partnership reads out.
    pub own_words: String,
}

/// What was issued for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// How the key was checked.
    pub checked: Checked,
    /// The certificate's serial.
    pub serial: String,
    /// Until when it holds.
    pub until: Moment,
    /// The number of the card that has it.
    pub card: i64,
    /// Whether it was there already, and nothing was issued.
    pub was_there: bool,
}

/// Somebody whose key the partnership certified, or who enrolled with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberLine {
    /// The thumbprint of the key that they sign with.
    pub key: String,
    /// The partnership's name for them, else their own.
    pub name: String,
    /// Their role.
    pub role: String,
    /// Their agency.
    pub agency: String,
    /// How far the partnership knows them now.
    pub standing: Standing,
    /// The serial of the newest certificate and until when it holds, where there is one.
    pub certificate: Option<(String, Moment)>,
}

/// A key that was revoked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevokedKey {
    /// Whose it was.
    pub member: MemberLine,
    /// Up to which receipt what it signed counts.
    pub receipts: i64,
    /// The number of the card that says so.
    pub card: i64,
    /// Whether it was revoked so already, and nothing was issued.
    pub was_there: bool,
}

/// The partnership's card as a file, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardFile {
    /// The file.
    pub text: String,
    /// What the partnership calls itself.
    pub partnership: String,
    /// The thumbprint of its root key.
    pub root: String,
    /// Its number.
    pub number: i64,
    /// When it was issued.
    pub issued: Moment,
    /// How many certificates are in it.
    pub certificates: usize,
    /// How many revocations are in it.
    pub revocations: usize,
    /// The six words that stand for its root key.
    pub words: String,
}
