//! Who uses this device: the same four questions at first use and in the settings.

use leptos::prelude::*;

use crate::casebook::profile::{AGENCY, NAME, PROCEDURE, ROLE};
use crate::casebook::views::{Answers, Ask, AskKind, Need, ProcedureChoice, Profile};
use crate::ui::drafts::Typed;
use crate::ui::element::{View, all, live, nothing};
use crate::ui::parts::field::{choice, field};
use crate::ui::parts::trouble::Trouble;
use crate::ui::words::settings as words;

/// The questions. The agencies follow the partnership.
pub fn questions(offered: Vec<ProcedureChoice>, draft: Typed, trouble: Trouble) -> View {
    let partnerships = offered.iter().map(|one| choice(&one.id, &one.partnership)).collect();
    let procedure = Memo::new(move |_| draft.with(|said| first(said, PROCEDURE)));
    let agencies = move || {
        let Some(chosen) = offered.iter().find(|one| one.id == procedure.get()) else { return nothing() };
        let kind = AskKind::One(chosen.agencies.iter().map(|(id, label)| choice(id, label)).collect());
        field(&ask(AGENCY, words::AGENCY, kind), AGENCY.to_owned(), draft, trouble)
    };
    let line = |id: &str, label| field(&ask(id, label, AskKind::Line), id.to_owned(), draft, trouble);
    let partnership = ask(PROCEDURE, words::PROCEDURE, AskKind::One(partnerships));
    all(vec![
        field(&partnership, PROCEDURE.to_owned(), draft, trouble),
        live(agencies),
        line(NAME, words::NAME),
        line(ROLE, words::ROLE),
    ])
}

/// What was said before, as a draft. A partnership is nobody's until they choose it, unless there is but one.
pub fn asked(profile: &Profile, offered: &[ProcedureChoice]) -> Answers {
    let only = match offered {
        [only] => Some(only.id.clone()),
        _ => None,
    };
    let procedure = profile.procedure.clone().or(only);
    let said = [
        (NAME, profile.name.clone()),
        (ROLE, profile.role.clone()),
        (AGENCY, profile.agency.clone()),
        (PROCEDURE, procedure.unwrap_or_default()),
    ];
    let said = said.into_iter().filter(|(_, said)| !said.is_empty());
    said.map(|(key, said)| (key.to_owned(), vec![said])).collect()
}

/// A draft as a profile. A keyboard that suggests words leaves a space behind them.
pub fn profile_of(draft: &Answers) -> Profile {
    let procedure = first(draft, PROCEDURE);
    let said = |key| first(draft, key).trim().to_owned();
    Profile {
        name: said(NAME),
        role: said(ROLE),
        agency: said(AGENCY),
        procedure: (!procedure.is_empty()).then_some(procedure),
    }
}

/// The first word that is said to a question.
pub fn first(said: &Answers, key: &str) -> String {
    said.get(key).and_then(|said| said.first().cloned()).unwrap_or_default()
}

/// A question of ours that is asked.
pub fn ask(id: &str, label: &str, kind: AskKind) -> Ask {
    Ask { id: id.into(), label: label.into(), hint: None, kind, need: Need::Required, preset: Vec::new() }
}
