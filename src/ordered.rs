//! Putting things in order and finding them: one sort, one map and one index for everything.
//!
//! The one idea: *sort places, not things.* What is compared is asked for by place, so that there is
//! one sort in the whole program and not one for each type, which a phone would have to download
//! (`docs/decisions/sorted-lists-instead-of-trees.md`). Start at [`in_order`] and [`Map`].

mod index;
mod map;

use std::cmp::Ordering;

pub use index::Index;
pub use map::{Map, Set};

/// The places of so many things in the order that `compare` gives; equal ones as they stand.
pub fn in_order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_unstable_by(|one, other| compare(*one, *other).then(one.cmp(other)));
    places
}

/// The same things in the order that `compare` gives; equal ones as they stood.
pub fn arranged<T>(things: Vec<T>, compare: &dyn Fn(&T, &T) -> Ordering) -> Vec<T> {
    let order = in_order(things.len(), &|one, other| compare(&things[one], &things[other]));
    let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
    order.into_iter().filter_map(|place| things[place].take()).collect()
}

/// Puts things in the order of a key; equal ones stay as they stood.
pub fn by_key<T, K: Ord>(things: &mut Vec<T>, key: impl Fn(&T) -> K) {
    *things = arranged(std::mem::take(things), &|one, other| key(one).cmp(&key(other)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_things_stay_as_they_stood() {
        let things = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        let arranged = arranged(things, &|one, other| one.0.cmp(&other.0));
        assert_eq!(arranged, [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }
}
