//! The packs that are here, and which of them a log is run under.

use std::rc::Rc;

use super::views::PackHere;
use crate::dispute::event::Under;
use crate::procedure::built_in;
use crate::procedure::pack::{self, Pack};

/// Packs in the order in which they are looked up: the first of an id is the one that is offered.
#[derive(Clone, Debug)]
pub struct Packs(Vec<Rc<Pack>>);

impl Packs {
    /// The packs that come with every build.
    pub fn built_in() -> Self {
        Self(built_in().into_iter().map(Rc::new).collect())
    }

    /// These packs, before those that come with every build.
    #[cfg(feature = "desk")]
    pub fn with(first: Vec<Pack>) -> Self {
        Self(first.into_iter().chain(built_in()).map(Rc::new).collect())
    }

    /// A pack that came with a file, after the others. What cannot be read is left out: the view
    /// then says that the procedure is missing.
    pub fn carried(&mut self, text: &str) {
        let new = pack::read(text).ok().filter(|new| self.0.iter().all(|old| old.digest() != new.digest()));
        self.0.extend(new.map(Rc::new));
    }

    /// The packs that a new dispute may be run under: of each id the first.
    pub fn offered(&self) -> impl Iterator<Item = &Pack> {
        let is_first = |(index, pack): &(usize, &Rc<Pack>)| {
            let id = &pack.procedure().id;
            self.0[..*index].iter().all(|before| before.procedure().id != *id)
        };
        self.0.iter().enumerate().filter(is_first).map(|(_, pack)| &**pack)
    }

    /// The pack that is offered under that id.
    pub fn named(&self, id: &str) -> Option<&Pack> {
        self.offered().find(|pack| pack.procedure().id.as_str() == id)
    }

    /// The pack that a log pins: the same text, else another of the same id, else none.
    pub fn pinned(&self, under: &Under) -> (Option<&Pack>, PackHere) {
        if let Some(same) = self.0.iter().find(|pack| pack.digest() == under.digest) {
            return (Some(same), PackHere::Same);
        }
        match self.named(under.procedure.as_str()) {
            Some(other) => (Some(other), PackHere::Other),
            None => (None, PackHere::Missing),
        }
    }
}
