//! The children of a form: a local reference each, and what the procedure asks of it.

use leptos::prelude::*;
use web_sys::Event;

use super::field::{field, question};
use super::link::focus_on;
use super::trouble::{Trouble, control_id, wrong_here};
use crate::casebook::views::{Answers, Ask};
use crate::ui::draft::{child_key, take_child_out};
use crate::ui::drafts::Typed;
use crate::ui::element::{View, all, button, div, fieldset, input, label, legend, live, span};
use crate::ui::words::dispute as words;

/// The rows of children.
pub fn children(ask: &Ask, inner: &[Ask], draft: Typed, trouble: Trouble) -> View {
    let id = ask.id.clone();
    let inner: Vec<Ask> = inner.to_vec();
    let said = draft.with_untracked(|answers| answers.get(&id).map_or(0, Vec::len));
    let rows = RwSignal::new(said.max(1));

    let each = {
        let id = id.clone();
        move || {
            let n = rows.get();
            let each = (0..n).map(|row| child(&id, &inner, row, n, rows, draft, trouble));
            all(each.collect())
        }
    };
    let add = move |_| {
        rows.update(|n| *n += 1);
        let last = control_id(&child_key(&id, rows.get_untracked() - 1));
        request_animation_frame(move || focus_on(&last));
    };
    fieldset()
        .child(legend().text(&question(ask)))
        .maybe(ask.hint.as_ref().map(|hint| span().class("hint").text(hint)))
        .child(wrong_here(&ask.id, trouble))
        .child(live(each))
        .child(button().attr("type", "button").class("second").on("click", add).text(words::ADD_CHILD))
        .view()
}

fn child(
    id: &str,
    inner: &[Ask],
    row: usize,
    of: usize,
    rows: RwSignal<usize>,
    draft: Typed,
    trouble: Trouble,
) -> View {
    let key = child_key(id, row);
    let control = if row == 0 { control_id(id) } else { control_id(&key) };
    let said = draft.with_untracked(|answers| {
        answers.get(id).and_then(|references| references.get(row)).cloned().unwrap_or_default()
    });
    let write = {
        let id = id.to_owned();
        move |event: Event| {
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
            draft.update(|answers| take_child_out(answers, &id, row));
            rows.update(|n| *n -= 1);
        }
    };
    // What is asked of a child is asked once there is one. What nobody knows yet is left unsaid, not guessed.
    let is_named = {
        let id = id.to_owned();
        let reference =
            move |answers: &Answers| answers.get(&id)?.get(row).map(|said| !said.trim().is_empty());
        Memo::new(move |_| draft.with(|answers| reference(answers).unwrap_or_default()))
    };
    let inner = inner.to_vec();
    let asks = live(move || {
        let asked = is_named.get().then(|| inner.iter());
        let each = asked.into_iter().flatten();
        all(each.map(|ask| field(ask, [&key, ".", &ask.id].concat(), draft, trouble)).collect())
    });
    let reference = input()
        .attr("id", &control)
        .attr("type", "text")
        .attr("autocomplete", "off")
        .prop("value", said)
        .on("input", write);
    let named = div()
        .class("field")
        .child(label().attr("for", &control).text(words::CHILD_REFERENCE))
        .child(span().class("hint").text(words::CHILD_HINT))
        .child(reference);
    let take_out = (of > 1).then(|| {
        let out = button().attr("type", "button").class("wordly").on("click", remove);
        out.text(&words::remove_child(row))
    });
    // One alone needs no number: it is said to who cannot see that it is alone.
    let (shape, number) = if of > 1 { ("child", "") } else { ("", "away") };
    fieldset()
        .class(shape)
        .child(legend().class(number).text(&words::child(row)))
        .child(named)
        .child(asks)
        .maybe(take_out)
        .view()
}
