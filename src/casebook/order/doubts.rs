//! Days that are odd, and references that may be names, and may be right all the same: asked about once, recorded
//! as they stand when they are confirmed.
//!
//! The one idea: *a doubt is no refusal.* The same form with the same answer and its confirmation beside it is
//! accepted. What the engine refuses is not asked about here.

use chrono::NaiveDate;

use super::begin::OPEN;
use crate::calendar::{Direction, Moment, parse_date};
use crate::casebook::dates::{listed, long_date};
use crate::casebook::show::sight::Sight;
use crate::casebook::views::{Answers, Refused};
use crate::procedure::Fact;
use crate::words::refusals as words;
use crate::words::wording::quoted;

/// The id of the question about the children.
const CHILDREN: &str = "children";

/// What is odd in an answered form and was not confirmed.
pub fn doubts(sight: &Sight<'_>, action: &str, answers: &Answers) -> Vec<Refused> {
    let told = |(ask, say): (String, String)| {
        let said = answers.get(&ask);
        let sure = said.is_some() && answers.get(&Refused::sure(&ask)) == said;
        (!sure).then(|| Refused { code: Refused::IS_IT_RIGHT.to_owned(), say, ask: Some(ask), duty: None })
    };
    too_early(sight, action, answers)
        .into_iter()
        .chain(to_come(sight, action, answers))
        .chain(named(action, answers))
        .filter_map(told)
        .collect()
}

/// Something of a dispute that is before the dispute.
fn too_early(sight: &Sight<'_>, action: &str, answers: &Answers) -> Option<(String, String)> {
    let name = action.split(':').next().unwrap_or_default();
    let ask = match name {
        "done" | "discuss" => "on",
        "agree" | "received" => "date",
        "move" | "depart" => "received",
        _ => return None,
    };
    let begun = sight.state.owed.iter().map(|owed| owed.opened.date()).min()?;
    let on = day(answers, ask)?;
    (on < begun).then(|| (ask.to_owned(), words::before_opening(&long_date(begun))))
}

/// The day of something that a clock runs from, and that has not come.
fn to_come(sight: &Sight<'_>, action: &str, answers: &Answers) -> Vec<(String, String)> {
    let (name, about) = action.split_once(':').unwrap_or((action, ""));
    let ask = |fact: &Fact| match name {
        OPEN => Some(["fact.", fact.id.as_str()].concat()),
        "set-fact" if about == fact.id.as_str() => Some("is".to_owned()),
        _ => None,
    };
    let runs_from = |fact: &&Fact| {
        let counted = sight.rules.duties().filter(|duty| duty.counts_from(&fact.id));
        let mut limits = counted.filter_map(|duty| duty.due.as_ref());
        limits.any(|due| due.limit.direction == Direction::After)
    };
    let asked = sight.rules.procedure.facts.iter().filter(runs_from).filter_map(ask);
    let is_to_come = |ask: &String| day(answers, ask).is_some_and(|day| day > sight.now.date());
    asked.filter(is_to_come).map(|ask| (ask, words::DAY_TO_COME.to_owned())).collect()
}

/// A child by what may be a name: letters alone, and a word that begins as names do.
fn named(action: &str, answers: &Answers) -> Option<(String, String)> {
    // What is beyond ASCII is taken for either case: the tables that tell them apart weigh much.
    let is_name = |word: &str| {
        let is = |of: fn(&u8) -> bool, letter: u8| of(&letter) || !letter.is_ascii();
        word != &**words::CHILD_BEFORE_A_LETTER
            && word.bytes().next().is_some_and(|first| is(u8::is_ascii_uppercase, first))
            && word.bytes().any(|letter| is(u8::is_ascii_lowercase, letter))
            && word
                .bytes()
                .all(|letter| is(u8::is_ascii_alphabetic, letter) || matches!(letter, b'-' | b'\''))
    };
    let is_digit = |byte: u8| byte.is_ascii_digit();
    let may_be = |said: &&String| !said.bytes().any(is_digit) && said.split(' ').any(is_name);
    let said = answers.get(CHILDREN).filter(|_| matches!(action, OPEN | "add-child"))?;
    let quoted: Vec<String> = said.iter().filter(may_be).map(|said| quoted(said)).collect();
    (!quoted.is_empty()).then(|| (CHILDREN.to_owned(), words::is_it_a_name(&listed(&quoted))))
}

fn day(answers: &Answers, ask: &str) -> Option<NaiveDate> {
    let said = answers.get(ask)?.first()?.trim();
    parse_date(said).or_else(|| Moment::parse(said).map(|moment| moment.date()))
}
