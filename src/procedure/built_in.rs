//! The partnerships' packs that come with every build.

use super::ProcedureId;
use super::pack::{self, Pack};

/// The exact texts, in the order in which they are offered.
const TEXTS: &[&str] = &[
    include_str!("packs/havering.json"),
    include_str!("packs/solihull.json"),
    include_str!("packs/york.json"),
    include_str!("packs/rutland.json"),
    include_str!("packs/sunderland.json"),
];

/// Every pack that comes with the build, read afresh.
pub fn built_in() -> Vec<Pack> {
    // A test reads each of them, so none is ever left out here.
    TEXTS.iter().filter_map(|text| pack::read(text).ok()).collect()
}

/// The pack of that procedure, if it comes with the build.
pub fn built_in_pack(id: &ProcedureId) -> Option<Pack> {
    built_in().into_iter().find(|pack| pack.procedure().id == *id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pack_that_comes_with_the_build_is_whole() {
        for text in TEXTS {
            let pack = pack::read(text).unwrap_or_else(|faults| panic!("{faults:#?}"));
            assert_eq!(pack.notices(), [], "{}", pack.procedure().id);
        }
        assert_eq!(built_in().len(), TEXTS.len());
    }

    #[test]
    fn a_person_finds_words_and_a_paragraph_for_every_duty() {
        for pack in built_in() {
            for duty in pack.procedure().all_duties() {
                let id = &duty.id;
                assert!(duty.text.as_ref().is_some_and(|text| !text.is_empty()), "{id} has no text");
                assert!(duty.force.is_some(), "{id} has no force");
                let source = duty.source.as_ref().unwrap_or_else(|| panic!("{id} has no source"));
                assert!(!source.rule.is_empty() && !source.at.is_empty(), "{id} has no paragraph");
            }
        }
    }
}
