//! Which facts the rules of a track read.
//!
//! The one idea: *what no rule reads is not asked*, for of a case, and of a child above all, as little as possible
//! is held.

use super::{Anchor, Check, Duty, FactId, Guard, Procedure, RoleRef, Step, Track, Trigger};

impl Procedure {
    /// Whether a guard, a trigger or a date of that track reads the fact.
    pub fn is_read_by(&self, track: &Track, fact: &FactId) -> bool {
        let mut steps = track.steps.iter().filter_map(|id| self.step(id));
        asks(&track.opening.requires, fact)
            || names([&track.opening.by, &track.resolve.by], fact)
            || track.entries.iter().any(|entry| asks(&entry.requires, fact))
            || track.closures.iter().any(|end| asks(&end.requires, fact) || names([&end.by], fact))
            || track.duties.iter().any(|duty| duty.reads(fact))
            || steps.any(|step| step.reads(fact))
    }
}

impl Step {
    fn reads(&self, fact: &FactId) -> bool {
        names([&self.raising, &self.responding], fact)
            || self.duties.iter().any(|duty| duty.reads(fact))
            || self.exits.iter().any(|exit| asks(&exit.requires, fact))
    }
}

impl Duty {
    /// Whether it is owed or not by what is said of the fact.
    pub fn depends_on(&self, fact: &FactId) -> bool {
        self.when.as_ref().is_some_and(|when| when.reads(fact))
    }

    /// Whether its date is counted from the day that the fact is.
    pub fn counts_from(&self, fact: &FactId) -> bool {
        self.due.as_ref().is_some_and(|due| matches!(&due.from, Anchor::Fact(from) if from == fact))
    }

    fn reads(&self, fact: &FactId) -> bool {
        let opens_by = |trigger: &Trigger| matches!(trigger, Trigger::Fact(read) if read == fact);
        self.depends_on(fact)
            || self.counts_from(fact)
            || self.opens.iter().any(opens_by)
            || names([&self.owner, &self.to, &self.asks.by], fact)
    }
}

fn asks(checks: &[Check], fact: &FactId) -> bool {
    checks.iter().any(|check| check.guard.reads(fact))
}

fn names<const N: usize>(roles: [&Option<RoleRef>; N], fact: &FactId) -> bool {
    let mut whens = roles.into_iter().flatten().flat_map(|RoleRef(choices)| choices);
    whens.any(|(when, _)| when.as_ref().is_some_and(|when: &Guard| when.reads(fact)))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::procedure::built_in_pack;
    use crate::procedure::pack::read;
    use crate::procedure::pack::tests::{LANTERN, put};

    /// Whether the neutral pack reads a fact of its own, with that part put in.
    fn is_read(fact: Value, pointer: &str, part: Value) -> bool {
        let mut pack: Value = serde_json::from_str(LANTERN).expect("JSON");
        put(&mut pack, "/facts/-", fact);
        put(&mut pack, pointer, part);
        let pack = read(&pack.to_string()).unwrap_or_else(|faults| panic!("{faults:#?}"));
        let procedure = pack.procedure();
        procedure.is_read_by(&procedure.tracks[0], &"new".into())
    }

    #[test]
    fn a_fact_is_read_wherever_a_rule_may_name_one() {
        let flag = || json!({"id": "new", "type": "flag", "scope": "case"});
        let day = || json!({"id": "new", "type": "date", "scope": "case"});
        assert!(!is_read(flag(), "/version", json!("2")));
        let guard = json!({"all": [{"not": {"any": [{"fact": "new"}]}}]});
        let check = json!([{"if": guard, "code": "so"}]);
        let role = json!([{"when": guard, "role": "worker"}, {"role": "lead"}]);
        for at in ["/steps/0/duties/0/when", "/tracks/0/duties/1/when"] {
            assert!(is_read(flag(), at, guard.clone()), "{at}");
        }
        for at in ["/tracks/0/opening", "/tracks/0/entries/0", "/tracks/0/closures/0", "/steps/0/exits/0"] {
            assert!(is_read(flag(), &format!("{at}/requires"), check.clone()), "{at}");
        }
        for at in [
            "/steps/0/raising",
            "/steps/0/responding",
            "/steps/0/duties/0/owner",
            "/tracks/0/duties/0/to",
            "/tracks/0/duties/0/by",
            "/tracks/0/opening/by",
            "/tracks/0/closures/0/by",
        ] {
            assert!(is_read(flag(), at, role.clone()), "{at}");
        }
        assert!(is_read(flag(), "/tracks/0/resolve", json!({"by": role})));
        assert!(is_read(flag(), "/tracks/0/duties/0/opens", json!("fact:new")));
        let due = json!({"n": 2, "unit": "working-day", "from": {"fact": "new"}});
        assert!(is_read(day(), "/steps/0/duties/0/due", due));
    }

    #[test]
    fn a_track_that_reads_no_fact_of_a_child_asks_none() {
        let reads = |id: &str, track: &str| {
            let pack = built_in_pack(&id.into()).expect("built in");
            let procedure = pack.procedure();
            let track = procedure.tracks.iter().find(|one| one.id.as_str() == track).expect("a track");
            let read = procedure.facts.iter().filter(|fact| procedure.is_read_by(track, &fact.id));
            read.map(|fact| fact.id.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(reads("york", "conference"), ["risk-belief", "conference-date"]);
        assert_eq!(reads("york", "enquiry"), Vec::<String>::new());
        assert_eq!(reads("solihull", "inter-agency"), ["child-protection-plan", "looked-after"]);
    }
}
