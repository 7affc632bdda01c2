//! Partnerships whose cards are held, and what a card or a receipt that was opened would change.

use super::Standing;
use crate::calendar::Moment;

/// A partnership, as its card says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnershipCard {
    /// What it calls itself.
    pub name: String,
    /// The thumbprint of its root key: what its check words are made of.
    pub root: String,
    /// The number of the card.
    pub number: i64,
    /// When the card was issued.
    pub issued: Moment,
    /// Its procedure, where the card brings one that this version can read: title and version.
    pub procedure: Option<(String, String)>,
    /// How many keys it certified and did not revoke.
    pub certified: usize,
    /// How many keys it revoked.
    pub revoked: usize,
    /// How far it knows the holder of this device.
    pub own: Standing,
}

/// What taking a card in would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardPreview {
    /// The partnership, as the card says.
    pub card: PartnershipCard,
    /// What is held of it.
    pub news: CardNews,
    /// The partnerships whose cards are held already, by name; not this one.
    pub others: Vec<String>,
}

/// What a card is to this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardNews {
    /// The first of its root key: whoever takes it in has compared the partnership's check words before.
    First,
    /// Later than the one that is held.
    Later,
    /// The one that is held.
    Held,
    /// The first of its root key, from a backup of this very casebook: its words were compared before that was made.
    Again,
}

/// What taking receipts of a dispute in would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptPreview {
    /// The dispute.
    pub dispute: String,
    /// What people call it.
    pub title: String,
    /// When the register received what the last of them names.
    pub at: Moment,
    /// How many entries that are here they cover.
    pub covers: usize,
    /// Whether all of them are here already.
    pub is_here: bool,
}
