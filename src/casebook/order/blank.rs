//! Commands with nothing filled in: what the engine is asked about before a form is shown.

use crate::dispute::command::{Done, Move};
use crate::dispute::event::Instance;
use crate::procedure::StepId;

/// Something done, of which nothing is said yet.
pub fn blank_done(instance: &Instance) -> Done {
    Done {
        instance: instance.clone(),
        by: None,
        route: None,
        choice: None,
        fields: Default::default(),
        agencies: Vec::new(),
        on: None,
    }
}

/// A move to a step, of which nothing is said yet.
pub fn blank_move(to: &StepId) -> Move {
    Move {
        to: to.clone(),
        fields: Default::default(),
        received: None,
        departure: false,
        reason: None,
        by: None,
    }
}
