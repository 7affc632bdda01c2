//! The partnerships' packs that come with every build.

use super::ProcedureId;
use super::pack::{self, Pack};

/// Their texts, in the order in which they are offered: those in `packs/`, without the blanks between words.
const TEXTS: &[&str] = &[
    include_str!(concat!(env!("OUT_DIR"), "/havering.json")),
    include_str!(concat!(env!("OUT_DIR"), "/solihull.json")),
    include_str!(concat!(env!("OUT_DIR"), "/york.json")),
    include_str!(concat!(env!("OUT_DIR"), "/rutland.json")),
    include_str!(concat!(env!("OUT_DIR"), "/sunderland.json")),
];

/// Every pack that comes with the build, read afresh.
pub fn built_in() -> Vec<Pack> {
    (0..).map_while(built_in_at).collect()
}

/// The pack in that place among those that come with the build, read afresh; `None` after the last.
pub fn built_in_at(place: usize) -> Option<Pack> {
    // A test reads each of them, so none is ever left out here.
    pack::read(TEXTS.get(place)?).ok()
}

/// The pack of that procedure, if it comes with the build.
pub fn built_in_pack(id: &ProcedureId) -> Option<Pack> {
    built_in().into_iter().find(|pack| pack.procedure().id == *id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::procedure::RoleRef;
    use crate::procedure::pack::traced;

    /// How many rules and how many readings the catalogue of each partnership's document has.
    const CATALOGUE: &[(&str, &str, usize, usize)] = &[
        ("havering", "HAV", 40, 15),
        ("solihull", "SOL", 30, 12),
        ("york", "YOR", 35, 15),
        ("rutland", "RUT", 71, 20),
        ("sunderland", "SUN", 48, 14),
    ];

    fn numbered(prefix: &str, letter: &str, most: usize) -> BTreeSet<String> {
        (1..=most).map(|n| format!("{prefix}-{letter}{n}")).collect()
    }

    #[test]
    fn every_rule_of_every_document_has_its_place() {
        for (id, prefix, rules, _) in CATALOGUE {
            let pack = built_in_pack(&ProcedureId::from(*id)).expect(id);
            let carried = traced::carried(&pack);
            let whole = |rule: &str| rule.trim_end_matches(|c: char| c.is_ascii_lowercase()).to_owned();
            let found: BTreeSet<String> = carried.iter().map(|carried| whole(&carried.rule)).collect();
            assert_eq!(found, numbered(prefix, "R", *rules), "{id}");
            for part in carried.iter().filter(|carried| carried.part != "the document") {
                assert!(!part.at.is_empty(), "{id}: {} names no paragraph", part.path);
            }
        }
        // The four grounds that this rule lists have a letter each.
        let solihull = built_in_pack(&ProcedureId::from("solihull")).expect("a pack");
        let found: BTreeSet<String> = traced::carried(&solihull).into_iter().map(|c| c.rule).collect();
        assert!(["a", "b", "c", "d"].iter().all(|part| found.contains(&format!("SOL-R14{part}"))));
    }

    #[test]
    fn every_reading_of_every_document_says_the_words_and_who_read_them_so() {
        for (id, prefix, _, readings) in CATALOGUE {
            let procedure = built_in_pack(&ProcedureId::from(*id)).expect(id).into_procedure();
            let all = procedure.all_duties().flat_map(|duty| &duty.readings).chain(&procedure.about.readings);
            let ids: BTreeSet<String> = all.map(|reading| reading.id.clone()).collect();
            let missing: Vec<_> = numbered(prefix, "A", *readings).difference(&ids).cloned().collect();
            assert_eq!(missing, [""; 0], "{id}");
            assert!(!procedure.about.read_by.is_empty(), "{id} does not say who read it so");
        }
    }

    #[test]
    fn a_person_finds_a_paragraph_and_words_to_say_for_every_step() {
        for procedure in built_in().into_iter().map(Pack::into_procedure) {
            for step in &procedure.steps {
                let id = format!("{} {}", procedure.id, step.id);
                let source = step.source.as_ref().unwrap_or_else(|| panic!("{id} has no source"));
                assert!(!source.rules.is_empty() && !source.at.is_empty(), "{id} has no paragraph");
                let say = step.say.as_ref().unwrap_or_else(|| panic!("{id} has no words to say"));
                assert!(!say.script.is_empty(), "{id} has nothing to say");
                assert!(say.send.contains('['), "{id} has no text to fill in and send");
            }
        }
    }

    /// SOL-A3: the flowchart that names who acts is missing, so each name says that it is assumed.
    #[test]
    fn who_acts_at_solihulls_stages_differs_and_is_said_to_be_assumed() {
        let procedure = built_in_pack(&ProcedureId::from("solihull")).expect("a pack").into_procedure();
        let label = |role: &RoleRef| procedure.roles[&role.0[0].1].label.clone();
        let acts: BTreeSet<String> =
            procedure.steps.iter().filter_map(|step| step.responding.as_ref()).map(label).collect();
        assert_eq!(acts.len(), 4, "{acts:?}");
        assert!(acts.iter().all(|label| label.ends_with("(assumed)")), "{acts:?}");
    }

    #[test]
    fn whoever_has_to_choose_among_tracks_reads_what_each_is_about() {
        for procedure in built_in().into_iter().map(Pack::into_procedure) {
            let said = procedure.tracks.iter().filter(|track| track.about.is_some()).count();
            assert!(procedure.tracks.len() == 1 || said == procedure.tracks.len(), "{}", procedure.id);
        }
    }

    #[test]
    fn a_pack_without_blanks_says_what_stands_in_its_file() {
        let files = ["havering", "solihull", "york", "rutland", "sunderland"];
        for (file, text) in files.into_iter().zip(TEXTS) {
            let whole = std::fs::read_to_string(format!("src/procedure/packs/{file}.json")).expect("a file");
            let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
            assert_eq!(json(text), json(&whole), "{file}");
            assert!(text.len() < whole.len() && !text.contains('\n'));
        }
    }

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
                assert!(!source.rules.is_empty() && !source.at.is_empty(), "{id} has no paragraph");
            }
        }
    }
}
