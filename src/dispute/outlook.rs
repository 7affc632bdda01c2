//! What may be done now: the acts that a plain command may reach.
//!
//! What a command must bring (fields, a reason, a role, a route, a choice) does not count here.

use super::Rules;
use super::decide::Desk;
use super::decide::steps::RISK_ENDED;
use super::due;
use super::state::{State, Status};
use crate::calendar::Moment;
use crate::procedure::{ClosureId, StepId, Tiers};

/// What may be done now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outlook {
    /// Steps that a plain move may reach.
    pub moves: Vec<StepId>,
    /// Whether it may be opened.
    pub open: bool,
    /// Whether it may be resolved.
    pub resolve: bool,
    /// Whether another tier may take it up.
    pub add_tier: bool,
    /// Whether it may be opened again.
    pub reopen: bool,
    /// How it may be closed.
    pub closures: Vec<ClosureId>,
    /// The keys of outstanding duties that may be done: nothing must come first.
    pub done: Vec<String>,
}

impl Outlook {
    /// The acts by name, as cases write them: `risk`, `move:S2`, `close:resolved`, `done:KEY`.
    pub fn acts(&self) -> Vec<String> {
        let single = [
            (true, "risk"),
            (self.open, "open"),
            (self.resolve, "resolve"),
            (self.add_tier, "add-tier"),
            (self.reopen, "reopen"),
        ];
        let single = single.into_iter().filter(|(may, _)| *may).map(|(_, act)| act.to_owned());
        let moves = self.moves.iter().map(|step| format!("move:{step}"));
        let closures = self.closures.iter().map(|closure| format!("close:{closure}"));
        let done = self.done.iter().map(|key| format!("done:{key}"));
        single.chain(moves).chain(closures).chain(done).collect()
    }
}

/// What may be done now, for a state whose time has passed up to `now`.
pub fn outlook(state: &State, rules: &Rules<'_>, now: Moment) -> Outlook {
    let desk = Desk { state, rules, now };
    let is_open = state.status == Status::Open;
    let here = state.place.as_ref().filter(|_| is_open);
    let clear = |needs: &[_]| desk.needs(needs).next().is_none();

    let exits = here.into_iter().flat_map(|here| rules.exits(here));
    let moves = exits.filter(|exit| clear(&exit.needs) && desk.not_met(&exit.requires).is_empty());
    let mut closures: Vec<ClosureId> = rules
        .track
        .closures
        .iter()
        .filter(|closure| desk.closure_misplaced(closure).is_empty())
        .filter(|closure| clear(&closure.needs) && desk.not_met(&closure.requires).is_empty())
        .map(|closure| closure.id.clone())
        .collect();
    if state.is_risk_record() {
        closures.push(ClosureId(RISK_ENDED.to_owned()));
    }
    let may_be_done = |owed: &&super::state::Owed| {
        owed.is_outstanding() && rules.home(&owed.duty).is_some_and(|home| clear(&home.duty.after))
    };
    Outlook {
        moves: moves.map(|exit| exit.to.clone()).collect(),
        open: state.status == Status::None || state.is_risk_record(),
        resolve: is_open && clear(&rules.track.resolve.needs),
        add_tier: here.and_then(|step| rules.step(step)).is_some_and(|step| step.tiers == Tiers::Repeat),
        reopen: state.status == Status::Resolved || state.is_closed(),
        closures,
        done: state.owed.iter().filter(may_be_done).map(|owed| owed.key()).collect(),
    }
}

/// The keys of outstanding duties whose date has passed, budgets and every force included.
pub fn overdue(state: &State, rules: &Rules<'_>, now: Moment) -> Vec<String> {
    let outstanding = state.owed.iter().filter(|owed| owed.is_outstanding());
    let passed =
        outstanding.filter(|owed| due::counted(rules, state, owed).by.is_some_and(|by| by.has_passed(now)));
    passed.map(|owed| owed.key()).collect()
}
