//! What may be said of an entry that is there: that it is wrong, that it is what was agreed.

use super::asks::{ask, choice, preset, words};
use super::begin::action;
use crate::casebook::dates::long_date;
use crate::casebook::views::{Action, ActionKind, Ask, AskKind, Need, TimelineEntry};

/// Saying what is wrong in one of these entries. It may be done wherever a note may be made.
pub fn correction(entries: &[TimelineEntry]) -> Action {
    let form = vec![
        which(entries.iter()),
        words("wrong", AskKind::Text, Need::Optional),
        words("right", AskKind::Text, Need::Required),
    ];
    let explain = "The entry stays as it was signed. What you write is shown beside it, and changes no date.";
    action("correct", ActionKind::Correct, "Correct an entry", Some(explain.to_owned()), form)
}

/// Saying of one of these entries, all somebody else's, whether it is what was agreed; the first of them is meant
/// unless another is chosen.
pub fn confirmation(entries: &[&TimelineEntry]) -> Option<Action> {
    let first = entries.first()?;
    let answers = vec![choice("yes", "Yes, I confirm it"), choice("no", "No, it is not what we agreed")];
    let form = vec![
        preset(which(entries.iter().copied()), [first.id.clone()]),
        ask("agreed", "Is this what you agreed?", AskKind::One(answers), Need::Required),
        ask("text", "What you agreed, if it is another thing", AskKind::Text, Need::Optional),
    ];
    let explain = "Your answer is signed and stands beside their entry, for both sides. It changes no date, and \
                   opens or closes nothing.";
    Some(action(
        "confirm",
        ActionKind::Confirm,
        "Confirm what they wrote down",
        Some(explain.to_owned()),
        form,
    ))
}

fn which<'a>(entries: impl Iterator<Item = &'a TimelineEntry>) -> Ask {
    let entry = |entry: &TimelineEntry| {
        let label = [&entry.what, " (", &long_date(entry.at.date()), ", ", &entry.signer.name, ")"].concat();
        choice(&entry.id, &label)
    };
    ask("entry", "Which entry?", AskKind::One(entries.map(entry).collect()), Need::Required)
}
