//! What may be done now in a dispute, each with the form that it asks.

mod at_duties;

use super::answers::instance;
use super::asks::{self, FIELD, HOW, ask, choice, hinted, preset, words};
use super::begin::{action, counts_from_received, open, risk};
use super::blank::blank_move;
use super::refusals::{is_mended_by_the_form, is_worth_showing, refused};
use crate::casebook::show::guide::step_ahead;
use crate::casebook::show::sight::Sight;
use crate::casebook::show::timeline::{ask as fact_ask, closure, duty as duty_text, fact_value, spaced};
use crate::casebook::views::{Action, ActionKind, Ask, AskKind, Need, Readiness};
use crate::dispute::command::{Command, Move, Open, Risk};
use crate::dispute::decide;
use crate::dispute::event::{Child, Under};
use crate::dispute::state::Subject;
use crate::procedure::{Departures, DutyKind, FactId, FactScope, Reason, RoleRef, Step, StepId, Tiers};
use crate::words::forms;

/// The prompts of a recorded discussion, in the order in which people talk.
pub const DISCUSSION: [&str; 7] = ["with", HOW, "agreed", "not-agreed", "matters", "wanted", "their-reasons"];

/// The id of the form that records a discussion.
pub const DISCUSS: &str = "discuss";
/// The id of its question which duties are done by it.
pub const DOES: &str = "does";

/// What may be done now: what is out of place is left out, what lacks something says what.
pub fn offers(sight: &Sight<'_>, under: &Under) -> Vec<Action> {
    let mut offers = Offers { sight: *sight, under, offered: Vec::new() };
    offers.danger();
    offers.duties();
    offers.ladder();
    offers.words();
    offers.endings();
    offers.rest();
    offers.offered
}

/// What may be done where the procedure is not here: a child in danger waits for no file.
pub fn protection(sight: &Sight<'_>) -> Vec<Action> {
    let mut danger = risk(sight);
    // Which agencies there are, only the procedure says.
    danger.asks.retain(|ask| !matches!(&ask.kind, AskKind::One(choices) if choices.is_empty()));
    let over = action("risk-ended", ActionKind::DangerOver, forms::DANGER_OVER, None, Vec::new());
    sight.state.risk.then_some(over).into_iter().chain([danger]).collect()
}

struct Offers<'a> {
    sight: Sight<'a>,
    under: &'a Under,
    offered: Vec<Action>,
}

impl Offers<'_> {
    /// Offers an act unless the engine says that it is out of place. `blank` is its command with
    /// nothing filled in.
    fn offer(&mut self, action: Action, blank: Command) {
        let Sight { state, rules, now, .. } = self.sight;
        let refusals = decide(state, rules, self.under, &blank, now).err().unwrap_or_default();
        let first: Vec<_> = refusals.into_iter().filter(|refusal| !is_mended_by_the_form(refusal)).collect();
        if first.is_empty() {
            self.offered.push(action);
        } else if first.iter().all(is_worth_showing) {
            let readiness = Readiness::NotYet(refused(&self.sight, &first));
            self.offered.push(Action { readiness, ..action });
        }
    }

    fn danger(&mut self) {
        if self.sight.state.risk {
            let title = forms::DANGER_OVER;
            self.offered.push(action("risk-ended", ActionKind::DangerOver, title, None, Vec::new()));
        }
        self.offer(risk(&self.sight), Command::Risk(Risk::default()));
        if self.sight.state.is_risk_record() {
            self.offer(open(&self.sight), Command::Open(Open::default()));
        }
    }

    fn ladder(&mut self) {
        let Sight { state, rules, .. } = self.sight;
        let Some(here) = state.step() else { return };
        let exits: Vec<_> = rules.exits(here).collect();
        for exit in &exits {
            let mut form: Vec<Ask> = exit.fields.iter().map(asks::field).collect();
            form.extend(self.received_ask(&exit.to));
            form.push(asks::reason(exit.reason));
            let title = forms::go_to(&self.sight.step_title(&exit.to));
            let tells_nobody = Some(forms::TELLS_NOBODY.to_owned());
            let go = action(&format!("move:{}", exit.to), ActionKind::Move, &title, tells_nobody, form);
            let go = Action { leads_to: step_ahead(&self.sight, &exit.to), ..go };
            self.offer(go, Command::Move(blank_move(&exit.to)));
        }
        if rules.step(here).is_some_and(|step| step.tiers == Tiers::Repeat) {
            let form = vec![words("who", AskKind::Line, Need::Optional)];
            let title = forms::ADD_TIER;
            self.offer(
                action("add-tier", ActionKind::AddTier, title, None, form),
                Command::AddTier { who: None },
            );
        }
        if rules.track.departures == Departures::Allowed {
            let steps: Vec<StepId> = rules.track.steps.iter().filter(|step| *step != here).cloned().collect();
            for step in steps {
                let is_free = self.offered.iter().any(|offered| {
                    offered.id == format!("move:{step}") && offered.readiness == Readiness::Ready
                });
                if !is_free {
                    self.depart(
                        &step,
                        exits.iter().find(|exit| exit.to == step).map(|exit| exit.fields.as_slice()),
                    );
                }
            }
        }
    }

    fn depart(&mut self, to: &StepId, fields: Option<&[crate::procedure::Field]>) {
        let mut form: Vec<Ask> = fields.unwrap_or_default().iter().map(asks::field).collect();
        form.extend(self.received_ask(to));
        form.push(asks::reason(Reason::Required));
        let title = forms::depart_to(&self.sight.step_title(to));
        let explain = Some(forms::DEPART_EXPLAINED.to_owned());
        let depart = action(&format!("depart:{to}"), ActionKind::Depart, &title, explain, form);
        let depart = Action { leads_to: step_ahead(&self.sight, to), ..depart };
        self.offer(depart, Command::Move(Move { departure: true, ..blank_move(to) }));
    }

    fn received_ask(&self, step: &StepId) -> Option<Ask> {
        let counts = counts_from_received(self.sight.rules.procedure, step);
        counts.then(|| asks::received("received", Need::Optional))
    }

    fn words(&mut self) {
        let owed = self.done_by_talking();
        // A procedure that asks how people talked asks in its own words.
        let asks_how = owed.iter().any(|ask| ask.id.starts_with(FIELD));
        let mut prompts = vec![words("with", AskKind::Line, Need::Optional)];
        if !asks_how {
            let ways = asks::ways_of_talking().map(|(way, label)| choice(way, label));
            prompts.push(words(HOW, AskKind::One(ways.into()), Need::Optional));
        }
        // What is tapped comes before what is typed.
        prompts.extend(owed);
        prompts.extend(DISCUSSION[2..].iter().map(|name| words(name, AskKind::Text, Need::Optional)));
        prompts.push(asks::happened_on(&self.sight));
        let discuss = action(DISCUSS, ActionKind::Discuss, forms::DISCUSS, None, prompts);
        self.offer(discuss, Command::Discuss { words: Default::default() });
        let form = vec![words("text", AskKind::Text, Need::Required)];
        let note = action("note", ActionKind::Note, forms::NOTE, None, form);
        self.offer(note, Command::Note { words: Default::default() });
    }

    /// The duties to discuss, which a discussion may be; and what the record of them asks beside it.
    fn done_by_talking(&self) -> Vec<Ask> {
        let (mut by_talking, mut more) = (Vec::new(), Vec::<Ask>::new());
        let ready = |one: &&Action| one.kind == ActionKind::Done && one.readiness == Readiness::Ready;
        for done in self.offered.iter().filter(ready) {
            let instance = done.duty.as_ref().and_then(|key| Some((key, instance(&self.sight, key)?)));
            let Some((key, instance)) = instance else { continue };
            let home = self.sight.rules.home(&instance.duty);
            let fields = done.asks.iter().filter(|ask| ask.id != "on");
            let is_said = fields.clone().all(|ask| ask.id.starts_with(FIELD));
            if is_said && home.is_some_and(|home| home.duty.kind == DutyKind::Discuss) {
                by_talking.push((key, duty_text(&self.sight, &instance), home.and_then(|home| home.step)));
                let with_it = |ask: Ask| match ask.need {
                    Need::Required => {
                        hinted(Ask { need: Need::WithAnother, ..ask }, forms::ASKED_IF_OWED.said())
                    }
                    _ => ask,
                };
                more.extend(fields.cloned().map(with_it));
            }
        }
        if by_talking.is_empty() {
            return Vec::new();
        }
        // A step that was left may ask for the same in the same words.
        let said_twice = |text: &String| by_talking.iter().filter(|(_, other, _)| other == text).count() > 1;
        let label = |(key, text, step): &(&String, String, Option<&Step>)| match step {
            Some(step) if said_twice(text) => {
                choice(key, &[text, ", ", &self.sight.step_name(step)].concat())
            }
            Some(_) | None => choice(key, text),
        };
        let by_talking = by_talking.iter().map(label).collect();
        more.insert(0, ask(DOES, forms::WAS_THIS_OWED, AskKind::Many(by_talking), Need::Optional));
        more
    }

    fn endings(&mut self) {
        let track = self.sight.rules.track;
        let mut form: Vec<Ask> = self.by(track.resolve.by.as_ref());
        if !track.resolve.outcomes.is_empty() {
            let outcomes = track.resolve.outcomes.iter().map(|one| choice(one, &spaced(one))).collect();
            form.push(ask("outcome", forms::HOW_RESOLVED, AskKind::One(outcomes), Need::Required));
        }
        let need = if track.resolve.outcomes.is_empty() { Need::Required } else { Need::Optional };
        form.push(ask("text", forms::WHAT_WAS_AGREED, AskKind::Text, need));
        let resolve = action("resolve", ActionKind::Resolve, forms::RESOLVE, None, form);
        self.offer(resolve, Command::Resolve { outcome: None, text: None, by: None });
        for way in &track.closures {
            let mut form = self.by(way.by.as_ref());
            form.push(asks::reason(way.reason));
            self.close(way.id.as_str(), form);
        }
        self.close("risk-ended", vec![asks::reason(Reason::Required)]);
        let form = vec![asks::reason(Reason::Required)];
        let reopen = action("reopen", ActionKind::Reopen, forms::REOPEN, None, form);
        self.offer(reopen, Command::Reopen { reason: None });
    }

    fn close(&mut self, way: &str, form: Vec<Ask>) {
        let title = forms::close(&closure(&self.sight, way));
        let close = action(&format!("close:{way}"), ActionKind::Close, &title, None, form);
        self.offer(close, Command::Close { closure: way.into(), by: None, reason: None });
    }

    /// Whether a date that is owed by runs already and is counted from that day, as far as it was known then.
    fn runs_from(&self, fact: &FactId) -> bool {
        let mut owed = self.sight.state.owed.iter().filter(|owed| owed.ended.is_none());
        owed.any(|owed| self.sight.rules.home(&owed.duty).is_some_and(|home| home.duty.counts_from(fact)))
    }

    fn by(&self, role: Option<&RoleRef>) -> Vec<Ask> {
        let role = self.sight.asked(role, &Subject::Case);
        role.iter().map(|role| asks::by(&self.sight, role)).collect()
    }

    fn rest(&mut self) {
        let Sight { state, rules, now, .. } = self.sight;
        let procedure = rules.procedure;
        if state.place.as_ref().is_some_and(|step| counts_from_received(procedure, step)) {
            let form = vec![asks::received("date", Need::Required)];
            let received = action("received", ActionKind::Received, forms::RECEIVED, None, form);
            self.offer(received, Command::Received { date: now.date() });
        }
        for fact in &procedure.facts {
            let whom: Vec<Option<&Child>> = match fact.scope {
                FactScope::Case => vec![None],
                FactScope::Child => state.children.iter().map(Some).collect(),
            };
            for child in whom {
                let is = child.map_or(state.facts.get(&fact.id), |child| child.facts.get(&fact.id));
                let is = is.and_then(|is| is.as_ref()).map(fact_value);
                // What no rule reads is not asked; what was said all the same can be taken back.
                if is.is_none() && !rules.reads(&fact.id) {
                    continue;
                }
                let form = vec![preset(asks::fact("is", fact, Need::Wanted), is)];
                let child = child.map(|child| child.reference.clone());
                let (id, title) = match &child {
                    Some(child) => (
                        format!("set-fact:{}@{child}", fact.id),
                        forms::of_child(child, &fact_ask(&self.sight, &fact.id)),
                    ),
                    None => (format!("set-fact:{}", fact.id), fact_ask(&self.sight, &fact.id)),
                };
                let explain = self.runs_from(&fact.id).then(|| forms::MOVES_NO_DATE.to_owned());
                let blank = Command::SetFact { fact: fact.id.clone(), is: None, child };
                self.offer(action(&id, ActionKind::SetFact, &title, explain, form), blank);
            }
        }
        let child = Child { facts: Default::default(), reference: String::new() };
        let form = vec![asks::children(&self.sight, Need::Required)];
        let add = action("add-child", ActionKind::AddChild, forms::ADD_CHILD, None, form);
        self.offer(add, Command::AddChild { child });
        let mut others = asks::agencies(procedure);
        others.retain(|agency| state.concerned().iter().all(|known| known.as_str() != agency.value));
        if let Some(agency) = others.first().map(|agency| agency.value.as_str().into()) {
            let form = vec![ask("agency", forms::WHICH_AGENCY, AskKind::One(others), Need::Required)];
            let add = action("add-agency", ActionKind::AddAgency, forms::ADD_AGENCY, None, form);
            self.offer(add, Command::AddAgency { agency });
        }
        self.lesson();
        let form = vec![asks::reason(Reason::Required)];
        let delay = action("delay", ActionKind::Delay, forms::DELAY, None, form);
        self.offer(delay, Command::Delay { reason: None, duty: None });
    }

    fn lesson(&mut self) {
        let text = words("text", AskKind::Text, Need::Optional);
        let (form, scope) = match &self.sight.rules.procedure.lessons {
            Some(rules) => {
                let of = |values: &[String]| values.iter().map(|one| choice(one, &spaced(one))).collect();
                let scope =
                    ask("scope", forms::WHOSE_LESSON, AskKind::One(of(&rules.scopes)), Need::Required);
                let kind = ask("kind", forms::WHICH_KIND, AskKind::One(of(&rules.kinds)), Need::Optional);
                (vec![scope, kind, text], rules.scopes.first().cloned().unwrap_or_default())
            }
            None => {
                (vec![ask("scope", forms::WHOSE_LESSON, AskKind::Line, Need::Required), text], String::new())
            }
        };
        let lesson = action("lesson", ActionKind::Lesson, forms::LESSON, None, form);
        self.offer(lesson, Command::Lesson { scope, kind: None, text: None });
    }
}
