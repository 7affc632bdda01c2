//! A procedure that is not here: nothing in it, so that a log can be shown under it all the same.

use crate::dispute::event::Under;
use crate::procedure::{About, Departures, Opening, Procedure, ResolveRules, RiskEffect, RiskRule, Track};

/// An empty procedure with the names that a log pins.
pub fn procedure(under: &Under) -> Procedure {
    Procedure {
        id: under.procedure.clone(),
        version: under.version.clone(),
        about: About { partnership: under.procedure.to_string(), ..About::default() },
        agencies: Default::default(),
        roles: Default::default(),
        facts: Vec::new(),
        lessons: None,
        steps: Vec::new(),
        tracks: vec![Track {
            id: under.track.clone(),
            title: String::new(),
            about: None,
            steps: Vec::new(),
            entries: Vec::new(),
            grounds: Vec::new(),
            opening: Opening::default(),
            duties: Vec::new(),
            closures: Vec::new(),
            resolve: ResolveRules::default(),
            risk: RiskRule { say: None, effect: RiskEffect::Stays },
            departures: Departures::Never,
        }],
    }
}
