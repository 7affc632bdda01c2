//! Finding things by name: a sorted list of places.

use super::in_order;

/// Names, and where each of them stands.
#[derive(Clone, Debug)]
pub struct Index<'n> {
    names: Vec<&'n str>,
    /// The places of the names in alphabetical order; of twins the earlier first.
    order: Vec<usize>,
}

impl<'n> Index<'n> {
    /// An index of these names, each at its place among them.
    pub fn of(names: Vec<&'n str>) -> Self {
        let order = in_order(names.len(), &|one, other| names[one].cmp(names[other]));
        Self { names, order }
    }

    /// Every place of a name, the first one first; empty where nothing bears it.
    pub fn places(&self, name: &str) -> &[usize] {
        let from = self.order.partition_point(|place| self.names[*place] < name);
        let found = &self.order[from..];
        let to = found.partition_point(|place| self.names[*place] == name);
        &found[..to]
    }

    /// The first place of a name.
    pub fn place(&self, name: &str) -> Option<usize> {
        // Of a few dozen, most differ in their length already.
        if self.names.len() <= 32 {
            return self.names.iter().position(|own| *own == name);
        }
        self.places(name).first().copied()
    }

    /// The first place of the name that stands at a place.
    pub fn first(&self, place: usize) -> usize {
        self.places(self.names[place])[0]
    }

    /// Whether something bears that name.
    pub fn has(&self, name: &str) -> bool {
        self.place(name).is_some()
    }

    /// Whether the name at a place stood there for the n-th time, counted from 0.
    pub fn is_nth(&self, place: usize, n: usize) -> bool {
        self.places(self.names[place]).get(n) == Some(&place)
    }

    /// The first place of each name, in the alphabetical order of the names.
    pub fn firsts(&self) -> impl Iterator<Item = usize> {
        self.order.iter().copied().filter(|place| self.is_nth(*place, 0))
    }

    /// The names in alphabetical order, each once.
    pub fn each(&self) -> impl Iterator<Item = &'n str> {
        self.firsts().map(|place| self.names[place])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_at_every_place_where_it_stands() {
        let index = Index::of(vec!["b", "a", "b", "", "b"]);
        assert_eq!(index.places("b"), [0, 2, 4]);
        assert_eq!((index.place("a"), index.place("c"), index.has("")), (Some(1), None, true));
        assert!(index.is_nth(2, 1) && !index.is_nth(4, 1));
        assert_eq!(index.firsts().collect::<Vec<_>>(), [3, 1, 0]);
        assert_eq!(index.each().collect::<Vec<_>>(), ["", "a", "b"]);
        let many = Index::of(std::iter::repeat_n("b", 40).chain(["a"]).collect());
        assert_eq!((many.place("b"), many.place("a"), many.place("c")), (Some(0), Some(40), None));
    }
}
