//! The children of a form: a local reference each, and what the procedure asks of it.
//!
//! While it is typed a reference is not a name yet, so the draft keeps each child under its place
//! (`children.#0.looked-after`); [`to_send`] puts the references in.

use leptos::prelude::*;

use super::field::field;
use super::link::focus_on;
use super::trouble::{Trouble, control_id, wrong_with};
use crate::casebook::views::{Answers, Ask, AskKind};
use crate::ui::session::Draft;
use crate::ui::words::dispute as words;

/// The rows of children.
pub fn children(ask: &Ask, inner: &[Ask], draft: Draft, trouble: Trouble) -> AnyView {
    let (id, label, hint) = (ask.id.clone(), ask.label.clone(), ask.hint.clone());
    let inner: Vec<Ask> = inner.to_vec();
    let said = draft.with_untracked(|answers| answers.get(&id).map_or(0, Vec::len));
    let rows = RwSignal::new(said.max(1));
    let drawn = RwSignal::new(0u32);
    let wrong = wrong_with(id.clone(), trouble);

    let each = {
        let id = id.clone();
        move || {
            drawn.track();
            let n = rows.get();
            (0..n).map(|row| child(&id, &inner, row, n, rows, drawn, draft, trouble)).collect_view()
        }
    };
    let add = move |_| {
        rows.update(|n| *n += 1);
        let last = control_id(&reference_key(&id, rows.get_untracked() - 1));
        request_animation_frame(move || focus_on(&last));
    };
    view! {
        <fieldset>
            <legend>{label}</legend>
            {hint.map(|hint| view! { <span class="hint">{hint}</span> })}
            {move || wrong().map(|say| view! { <span class="wrong">{say}</span> })}
            {each}
            <button type="button" class="second" on:click=add>
                {words::ADD_CHILD}
            </button>
        </fieldset>
    }
    .into_any()
}

#[expect(clippy::too_many_arguments, reason = "one row of the list above, drawn in one place only")]
fn child(
    id: &str,
    inner: &[Ask],
    row: usize,
    of: usize,
    rows: RwSignal<usize>,
    drawn: RwSignal<u32>,
    draft: Draft,
    trouble: Trouble,
) -> AnyView {
    let key = reference_key(id, row);
    let control = if row == 0 { control_id(id) } else { control_id(&key) };
    let said = draft.with_untracked(|answers| {
        answers.get(id).and_then(|references| references.get(row)).cloned().unwrap_or_default()
    });
    let write = {
        let id = id.to_owned();
        move |event| {
            let reference = event_target_value(&event);
            draft.update(|answers| {
                let references = answers.entry(id.clone()).or_default();
                references.resize(references.len().max(row + 1), String::new());
                references[row] = reference;
            });
        }
    };
    let remove = {
        let id = id.to_owned();
        move |_| {
            draft.update(|answers| take_out(answers, &id, row));
            rows.update(|n| *n -= 1);
            drawn.update(|n| *n += 1);
        }
    };
    let asks = inner.iter().map(|ask| {
        // A child fact that nobody knows yet is left unsaid, not guessed.
        field(ask, [&key, ".", &ask.id].concat(), draft, trouble)
    });
    view! {
        <fieldset class="child">
            <legend>{words::child(row)}</legend>
            <div class="field">
                <label for=control.clone()>{words::CHILD_REFERENCE}</label>
                <span class="hint">{words::CHILD_HINT}</span>
                <input id=control type="text" autocomplete="off" prop:value=said on:input=write />
            </div>
            {asks.collect_view()}
            {(of > 1)
                .then(|| {
                    view! {
                        <button type="button" class="wordly" on:click=remove>
                            {words::remove_child(row)}
                        </button>
                    }
                })}
        </fieldset>
    }
    .into_any()
}

/// A draft as the casebook takes it: each child under its reference, rows without one left out.
pub fn to_send(asks: &[Ask], draft: &Answers) -> Answers {
    let mut answers = draft.clone();
    for ask in asks {
        let AskKind::Children(inner) = &ask.kind else { continue };
        let references = answers.remove(&ask.id).unwrap_or_default();
        for (row, reference) in references.iter().enumerate() {
            for inner in inner {
                let typed = [&reference_key(&ask.id, row), ".", &inner.id].concat();
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

fn reference_key(id: &str, row: usize) -> String {
    [id, ".#", &row.to_string()].concat()
}

/// Takes a row out; the rows below move up.
fn take_out(answers: &mut Answers, id: &str, row: usize) {
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
                moved.insert([&reference_key(id, n - 1), ".", &inner].concat(), said);
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
    fn taking_a_row_out_moves_the_rows_below_up() {
        let mut draft = answers(&[
            ("children", &["A", "B", "C"]),
            ("children.#0.cp", &["a"]),
            ("children.#1.cp", &["b"]),
            ("children.#2.cp", &["c"]),
        ]);
        take_out(&mut draft, "children", 1);
        let left =
            answers(&[("children", &["A", "C"]), ("children.#0.cp", &["a"]), ("children.#1.cp", &["c"])]);
        assert_eq!(draft, left);
    }
}
