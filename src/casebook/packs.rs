//! The packs that are here, and which of them a log is run under.

use std::cell::RefCell;
use std::rc::Rc;

use super::views::{PackHere, Vouched};
use crate::calendar::Calendar;
use crate::dispute::Rules;
use crate::dispute::event::Under;
use crate::procedure::pack::{self, Pack};
use crate::procedure::{ProcedureId, built_in_at};

thread_local! {
    /// The packs of the build that were read so far. They are texts of the program: read once, they are as they
    /// are for as long as it runs.
    static READ: RefCell<Vec<Rc<Pack>>> = const { RefCell::new(Vec::new()) };
}

/// Reads one more pack of the build; whether there was one. A page calls it between two answers to a person,
/// who else waits for all of them at once.
pub fn read_one_more() -> bool {
    READ.with_borrow_mut(|read| {
        let next = built_in_at(read.len()).map(Rc::new);
        let was_one = next.is_some();
        read.extend(next);
        was_one
    })
}

/// Packs in the order in which they are looked up: the first of an id is the one that is offered.
#[derive(Clone, Debug)]
pub struct Packs(Vec<Here>);

/// A pack, and how it came here.
#[derive(Clone, Debug)]
struct Here {
    pack: Rc<Pack>,
    /// Who vouches for it; `None` = it came with somebody's file and serves its own dispute only, for
    /// nobody here has taken it over.
    offered: Option<Vouched>,
}

impl Packs {
    /// The packs that come with every build.
    pub fn built_in() -> Self {
        while read_one_more() {}
        Self(READ.with_borrow(|read| {
            read.iter().map(|pack| here(Rc::clone(pack), Some(Vouched::ByBuild))).collect()
        }))
    }

    /// These packs, before those that come with every build.
    #[cfg(feature = "desk")]
    pub fn with(first: Vec<Pack>) -> Self {
        let mut packs = Self::built_in();
        packs.0.splice(0..0, first.into_iter().map(|pack| here(Rc::new(pack), Some(Vouched::Unsigned))));
        packs
    }

    /// A pack that came with a file, after the others. What cannot be read is left out: the view
    /// then says that the procedure is missing.
    pub fn carried(&mut self, text: &str) {
        let new = pack::read(text).ok().filter(|new| !self.has(new.digest()));
        self.0.extend(new.map(|pack| here(Rc::new(pack), None)));
    }

    /// A pack that was taken over for new disputes: it comes before all others of its id, which is told.
    pub fn taken_over(&mut self, text: &str, vouched: Vouched) -> Option<ProcedureId> {
        let pack = pack::read(text).ok()?;
        let id = pack.procedure().id.clone();
        self.0.insert(0, here(Rc::new(pack), Some(vouched)));
        Some(id)
    }

    /// Whether the pack with that text is here.
    pub fn has(&self, digest: &str) -> bool {
        self.0.iter().any(|here| here.pack.digest() == digest)
    }

    /// The packs that a new dispute may be run under, with who vouches for them: of each id the first.
    pub fn offered(&self) -> impl Iterator<Item = (&Pack, &Vouched)> {
        let is_first = |(index, one): &(usize, &Here)| {
            let mut before = self.0[..*index].iter().filter(|before| before.offered.is_some());
            before.all(|before| before.pack.procedure().id != one.pack.procedure().id)
        };
        let first = self.0.iter().enumerate().filter(is_first);
        first.filter_map(|(_, here)| Some((&*here.pack, here.offered.as_ref()?)))
    }

    /// Every pack that was taken over or comes with the build, whether or not another of its id comes
    /// before it.
    pub fn all_offered(&self) -> impl Iterator<Item = (&Pack, &Vouched)> {
        self.0.iter().filter_map(|here| Some((&*here.pack, here.offered.as_ref()?)))
    }

    /// The pack that is offered under that id.
    pub fn named(&self, id: &str) -> Option<&Pack> {
        self.offered().map(|(pack, _)| pack).find(|pack| pack.procedure().id.as_str() == id)
    }

    /// What names each, in their order.
    pub fn digests(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|here| here.pack.digest())
    }

    /// The pack with that text.
    pub fn exactly(&self, digest: &str) -> Option<&Pack> {
        self.0.iter().map(|here| &*here.pack).find(|pack| pack.digest() == digest)
    }

    /// The rules of exactly the pack that is pinned; none where it, or its track, is not here.
    pub fn rules<'a>(&'a self, under: &Under, calendar: &'a Calendar) -> Option<Rules<'a>> {
        Rules::new(self.exactly(&under.digest)?.procedure(), &under.track, calendar)
    }

    /// The pack that a log pins: the same text, else another of the same id, else none.
    pub fn pinned(&self, under: &Under) -> (Option<&Pack>, PackHere) {
        if let Some(same) = self.exactly(&under.digest) {
            return (Some(same), PackHere::Same);
        }
        match self.0.iter().find(|here| here.pack.procedure().id == under.procedure) {
            Some(other) => (Some(&other.pack), PackHere::Other),
            None => (None, PackHere::Missing),
        }
    }
}

fn here(pack: Rc<Pack>, offered: Option<Vouched>) -> Here {
    Here { pack, offered }
}
