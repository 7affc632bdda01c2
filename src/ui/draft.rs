//! What is being typed into a form, before it is an answer.
//!
//! While it is typed a child's reference is not a name yet, so a draft keeps each child under its
//! place (`children.#0.looked-after`); [`to_send`] puts the references in.

use crate::casebook::views::{Answers, Ask, AskKind};

/// What stands in a form before anything is said.
pub fn presets(asks: &[Ask]) -> Answers {
    let preset = |ask: &Ask| (!ask.preset.is_empty()).then(|| (ask.id.clone(), ask.preset.clone()));
    asks.iter().filter_map(preset).collect()
}

/// A draft as the casebook takes it: each child under its reference, rows without one left out.
pub fn to_send(asks: &[Ask], draft: &Answers) -> Answers {
    let mut answers = draft.clone();
    for ask in asks {
        let AskKind::Children(inner) = &ask.kind else { continue };
        let references = answers.remove(&ask.id).unwrap_or_default();
        for (row, reference) in references.iter().enumerate() {
            for inner in inner {
                let typed = [&child_key(&ask.id, row), ".", &inner.id].concat();
                if let Some(said) = answers.remove(&typed)
                    && !reference.trim().is_empty()
                {
                    answers.insert([&ask.id, ".", reference.trim(), ".", &inner.id].concat(), said);
                }
            }
        }
        let named = references.iter().map(|reference| reference.trim().to_owned());
        answers.insert(ask.id.clone(), named.filter(|reference| !reference.is_empty()).collect());
    }
    answers
}

/// Whether something else is said than at the start. A choice that was made and taken back leaves an answer
/// without a word.
pub fn differs(draft: &Answers, start: &Answers) -> bool {
    let says = |said: &&Vec<String>| said.iter().any(|word| !word.trim().is_empty());
    let lacks = |one: &Answers, other: &Answers| {
        one.iter().any(|(key, said)| says(&said) && other.get(key) != Some(said))
    };
    lacks(draft, start) || lacks(start, draft)
}

/// Where the answers about the child in that place stand.
pub fn child_key(id: &str, row: usize) -> String {
    [id, ".#", &row.to_string()].concat()
}

/// Takes a child out; those below move up.
pub fn take_child_out(answers: &mut Answers, id: &str, row: usize) {
    if let Some(references) = answers.get_mut(id)
        && row < references.len()
    {
        references.remove(row);
    }
    let mut moved = Answers::new();
    for (key, said) in std::mem::take(answers) {
        let place = key.strip_prefix(&[id, ".#"].concat()).and_then(|rest| rest.split_once('.'));
        match place.and_then(|(n, inner)| Some((n.parse::<usize>().ok()?, inner.to_owned()))) {
            Some((n, _)) if n == row => {}
            Some((n, inner)) if n > row => {
                moved.insert([&child_key(id, n - 1), ".", &inner].concat(), said);
            }
            Some(_) | None => {
                moved.insert(key, said);
            }
        }
    }
    *answers = moved;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::casebook::views::Need;

    fn ask(id: &str, kind: AskKind) -> Ask {
        Ask { id: id.into(), label: id.into(), hint: None, kind, need: Need::Optional, preset: vec![] }
    }

    fn answers(pairs: &[(&str, &[&str])]) -> Answers {
        pairs.iter().map(|(key, said)| ((*key).into(), said.iter().map(|s| (*s).into()).collect())).collect()
    }

    #[test]
    fn children_are_sent_under_their_references_and_empty_rows_are_left_out() {
        let asks = [ask("children", AskKind::Children(vec![ask("cp", AskKind::YesNo)]))];
        let draft = answers(&[
            ("children", &["", " A 1 "]),
            ("children.#0.cp", &["no"]),
            ("children.#1.cp", &["yes"]),
            ("text", &["words"]),
        ]);
        let sent = answers(&[("children", &["A 1"]), ("children.A 1.cp", &["yes"]), ("text", &["words"])]);
        assert_eq!(to_send(&asks, &draft), sent);
    }

    #[test]
    fn a_draft_differs_once_something_else_is_said_than_at_the_start() {
        let start = answers(&[("raising", &["school"])]);
        let blank = answers(&[("children", &["", " "]), ("grounds", &[]), ("raising", &["school"])]);
        assert!(!differs(&start, &start) && !differs(&blank, &start));
        assert!(differs(&answers(&[("raising", &["health"])]), &start));
        assert!(differs(&answers(&[("raising", &["school"]), ("text", &["Half a"])]), &start));
        assert!(differs(&answers(&[]), &start), "taking back what stood there is a change too");
    }

    #[test]
    fn taking_a_row_out_moves_the_rows_below_up() {
        let mut draft = answers(&[
            ("children", &["A", "B", "C"]),
            ("children.#0.cp", &["a"]),
            ("children.#1.cp", &["b"]),
            ("children.#2.cp", &["c"]),
        ]);
        take_child_out(&mut draft, "children", 1);
        let left =
            answers(&[("children", &["A", "C"]), ("children.#0.cp", &["a"]), ("children.#1.cp", &["c"])]);
        assert_eq!(draft, left);
    }
}
