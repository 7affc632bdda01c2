//! What may be said of an entry that is there: that it is wrong, that it is what was agreed; and what it left out.

use super::asks::{ask, choice, hinted, preset, words};
use super::begin::action;
use crate::casebook::dates::long_moment;
use crate::casebook::show::of_entry::first_words;
use crate::casebook::views::{Action, ActionKind, Ask, AskKind, Need, TimelineEntry};
use crate::words::forms;

/// The id of the form that says what the dispute is about, and the word under which that is kept.
pub const ABOUT: &str = "about";

/// Saying what it is about, where it was opened without words.
pub fn about() -> Action {
    let said = hinted(
        ask(ABOUT, forms::IN_YOUR_WORDS, AskKind::Text, Need::Required),
        forms::IN_YOUR_WORDS_HINT.said(),
    );
    action(ABOUT, ActionKind::Note, forms::WHAT_ABOUT, None, vec![said])
}

/// Saying what is wrong in one of these entries. It may be done wherever a note may be made.
pub fn correction(entries: &[TimelineEntry]) -> Action {
    let form = vec![
        which(entries.iter()),
        words("wrong", AskKind::Text, Need::Optional),
        words("right", AskKind::Text, Need::Required),
    ];
    let explain = Some(forms::CORRECT_EXPLAINED.to_owned());
    action("correct", ActionKind::Correct, forms::CORRECT, explain, form)
}

/// Saying of one of these entries, all somebody else's, whether it is what was agreed; the first of them is meant
/// unless another is chosen.
pub fn confirmation(entries: &[&TimelineEntry]) -> Option<Action> {
    let first = entries.first()?;
    let answers = vec![choice("yes", forms::YES_I_CONFIRM), choice("no", forms::NO_NOT_AGREED)];
    let form = vec![
        preset(which(entries.iter().copied()), [first.id.clone()]),
        ask("agreed", forms::IS_IT_AGREED, AskKind::One(answers), Need::Required),
        ask("text", forms::AGREED_OTHERWISE, AskKind::Text, Need::Optional),
    ];
    // Nobody answers words that they do not see.
    let wrote = first.said.first().map(|(_, words)| forms::they_wrote(words));
    let explain = Some([forms::CONFIRM_EXPLAINED.said(), " ", &wrote.unwrap_or_default()].concat());
    Some(action("confirm", ActionKind::Confirm, forms::CONFIRM, explain, form))
}

fn which<'a>(entries: impl Iterator<Item = &'a TimelineEntry>) -> Ask {
    let entry = |entry: &TimelineEntry| {
        let label = forms::entry_of(&entry.what, &long_moment(entry.at), &entry.signer.name);
        choice(&entry.id, &[&label, first_words(entry).as_str()].concat())
    };
    ask("entry", forms::WHICH_ENTRY, AskKind::One(entries.map(entry).collect()), Need::Required)
}
